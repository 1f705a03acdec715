"""What one unit of the Office answers for: its plans, their projects, and the reports that are owed on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi.board import Overdue
from kpi.plans import Item
from kpi.project_list import ProjectLine


@dataclass(frozen=True, slots=True)
class Group:
    """One unit on the day asked for."""

    unit: str
    items: tuple[Item, ...]
    """Its plans and its other strategies and proposals."""
    projects: tuple[ProjectLine, ...]
    """The countable projects of its plans."""
    owed: tuple[Overdue, ...]
    """Overdue reports of the agencies that answer for one of those projects, longest first."""

    @property
    def late_items(self) -> tuple[Item, ...]:
        """Plans whose next step is past its day, the longest first."""
        late = (one for one in self.items if one.standing.is_overdue)
        return tuple(sorted(late, key=lambda one: (-one.standing.days_overdue, one.code)))

    @property
    def cancelling(self) -> tuple[ProjectLine, ...]:
        """Projects whose cancellation nobody has approved yet (A-27)."""
        return tuple(one for one in self.projects if one.is_cancelling)

    @property
    def in_need(self) -> tuple[ProjectLine, ...]:
        """Projects that lag, are stale or have never been told of."""
        return tuple(one for one in self.projects if one.is_lagging or one.is_stale or one.last_told is None)

    @property
    def done_count(self) -> int:
        """How many of its projects are implemented."""
        return sum(one.is_implemented for one in self.projects)


def of_unit(unit: str, items: Sequence[Item], lines: Sequence[ProjectLine], owed: Sequence[Overdue]) -> Group:
    """What of the Office's items, projects and owed reports belongs to one unit."""
    own = tuple(item for item in items if item.owner == unit)
    codes = {item.code for item in own}
    projects = tuple(line for line in lines if line.plan in codes)
    agencies = {agency for line in projects for agency in line.reporters}
    return Group(unit, own, projects, tuple(one for one in owed if one.agency in agencies))
