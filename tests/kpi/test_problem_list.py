"""The register of problems: the same ones as M7, with their plans, days and closings under both clocks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from base.period import FiscalYear, Month
from kpi import measure, problem_list
from kpi.problem_list import ProblemLine, State
from tests.kpi.history import LATER, History

KEY = "DSD:P-1:50"


def told(history: History, month: str, *problems: tuple[str, str | None], agency: str = "DSD") -> None:
    """One report with a problem (None: an empty cell) for each project."""
    rows = [
        {"project_code": code, "plan_no": 2, "province": "50", "problem": words, "solution": "ประสานงาน"}
        for code, words in problems
    ]
    history.send("progress", agency, month, *rows, at=datetime(*_next(month), 4, 9))


def _next(month: str) -> tuple[int, int]:
    after = Month.parse(month).shift(1)
    return after.year, after.number


def step(history: History, kind: str, on: date, **more: Any) -> None:
    payload = {"on": on.isoformat(), **more.pop("plan", {})}
    moment = datetime(on.year, on.month, on.day, 10)
    history.decide(kind, subject=f"2564:{KEY}", payload=payload, at=moment, **more)


def lines(history: History, day: date, known_at: datetime = LATER) -> dict[str, ProblemLine]:
    asked = measure.ask(2564, 1, as_of=day, known_at=known_at, now=LATER)
    found = problem_list.overview(history.build(), asked)
    m7 = measure.one(history.build(), "M7", "OFF", asked)
    assert m7.value is None or m7.value == sum(one.is_open for one in found)
    return {one.key: one for one in found}


def test_a_plan_is_overdue_from_the_day_after_its_own(history: History) -> None:
    told(history, "2020-10", ("P-1", "ขาดวิทยากร"))
    assert lines(history, date(2020, 10, 31))[KEY].state is State.UNPLANNED
    plan = {"action": "ขอวิทยากรจากกรม", "owner": "DSD", "due_on": "2021-01-31"}
    step(history, "plan_problem", date(2020, 12, 10), plan=plan)
    states = {day: lines(history, day)[KEY] for day in (date(2020, 12, 9), date(2021, 1, 31), date(2021, 2, 1))}
    assert [one.state for one in states.values()] == [State.UNPLANNED, State.PLANNED, State.OVERDUE]
    assert [one.days_overdue for one in states.values()] == [0, 0, 1]
    last = states[date(2021, 2, 1)]
    assert last.plan is not None and (last.plan.action, last.plan.owner) == ("ขอวิทยากรจากกรม", "DSD")
    assert (last.since, last.open_month_count) == (Month(2020, 10), 4), "carried through months without a report"


def test_the_longest_open_comes_first_and_the_closed_last(history: History) -> None:
    told(history, "2020-10", ("P-3", "ฝนตก"), ("P-2", "ขาดงบ"))
    told(history, "2020-11", ("P-3", "ไม่มี"), ("P-2", None), ("P-1", "ขาดวิทยากร"))
    found = lines(history, date(2020, 11, 30))
    assert list(found) == ["DSD:P-2:50", KEY, "DSD:P-3:50"]
    solved = found["DSD:P-3:50"]
    assert (solved.state, solved.since, solved.open_month_count) == (State.CLOSED, Month(2020, 10), 0)
    assert solved.closing is None, "a report closed it, not the Office"
    assert [one.open_month_count for one in found.values()] == [2, 1, 0]


def test_a_closing_by_the_office_is_known_from_then_on_and_taken_back(history: History) -> None:
    told(history, "2020-10", ("P-1", "ขาดวิทยากร"))
    step(history, "close_problem", date(2020, 12, 20), reason="ได้วิทยากรแล้ว")
    closed = lines(history, date(2020, 12, 31))[KEY]
    assert closed.closing is not None and (closed.closing.on, closed.closing.reason) == (
        date(2020, 12, 20),
        "ได้วิทยากรแล้ว",
    )
    assert lines(history, date(2020, 12, 19))[KEY].is_open
    assert lines(history, date(2020, 12, 31), datetime(2020, 12, 20, 9, 59))[KEY].is_open
    step(history, "reopen_problem", date(2020, 12, 22), reason="วิทยากรลาออก")
    again = lines(history, date(2020, 12, 31))[KEY]
    assert again.is_open and again.closing is None


def test_only_the_asked_year_and_a_project_named_by_its_register(history: History) -> None:
    history.endorse("PLAN1", "PLAN2", on=date(2020, 10, 20))
    project = {"project_code": "P-1", "item_code": "PLAN2", "project_name": "ฝึกอาชีพ", "lead_agency": "DSD"}
    history.send("projects", "INF", str(FiscalYear(2564)), {**project, "target": 100})
    told(history, "2020-09", ("P-1", "ของปีก่อน"))
    told(history, "2020-10", ("P-1", "ขาดวิทยากร"))
    (one,) = lines(history, date(2020, 12, 31)).values()
    assert (one.problem, one.project_name, one.plan_code) == ("ขาดวิทยากร", "ฝึกอาชีพ", "PLAN2")


def test_m7_goes_by_the_plan_of_the_last_row_decided_about_or_not(history: History) -> None:
    """A row that names no plan takes the problem out of the plan; one that names another moves it there."""
    told(history, "2020-10", ("P-1", "ขาดวิทยากร"), ("P-2", "ขาดงบประมาณ"))
    later = [
        {"project_code": code, "plan_no": plan, "province": "50", "problem": "ยังขาด"}
        for code, plan in (("P-1", None), ("P-2", 3))
    ]
    history.send("progress", "DSD", "2020-11", *later, at=datetime(2020, 12, 4, 9))
    scopes = ("OFF", "DSD", "PLAN2", "PLAN3")
    plan = {"action": "ขอวิทยากรจากกรม", "owner": "DSD", "due_on": "2021-01-31"}
    for decided in (False, True):
        if decided:
            step(history, "plan_problem", date(2020, 12, 10), plan=plan)
        asked = measure.ask(2564, 1, as_of=date(2020, 12, 31), known_at=LATER, now=LATER)
        figures = measure.by_scope(history.build(), "M7", scopes, asked)
        assert [figure.value for figure in figures] == [2, 2, 0, 1], decided
