"""One agency: its money is that of M4, its problems are those of M7 in the words that were told last."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from base.period import FiscalYear, Month
from kpi import agency, measure
from kpi.agency import Agency
from tests.kpi.history import LATER, History


def told(history: History) -> None:
    register = [
        {"project_code": code, "item_code": plan, "project_name": code, "target": 100, "lead_agency": "DOE"}
        for code, plan in (("P1", "PLAN4"), ("P2", "PLAN6"))
    ]
    history.send("projects", "OLD", str(FiscalYear(2564)), *register)
    money = {"P1": (1000, 250), "P2": (500, 500)}
    for month, problems in (("2020-10", ("ฝนตก", "ไม่มีคน")), ("2020-11", ("น้ำท่วม", "ไม่มี"))):
        rows = [
            {"project_code": code, "plan_no": plan, "project_name": f"โครงการ {code}", "province": "50"}
            | {"budget_alloc": Decimal(money[code][0]), "budget_disb": Decimal(money[code][1])}
            | {"problem": problem, "solution": "เลื่อนวัน", "status": "in_progress"}
            for (code, plan), problem in zip((("P1", 4), ("P2", 6)), problems, strict=True)
        ]
        sent = datetime.combine(Month.parse(month).shift(1).first_day, datetime.min.time())
        history.send("progress", "DOE", month, *rows, at=sent)


def seen(history: History, code: str, day: date) -> Agency:
    asked = measure.ask(2564, 1, as_of=day, known_at=LATER, now=LATER)
    return agency.overview(history.build(), asked, code)


def test_money_by_plan_adds_up_to_m4(history: History) -> None:
    told(history)
    found = seen(history, "DOE", date(2020, 11, 30))
    assert [(one.plan, one.allocated_thb, one.disbursed_thb) for one in found.money] == [
        ("PLAN4", Decimal("1000.00"), Decimal("250.00")),
        ("PLAN6", Decimal("500.00"), Decimal("500.00")),
    ]
    whole = history.figure("M4", "DOE", as_of=date(2020, 11, 30))
    assert whole.numerator == sum(one.disbursed_thb for one in found.money)
    assert whole.denominator == sum(one.allocated_thb for one in found.money)


def test_an_open_problem_stands_in_its_last_words_since_its_first_month(history: History) -> None:
    told(history)
    october, november = (seen(history, "DOE", day).problems for day in (date(2020, 10, 31), date(2020, 11, 30)))
    assert [(one.project_code, one.problem) for one in october] == [("P1", "ฝนตก"), ("P2", "ไม่มีคน")]
    (one,) = november
    assert (one.project_code, one.project_name, one.province) == ("P1", "โครงการ P1", "50")
    assert (one.problem, one.solution, one.since, one.month_count) == ("น้ำท่วม", "เลื่อนวัน", Month(2020, 10), 2)
    assert len(november) == history.figure("M7", "DOE", as_of=date(2020, 11, 30)).value


def test_an_agency_that_has_not_reported_has_neither(history: History) -> None:
    told(history)
    assert seen(history, "SSO", date(2020, 11, 30)) == Agency("SSO", (), ())
