"""Where a strategy, plan or proposal stands on a day, what it waits for and how late it is (domain.md 3.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from base.period import FiscalYear, Round
from base.words import Text
from kpi.cycle import MANUAL_IN_FORCE, Cycle, Step
from kpi.facts import Event, Facts
from kpi.indicators.declared import Question
from kpi.indicators.plan_items import chain as chain_of
from kpi.model import OFFICE, PLANS
from kpi.plan_path import ORDER, PERMANENT_SECRETARY, Milestone, Path, PlanState, happenings

__all__ = ["STATE_WORDS", "Milestone", "PlanState", "Standing", "overview", "standing"]

STATE_WORDS: dict[PlanState, Text] = {
    PlanState.NOT_STARTED: Text("ยังไม่เริ่ม", "Not started"),
    PlanState.DRAFTING: Text("อยู่ระหว่างยกร่าง", "Being drafted"),
    PlanState.DRAFTED: Text("ยกร่างแล้ว", "Drafted"),
    PlanState.IN_REVIEW: Text("อยู่ระหว่างประชุมทบทวน", "Under review by meeting"),
    PlanState.PS_SUBMITTED: Text("เสนอ ป.ร.ง.", "Submitted to the Permanent Secretary"),
    PlanState.PS_ENDORSED: Text("ป.ร.ง. เห็นชอบแล้ว", "Endorsed by the Permanent Secretary"),
    PlanState.CIRCULATED: Text("แจ้งเวียนเพิ่มโครงการ/กิจกรรม", "Circulated for added projects/activities"),
    PlanState.COMPILED: Text("รวบรวมร่างแผนแล้ว", "Draft plan compiled"),
    PlanState.SC_SUBMITTED: Text("เสนอคณะอนุกรรมการ", "Submitted to the subcommittee"),
    PlanState.SC_ENDORSED: Text("คณะอนุกรรมการเห็นชอบ", "Endorsed by the subcommittee"),
    PlanState.NC_SUBMITTED: Text("เสนอ คนช.", "Submitted to the National Committee"),
    PlanState.ENDORSED: Text("เห็นชอบครบทุกคณะ", "Endorsed by all bodies"),
    PlanState.DISTRIBUTED: Text("แจ้งเวียนแล้ว", "Distributed for action"),
    PlanState.IMPLEMENTING: Text("อยู่ระหว่างดำเนินการ", "Being implemented"),
    PlanState.YEAR_END: Text("รวบรวมผลประจำปี", "Annual results being compiled"),
    PlanState.REPORTED: Text("เสนอผู้บริหารแล้ว", "Reported to executives"),
    PlanState.CLOSED: Text("แจ้งเวียนรายงานแล้ว (สิ้นสุด)", "Report circulated (closed)"),
    PlanState.RETURNED: Text("ให้แก้ไข/ส่งคืน", "Returned for revision"),
    PlanState.AMENDING: Text("อยู่ระหว่างปรับแผน", "Being amended"),
    PlanState.WITHDRAWN: Text("ยกเลิก/ถอนเรื่อง", "Withdrawn"),
}
BEFORE_MANUAL = Text("ไม่มีข้อมูลก่อนวันใช้บังคับคู่มือ", "No data from before the manual took effect")

TO_DISTRIBUTE = timedelta(days=15)
TO_REVISE = timedelta(days=14)

WAITS: dict[PlanState, Step] = {
    PlanState.NOT_STARTED: Step.S1,
    PlanState.DRAFTING: Step.S1,
    PlanState.DRAFTED: Step.S2,
    PlanState.IN_REVIEW: Step.S2,
    PlanState.PS_ENDORSED: Step.S3,
    PlanState.CIRCULATED: Step.S3,
    PlanState.COMPILED: Step.S4,
    PlanState.SC_ENDORSED: Step.S4,
    PlanState.ENDORSED: Step.S5,
    PlanState.DISTRIBUTED: Step.S5,
    PlanState.IMPLEMENTING: Step.S5,
    PlanState.AMENDING: Step.S5,
    PlanState.YEAR_END: Step.S6,
    PlanState.REPORTED: Step.S6,
}
"""The step the Office has to take next; a submitted item waits for its body instead."""

SUBMITTED = frozenset({PlanState.PS_SUBMITTED, PlanState.SC_SUBMITTED, PlanState.NC_SUBMITTED})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one item stands on a day."""

    item_code: str
    state: PlanState
    since: date | None
    """The day it entered the state; None while nothing has happened."""
    next_expected: date | None
    """The day of the column "expected by" of domain.md 3.4, or the last day of the state where only that is known."""
    leave_by: date | None
    """The last day on which the item is not late in this state; None where there is none."""
    days_overdue: int
    waiting_for: str | None
    """A body (PS, SC-INF …) while the item lies with it, else the step to take (S1 … S6); None at the end."""
    is_before_manual: bool
    """It would be late, but the step lies before the manual took effect: say BEFORE_MANUAL, not overdue (3.2)."""
    steps: tuple[tuple[PlanState, date], ...]
    """Every state entered so far with its day, oldest first."""

    @property
    def is_overdue(self) -> bool:
        return self.days_overdue > 0


