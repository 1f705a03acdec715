"""The commentary as a reader wants it: cause and remedy of each figure below its target, actions carried until done.

A commentary is of the month in which the figure stands: that of the day asked for, at the latest the round's last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from base.commentary import CLOSE, PLAN, Key
from base.period import Month
from base.words import Text
from kpi.indicators import BY_CODE
from kpi.measure import every
from kpi.model import ASSESSEES, Ask, Family, Figure, Status
from kpi.store import Build


class State(StrEnum):
    """Where an action stands on a day."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"


STATE_WORDS: dict[State, Text] = {
    State.OPEN: Text("กำลังดำเนินการ", "Under way"),
    State.OVERDUE: Text("เกินกำหนด", "Overdue"),
    State.DONE: Text("เสร็จแล้ว", "Done"),
}


@dataclass(frozen=True, slots=True)
class Comment:
    """One version of the commentary on a figure's month."""

    key: Key
    cause: str
    remedy: str
    version: int
    """1 .. of its key."""
    recorded_at: datetime
    by: str
    """Code of the position that wrote it."""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action on the day asked for."""

    key: Key
    action: str
    owner: str
    """Code of an agency or a unit."""
    due_on: date
    state: State
    days_overdue: int
    done_on: date | None
    done_how: str
    """Empty while it is open."""
    version: int
    """1 .. as its words, owner or day were changed."""


@dataclass(frozen=True, slots=True)
class Commentary:
    """What was written by the known moment, for the month asked for and those before it."""

    month: Month
    comments: tuple[Comment, ...]
    """Every version of the fiscal year up to the month, oldest first."""
    actions: tuple[ActionLine, ...]
    """The open ones of this month and of every earlier one, and those done within the month; the oldest first."""

    def in_force(self, kpi: str, scope: str) -> Comment | None:
        """The newest version for this very month."""
        return next((one for one in self.history(kpi, scope) if one.key.month == self.month), None)

    def latest(self, kpi: str, scope: str) -> Comment | None:
        """The newest version of this month, else of the nearest earlier month of the fiscal year."""
        return next(iter(self.history(kpi, scope)), None)

    def history(self, kpi: str, scope: str) -> tuple[Comment, ...]:
        """Every version, the latest month first and in it the newest first."""
        found = [one for one in self.comments if (one.key.kpi, one.key.scope) == (kpi, scope)]
        return tuple(sorted(found, key=lambda one: (one.key.month, one.version), reverse=True))

    def actions_of(self, kpi: str, scope: str) -> tuple[ActionLine, ...]:
        """The actions of one indicator and scope."""
        return tuple(one for one in self.actions if (one.key.kpi, one.key.scope) == (kpi, scope))

    @property
    def carried(self) -> tuple[ActionLine, ...]:
        """The actions of earlier months that are still open."""
        return tuple(one for one in self.actions if one.key.month < self.month and one.state is not State.DONE)


def month_of(asked: Ask) -> Month:
    """The month whose commentary a question asks for."""
    return Month.of(min(asked.as_of, asked.round.end))


def overview(build: Build, asked: Ask) -> Commentary:
    """What was written up to the asked month, as known at the asked moment."""
    month = month_of(asked)
    rows = build.rows(_STEPS, {"month": month.first_day, "seq": build.seq_at(asked.known_at)})
    steps: dict[Key, list[_Step]] = {}
    for kpi, scope, start, number, *told in rows:
        steps.setdefault(Key(kpi, scope, Month.of(start), number), []).append(_Step(*told))
    actions = (_action(key, told, asked.as_of) for key, told in steps.items() if key.number)
    shown = (one for one in actions if (one.done_on is None or Month.of(one.done_on) >= month))
    return Commentary(
        month,
        tuple(
            Comment(key, step.cause or "", step.remedy or "", version, step.recorded_at, step.actor)
            for key, told in steps.items()
            if not key.number and key.month.fiscal_year == month.fiscal_year
            for version, step in enumerate(told, 1)
        ),
        tuple(sorted(shown, key=lambda one: (one.key.month, one.due_on, one.key))),
    )


def off_target(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """The figures of the five assessees that stand below their target, in the order of the register."""
    return tuple(
        one
        for one in figures
        if one.status is Status.FAIL
        and one.scope in ASSESSEES
        and BY_CODE[one.kpi].is_main
        and BY_CODE[one.kpi].family is not Family.MONITORING
    )


def missing(build: Build, asked: Ask, figures: Sequence[Figure] | None = None) -> tuple[Figure, ...]:
    """The figures below their target whose month has no commentary (features 24, 25); `figures` saves measuring."""
    written = overview(build, asked)
    found = off_target(every(build, asked) if figures is None else figures)
    return tuple(one for one in found if written.in_force(one.kpi, one.scope) is None)


@dataclass(frozen=True, slots=True)
class _Step:
    """One decision about a commentary or an action."""

    kind: str
    on: date | None
    cause: str | None
    remedy: str | None
    action: str | None
    owner: str | None
    due_on: date | None
    reason: str | None
    recorded_at: datetime
    actor: str


def _action(key: Key, told: Sequence[_Step], as_of: date) -> ActionLine:
    """An action is of its month, whenever it was written down; what was changed or ended later has a day of its own."""
    first, *later = told
    known = [first, *(one for one in later if one.on is not None and one.on <= as_of)]
    plans = [one for one in known if one.kind == PLAN]
    last, plan = known[-1], plans[-1]
    assert plan.due_on and plan.action and plan.owner, "the ledger keeps no plan without them"
    is_done = last.kind == CLOSE
    late = 0 if is_done else max(0, (as_of - plan.due_on).days)
    return ActionLine(
        key=key,
        action=plan.action,
        owner=plan.owner,
        due_on=plan.due_on,
        state=State.DONE if is_done else State.OVERDUE if late else State.OPEN,
        days_overdue=late,
        done_on=last.on if is_done else None,
        done_how=(last.reason or "") if is_done else "",
        version=len(plans),
    )


_STEPS = """
    SELECT kpi, scope, month, action_no, kind, on_day, cause, remedy, action, owner, due_on, reason, recorded_at, actor
    FROM commentary_step WHERE month <= $month AND seq <= $seq
    ORDER BY month, kpi, scope, seq
"""
