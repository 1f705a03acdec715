"""The path of one strategy, plan or proposal through a cycle, from its dated events (domain.md 3.4; manual T5.1–T5.6).

A state is never typed in. Two rules cover events that are missing or out of order:

* work implies the work before it: a circulated plan has been drafted, whether or not somebody entered the draft;
* nothing implies an endorsement: later work is remembered, but shows only once the body before it has endorsed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from base.period import FiscalYear, Month
from kpi.facts import Event

PERMANENT_SECRETARY = "PS"
NATIONAL_COMMITTEE = "NC-"
"""How the codes of national committees begin; every other body is a subcommittee."""

ANNUAL_RESULTS = "ANNUAL_RESULTS"
FIRST_MONTH = "FIRST_MONTH"


class PlanState(StrEnum):
    """State of an item in one cycle. NOT_STARTED … CLOSED stand in the order of the process."""

    NOT_STARTED = "not_started"
    DRAFTING = "drafting"
    DRAFTED = "drafted"
    IN_REVIEW = "in_review"
    PS_SUBMITTED = "ps_submitted"
    PS_ENDORSED = "ps_endorsed"
    CIRCULATED = "circulated"
    COMPILED = "compiled"
    SC_SUBMITTED = "sc_submitted"
    SC_ENDORSED = "sc_endorsed"
    NC_SUBMITTED = "nc_submitted"
    ENDORSED = "endorsed"
    DISTRIBUTED = "distributed"
    IMPLEMENTING = "implementing"
    YEAR_END = "year_end"
    REPORTED = "reported"
    CLOSED = "closed"
    RETURNED = "returned"
    AMENDING = "amending"
    WITHDRAWN = "withdrawn"


ORDER = {state: position for position, state in enumerate(PlanState)}

WORK = {
    "STUDY_OPENED": PlanState.DRAFTING,
    "DRAFTED": PlanState.DRAFTED,
    "REVIEW_MEETING": PlanState.IN_REVIEW,
    "CIRCULATED": PlanState.CIRCULATED,
    "COMPILED": PlanState.COMPILED,
    "DISTRIBUTED": PlanState.DISTRIBUTED,
    FIRST_MONTH: PlanState.IMPLEMENTING,
    ANNUAL_RESULTS: PlanState.YEAR_END,
    "REPORT_TO_EXECUTIVES": PlanState.REPORTED,
    "REPORT_CIRCULATED": PlanState.CLOSED,
}
"""What the Office does itself. An approval to hold the meeting is no meeting yet, so it moves nothing."""

AMENDABLE = frozenset({PlanState.ENDORSED, PlanState.DISTRIBUTED, PlanState.IMPLEMENTING})
REVISING = {"DRAFTED": PlanState.DRAFTED, "REVIEW_MEETING": PlanState.IN_REVIEW}
DECIDING = frozenset({"SUBMITTED", "ENDORSED", "RETURNED"})


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of the annual report, of all plans together (form `milestones`)."""

    step: str
    """REPORT_COMPILED, REPORT_TO_EXECUTIVES or REPORT_CIRCULATED."""
    done_on: date


@dataclass(frozen=True, slots=True, order=True)
class Happening:
    """One dated thing that may move an item; sorted by day, then by place within the day."""

    on: date
    place: tuple[int, ...]
    kind: str
    body: str


