"""When a plan is late, and that its state rests only on what had happened (domain.md 3.2, 3.4)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.forms.events import EVENT_TYPES
from kpi.facts import Event
from kpi.indicators.plan_items import last_decisions
from kpi.plan_path import ORDER
from kpi.plan_state import Milestone, PlanState, standing
from tests.kpi.plan_lines import (
    CLOSING,
    FY64,
    FY65,
    FY67,
    IN_FORCE,
    INFORMAL,
    OF_OLDER,
    RESULTS,
    UP_TO_COMMITTEE,
    S,
    at,
)

LATE = [
    ((), S.NOT_STARTED, "2021-07-31"),
    (UP_TO_COMMITTEE[:1], S.DRAFTING, "2021-08-31"),
    (UP_TO_COMMITTEE[:3], S.DRAFTED, "2021-08-31"),
    (UP_TO_COMMITTEE[:4], S.IN_REVIEW, "2021-09-30"),
    (UP_TO_COMMITTEE[:5], S.PS_SUBMITTED, "2021-09-30"),
    (UP_TO_COMMITTEE[:6], S.PS_ENDORSED, "2021-09-15"),
    (UP_TO_COMMITTEE[:7], S.CIRCULATED, "2021-09-30"),
    (UP_TO_COMMITTEE, S.COMPILED, "2021-10-31"),
    (OF_OLDER[:-1], S.SC_SUBMITTED, "2021-10-31"),
    (OF_OLDER, S.ENDORSED, "2021-10-27"),
    ((*OF_OLDER[:-1], "2021-10-12 RETURNED SC-OLD"), S.RETURNED, "2021-10-26"),
    ((*OF_OLDER[:-1], "2021-10-12 RETURNED SC-OLD", "2021-10-20 DRAFTED"), S.DRAFTED, "2021-10-26"),
    ((*UP_TO_COMMITTEE[:2], "2021-08-03 RETURNED PS", "2021-08-05 DRAFTED"), S.DRAFTED, "2021-08-31"),
]


@pytest.mark.parametrize(("lines", "state", "last_day"), LATE, ids=lambda value: str(value)[-20:])
def test_late_from_the_day_after_the_last(lines: tuple[str, ...], state: PlanState, last_day: str) -> None:
    on_time = at(last_day, *lines)
    late = at(str(date.fromisoformat(last_day) + timedelta(days=1)), *lines)
    assert (on_time.state, on_time.is_overdue, on_time.days_overdue) == (state, False, 0)
    assert (late.state, late.is_overdue, late.days_overdue) == (state, True, 1)
    assert str(late.leave_by) == last_day and not late.is_before_manual


def test_the_committees_of_plans_1_and_2_have_until_the_end_of_october() -> None:
    lines = (*UP_TO_COMMITTEE, "2021-10-12 ENDORSED SC-INF")
    assert at("2021-11-03", *lines, chain=INFORMAL).days_overdue == 3
    assert at("2021-11-03", *lines, "2021-10-15 SUBMITTED NC-INF", chain=INFORMAL).days_overdue == 3


def test_the_end_of_the_year_is_late_by_its_own_days() -> None:
    assert at("2022-12-31", *IN_FORCE).days_overdue == 0, "no day of its own while it is implemented"
    assert at("2022-12-31", *IN_FORCE).next_expected == date(2022, 9, 30)
    assert at("2022-10-02", *IN_FORCE, year_end_on=RESULTS).days_overdue == 2
    reported = at("2022-11-01", *IN_FORCE, year_end_on=RESULTS, milestones=CLOSING[:1])
    assert (reported.state, reported.days_overdue) == (S.REPORTED, 1)
    assert at("2022-11-01", *IN_FORCE, milestones=CLOSING).next_expected is None


def test_a_leap_day_is_a_day() -> None:
    returned = at("2024-03-06", "2024-02-20 RETURNED PS", year=FY67, is_plan=False)
    assert (returned.leave_by, returned.days_overdue) == (date(2024, 3, 5), 1)
    leap = at("2024-02-29", "2024-02-29 DRAFTED", year=FY67)
    assert (leap.since, at("2024-02-28", "2024-02-29 DRAFTED", year=FY67).since) == (date(2024, 2, 29), None)


def test_before_the_manual_nothing_is_late() -> None:
    nothing = at("2021-01-01", year=FY64)
    assert (nothing.is_before_manual, nothing.is_overdue, nothing.leave_by) == (True, False, None)
    july = at("2020-07-31", year=FY64)
    assert (july.is_before_manual, july.is_overdue) == (False, False), "not yet what would have been late"
    drafted = ("2020-07-20 DRAFTED",)
    before = at("2020-10-31", *drafted, year=FY64)
    assert (before.is_before_manual, before.is_overdue) == (True, False)
    assert at("2020-11-02", *drafted, year=FY64).days_overdue == 2, "the committees' October is in force"
    returned = at("2020-09-30", *drafted, "2020-09-01 RETURNED PS", year=FY64)
    assert (returned.is_before_manual, returned.is_overdue) == (True, False)
    assert at("2021-08-01").days_overdue == 1, "fiscal year 2565 is wholly under the manual"


KINDS = [choice.code for choice in EVENT_TYPES] + ["ENDORSED"] * 12 + ["RETURNED", "SUBMITTED"] * 2
DAYS = st.dates(date(2021, 7, 1), date(2022, 11, 30))
ANY_EVENTS = st.lists(
    st.builds(
        Event,
        submission_seq=st.integers(1, 3),
        sheet_row=st.integers(11, 90),
        item_code=st.just("PLAN1"),
        event_type=st.sampled_from(KINDS),
        body=st.sampled_from(INFORMAL),
        event_on=DAYS,
        order=st.integers(1, 2),
    ),
    max_size=14,
    unique_by=lambda event: (event.submission_seq, event.sheet_row),
).map(tuple)


@settings(deadline=None, max_examples=60)
@given(ANY_EVENTS, DAYS, st.none() | DAYS, st.none() | DAYS)
@pytest.mark.slow
def test_the_state_of_a_day_rests_only_on_what_had_happened(
    events: tuple[Event, ...], day: date, results: date | None, circulated: date | None
) -> None:
    reports = (Milestone("REPORT_CIRCULATED", circulated),) if circulated else ()
    whole = standing("PLAN1", events, INFORMAL, FY65, day, reports, results)
    had = tuple(event for event in events if event.event_on <= day)
    then = tuple(report for report in reports if report.done_on <= day)
    until = results if results and results <= day else None
    assert whole == standing("PLAN1", had, INFORMAL, FY65, day, then, until)
    assert whole == standing("PLAN1", tuple(reversed(events)), INFORMAL, FY65, day, reports, results)
    assert [step[1] for step in whole.steps] == sorted(step[1] for step in whole.steps)
    assert (whole.since is None) == (whole.state is S.NOT_STARTED)


@settings(deadline=None, max_examples=60)
@given(ANY_EVENTS.map(lambda events: tuple(one for one in events if not one.event_type.startswith(("AMEND", "WITH")))))
def test_endorsed_or_later_means_endorsed_by_all_and_the_reverse(events: tuple[Event, ...]) -> None:
    found = standing("PLAN1", events, INFORMAL, FY65, date(2023, 1, 1))
    in_order = sorted(events, key=lambda one: (one.event_on, one.order, one.submission_seq, one.sheet_row))
    last = last_decisions(in_order)
    by_all = all(("PLAN1", body) in last and last["PLAN1", body].event_type == "ENDORSED" for body in INFORMAL)
    assert by_all == (ORDER[S.ENDORSED] <= ORDER[found.state] <= ORDER[S.CLOSED])
