"""The states of a plan: every arrow of the diagram, out of order, returned, amended, withdrawn (domain.md 3.4)."""

from __future__ import annotations

from datetime import date

import pytest

from kpi.facts import Facts
from kpi.plan_state import STATE_WORDS, Milestone, PlanState, overview, standing
from tests.kpi.history import LATER, History
from tests.kpi.plan_lines import (
    CLOSING,
    FY64,
    FY65,
    IN_FORCE,
    INFORMAL,
    OF_OLDER,
    OLDER,
    RESULTS,
    UP_TO_COMMITTEE,
    S,
    at,
    told,
)


def test_plans_3_to_6_go_through_every_state_in_order() -> None:
    whole = at("2022-12-31", *IN_FORCE, milestones=CLOSING, year_end_on=RESULTS)
    assert [(state, str(day)) for state, day in whole.steps] == [
        (S.DRAFTING, "2021-07-05"),
        (S.DRAFTED, "2021-07-20"),
        (S.IN_REVIEW, "2021-08-20"),
        (S.PS_SUBMITTED, "2021-09-01"),
        (S.PS_ENDORSED, "2021-09-06"),
        (S.CIRCULATED, "2021-09-08"),
        (S.COMPILED, "2021-09-25"),
        (S.SC_SUBMITTED, "2021-10-04"),
        (S.ENDORSED, "2021-10-12"),
        (S.DISTRIBUTED, "2021-10-15"),
        (S.IMPLEMENTING, "2021-11-01"),
        (S.YEAR_END, "2022-09-14"),
        (S.REPORTED, "2022-10-10"),
        (S.CLOSED, "2022-10-25"),
    ]
    assert (whole.state, whole.since, whole.waiting_for) == (S.CLOSED, date(2022, 10, 25), None)


def test_plans_1_and_2_need_the_national_committee_too() -> None:
    lines = (
        *UP_TO_COMMITTEE,
        "2021-10-04 SUBMITTED SC-INF",
        "2021-10-12 ENDORSED SC-INF",
        "2021-10-14 SUBMITTED NC-INF",
        "2021-10-28 ENDORSED NC-INF",
    )
    whole = at("2021-12-31", *lines, chain=INFORMAL)
    assert [state for state, _ in whole.steps][-4:] == [S.SC_SUBMITTED, S.SC_ENDORSED, S.NC_SUBMITTED, S.ENDORSED]
    waits = [at(f"2021-10-{day:02d}", *lines, chain=INFORMAL).waiting_for for day in (4, 12, 14, 28)]
    assert waits == ["SC-INF", "S4", "NC-INF", "S5"]


def test_nothing_has_happened() -> None:
    nothing = at("2021-07-31")
    assert (nothing.state, nothing.since, nothing.waiting_for) == (S.NOT_STARTED, None, "S1")
    assert (nothing.next_expected, nothing.is_overdue) == (date(2021, 7, 31), False)


def test_an_approval_to_meet_is_not_a_meeting() -> None:
    assert at("2021-08-19", *UP_TO_COMMITTEE).state is S.DRAFTED


def test_events_of_one_day_follow_their_order_not_their_row() -> None:
    decided = ("2021-09-06 RETURNED PS #2", "2021-09-06 ENDORSED PS #1")
    assert at("2021-09-06", *decided).state is S.RETURNED
    assert at("2021-09-06", "2021-09-06 RETURNED PS #1", "2021-09-06 ENDORSED PS #2").state is S.PS_ENDORSED