@dataclass(slots=True)
class Path:
    """What has happened to one item so far, and the states it went through."""

    chain: tuple[str, ...]
    """The bodies that must endorse, in order."""
    is_short: bool = False
    """A strategy or proposal without a committee: done once the Permanent Secretary endorses."""
    work: PlanState = PlanState.NOT_STARTED
    endorsed_by: set[str] = field(default_factory=set)
    """The bodies whose latest decision is an endorsement."""
    submitted_to: str | None = None
    returned_by: str | None = None
    returned_on: date | None = None
    reopened: PlanState | None = None
    """RETURNED and the states of revising, until the item is submitted again."""
    is_amending: bool = False
    is_withdrawn: bool = False
    steps: list[tuple[PlanState, date]] = field(default_factory=list)
    """Every state entered, with its day."""

    @property
    def is_complete(self) -> bool:
        """Every body of the chain has endorsed as its latest decision."""
        return self.endorsed_by.issuperset(self.chain)

    @property
    def state(self) -> PlanState:
        """The state that all this amounts to."""
        if self.is_withdrawn:
            return PlanState.WITHDRAWN
        if self.reopened is not None:
            return self.reopened
        if self.submitted_to is not None and not self.is_complete:
            return _submitted(self.submitted_to)
        settled = self._settled()
        return PlanState.AMENDING if self.is_amending and settled is PlanState.IMPLEMENTING else settled

    def _settled(self) -> PlanState:
        """The furthest work that the endorsements so far allow to show, and no less than they say by themselves."""
        floor, ceiling = self._span()
        return max(floor, min(self.work, ceiling, key=ORDER.__getitem__), key=ORDER.__getitem__)

    def _span(self) -> tuple[PlanState, PlanState]:
        if self.is_complete:
            done = PlanState.PS_ENDORSED if self.is_short else PlanState.ENDORSED
            return done, done if self.is_short else PlanState.CLOSED
        last = None
        for body in self.chain:
            if body not in self.endorsed_by:
                break
            last = body
        if last is None:
            return PlanState.NOT_STARTED, PlanState.IN_REVIEW
        if last == PERMANENT_SECRETARY:
            return PlanState.PS_ENDORSED, PlanState.COMPILED
        return PlanState.SC_ENDORSED, PlanState.SC_ENDORSED

    def take(self, happening: Happening) -> None:
        """Let one thing happen; whatever comes after CLOSED or WITHDRAWN changes nothing."""
        before = self.state
        if before in (PlanState.CLOSED, PlanState.WITHDRAWN):
            return
        if happening.kind in WORK:
            self._work(happening.kind)
        elif happening.kind in DECIDING and happening.body:
            self._decide(happening)
        else:
            self._else(happening.kind)
        if self.state is not before:
            self.steps.append((self.state, happening.on))

    def _reach(self, work: PlanState) -> None:
        self.work = max(self.work, work, key=ORDER.__getitem__)

    def _work(self, kind: str) -> None:
        self._reach(WORK[kind])
        if self.reopened is not None and kind in REVISING:
            self.reopened = REVISING[kind]

    def _decide(self, happening: Happening) -> None:
        """A submission or a decision. While a plan is being amended these concern the amendment, not the plan."""
        body = happening.body
        if self.is_amending:
            return
        self._reach(PlanState.IN_REVIEW)
        if happening.kind == "RETURNED":
            self.endorsed_by.discard(body)
            self.submitted_to, self.reopened = None, PlanState.RETURNED
            self.returned_by, self.returned_on = body, happening.on
            return
        if happening.kind == "ENDORSED":
            self.endorsed_by.add(body)
            self.submitted_to = None if self.submitted_to == body else self.submitted_to
        elif self.reopened is not None or body not in self.endorsed_by:
            self.submitted_to = body
        self.reopened = None

    def _else(self, kind: str) -> None:
        if kind == "WITHDRAWN":
            self.is_withdrawn = True
        elif kind in ("AMENDED", "AMENDMENT_DROPPED"):
            self.is_amending = False
        elif kind in ("FOLLOW_UP", "AMENDMENT_OPENED") and self.state in AMENDABLE:
            self._reach(PlanState.IMPLEMENTING)
            self.is_amending = kind == "AMENDMENT_OPENED"


def _submitted(body: str) -> PlanState:
    if body == PERMANENT_SECRETARY:
        return PlanState.PS_SUBMITTED
    return PlanState.NC_SUBMITTED if body.startswith(NATIONAL_COMMITTEE) else PlanState.SC_SUBMITTED


def implementing_from(distributed_on: date, year: FiscalYear) -> date:
    """The day a distributed plan counts as being implemented without further word.

    Distributed before the fiscal year: its first day; later: once the month of distribution, which is the first to be
    reported on, has ended (domain.md 3.4, "first month of FY / first report").
    """
    return year.start if distributed_on < year.start else Month.of(distributed_on).shift(1).first_day


def happenings(
    events: Iterable[Event], year: FiscalYear, milestones: Iterable[Milestone], year_end_on: date | None
) -> list[Happening]:
    """Everything that may move one item, in order: by day and (event_on, seq), the year's end after the events."""
    found = []
    for event in events:
        place = (1, event.order, event.submission_seq, event.sheet_row)
        found.append(Happening(event.event_on, place, event.event_type, event.body or ""))
        if event.event_type == "DISTRIBUTED":
            found.append(Happening(implementing_from(event.event_on, year), (0,), FIRST_MONTH, ""))
    if year_end_on is not None:
        found.append(Happening(year_end_on, (2,), ANNUAL_RESULTS, ""))
    for milestone in milestones:
        if milestone.step in WORK:
            found.append(Happening(milestone.done_on, (3,), milestone.step, ""))
    return sorted(found)
