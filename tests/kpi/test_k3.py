"""K3 and its companions: which projects count, when one is implemented, and means against pooled (A-24 … A-29)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from kpi.model import Status
from tests.kpi.history import History

OCTOBER = date(2020, 10, 20)


def project(code: str, plan: str = "PLAN2", target: int | None = 100, **more: Any) -> dict[str, Any]:
    return {
        "project_code": code,
        "item_code": plan,
        "project_name": f"โครงการ {code}",
        "lead_agency": "DSD",
        "target": None if target is None else Decimal(target),
        "target_unit": "คน",
        **more,
    }


def row(code: str, result: int | None = None, **more: Any) -> dict[str, Any]:
    return {
        "project_code": code,
        "result_cum": None if result is None else Decimal(result),
        "target_unit": "คน",
        "status": "in_progress",
        **more,
    }


@pytest.fixture
def endorsed(history: History) -> History:
    """PLAN2 and PLAN4 fully endorsed in October."""
    history.send("items", "INF", "FY2564", {"item_code": "PLAN1"}, {"item_code": "PLAN2", "parent_code": "PLAN1"})
    history.send("items", "OLD", "FY2564", {"item_code": "PLAN4", "parent_code": "PLAN3"})
    history.endorse("PLAN2", on=OCTOBER)
    history.endorse("PLAN4", on=OCTOBER)
    return history


def test_no_project_is_no_data_and_no_report_is_zero(endorsed: History) -> None:
    assert endorsed.figure("K3", "PLAN2").status is Status.NO_DATA
    endorsed.send("projects", "INF", "FY2564", project("P1"))
    assert endorsed.figure("K3", "PLAN2").value == 0


def test_reaching_the_target_exactly_is_implemented(endorsed: History) -> None:
    endorsed.send("projects", "INF", "FY2564", project("P1"), project("P2"))
    endorsed.send("progress", "DSD", "2020-11", row("P1", 100), row("P2", 99))
    assert endorsed.figure("K3", "PLAN2").value == 50
    assert endorsed.figure("K3b", "PLAN2").value == Fraction(199, 2)


def test_without_a_number_only_completed_at_one_hundred_counts(endorsed: History) -> None:
    endorsed.send("projects", "INF", "FY2564", *[project(code, target=None) for code in ("P1", "P2", "P3")])
    hundred, half = Decimal(100), Decimal(50)
    endorsed.send(
        "progress",
        "DSD",
        "2020-11",
        row("P1", status="completed", progress_pct=hundred),
        row("P2", status="in_progress", progress_pct=hundred),
        row("P3", status="completed", progress_pct=half),
    )
    figure = endorsed.figure("K3", "PLAN2")
    assert (figure.numerator, figure.denominator) == (1, 3)
    assert endorsed.figure("K3b", "PLAN2").value == Fraction(250, 3)


def test_rows_of_one_project_are_added_and_percentages_averaged(endorsed: History) -> None:
    endorsed.send("projects", "INF", "FY2564", project("P1"), project("P2", target_unit="ร้อยละ", target=80))
    endorsed.send(
        "progress",
        "DSD",
        "2020-11",
        row("P1", 60, province="10"),
        row("P1", 40, province="50"),
        row("P2", 90, target_unit="ร้อยละ", province="10"),
        row("P2", 60, target_unit="ร้อยละ", province="50"),
    )
    figure = endorsed.figure("K3", "PLAN2")
    assert figure.numerator == 1, "60 + 40 reaches 100; the mean of 90 and 60 does not reach 80"
    assert endorsed.figure("K3b", "PLAN2").numerator == 100 + Fraction(75, 80) * 100


@pytest.mark.slow
def test_each_key_carries_its_own_last_row_forward(endorsed: History) -> None:
    endorsed.send("projects", "INF", "FY2564", project("P1"))
    endorsed.send("progress", "DSD", "2020-10", row("P1", 30, province="10"), row("P1", 30, province="50"))
    endorsed.send("progress", "DSD", "2020-11", row("P1", 50, province="10"))
    assert endorsed.figure("K3b", "PLAN2").value == 80
    assert endorsed.figure("K3b", "PLAN2", as_of=date(2020, 11, 29)).value == 60, "November has not ended"
    endorsed.send("progress", "DSD", "2020-12")
    assert endorsed.figure("K3b", "PLAN2").value == 80, "a nil report carries everything forward"


def test_only_the_lead_agency_and_named_agencies_count(endorsed: History) -> None:
    endorsed.send("projects", "INF", "FY2564", project("P1", province_targets="PC50=60; PC57=40"))
    for agency in ("PC50", "PC57", "DOE"):
        endorsed.send("progress", agency, "2020-11", row("P1", 40, province=agency[2:] or None))
    assert endorsed.figure("K3b", "PLAN2").value == 80


def test_added_projects_enter_on_their_day_and_with_approval(endorsed: History) -> None:
    endorsed.send(
        "projects",
        "INF",
        "FY2564",
        project("P1"),
        project("P2", added_on=date(2021, 1, 10), add_approved=True, add_approved_on=date(2021, 2, 1)),
        project("P3", added_on=date(2021, 1, 10), add_approved=False),
    )
    assert endorsed.figure("K3", "PLAN2", as_of=date(2021, 1, 31)).denominator == 1
    assert endorsed.figure("K3", "PLAN2", as_of=date(2021, 2, 1)).denominator == 2


def test_over_one_hundred_is_capped_in_the_mean_and_flagged(endorsed: History) -> None:
    endorsed.send("projects", "INF", "FY2564", project("P1"), project("P2"))
    endorsed.send("progress", "DSD", "2020-11", row("P1", 300), row("P2", 0))
    figure = endorsed.figure("K3b", "PLAN2")
    assert (figure.value, len(figure.notes)) == (50, 1)
    assert endorsed.figure("K3c", "PLAN2").value == 50


def test_office_is_the_mean_of_endorsed_plans_and_pooled_is_not(endorsed: History) -> None:
    endorsed.send("projects", "INF", "FY2564", *[project(f"P{n}") for n in range(4)])
    endorsed.send("projects", "OLD", "FY2564", project("Q1", "PLAN4"))
    endorsed.send("projects", "DIS", "FY2564", project("R1", "PLAN6"))
    endorsed.send("progress", "DSD", "2020-11", row("P0", 100), row("Q1", 100), row("R1", 0))
    assert endorsed.figure("K3").value == Fraction(25 + 100, 2), "PLAN6 is not endorsed and stays out (A-28)"
    assert endorsed.figure("K3pooled").value == 40
    assert endorsed.figure("K3", "INF").value == 25
    assert endorsed.figure("K3", "PLAN6").value == 0


def test_the_parent_shows_its_annual_plan_and_stays_out_of_the_mean(endorsed: History) -> None:
    endorsed.endorse("PLAN1", "PLAN2", on=OCTOBER)
    endorsed.send("projects", "INF", "FY2564", project("P1"), project("P2"))
    endorsed.send("progress", "DSD", "2020-11", row("P1", 100))
    parent = endorsed.figure("K3", "PLAN1")
    assert (parent.value, [note.th for note in parent.notes]) == (50, ["รวมแผนประจำปี"])
    office = endorsed.figure("K3")
    assert (office.value, office.denominator) == (50, 1)


def test_the_trace_shows_register_and_last_rows(endorsed: History) -> None:
    endorsed.send("projects", "INF", "FY2564", project("P1"), project("P2"))
    endorsed.send("progress", "DSD", "2020-10", row("P1", 10))
    endorsed.send("progress", "DSD", "2020-11", row("P1", 100))
    sources = endorsed.sources("K3", "PLAN2")
    assert [s.item for s in sources if s.role == "+denominator"] == ["P1", "P2"]
    assert [s.item for s in sources if s.role == "+numerator"] == ["P1"]
    assert [s.value for s in sources if s.field == "result_cum"] == ["100"], "October's row no longer decides"


def test_a_cancellation_leaves_only_when_it_is_approved(endorsed: History) -> None:
    endorsed.send("projects", "INF", "FY2564", project("P1"), project("P2"))
    endorsed.send("progress", "DSD", "2020-10", row("P1", 100), row("P2", 100))
    change = {"project_code": "P1", "change_type": "cancel", "effective_on": date(2020, 12, 1), "approved": False}
    endorsed.send("project_changes", "INF", "2020-12", change)
    waiting = endorsed.figure("K3", "PLAN2")
    assert (waiting.numerator, waiting.denominator) == (1, 2), "not approved: countable, and not implemented"
    endorsed.send("project_changes", "INF", "2020-12", change | {"approved": True, "approved_on": date(2021, 1, 15)})
    assert endorsed.figure("K3", "PLAN2", as_of=date(2021, 1, 14)).denominator == 2
    assert endorsed.figure("K3", "PLAN2", as_of=date(2021, 1, 15)).denominator == 1


def test_the_trace_names_what_was_cancelled_and_by_which_paper(endorsed: History) -> None:
    endorsed.send("projects", "INF", "FY2564", project("P1"), project("P2"))
    change = {"project_code": "P1", "change_type": "cancel", "effective_on": date(2020, 12, 1), "approved": False}
    endorsed.send("project_changes", "INF", "2020-12", change)
    papers = [s for s in endorsed.sources("K3", "PLAN2") if s.item == "P1"]
    assert [(s.field, s.role) for s in papers if s.field == "change_type"] == [("change_type", "basis")]
    assert any(s.role == "+denominator" for s in papers), "waiting for its approval it still counts"
    signed = {
        "approved": True,
        "approved_on": date(2020, 12, 8),
        "approved_by": "ผู้อำนวยการ",
        "approval_ref": "มติ 3/2563",
    }
    endorsed.send("project_changes", "INF", "2020-12", change | signed)
    for scope in ("PLAN2", "INF", "OFF"):
        told = {s.field: s.value for s in endorsed.sources("K3", scope) if s.item == "P1"}
        assert (told["change_type"], told["approval_ref"]) == ("cancel", "มติ 3/2563")
        assert not any(s.role == "+denominator" for s in endorsed.sources("K3", scope) if s.item == "P1")
    assert not any(s.item == "P1" for s in endorsed.sources("K3", "PLAN4"))


def test_a_new_target_counts_from_its_day(endorsed: History) -> None:
    endorsed.send("projects", "INF", "FY2564", project("P1"))
    endorsed.send("progress", "DSD", "2020-10", row("P1", 60))
    change = {"project_code": "P1", "change_type": "retarget", "effective_on": date(2021, 1, 5), "new_value": "60"}
    endorsed.send("project_changes", "INF", "2021-01", change | {"approved": True})
    assert endorsed.figure("K3", "PLAN2", as_of=date(2021, 1, 4)).value == 0
    assert endorsed.figure("K3", "PLAN2", as_of=date(2021, 1, 5)).value == 100


def test_a_withdrawn_plan_leaves_the_mean(endorsed: History) -> None:
    endorsed.send("projects", "INF", "FY2564", project("P1"))
    endorsed.send("projects", "OLD", "FY2564", project("Q1", "PLAN4"))
    endorsed.send("progress", "DSD", "2020-11", row("P1", 100), row("Q1", 0))
    assert endorsed.figure("K3").value == 50
    endorsed.events("OLD", "2021-01", ("PLAN4", "WITHDRAWN", date(2021, 1, 6)))
    assert endorsed.figure("K3").value == 100


def test_the_annual_results_give_the_final_numbers_only_where_set(endorsed: History) -> None:
    endorsed.send("projects", "INF", "FY2564", project("P1"), project("P2", target=None))
    endorsed.send("progress", "DSD", "2020-11", row("P1", 60), row("P2"))
    final = [{"project_code": code, "result_final": Decimal(100), "narrative": "สรุป"} for code in ("P1", "P2")]
    endorsed.send("annual", "DSD", "FY2564", *final)
    year_end = {"round_number": 2, "as_of": date(2021, 9, 30)}
    assert endorsed.figure("K3b", "PLAN2", **year_end).value == 30, "they are provisional (A-36)"
    endorsed.refer("settings", "2564:annual.final_numbers", date(2020, 10, 1), value="from_annual")
    figure = endorsed.figure("K3b", "PLAN2", **year_end)
    assert (figure.value, figure.variant) == (50, "annual.final_numbers=from_annual")
    assert endorsed.figure("K3b", "PLAN2", 2, as_of=date(2021, 9, 29)).value == 30, "the year is not over"
    cells = [one for one in endorsed.sources("K3b", "PLAN2", **year_end) if one.field == "result_final"]
    assert [(one.item, one.value) for one in cells] == [("P1", "100")], "P2 has no number to replace"
