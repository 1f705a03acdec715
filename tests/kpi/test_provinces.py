"""Provinces by one measure: parts added up, never percentages averaged over agencies; no data is not 0."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from base.period import FiscalYear
from kpi import measure, provinces
from kpi.provinces import By, Province
from tests.kpi.history import LATER, History

DAY = date(2020, 11, 30)


def told(history: History) -> None:
    register = {"project_code": "P1", "item_code": "PLAN4", "project_name": "P1", "target": 100, "lead_agency": "DOE"}
    history.send("projects", "OLD", str(FiscalYear(2564)), register)
    history.refer("agencies", "PC50", date(2018, 10, 1), kind="province", province_code="50", report_from="2020-10")

    def row(province: str, progress: int, paid: int, budget: int = 1000) -> dict[str, object]:
        money = {"budget_alloc": Decimal(budget), "budget_disb": Decimal(paid)}
        return {"project_code": "P1", "plan_no": 4, "province": province, "progress_pct": Decimal(progress)} | money

    history.send("progress", "PC50", "2020-10", row("50", 10, 100), at=datetime(2020, 11, 5, 9))
    history.send("progress", "PC50", "2020-11", row("50", 120, 300), at=datetime(2020, 12, 7, 9))
    central = [row("00", 90, 900), row("50", 40, 1500, 3000), row("34", 25, 0, 0)]
    history.send("progress", "DOE", "2020-11", *central, at=datetime(2020, 12, 3, 9))


def seen(history: History, by: By) -> dict[str, Province]:
    asked = measure.ask(2564, 1, as_of=DAY, known_at=LATER, now=LATER)
    return {one.code: one for one in provinces.ranked(history.build(), asked, by)}


def test_money_and_progress_are_those_of_the_last_rows_of_all_agencies(history: History) -> None:
    told(history)
    money, progress = seen(history, By.MONEY), seen(history, By.PROGRESS)
    assert (money["50"].above, money["50"].below, money["50"].value) == (1800, 4000, 45)
    assert money["34"].value is None and money["34"].rank is None, "nothing allocated is no data, not 0"
    assert progress["50"].value == Fraction(100 + 40, 2), "each row at most 100"
    assert (progress["34"].value, progress["34"].rank, progress["50"].rank) == (25, 2, 1)
    assert progress["10"].value is None and len(progress) == 77 and "00" not in progress
    assert list(progress)[:2] == ["50", "34"]


def test_on_time_is_m1_of_the_provinces_centre(history: History) -> None:
    told(history)
    one = seen(history, By.ON_TIME)["50"]
    figure = history.figure("M1", "PC50", as_of=DAY)
    assert (one.value, one.above, one.below) == (figure.value, figure.numerator, figure.denominator) == (50, 1, 2)
    assert seen(history, By.ON_TIME)["34"].value is None