def standing(
    item_code: str,
    events: Iterable[Event],
    chain: tuple[str, ...],
    fiscal_year: FiscalYear,
    as_of: date,
    milestones: Iterable[Milestone] = (),
    year_end_on: date | None = None,
    *,
    is_plan: bool = True,
) -> Standing:
    """Where an item stands on `as_of` in the cycle of `fiscal_year`; only what is dated by then counts.

    `events` may hold other items' events of the same cycle. `chain`: the bodies that must endorse, in order (empty =
    the Permanent Secretary). `year_end_on`: the day of the first accepted annual results of the plan. A strategy or
    proposal (`is_plan` False) has no day of the calendar, and without a committee it ends with PS_ENDORSED.
    """
    bodies = chain or (PERMANENT_SECRETARY,)
    own = [event for event in events if event.item_code == item_code]
    path = Path(bodies, is_short=not is_plan and bodies == (PERMANENT_SECRETARY,))
    for happening in happenings(own, fiscal_year, milestones, year_end_on):
        if happening.on <= as_of:
            path.take(happening)
    since = path.steps[-1][1] if path.steps else None
    expected, limit = _days(path, since, Cycle(fiscal_year) if is_plan else None)
    is_before_manual = limit is not None and limit < MANUAL_IN_FORCE
    leave_by = _in_force(path, Cycle(fiscal_year)) if is_before_manual else limit
    return Standing(
        item_code=item_code,
        state=path.state,
        since=since,
        next_expected=expected or leave_by,
        leave_by=leave_by,
        days_overdue=max(0, (as_of - leave_by).days) if leave_by else 0,
        waiting_for=_waiting_for(path),
        is_before_manual=is_before_manual and limit is not None and as_of > limit,
        steps=tuple(path.steps),
    )


def _days(path: Path, since: date | None, cycle: Cycle | None) -> tuple[date | None, date | None]:
    """(expected by, overdue if not left by) of the present state, the table of domain.md 3.4."""
    expected, limit = _calendar(cycle).get(path.state, (None, None)) if cycle else (None, None)
    if path.state is PlanState.ENDORSED and since is not None:
        limit = since + TO_DISTRIBUTE
    elif path.reopened is not None and not path.is_withdrawn and path.returned_on is not None:
        # A plan returned after the day for drafts has its own days to come back, however it is being revised.
        limit = max(path.returned_on + TO_REVISE, limit or date.min)
        expected = None
    return expected, limit


def _calendar(cycle: Cycle) -> dict[PlanState, tuple[date, date | None]]:
    september, committees = cycle.preparation_ends, cycle.committees_end
    return {
        PlanState.NOT_STARTED: (cycle.drafts_due, cycle.drafts_due),
        PlanState.DRAFTING: (cycle.drafts_due, cycle.drafting_ends),
        PlanState.DRAFTED: (cycle.drafting_ends, cycle.drafting_ends),
        PlanState.IN_REVIEW: (september, september),
        PlanState.PS_SUBMITTED: (september, september),
        PlanState.PS_ENDORSED: (cycle.replies_due, cycle.replies_due),
        PlanState.CIRCULATED: (cycle.replies_due, september),
        PlanState.COMPILED: (september, committees),
        PlanState.SC_SUBMITTED: (committees, committees),
        PlanState.SC_ENDORSED: (committees, committees),
        PlanState.NC_SUBMITTED: (committees, committees),
        PlanState.DISTRIBUTED: (cycle.year.end, None),
        PlanState.IMPLEMENTING: (cycle.year.end, None),
        PlanState.YEAR_END: (cycle.results_due, cycle.year.end),
        PlanState.REPORTED: (cycle.closes_on, cycle.closes_on),
    }


def _in_force(path: Path, cycle: Cycle) -> date | None:
    """The next day that binds an item whose own step lies before the manual: the committees' (S4).

    An item of which nothing at all is known binds nobody: that history was never entered.
    """
    is_preparing = ORDER[path.state] < ORDER[PlanState.ENDORSED] or path.reopened is not None
    binds = path.steps and is_preparing and cycle.committees_end >= MANUAL_IN_FORCE
    return cycle.committees_end if binds else None


def _waiting_for(path: Path) -> str | None:
    if path.reopened is not None and not path.is_withdrawn:
        return Step.S2 if path.returned_by == PERMANENT_SECRETARY else Step.S4
    if path.state in SUBMITTED:
        return path.submitted_to
    return None if path.is_short and path.is_complete else WAITS.get(path.state)


def overview(
    facts: Facts,
    as_of: date,
    milestones: Iterable[Milestone] = (),
    annual: Mapping[str, date] | None = None,
) -> tuple[Standing, ...]:
    """Where the six plans and every other item with an event in the cycle of the facts' year stand on `as_of`.

    `annual`: plan → day of its first accepted annual results. The six plans come first, then the others by code.
    """
    events, items = facts.events(as_of), facts.items()
    question = Question(facts, OFFICE, Round(facts.year, 1), as_of)
    others = sorted({event.item_code for event in events} - set(PLANS))
    happened = tuple(milestones)
    return tuple(
        standing(
            code,
            events,
            chain_of(question, code),
            facts.year,
            as_of,
            happened,
            (annual or {}).get(code),
            is_plan=code in PLANS or (code in items and items[code].item_type == "plan"),
        )
        for code in (*PLANS, *others)
    )
