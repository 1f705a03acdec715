"""The registers beside the plans, before anything is sent: what is planted in them is there, and the rest is sound."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from base.period import FiscalYear, Month
from etl.demo import catalogue, changes, evaluations, events, pmqa, progress, registers, review, technology, year_end
from etl.demo.course import course
from etl.demo.steps import Sending
from etl.forms.review import MANDATORY_STEPS
from etl.rows import Row

YEARS = (2563, 2564)
PROJECTS = {year: catalogue.projects_of(year, catalogue.centres_of(year)) for year in YEARS}
TOLD = tuple(registers.register_steps((2562, *YEARS), technology.UNITS))


def day(row: Row, name: str) -> date:
    found = row[name]
    assert isinstance(found, date)
    return found


def attendance(unit: str) -> tuple[int, int]:
    """(attended, invited) of one unit in round 2 of 2564 by the rule of C3, a moved meeting as last recorded."""
    latest: dict[tuple[object, object], Row] = {}
    for rows in pmqa.month_rows(2564).values():
        latest |= {(row["meeting_code"], row["unit"]): row for row in rows}
    counted = [
        row
        for row in latest.values()
        if (row["invited_by"], row["purpose"], row["status"], row["unit"]) == ("กพบ.", "award_data", "held", unit)
        and date(2021, 4, 1) <= day(row, "meeting_on") <= date(2021, 9, 30)
    ]
    return sum(row["attended"] is True for row in counted), len(counted)


@pytest.mark.parametrize(("unit", "figure"), [("INF", (5, 6)), ("OLD", (3, 4)), ("DIS", (4, 4)), ("GEN", (6, 6))])
def test_one_group_passes_and_one_fails(unit: str, figure: tuple[int, int]) -> None:
    assert attendance(unit) == figure


def test_a_postponed_meeting_keeps_its_code() -> None:
    months: dict[object, dict[Month, object]] = defaultdict(dict)
    for month, rows in pmqa.month_rows(2564).items():
        for row in rows:
            months[row["meeting_code"]][month] = row["status"]
    moved = {code: found for code, found in months.items() if len(found) > 1}
    assert moved == {"PMQA64-06": {Month(2021, 6): "postponed", Month(2021, 7): "held"}}
    assert [code for code, found in months.items() if "cancelled" in found.values()] == ["PMQA64-07"]


def test_meetings_are_announced_before_they_are_held() -> None:
    announced = pmqa.announced_rows(pmqa.ANNOUNCED)
    assert {row["status"] for row in announced} == {"scheduled"}
    assert not any(row.get("attended") for row in announced)
    (first, last) = (step for step in TOLD if step.form == "pmqa" and step.period == pmqa.ANNOUNCED)
    assert first.rows == announced
    assert first.at.date() < min(day(row, "meeting_on") for row in announced) < last.at.date()


def test_the_logs_have_one_duplicate_one_gap_and_some_without_evidence() -> None:
    doubles, without, gaps, total = [], 0, [], 0
    for year in YEARS:
        for month in FiscalYear(year).months:
            for unit in technology.UNITS:
                rows = technology.log_rows(unit, month)
                distinct = {tuple(sorted(row.items(), key=lambda cell: cell[0])) for row in rows}
                doubles += [(unit, month)] if len(distinct) < len(rows) else []
                gaps += [] if rows else [(unit, month)]
                without += sum(not row["evidence"] for row in rows)
                total += len(rows)
    assert (doubles, gaps) == ([technology.TWICE], [technology.MISSING])
    assert 0.1 < without / total < 0.3


def test_online_meetings_begin_with_the_outbreak() -> None:
    online = [
        month
        for year in YEARS
        for month in FiscalYear(year).months
        for unit in technology.UNITS
        for row in technology.log_rows(unit, month)
        if row["technology"] == "ประชุมผ่านสื่ออิเล็กทรอนิกส์"
    ]
    assert technology.ONLINE_FROM <= min(online) <= technology.ONLINE_FROM.shift(2)


def review_level(unit: str, year: int) -> int:
    """The level of C4 from the last version of each checklist, the Office's shared steps counted for the unit."""
    last = {one.unit: one.rows for one in review.versions(year)}
    shared = [row for row in last["OFF"] if row.get("applies_to_all")]
    done = {row["step_no"] for row in (*last.get(unit, ()), *shared) if row["done_on"] and row["evidence"]}
    mandatory = done & set(MANDATORY_STEPS)
    return len(mandatory) + (len(mandatory) == 4 and 5 in done)


def test_levels_of_the_review_differ() -> None:
    assert [review_level(unit, 2564) for unit in technology.UNITS] == [4, 5, 3, 4]
    assert {review_level(unit, 2563) for unit in technology.UNITS} == {3}


