"""Two moments of knowledge side by side: which cells changed, and which figures they moved by how much."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import zip_longest

from kpi import speak
from kpi.indicators import RULES
from kpi.measure import Measure
from kpi.model import Ask, Figure, Source, Status
from kpi.store import Build

_LEDGER_LINE = re.compile(r"S\d{6,}:\d+$")
"""An item that is named by its submission and row; its cells may be those of an earlier version."""
Place = tuple[str, str, str]
"""(role, item, field): what a cell says of which thing, whatever file it stands in."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One thing that a figure rests on and that differs: as it was known before and after (None = not there)."""

    item: str
    role: str
    field: str | None
    before: Source | None
    after: Source | None


@dataclass(frozen=True, slots=True)
class Move:
    """One figure that differs between the two moments."""

    before: Figure
    after: Figure
    cells: tuple[CellChange, ...]

    @property
    def difference(self) -> Fraction | None:
        """After minus before; None where one of them has no value."""
        return speak.moved(self.before.value, self.after.value, self.after.unit)


def compare(build: Build, first: Ask, second: Ask) -> tuple[Move, ...]:
    """Every figure of the round that differs between two asks, with the cells behind the difference.

    The two asks differ in `known_at` (or in official/provisional); they name the same round.
    Raises ValueError when they name different rounds.
    """
    if first.round != second.round:
        raise ValueError("a comparison is of one round")
    before, after = Measure(build, first), Measure(build, second)
    moves = []
    for rule in RULES:
        for scope in dict.fromkeys((*before.scopes(rule.kpi), *after.scopes(rule.kpi))):
            was, now = before.figure(rule, scope), after.figure(rule, scope)
            if _says(was) != _says(now):
                cells = changes(before.trace(rule, scope), after.trace(rule, scope))
                moves.append(Move(was, now, cells))
    return tuple(moves)


def _says(figure: Figure) -> tuple[Fraction | None, Fraction | None, Fraction | None, Status]:
    return figure.value, figure.numerator, figure.denominator, figure.status


def changes(before: Iterable[Source], after: Iterable[Source]) -> tuple[CellChange, ...]:
    """What differs between two traces, thing by thing; an equal value in another file is no change."""
    was, now = _by_place(before), _by_place(after)
    found = []
    for place in dict.fromkeys((*was, *now)):
        role, item, field = place
        gone = _without(was.get(place, []), now.get(place, []))
        come = _without(now.get(place, []), was.get(place, []))
        found += [CellChange(item, role, field or None, left, right) for left, right in zip_longest(gone, come)]
    return tuple(found)


def _without(sources: list[Source], others: list[Source]) -> list[Source]:
    """The sources whose value does not stand in the others, one for one."""
    spare = Counter(other.value for other in others)
    left = []
    for source in sources:
        if spare[source.value]:
            spare[source.value] -= 1
        else:
            left.append(source)
    return left


def _by_place(sources: Iterable[Source]) -> dict[Place, list[Source]]:
    found: dict[Place, list[Source]] = {}
    for source in sources:
        found.setdefault((source.role, _thing(source), source.field or ""), []).append(source)
    return found


def _thing(source: Source) -> str:
    """The thing a source speaks of; a ledger line is named by its submission, which a new version changes."""
    return source.reporter or "" if source.submission and _LEDGER_LINE.match(source.item) else source.item


def known(build: Build, asked: Ask, moment: datetime) -> Ask:
    """The same question, known at another moment."""
    return Ask(asked.round, asked.as_of, moment, asked.official, asked.is_as_of_given)
