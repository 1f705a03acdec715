"""Histories of a plan, one line an event."""

from __future__ import annotations

from datetime import date

from base.period import FiscalYear
from kpi.facts import Event
from kpi.plan_state import Milestone, PlanState, Standing, standing

S = PlanState
FY64, FY65, FY67 = FiscalYear(2564), FiscalYear(2565), FiscalYear(2567)
INFORMAL = ("PS", "SC-INF", "NC-INF")
OLDER = ("PS", "SC-OLD")
CLOSING = (Milestone("REPORT_TO_EXECUTIVES", date(2022, 10, 10)), Milestone("REPORT_CIRCULATED", date(2022, 10, 25)))
RESULTS = date(2022, 9, 14)

UP_TO_COMMITTEE = (
    "2021-07-05 STUDY_OPENED",
    "2021-07-20 DRAFTED",
    "2021-08-01 MEETING_APPROVED",
    "2021-08-20 REVIEW_MEETING",
    "2021-09-01 SUBMITTED PS",
    "2021-09-06 ENDORSED PS",
    "2021-09-08 CIRCULATED",
    "2021-09-25 COMPILED",
)
OF_OLDER = (*UP_TO_COMMITTEE, "2021-10-04 SUBMITTED SC-OLD", "2021-10-12 ENDORSED SC-OLD")
IN_FORCE = (*OF_OLDER, "2021-10-15 DISTRIBUTED")


def told(*lines: str, item: str = "PLAN4") -> tuple[Event, ...]:
    """Events written as `day TYPE [body] [#order]`."""
    events = []
    for row, line in enumerate(lines, 11):
        day, kind, *more = line.split()
        order = next((int(word[1:]) for word in more if word.startswith("#")), 1)
        body = next((word for word in more if not word.startswith("#")), None)
        events.append(Event(1, row, item, kind, body, date.fromisoformat(day), order))
    return tuple(events)


def at(day: str, *lines: str, chain: tuple[str, ...] = OLDER, year: FiscalYear = FY65, **more: object) -> Standing:
    return standing("PLAN4", told(*lines), chain, year, date.fromisoformat(day), **more)  # type: ignore[arg-type]
