"""M3–M11: no data against 0, both sides of every boundary, and traces that add up to their figures (domain.md 4.3)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from base.period import FiscalYear, Month
from base.problem import says_none
from kpi import chart, measure, speak
from kpi.answers import figure_json
from kpi.indicators.lagging import time_share
from kpi.model import Figure, Source, SourceKind, Status, Unit
from kpi.project_facts import Project
from ledger.submissions import StoredFinding
from tests.kpi.history import CHAIN, LATER, PLAN_UNIT, History

MARCH = date(2021, 3, 31)
NOVEMBER = date(2020, 11, 30)
BANGKOK = "กรุงเทพมหานคร"
ALL_PLANS = tuple(PLAN_UNIT)


def row(code: str | None = "P1", plan: int = 2, **more: Any) -> dict[str, Any]:
    return {"plan_no": plan, "project_code": code, "province": BANGKOK, "target_unit": "คน", **more}


def money(allocated: str, disbursed: str, code: str | None = "P1", plan: int = 2, **more: Any) -> dict[str, Any]:
    return row(code, plan, budget_alloc=Decimal(allocated), budget_disb=Decimal(disbursed), **more)


def project(code: str, plan: str = "PLAN2", **more: Any) -> dict[str, Any]:
    told = {"item_code": plan, "project_name": f"โครงการ {code}", "lead_agency": "DSD", "target": Decimal(100)}
    return {"project_code": code, "target_unit": "คน", **told, **more}


def warning(cell: str, *, cells: str | None = None, severity: str = "warning", sheet: str | None = None) -> Any:
    params = {} if cells is None else {"cells": cells, "count": "9"}
    return StoredFinding("V14", severity, sheet or "รายงานความคืบหน้า", cell, "result_month", params)


def counted(sources: tuple[Source, ...], role: str) -> list[Source]:
    return [source for source in sources if source.role == role]


def summed(sources: tuple[Source, ...], role: str) -> Fraction:
    return sum((Fraction(source.value or "") for source in counted(sources, role)), Fraction(0))


# M3


def test_m3_has_no_value_while_nothing_is_due_or_nothing_is_late(history: History) -> None:
    history.send("progress", "DSD", "2020-10", at=datetime(2020, 11, 5, 23, 59, 59))
    before = history.figure("M3", as_of=date(2020, 10, 31), known_at=datetime(2020, 11, 5, 23, 59, 58))
    after = history.figure("M3", as_of=date(2020, 10, 31), known_at=datetime(2020, 11, 6))
    assert {before.status, after.status} == {Status.NO_DATA}
    assert before.reason != after.reason
    assert history.sources("M3", as_of=date(2020, 10, 31)) == ()


def test_m3_is_the_mean_of_the_late_ones_alone(history: History) -> None:
    history.send("progress", "OPS", "2020-10", at=datetime(2020, 11, 5, 23, 59, 59))
    history.send("progress", "DSD", "2020-10", at=datetime(2020, 11, 6))
    history.send("progress", "DOE", "2020-10", at=datetime(2020, 11, 9, 23, 0))
    history.send("progress", "DSD", "2020-10", at=datetime(2020, 12, 25))
    asked = {"as_of": date(2020, 10, 31)}
    figure = history.figure("M3", **asked)
    assert (figure.numerator, figure.denominator, figure.value, figure.unit) == (5, 2, Fraction(5, 2), Unit.DAYS)
    assert (speak.value(figure), figure.status) == ("2.5 วัน", Status.NO_TARGET)
    assert [history.figure("M3", agency, **asked).value for agency in ("DSD", "DOE", "OPS", "SSO")] == [
        1,
        4,
        None,
        None,
    ]
    sources = history.sources("M3", **asked)
    assert (summed(sources, "+numerator"), len(counted(sources, "+denominator"))) == (5, 2)


def test_m3_leaves_out_a_waived_month(history: History) -> None:
    history.send("progress", "DSD", "2020-10", at=datetime(2020, 11, 9))
    history.decide("waive", at=datetime(2020, 11, 10), subject="DSD:2020-10", reason="น้ำท่วมสำนักงาน")
    assert history.figure("M3", "DSD", as_of=date(2020, 10, 31)).value is None


# M4


def test_m4_adds_the_last_row_of_every_key(history: History) -> None:
    assert history.figure("M4").status is Status.NO_DATA
    history.send("progress", "DSD", "2020-10", money("100", "10"), money("50.50", "0", "P2", 4))
    history.send("progress", "DSD", "2020-11", money("100", "40.25"))
    history.send("progress", "DOE", "2020-11", money("49.50", "9.75"), money("999", "999", code=None))
    figure = history.figure("M4")
    assert (figure.numerator, figure.denominator, figure.value) == (50, 200, 25)
    assert history.figure("M4", "DOE").value == Fraction(975 * 100, 4950)
    assert history.figure("M4", "PLAN2").denominator == Fraction("149.5")
    assert (history.figure("M4", "PLAN4").value, history.figure("M4", "PLAN6").value) == (0, None)
    assert history.figure("M4", as_of=date(2020, 11, 29)).numerator == 10
    for scope in ("OFF", "DOE", "PLAN2", "PLAN4"):
        figure, sources = history.figure("M4", scope), history.sources("M4", scope)
        assert (summed(sources, "+numerator"), summed(sources, "+denominator")) == (
            figure.numerator,
            figure.denominator,
        )
        assert all(source.cell for source in sources)


def test_m4_without_an_allocation_is_neither_0_nor_100(history: History) -> None:
    history.send("progress", "DSD", "2020-10", money("0", "0"))
    figure = history.figure("M4", "DSD")
    assert (figure.value, figure.status, figure.denominator) == (None, Status.NO_DATA, 0)
    assert figure.reason is not None and figure.reason.th == "ยังไม่ได้รับจัดสรร"


def test_m4_is_not_the_offices_own_budget(history: History) -> None:
    history.budget("2020-10", ("OFF", "allocate", date(2020, 10, 1), 1000))
    assert history.figure("M4").value is None


# M5 and M9


def committees(history: History, *plans: str, on: date) -> None:
    """The plans, drafted before the manual and endorsed by their bodies on one day."""
    for unit in dict.fromkeys(PLAN_UNIT[plan] for plan in plans):
        history.endorse(*(plan for plan in plans if PLAN_UNIT[plan] == unit), on=on)


def test_m5_counts_only_steps_due_since_the_manual(history: History) -> None:
    assert (
        history.figure("M5", as_of=date(2020, 10, 30)).reason != history.figure("M5", as_of=date(2020, 10, 31)).reason
    )
    committees(history, "PLAN1", "PLAN2", "PLAN3", on=date(2020, 10, 31))
    assert history.figure("M5", as_of=date(2020, 10, 30)).value is None, "only S1–S3 of July to September lie behind"
    known = datetime(2020, 10, 31, 23, 59, 58)
    assert history.figure("M5", as_of=date(2020, 10, 31), known_at=known).value is None
    figure = history.figure("M5", as_of=date(2020, 10, 31))
    assert (figure.numerator, figure.denominator, figure.value) == (3, 6, 50)
    assert [history.figure("M5", scope).value for scope in ("INF", "OLD", "DIS", "PLAN3", "PLAN4")] == [
        100,
        50,
        0,
        100,
        0,
    ]
    sources = history.sources("M5")
    assert {source.item for source in counted(sources, "+numerator")} == {"PLAN1:S4", "PLAN2:S4", "PLAN3:S4"}
    assert len(counted(sources, "+denominator")) == 6


def test_m5_and_m9_keep_what_was_in_time_and_refuse_what_was_not(history: History) -> None:
    committees(history, "PLAN1", on=date(2020, 10, 31))
    committees(history, "PLAN3", on=date(2020, 11, 1))
    history.events("INF", "2020-12", ("PLAN1", "RETURNED", date(2020, 12, 1), "NC-INF"))
    assert (history.figure("M5", "PLAN1").value, history.figure("M5", "PLAN3").value) == (100, 0)
    assert (history.figure("M9").numerator, history.figure("M9").denominator) == (1, 6)


@pytest.mark.slow
def test_m5_step_5_waits_for_the_last_report_and_step_6_for_the_circular(history: History) -> None:
    committees(history, "PLAN1", on=date(2020, 10, 20))
    history.events("INF", "2020-11", ("PLAN1", "DISTRIBUTED", date(2020, 11, 2)))
    for month in FiscalYear(2564).months:
        for agency in ("OPS", "DOE", "DSD", "DLPW", "SSO"):
            history.send("progress", agency, str(month), at=datetime.combine(month.due.date(), month.due.time()))
    assert history.figure("M5", "PLAN1", 2, as_of=date(2021, 10, 4)).denominator == 1
    on_time = history.figure("M5", "PLAN1", 2, as_of=date(2021, 10, 5))
    assert (on_time.numerator, on_time.denominator) == (2, 2)
    history.send("milestones", "OFF", "FY2564", {"step": "REPORT_CIRCULATED", "done_on": date(2021, 11, 1)})
    late = history.figure("M5", "PLAN1", 2, as_of=date(2021, 11, 30))
    assert (late.numerator, late.denominator) == (2, 3)
    history.send("milestones", "OFF", "FY2564", {"step": "REPORT_CIRCULATED", "done_on": date(2021, 10, 31)})
    assert history.figure("M5", "PLAN1", 2, as_of=date(2021, 11, 30)).numerator == 3
    sources = history.sources("M5", "PLAN1", 2, as_of=date(2021, 11, 30))
    assert [source.item for source in counted(sources, "+numerator")] == ["PLAN1:S4", "PLAN1:S5", "PLAN1:S6"]


@pytest.mark.slow
def test_m5_step_5_is_late_when_one_report_is(history: History) -> None:
    committees(history, "PLAN1", on=date(2020, 10, 20))
    history.events("INF", "2020-11", ("PLAN1", "DISTRIBUTED", date(2020, 11, 2)))
    for agency in ("OPS", "DOE", "DSD", "DLPW"):
        for month in FiscalYear(2564).months:
            history.decide("waive", subject=f"{agency}:{month}", reason="ยกเว้นเพื่อทดสอบ")
    for month in FiscalYear(2564).months[:-1]:
        history.decide("waive", subject=f"SSO:{month}", reason="ยกเว้นเพื่อทดสอบ")
    history.send("progress", "SSO", "2021-09", at=datetime(2021, 10, 6))
    figure = history.figure("M5", "PLAN1", 2, as_of=date(2021, 10, 6))
    assert (figure.numerator, figure.denominator) == (1, 2)


def test_m5_asks_nothing_of_a_withdrawn_plan(history: History) -> None:
    committees(history, "PLAN1", on=date(2020, 10, 20))
    history.events("DIS", "2020-10", ("PLAN6", "WITHDRAWN", date(2020, 10, 31)))
    assert history.figure("M5").denominator == 5


def test_m9_counts_a_plan_once_its_whole_chain_has_endorsed(history: History) -> None:
    assert history.figure("M9").status is Status.NO_DATA
    committees(history, *ALL_PLANS[:5], on=date(2020, 10, 31))
    history.events("DIS", "2020-09", ("PLAN6", "ENDORSED", date(2020, 9, 25), "PS"))
    figure = history.figure("M9")
    assert (figure.numerator, figure.denominator, figure.notes) == (5, 6, ())
    running = history.figure("M9", as_of=date(2020, 10, 30))
    assert (running.numerator, running.denominator, len(running.notes)) == (0, 6, 1)
    assert [history.figure("M9", unit).value for unit in ("INF", "OLD", "DIS")] == [100, 100, 50]
    sources = history.sources("M9")
    assert (len(counted(sources, "+numerator")), len(counted(sources, "+denominator"))) == (5, 6)
    shown = sum(source.field == "event_type" for source in sources)
    assert shown == sum(len(CHAIN[PLAN_UNIT[plan]]) for plan in ALL_PLANS[:5])


# M6


def results(**more: Any) -> dict[str, Any]:
    return {"project_code": "P1", "narrative": "ดำเนินการแล้วเสร็จ", **more}


def test_m6_takes_the_first_valid_version_up_to_the_last_second(history: History) -> None:
    history.send("annual", "DSD", "FY2564", results(photo="https://example.th/1"), at=datetime(2021, 9, 15, 23, 59, 59))
    history.send("annual", "DOE", "FY2564", results(photo="https://example.th/2"), at=datetime(2021, 9, 16))
    history.send("annual", "DSD", "FY2564", results(), at=datetime(2021, 9, 20))
    assert history.figure("M6", round_number=2, as_of=date(2021, 9, 14)).status is Status.NO_DATA
    figure = history.figure("M6", round_number=2)
    assert (figure.numerator, figure.denominator, figure.value) == (1, 5, 20)
    assert [note.th for note in figure.notes] == ["มีภาพผลงานสำคัญ 1 จาก 2 หน่วยงานที่ส่งแล้ว"]
    assert (figure.coverage.received, figure.coverage.expected) == (2, 5)
    scopes = [history.figure("M6", agency, 2).value for agency in ("DSD", "DOE", "SSO")]
    assert scopes == [100, 0, 0]
    sources = history.sources("M6", round_number=2)
    assert [source.item for source in counted(sources, "+numerator")] == ["DSD"]
    assert len(counted(sources, "+denominator")) == 5
    assert [source.field for source in sources if source.kind is SourceKind.CELL] == ["photo"]


def test_m6_does_not_count_results_that_were_returned(history: History) -> None:
    number = history.send("annual", "DSD", "FY2564", results(), at=datetime(2021, 9, 10))
    history.decide("return", number, at=datetime(2021, 9, 14), reason="แนบภาพ")
    figure = history.figure("M6", round_number=2)
    assert (figure.numerator, figure.value, figure.notes) == (0, 0, ())


def test_m6_expects_the_agencies_of_september(history: History) -> None:
    history.refer("agencies", "SSO", date(2020, 10, 1), name_th="สปส.", report_from="2020-10", report_to="2021-08")
    assert history.figure("M6", round_number=2).denominator == 4


# M7


@pytest.mark.slow
def test_m7_stays_open_until_a_later_report_says_none(history: History) -> None:
    assert history.figure("M7", as_of=NOVEMBER).status is Status.NO_DATA
    history.send("progress", "DSD", "2020-10", row(problem="ขาดวิทยากร"), row("P2", 4, problem="ไม่มี"))
    history.send("progress", "DOE", "2020-10")
    assert history.figure("M7", as_of=date(2020, 10, 31)).value == 1
    assert (history.figure("M7", "DOE").value, history.figure("M7", "PLAN4").value) == (0, 0)
    assert history.figure("M7", "SSO").value is None
    history.send("progress", "DSD", "2020-11", row(), row("P2", 4))
    figure = history.figure("M7", as_of=NOVEMBER)
    assert (figure.value, [note.th for note in figure.notes]) == (1, ["เปิดมานานที่สุดตั้งแต่ ต.ค. 2563"])
    history.send("progress", "DSD", "2020-12", row(problem="ไม่มีปัญหา / อุปสรรค"))
    assert history.figure("M7", as_of=date(2020, 12, 30)).value == 1
    assert history.figure("M7", as_of=date(2020, 12, 31)).value == 0
    history.send("progress", "DSD", "2021-01", row(problem="น้ำท่วมพื้นที่"))
    again = history.figure("M7", "PLAN2")
    assert (again.value, [note.en for note in again.notes]) == (1, ["The oldest is open since Jan 2564 BE"])


def test_m7_reads_a_lone_dash_as_none(history: History) -> None:
    history.send("progress", "DSD", "2020-10", row(problem="ขาดวิทยากร"), row("P2", problem="ขาดงบประมาณ"))
    history.send("progress", "DSD", "2020-11", row(), row("P2"), raw=({"problem": "-"}, {"result_cum": "-"}))
    assert history.figure("M7").value == 1
    assert [source.item for source in counted(history.sources("M7"), "+numerator")] == [f"DSD:P2:{BANGKOK}"]


def test_m7_tells_provinces_apart_and_activities_together(history: History) -> None:
    history.send(
        "progress",
        "DSD",
        "2020-10",
        row(activity="ก", problem="ขาดวิทยากร"),
        row(activity="ข", problem="ไม่มี"),
        row(province="เชียงใหม่", problem="ขาดวิทยากร"),
    )
    history.send("progress", "DSD", "2020-11", row(activity="ก", problem="ขาดวิทยากร"))
    sources = history.sources("M7")
    assert history.figure("M7").value == len(counted(sources, "+numerator")) == 2
    assert [source.value for source in sources if source.field == "problem"] == ["ขาดวิทยากร"] * 3


@pytest.mark.parametrize("text", ["ไม่มี", " ไม่มี. ", "-", "–", "ไม่พบปัญหา/อุปสรรค", "None"])
def test_what_says_none(text: str) -> None:
    assert says_none(text)


@pytest.mark.parametrize("text", ["", "ไม่มีวิทยากร", "ไม่มีปัญหาด้านงบประมาณแต่ขาดบุคลากร", "0"])
def test_what_does_not(text: str) -> None:
    assert not says_none(text)


# M8


@pytest.mark.slow
def test_m8_lags_only_beyond_the_tolerance(history: History) -> None:
    assert history.figure("M8").status is Status.NO_DATA
    ten_days = {"start_date": date(2020, 11, 21), "end_date": date(2020, 12, 10)}  # half of it by 30 November
    history.send("projects", "INF", "FY2564", *(project(code, **ten_days) for code in ("P1", "P2", "P3")))
    history.send("projects", "OLD", "FY2564", project("P4", "PLAN4"))
    assert history.figure("M8", as_of=date(2020, 10, 30)).reason is not None, "no month is over"
    assert history.figure("M8", as_of=date(2020, 10, 31)).value == 0, "nobody has to have begun"
    report = [row("P1", result_cum=Decimal(40)), row("P2", result_cum=Decimal("39.99"))]
    history.send("progress", "DSD", "2020-11", *report)
    asked = {"as_of": date(2020, 12, 15)}  # measured on 30 November, the last month that is over
    assert history.figure("M8", **asked).value == 3, "P2 and, unreported, P3 and P4"
    assert [history.figure("M8", scope, **asked).value for scope in ("PLAN2", "INF", "OLD", "PLAN4")] == [2, 2, 1, 1]
    assert history.figure("M8", "PLAN6", **asked).value is None
    history.refer("settings", "2564:m8.tolerance_points", date(2020, 10, 1), value="11")
    eased = history.figure("M8", **asked)
    assert (eased.value, eased.variant) == (2, "m8.tolerance_points=11")
    history.refer("settings", "2564:m8.tolerance_points", date(2020, 10, 1), value="17")
    assert history.figure("M8", **asked).value == 1, "P2 is 10.01 points behind, P4 16.7, P3 50"
    sources = history.sources("M8", **asked)
    assert [(source.item, source.field) for source in counted(sources, "+numerator")] == [("P3", "project_code")]
    assert {"start_date", "end_date"} <= {source.field for source in sources}


def test_m8_exactly_the_tolerance_is_not_lagging(history: History) -> None:
    days = {"start_date": date(2020, 11, 21), "end_date": date(2020, 12, 10)}
    history.send("projects", "INF", "FY2564", project("P1", **days))
    history.send("progress", "DSD", "2020-11", row("P1", result_cum=Decimal(40)))
    assert history.figure("M8", as_of=NOVEMBER).value == 0
    history.send("progress", "DSD", "2020-11", row("P1", result_cum=Decimal("39.9999")))
    assert history.figure("M8", as_of=NOVEMBER).value == 1


@pytest.mark.parametrize(
    ("start", "end", "day", "share"),
    [
        (None, None, date(2020, 10, 1), Fraction(1, 365)),
        (None, None, date(2021, 9, 30), Fraction(1)),
        (date(2017, 10, 1), date(2021, 9, 30), date(2020, 12, 31), Fraction(92, 365)),
        (date(2020, 12, 1), None, date(2020, 11, 30), Fraction(0)),
        (date(2020, 12, 1), date(2020, 12, 1), date(2020, 12, 1), Fraction(1)),
        (None, date(2020, 9, 1), date(2020, 10, 31), Fraction(1)),
        (date(2021, 10, 1), None, date(2021, 9, 30), Fraction(0)),
    ],
)
def test_time_runs_within_the_fiscal_year(start: date | None, end: date | None, day: date, share: Fraction) -> None:
    known = Project("P1", "PLAN2", "โครงการ", None, frozenset(), 1, 11, start, end)
    assert time_share(known, FiscalYear(2564), day) == share


# M10


def test_m10_counts_rows_with_a_warning_once(history: History) -> None:
    assert history.figure("M10").status is Status.NO_DATA
    history.send("progress", "DOE", "2020-10")
    assert history.figure("M10").status is Status.NO_DATA, "a nil report has no row"
    found = (warning("P11"), warning("Q11"), warning("P12", severity="note"), warning("B3"))
    history.send("progress", "DSD", "2020-10", *(row(f"P{n}") for n in range(4)), findings=found)
    figure = history.figure("M10")
    assert (figure.numerator, figure.denominator, figure.value) == (3, 4, 75)
    assert [note.th for note in figure.notes] == ["แถวที่ไม่มีลิงก์หลักฐาน 4 แถว"]
    assert (history.figure("M10", "DSD").value, history.figure("M10", "DOE").value) == (75, None)
    sources = history.sources("M10")
    assert (summed(sources, "+numerator"), summed(sources, "+denominator")) == (3, 4)


def test_m10_reads_the_cells_of_a_grouped_finding(history: History) -> None:
    rows = [row(f"P{n}", evidence="https://example.th") for n in range(30)]
    grouped = warning("P13", cells="P13:P32, P35, AA36:AA40, P90")
    history.send("progress", "DSD", "2020-10", *rows, findings=(grouped, warning("P12", sheet="บันทึก")))
    figure = history.figure("M10")
    assert (figure.numerator, figure.denominator) == (30 - 20 - 1 - 5, 30), "row 90 is none of the rows"
    assert figure.notes == ()


def test_m10_takes_the_version_that_counts_and_names_stale_projects(history: History) -> None:
    history.send("projects", "INF", "FY2564", project("P1"), project("P2"))
    told = {"evidence": "https://example.th"}
    history.send("progress", "DSD", "2020-10", row("P1", **told), row("P2", **told), findings=(warning("P11"),))
    history.send("progress", "DSD", "2020-10", row("P1", **told), row("P2", **told))
    history.send("progress", "DSD", "2020-11", row("P1", **told))
    asked = {"as_of": NOVEMBER}
    assert history.figure("M10", **asked).value == 100
    assert [note.en for note in history.figure("M10", **asked).notes] == ["1 projects stand on an earlier month"]
    assert history.figure("M10", **asked, known_at=datetime(2020, 12, 5, 23, 59, 58)).notes == (), "not due yet"
    history.send("progress", "DSD", "2020-11")
    assert history.figure("M10", **asked).notes == (), "a nil report says that nothing has changed"


# M11


def test_m11_is_the_latest_month_that_is_over_and_accepted(history: History) -> None:
    assert history.figure("M11").status is Status.NO_DATA
    history.send("progress", "DSD", "2020-12", at=datetime(2021, 1, 4))
    history.send("progress", "DOE", "2020-12", at=datetime(2021, 1, 5))
    history.send("progress", "DSD", "2021-03", at=datetime(2021, 4, 2), accept=False)
    figure = history.figure("M11")
    assert (figure.value, figure.numerator, figure.unit) == (202012, 2, Unit.MONTH)
    assert history.figure("M11", as_of=date(2020, 12, 30)).status is Status.NO_DATA
    assert history.figure("M11", official=False).value == 202103
    assert (history.figure("M11", "DOE").value, history.figure("M11", "SSO").value) == (202012, None)
    sources = history.sources("M11")
    assert {(source.item, source.value) for source in sources} == {
        ("DSD:2020-12", "2020-12"),
        ("DOE:2020-12", "2020-12"),
    }


def test_m11_is_said_as_a_month(history: History) -> None:
    history.send("progress", "DSD", "2021-03", at=datetime(2021, 4, 2, 10, 30), channel="sheet")
    figure = history.figure("M11")
    assert (speak.value(figure), speak.value(figure, "en")) == ("มี.ค. 2564", "Mar 2564 BE")
    assert speak.value(figure, kind="thai") == "มี.ค. ๒๕๖๔"
    told = figure_json(figure)
    assert (told["value"], told["display"], told["unit"]) == ("202103", "มี.ค. 2564", "month")
    assert [note.th for note in figure.notes] == ["นำเข้าจากแบบฟอร์มออนไลน์ล่าสุด 2 เม.ย. 2564 เวลา 10.30 น."]


def test_m11_is_drawn_by_its_place_in_the_year(history: History) -> None:
    for month in ("2020-12", "2021-01"):
        history.send("progress", "DSD", month)
    asked = measure.ask(2564, 1, known_at=LATER, now=LATER)
    spec = chart.trend(measure.series(history.build(), "M11", "OFF", asked), "en")
    assert spec is not None
    assert [point.value for point in spec.points] == [None, None, 3, 4, 4, 4]
    assert (spec.points[3].shown, spec.unit_label) == ("Jan 2564 BE", "month of the fiscal year")


# all of them


def test_every_measure_is_a_monitoring_one_without_a_target(history: History) -> None:
    asked = measure.ask(2564, 2, as_of=date(2021, 11, 30), known_at=LATER, now=LATER)
    shown: dict[str, list[Figure]] = {}
    for figure in measure.every(history.build(), asked):
        if figure.kpi.startswith("M"):
            shown.setdefault(figure.kpi, []).append(figure)
    assert list(shown) == [f"M{number}" for number in range(1, 12)]
    assert all(figure.target is None for figures in shown.values() for figure in figures)
    silent = {code for code, figures in shown.items() if all(figure.value is None for figure in figures)}
    assert silent == set(shown) - {"M1", "M2", "M6"}, "what is due and missing is 0; everything else is no data"
    reasons = [figure.reason for code in silent for figure in shown[code]]
    assert all(reasons)
    assert Month(2021, 9) in asked.round.months