def test_other_items_do_not_matter() -> None:
    events = told(*IN_FORCE, item="PLAN3")
    assert standing("PLAN4", events, OLDER, FY65, date(2021, 12, 1)).state is S.NOT_STARTED


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        (("2021-08-20 REVIEW_MEETING", "2021-08-25 DRAFTED"), S.IN_REVIEW),
        (("2021-09-08 CIRCULATED",), S.IN_REVIEW),
        (("2021-09-08 CIRCULATED", "2021-09-10 ENDORSED PS"), S.CIRCULATED),
        (("2021-09-06 ENDORSED PS",), S.PS_ENDORSED),
        (("2021-09-06 ENDORSED PS", "2021-09-07 SUBMITTED PS"), S.PS_ENDORSED),
        (("2021-09-06 ENDORSED PS", "2021-09-25 COMPILED"), S.COMPILED),
        (("2021-10-12 ENDORSED SC-OLD",), S.IN_REVIEW),
        (("2021-10-12 ENDORSED SC-OLD", "2021-10-13 ENDORSED PS"), S.ENDORSED),
        (("2021-10-02 DISTRIBUTED", "2021-10-05 ENDORSED PS"), S.COMPILED),
        (("2021-10-05 FOLLOW_UP", "2021-10-06 AMENDMENT_OPENED"), S.NOT_STARTED),
    ],
)
def test_work_is_implied_but_no_endorsement_is(lines: tuple[str, ...], state: PlanState) -> None:
    assert at("2021-12-31", *lines).state is state


def test_a_national_committee_before_the_subcommittee_moves_nothing() -> None:
    early = (*UP_TO_COMMITTEE, "2021-10-04 SUBMITTED NC-INF", "2021-10-12 ENDORSED NC-INF")
    assert at("2021-10-11", *early, chain=INFORMAL).state is S.NC_SUBMITTED
    assert at("2021-10-12", *early, chain=INFORMAL).state is S.COMPILED
    assert at("2021-10-20", *early, "2021-10-20 ENDORSED SC-INF", chain=INFORMAL).state is S.ENDORSED


def test_returned_by_the_permanent_secretary_revised_and_endorsed() -> None:
    lines = (
        *UP_TO_COMMITTEE[:5],
        "2021-09-03 RETURNED PS",
        "2021-09-10 DRAFTED",
        "2021-09-12 REVIEW_MEETING",
        "2021-09-13 SUBMITTED PS",
        "2021-09-14 ENDORSED PS",
    )
    whole = at("2021-12-31", *lines)
    found = [state for state, _ in whole.steps][3:]
    assert found == [S.PS_SUBMITTED, S.RETURNED, S.DRAFTED, S.IN_REVIEW, S.PS_SUBMITTED, S.PS_ENDORSED]
    assert at("2021-09-04", *lines).waiting_for == "S2"


@pytest.mark.parametrize("body", ["SC-INF", "NC-INF"])
def test_returned_by_a_committee_and_submitted_again(body: str) -> None:
    before = (*UP_TO_COMMITTEE, *(["2021-10-02 ENDORSED SC-INF"] if body == "NC-INF" else []))
    lines = (
        *before,
        f"2021-10-04 SUBMITTED {body}",
        f"2021-10-08 RETURNED {body}",
        "2021-10-11 DRAFTED",
        f"2021-10-15 SUBMITTED {body}",
        f"2021-10-20 ENDORSED {body}",
    )
    submitted, endorsed = (S.SC_SUBMITTED, S.SC_ENDORSED) if body == "SC-INF" else (S.NC_SUBMITTED, S.ENDORSED)
    days = [at(f"2021-10-{day:02d}", *lines, chain=INFORMAL) for day in (4, 8, 11, 15, 20)]
    assert [one.state for one in days] == [submitted, S.RETURNED, S.DRAFTED, submitted, endorsed]
    assert [one.waiting_for for one in days[:4]] == [body, "S4", "S4", body]


def test_a_committees_return_leaves_the_permanent_secretarys_endorsement() -> None:
    lines = (*UP_TO_COMMITTEE, "2021-10-04 RETURNED SC-OLD", "2021-10-10 ENDORSED SC-OLD")
    assert at("2021-10-10", *lines).state is S.ENDORSED
    through_ps = (*lines[:-1], "2021-10-10 SUBMITTED PS", "2021-10-12 ENDORSED PS")
    assert [at(day, *through_ps).state for day in ("2021-10-10", "2021-10-12")] == [S.PS_SUBMITTED, S.COMPILED]


