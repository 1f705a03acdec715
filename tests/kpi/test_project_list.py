"""The list of projects says of each what K3, M8 and the rule of stale rows say of all."""

from __future__ import annotations

from datetime import date, datetime

from base.period import FiscalYear, Month
from kpi import measure, project_list
from kpi.model import Figure
from kpi.project_list import ProjectLine
from tests.kpi.history import LATER, History


def told(history: History) -> None:
    """Four projects of plan 4: done, behind, told of in October only, never told of."""
    history.endorse("PLAN3", "PLAN4", on=date(2020, 10, 20))
    register = [
        {"project_code": f"P{number}", "item_code": "PLAN4", "project_name": f"โครงการ {number}", "target": 100}
        | {"lead_agency": "DSD" if number == 4 else "DOE"}
        for number in (1, 2, 3, 4)
    ]
    history.send("projects", "OLD", str(FiscalYear(2564)), *register)
    for month, results in (("2020-10", {"P1": 50, "P2": 10, "P3": 40}), ("2020-11", {"P1": 100, "P2": 12})):
        rows = [
            {"project_code": code, "plan_no": 4, "result_cum": result, "target_unit": "คน", "status": "in_progress"}
            for code, result in results.items()
        ]
        sent = Month.parse(month).shift(1).first_day
        history.send("progress", "DOE", month, *rows, at=datetime.combine(sent, datetime.min.time()))


def test_each_line_agrees_with_the_indicators(history: History) -> None:
    told(history)
    asked = measure.ask(2564, 1, as_of=date(2020, 11, 30), known_at=LATER, now=LATER)
    lines = {line.code: line for line in project_list.overview(history.build(), asked)}

    def figure(code: str) -> Figure:
        return measure.one(history.build(), code, "OFF", asked)

    def which(is_so: str) -> set[str]:
        return {code for code, line in lines.items() if getattr(line, is_so)}

    assert which("is_implemented") == {"P1"}
    assert which("is_lagging") == {"P4"}, "61 of 365 days: 16.71 %; 12 is within the tolerance of ten points"
    assert len(which("is_lagging")) == figure("M8").value
    assert which("is_stale") == {"P3"}
    assert {code: line.last_told for code, line in lines.items()} == {
        **dict.fromkeys(("P1", "P2"), Month(2020, 11)),
        "P3": Month(2020, 10),
        "P4": None,
    }
    assert [line.progress_pct for line in lines.values()] == [100, 12, 40, 0]
    line: ProjectLine = lines["P4"]
    assert (line.plan, line.reporters, line.name) == ("PLAN4", ("DSD",), "โครงการ 4")


def test_before_the_first_month_is_over_there_is_no_list(history: History) -> None:
    told(history)
    asked = measure.ask(2564, 1, as_of=date(2020, 10, 30), known_at=LATER, now=LATER)
    assert project_list.overview(history.build(), asked) == ()
