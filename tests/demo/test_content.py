"""The story itself, before anything is sent: sums that must hold, and the same story every time."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from base.period import FiscalYear, Month
from etl.demo import budget, catalogue, events, habits, progress, story
from etl.demo.course import course
from etl.demo.steps import Returning, Sending, Waiving
from etl.forms.projects import parse_province_targets
from etl.reference import read_table

PLANS = {
    code: {"item_code": code, "horizon": row["horizon"], "name": row["name_th"]} for code, row in read_table("plans")
}
FULL = story.Scale((2562, 2563, 2564))
EVERY_2564 = catalogue.projects_of(2564, catalogue.centres_of(2564))


def share(year: int, until: Month, unit: str | None = None) -> Decimal:
    """Operating money paid ÷ allocated at the end of a month, in per cent, by the formula of the manual."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    signs = {
        "allocate": ("allocated", 1),
        "transfer_in": ("allocated", 1),
        "transfer_out": ("allocated", -1),
        "return": ("allocated", -1),
        "disburse": ("paid", 1),
        "refund": ("paid", -1),
    }
    for month, rows in budget.month_rows(year).items():
        for row in rows if month <= until else ():
            counts = row["category"] == "operating" and not row["from_carry_over"] and row["txn_type"] in signs
            if counts and unit in (None, row["unit"]):
                side, sign = signs[str(row["txn_type"])]
                amount = row["amount"]
                assert isinstance(amount, Decimal)
                sums[side] += amount * sign * (-1 if row["reverses"] else 1)
    return (sums["paid"] * 100 / sums["allocated"]).quantize(Decimal("0.01"))


@pytest.mark.parametrize(
    ("unit", "first", "second"),
    [
        (None, "86.47", "99.54"),
        ("INF", "90.12", "100.00"),
        ("OLD", "89.05", "100.00"),
        ("DIS", "76.30", "97.80"),
        ("GEN", "86.20", "99.62"),
    ],
)
def test_some_units_pass_and_some_do_not(unit: str | None, first: str, second: str) -> None:
    assert share(2564, Month(2021, 3), unit) == Decimal(first)
    assert share(2564, Month(2021, 9), unit) == Decimal(second)


@pytest.mark.parametrize("year", [2562, 2563, 2564])
def test_no_unit_ever_pays_more_than_it_has(year: int) -> None:
    for month in FiscalYear(year).months:
        for unit in budget.STORIES[year].goals_thb:
            assert share(year, month, unit) <= 100, (unit, month)


def test_a_payment_forgotten_in_march_comes_later() -> None:
    rows = budget.month_rows(2564)[Month(2021, 3)]
    first = budget.first_version(Month(2021, 3), rows)
    assert len(rows) - len(first) == 1
    assert budget.first_version(Month(2021, 2), rows) == rows


def test_every_month_names_only_its_own_days() -> None:
    for year in budget.STORIES:
        for month, rows in budget.month_rows(year).items():
            assert all(isinstance(day := row["effective_on"], date) and Month.of(day) == month for row in rows)
    for unit in events.CHAINS:
        for month, rows in events.unit_events(unit, (2562, 2563, 2564)).items():
            assert all(isinstance(day := row["event_on"], date) and Month.of(day) == month for row in rows)


def test_document_numbers_are_used_once() -> None:
    numbers = [row["doc_ref"] for year in budget.STORIES for rows in budget.month_rows(year).values() for row in rows]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("project", EVERY_2564, ids=lambda project: project.code)
def test_results_never_fall_and_money_stays_within_its_budget(project: catalogue.DemoProject) -> None:
    for reporter in (project.agency, *dict(project.centre_targets)):
        path = course(project, reporter)
        assert list(path.results) == sorted(path.results)
        assert list(path.disbursed_thb) == sorted(path.disbursed_thb)
        assert 0 <= path.disbursed_thb[-1] <= project.budget(reporter)


def test_finishing_projects_reach_their_target_and_the_others_do_not() -> None:
    reached = {}
    for project in EVERY_2564:
        if project.target is not None and project.pace != "unapproved":
            reporters = (project.agency, *dict(project.centre_targets))
            total = sum(course(project, reporter).results[-1] for reporter in reporters)
            reached[project.code] = total >= project.target
            assert reached[project.code] == (project.pace in ("steady", "early", "late", "over", "added")), project.code
    assert set(reached.values()) == {True, False}


def test_the_plans_have_their_projects() -> None:
    for year, counts in ((2562, (7, 6, 5)), (2563, (10, 8, 7)), (2564, (15, 11, 10))):
        projects = catalogue.projects_of(year, catalogue.centres_of(year))
        assert tuple(sum(one.item_code == plan for one in projects) for plan in ("PLAN2", "PLAN4", "PLAN6")) == counts
        agencies = {one.agency for one in projects}
        assert agencies == set(catalogue.MINISTRY)


def test_targets_of_centres_are_part_of_the_whole() -> None:
    rows = catalogue.register_rows(2564, "INF", catalogue.centres_of(2564), with_additions=True)
    shared = [row for row in rows if row["province_targets"]]
    assert len(shared) >= 4
    for row in shared:
        targets = parse_province_targets(str(row["province_targets"]))
        target = row["target"]
        assert isinstance(target, Decimal)
        assert 0 < sum(targets.values()) < target
    assert [row["project_code"] for row in rows if row["add_approved"] is False] == ["64-2-015"]


def test_every_centre_has_something_to_report() -> None:
    for centre in catalogue.centres_of(2564):
        assert progress.report_rows(centre, Month(2021, 3), EVERY_2564, None), centre


def test_the_story_is_always_the_same() -> None:
    catalogue.projects_of.cache_clear()
    first = story.steps(FULL, PLANS)
    catalogue.projects_of.cache_clear()
    course.cache_clear()
    assert story.steps(FULL, PLANS) == first
    assert [step.at for step in first] == sorted(step.at for step in first)


def test_the_story_is_that_of_a_real_office() -> None:
    told = story.steps(FULL, PLANS)
    sent = {(step.reporter, step.period) for step in told if isinstance(step, Sending) and step.form == "progress"}
    assert not sent & (habits.MISSING | set(habits.WAIVED))
    late = [
        step
        for step in told
        if isinstance(step, Sending)
        and isinstance(step.period, Month)
        and step.form == "progress"
        and step.at > step.period.due
    ]
    assert 30 < len(late) < 120
    assert len([step for step in told if isinstance(step, Waiving)]) == 1
    assert len([step for step in told if isinstance(step, Returning)]) == 1


def test_nothing_happens_after_the_end() -> None:
    assert max(step.at for step in story.steps(FULL, PLANS)).date() < date(2021, 11, 1)