def test_a_return_takes_back_only_its_own_bodys_endorsement() -> None:
    lines = (*OF_OLDER, "2021-10-13 RETURNED PS", "2021-10-14 SUBMITTED SC-OLD")
    assert at("2021-10-14", *lines).state is S.SC_SUBMITTED
    assert at("2021-10-15", *lines, "2021-10-15 ENDORSED SC-OLD").state is S.IN_REVIEW
    assert at("2021-10-15", *lines, "2021-10-15 ENDORSED PS").state is S.ENDORSED


def test_a_return_takes_the_file_from_where_it_lay() -> None:
    lines = (*OF_OLDER[:-1], "2021-10-06 RETURNED PS", "2021-10-08 ENDORSED PS")
    assert at("2021-10-08", *lines).state is S.COMPILED


def test_distribution_waits_for_the_national_committee() -> None:
    lines = (*UP_TO_COMMITTEE, "2021-10-12 ENDORSED SC-INF", "2021-10-14 DISTRIBUTED")
    assert at("2021-12-31", *lines, chain=INFORMAL).state is S.SC_ENDORSED


def test_returned_while_being_implemented_and_endorsed_again() -> None:
    lines = (*IN_FORCE, "2022-02-01 RETURNED SC-OLD", "2022-03-01 ENDORSED SC-OLD")
    assert at("2022-02-01", *lines).state is S.RETURNED
    assert at("2022-03-01", *lines).state is S.IMPLEMENTING


def test_implementation_begins_with_the_year_or_after_the_first_month_or_at_a_follow_up() -> None:
    assert at("2021-10-31", *IN_FORCE).state is S.DISTRIBUTED
    assert at("2021-11-01", *IN_FORCE).state is S.IMPLEMENTING
    assert at("2021-10-20", *IN_FORCE, "2021-10-20 FOLLOW_UP").since == date(2021, 10, 20)
    early = ("2021-09-06 ENDORSED PS", "2021-09-07 ENDORSED SC-OLD", "2021-09-10 DISTRIBUTED")
    assert at("2021-09-30", *early).state is S.DISTRIBUTED
    assert at("2021-10-01", *early).state is S.IMPLEMENTING


@pytest.mark.parametrize("end", ["AMENDED", "AMENDMENT_DROPPED"])
def test_an_amendment_and_its_end(end: str) -> None:
    lines = (
        *IN_FORCE,
        "2022-02-01 AMENDMENT_OPENED",
        "2022-02-10 SUBMITTED SC-OLD",
        "2022-02-15 RETURNED SC-OLD",
        f"2022-03-01 {end}",
    )
    days = ("2022-01-31", "2022-02-01", "2022-02-15", "2022-03-01")
    assert [at(day, *lines).state for day in days] == [S.IMPLEMENTING, S.AMENDING, S.AMENDING, S.IMPLEMENTING]
    assert at("2022-02-15", *lines).since == date(2022, 2, 1)


def test_the_end_of_the_year_does_not_wait_for_an_amendment() -> None:
    lines = (*IN_FORCE, "2022-08-01 AMENDMENT_OPENED")
    assert at("2022-09-30", *lines, year_end_on=RESULTS).state is S.YEAR_END


def test_the_annual_report_closes_only_endorsed_plans() -> None:
    compiled = Milestone("REPORT_COMPILED", date(2022, 10, 1))
    assert at("2022-10-09", *IN_FORCE, milestones=(compiled, *CLOSING)).state is S.IMPLEMENTING
    assert at("2022-10-10", *IN_FORCE, milestones=CLOSING).state is S.REPORTED, "results implied by the report"
    assert at("2022-10-31", *UP_TO_COMMITTEE, milestones=CLOSING).state is S.COMPILED
    assert at("2022-12-31", *IN_FORCE, "2022-11-02 WITHDRAWN", milestones=CLOSING).state is S.CLOSED