def test_every_project_changed_is_one_of_the_register() -> None:
    for unit, row in changes.CHANGES:
        year = Month.of(day(row, "effective_on")).fiscal_year.year_be
        (project,) = (one for one in PROJECTS[year] if one.code == row["project_code"])
        assert project.owner == unit
        if row["change_type"] == "retarget":
            assert project.target == Decimal(str(row["old_value"]))
    kinds = [
        (row["change_type"], row["approved"]) for _, row in changes.CHANGES if day(row, "effective_on").year == 2021
    ]
    assert sorted(kinds) == [("cancel", False), ("cancel", True), ("postpone", True), ("retarget", True)]


def test_reports_follow_the_approved_changes() -> None:
    def reported(code: str, month: Month) -> Row:
        (project,) = (one for one in PROJECTS[2564] if one.code == code)
        rows = progress.report_rows(project.agency, month, PROJECTS[2564], month.shift(-1))
        return next(row for row in rows if row["project_code"] == code)

    july, september = reported("64-2-011", Month(2021, 7)), reported("64-2-011", Month(2021, 9))
    assert (july["status"], september["status"]) == ("in_progress", "cancelled")
    assert (september["result_cum"], september["result_month"]) == (july["result_cum"], 0)
    before, after = reported("64-6-010", Month(2021, 6)), reported("64-6-010", Month(2021, 9))
    assert (before["target"], after["target"], after["status"]) == (Decimal(240), Decimal(170), "completed")
    (project,) = (one for one in PROJECTS[2564] if one.code == "64-6-010")
    assert course(project, "DSD").results[-1] >= Decimal(170)


@pytest.mark.parametrize("year", YEARS)
def test_every_reporter_sends_annual_results_and_two_are_late(year: int) -> None:
    reporters = (*catalogue.MINISTRY, *catalogue.centres_of(year))
    sent = [step for one in reporters for step in registers.annual_step(one, year, PROJECTS[year])]
    assert [step.reporter for step in sent] == list(reporters)
    late = [step.reporter for step in sent if (step.at.month, step.at.day) > (9, 15)]
    assert late == {2563: [], 2564: ["DLPW", "PC34"]}[year]
    rows = [row for step in sent for row in step.rows]
    photos = [row for row in rows if row.get("photo")]
    assert 0 < len(photos) < len(rows)
    assert {row["photo_consent"] for row in photos} == {True, False}
    assert all(row["photo_caption"] for row in photos)
    assert not {row["project_code"] for row in rows} & {"64-2-011", "64-2-015"}


def test_the_annual_report_is_out_in_october() -> None:
    for year in YEARS:
        *_, (sent, rows) = year_end.milestone_versions(year)
        steps = [(row["step"], day(row, "done_on")) for row in rows]
        assert [step for step, _ in steps] == ["REPORT_COMPILED", "REPORT_TO_EXECUTIVES", "REPORT_CIRCULATED"]
        assert [done for _, done in steps] == sorted(done for _, done in steps)
        assert all(Month.of(done) == Month(year - 543, 10) for _, done in steps)
        assert sent == steps[-1][1]


def test_evaluations_follow_the_committees() -> None:
    for (unit, year), plans in evaluations.EVALUATED.items():
        known = [row for rows in events.unit_events(unit, (year,)).values() for row in rows]
        for plan, steps in plans.items():
            endorsed = max(
                day(row, "event_on")
                for row in known
                if (row["item_code"], row["cycle_fy"], row["event_type"]) == (plan, year, "ENDORSED")
            )
            rows = [row for row in evaluations.evaluation_rows(unit, year) if row["item_code"] == plan]
            assert [row["step"] for row in rows] == list(steps)
            assert ("S4" in steps) == (endorsed <= date(year - 544, 11, 5)), (plan, year)


def test_dates_lie_in_the_month_of_their_form_and_are_past_when_sent() -> None:
    names = {"technology": "used_on", "pmqa": "meeting_on", "project_changes": "effective_on"}
    for step in TOLD:
        if step.form in names:
            assert isinstance(step.period, Month)
            assert all(Month.of(day(row, names[step.form])) == step.period for row in step.rows), step
        for row in step.rows:
            days = [value for name, value in row.items() if isinstance(value, date) and name != "meeting_on"]
            assert all(one <= step.at.date() for one in days), step


def test_the_registers_begin_with_fiscal_year_2563() -> None:
    assert all(isinstance(step, Sending) and step.at.date() >= date(2019, 10, 1) for step in TOLD)
    assert not tuple(registers.annual_step("OPS", 2562, catalogue.projects_of(2562, ())))
    assert {step.form for step in TOLD} == {
        *("technology", "pmqa", "review"),
        *("project_changes", "milestones", "evaluations"),
    }
