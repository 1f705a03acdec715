"""K5: one record per plan and step, with the plan's figures on the day, and what is still owed (A-32)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from base.period import FiscalYear
from kpi.cycle import Step
from kpi.evaluation import Record, owed, records
from kpi.facts import Facts
from tests.kpi.history import LATER, History

MARCH = date(2021, 3, 31)
HEAD = "หัวหน้ากลุ่มแรงงานนอกระบบ"


def facts(history: History, *, year: int = 2564) -> Facts:
    build = history.build()
    return Facts(build, FiscalYear(year), build.seq_at(LATER), LATER, True)


def record(history: History, plan: str, step: Step, as_of: date = MARCH) -> Record:
    (found,) = (one for one in records(facts(history), as_of) if (one.plan, one.step) == (plan, step))
    return found


def evaluate(history: History, step: str, on: date, remark: str = "เป็นไปตามแผน") -> str:
    line = {"item_code": "PLAN2", "cycle_fy": 2564, "step": step, "evaluated_on": on, "evaluator_position": HEAD}
    return history.send("evaluations", "INF", "FY2564", line | {"remark": remark})


def test_every_plan_has_six_lines_and_nothing_is_owed_at_first(history: History) -> None:
    found = records(facts(history), MARCH)
    assert [(one.plan, str(one.step)) for one in found[:7]] == [
        *(("PLAN1", f"S{n}") for n in range(1, 7)),
        ("PLAN2", "S1"),
    ]
    assert len(found) == 36
    assert {(one.is_closed, one.k3_pct, one.k3b_pct, one.k4_level) for one in found} == {(False, None, None, None)}
    assert owed(facts(history), MARCH) == ()


def test_a_closed_step_is_owed_until_it_is_evaluated(history: History) -> None:
    history.endorse("PLAN2", on=date(2020, 10, 20))
    assert owed(facts(history), date(2020, 10, 19)) == ()
    assert [(one.plan, one.step) for one in owed(facts(history), date(2020, 10, 20))] == [("PLAN2", Step.S4)]
    drafted = record(history, "PLAN2", Step.S1)
    assert (drafted.is_closed, drafted.is_before_manual, drafted.is_owed) == (True, True, False)
    evaluate(history, "S4", date(2020, 11, 10))
    assert [one.step for one in owed(facts(history), date(2020, 11, 9))] == [Step.S4]
    assert owed(facts(history), date(2020, 11, 10)) == ()


def test_the_figures_are_those_of_the_evaluations_day(history: History) -> None:
    history.endorse("PLAN2", on=date(2020, 10, 20))
    lines = [
        {"project_code": code, "item_code": "PLAN2", "lead_agency": "DSD", "target": Decimal(100), "target_unit": "คน"}
        for code in ("P1", "P2")
    ]
    history.send("projects", "INF", "FY2564", *lines)
    for month, result in (("2020-10", 50), ("2021-02", 100)):
        told = {"project_code": "P1", "result_cum": Decimal(result), "target_unit": "คน", "status": "in_progress"}
        history.send("progress", "DSD", month, told)
    evaluate(history, "S4", date(2020, 11, 10), "ควรเร่งรัด")
    written = record(history, "PLAN2", Step.S4)
    assert written.evaluation is not None
    assert (written.evaluation.evaluator_position, written.evaluation.remark) == (HEAD, "ควรเร่งรัด")
    assert (written.measured_on, written.k3_pct, written.k3b_pct) == (date(2020, 11, 10), 0, Fraction(25))
    unwritten = record(history, "PLAN2", Step.S5)
    assert (unwritten.measured_on, unwritten.k3_pct, unwritten.k3b_pct) == (MARCH, 50, Fraction(50))
    assert (written.k4_level, record(history, "PLAN1", Step.S4).k4_level) == (1, 0)
    assert record(history, "PLAN1", Step.S4).k3_pct == 50, "rolled up from its annual plan (A-26)"
    assert record(history, "PLAN3", Step.S4).k3_pct is None


def test_the_latest_evaluation_stands_and_a_returned_one_does_not(history: History) -> None:
    evaluate(history, "S4", date(2020, 11, 10), "ครั้งแรก")
    second = evaluate(history, "S4", date(2020, 12, 10), "ครั้งที่สอง")
    kept = record(history, "PLAN2", Step.S4).evaluation
    assert kept is not None and kept.remark == "ครั้งที่สอง"
    history.decide("return", second, reason="ยังไม่ครบ")
    again = record(history, "PLAN2", Step.S4).evaluation
    assert again is not None and again.remark == "ครั้งแรก"


def test_an_evaluation_written_in_another_years_form_belongs_to_its_cycle(history: History) -> None:
    line = {"item_code": "PLAN2", "cycle_fy": 2565, "step": "S1", "evaluated_on": date(2021, 8, 2)}
    history.send("evaluations", "INF", "FY2564", line | {"evaluator_position": HEAD})
    assert all(one.evaluation is None for one in records(facts(history), date(2021, 9, 1)))
    there = [one for one in records(facts(history, year=2565), date(2021, 9, 1)) if one.evaluation]
    assert [(one.plan, one.step, one.is_before_manual) for one in there] == [("PLAN2", Step.S1, False)]