@pytest.mark.parametrize("count", range(len(IN_FORCE) + 1))
def test_withdrawn_from_any_state_for_good(count: int) -> None:
    lines = (*IN_FORCE[:count], "2021-12-01 WITHDRAWN", "2021-12-05 DRAFTED", "2021-12-06 SUBMITTED PS")
    gone = at("2022-12-31", *lines, milestones=CLOSING, year_end_on=RESULTS)
    assert (gone.state, gone.since, gone.waiting_for, gone.leave_by) == (S.WITHDRAWN, date(2021, 12, 1), None, None)


def test_withdrawn_after_a_return() -> None:
    lines = (*UP_TO_COMMITTEE[:5], "2021-09-03 RETURNED PS", "2021-09-09 WITHDRAWN")
    gone = at("2022-12-31", *lines)
    assert (gone.state, gone.waiting_for, gone.is_overdue) == (S.WITHDRAWN, None, False)


def test_the_short_path_of_proposals() -> None:
    lines = ("2022-01-10 DRAFTED", "2022-01-20 SUBMITTED PS", "2022-02-01 ENDORSED PS", "2022-02-05 CIRCULATED")
    days = ("2022-01-10", "2022-01-20", "2022-02-01", "2022-12-31")
    short = [at(day, *lines, chain=(), is_plan=False, milestones=CLOSING) for day in days]
    assert [one.state for one in short] == [S.DRAFTED, S.PS_SUBMITTED, S.PS_ENDORSED, S.PS_ENDORSED]
    assert [one.waiting_for for one in short] == ["S2", "PS", None, None]
    assert not any(one.is_overdue or one.leave_by for one in short), "a proposal has no day of the calendar"
    returned = at("2022-01-31", *lines[:2], "2022-01-25 RETURNED PS", chain=("PS",), is_plan=False)
    assert (returned.state, returned.leave_by) == (S.RETURNED, date(2022, 2, 8))
    with_committee = at("2022-02-01", *lines, chain=OLDER, is_plan=False)
    assert (with_committee.state, with_committee.waiting_for) == (S.PS_ENDORSED, "S3")


def test_every_state_has_its_label() -> None:
    assert set(STATE_WORDS) == set(PlanState)
    assert len({text.th for text in STATE_WORDS.values()}) == len(PlanState)
    assert STATE_WORDS[S.PS_ENDORSED].th == "ป.ร.ง. เห็นชอบแล้ว"


def test_the_overview_of_a_build(history: History) -> None:
    history.endorse("PLAN3", "PLAN4", on=date(2020, 10, 20))
    history.events("INF", "2020-11", ("PROP-1", "DRAFTED", date(2020, 11, 2)))
    history.events("INF", "2020-12", ("PROP-1", "ENDORSED", date(2020, 12, 1), "PS"))
    history.send("items", "INF", "FY2564", {"item_code": "PROP-1", "item_type": "proposal"})
    build = history.build()
    facts = Facts(build, FY64, build.seq_at(LATER), LATER, is_official=True)
    found = {one.item_code: one for one in overview(facts, date(2020, 12, 31), (), {"PLAN4": date(2020, 12, 30)})}
    assert list(found) == ["PLAN1", "PLAN2", "PLAN3", "PLAN4", "PLAN5", "PLAN6", "PROP-1"]
    states = [found[code].state for code in ("PLAN1", "PLAN3", "PLAN4", "PROP-1")]
    assert states == [S.NOT_STARTED, S.ENDORSED, S.YEAR_END, S.PS_ENDORSED]
    assert found["PLAN3"].leave_by == date(2020, 11, 4)
    earlier = {one.item_code: one for one in overview(facts, date(2020, 10, 31))}
    assert "PROP-1" not in earlier and earlier["PLAN1"].is_before_manual
