"""Working days: the register of holidays, and a deadline that moves over days off (A-33)."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from base.period import FiscalYear, Month
from base.workday import due, holidays_of, is_workday, next_workday
from etl.reference import read_table

TABLE = dict(read_table("holidays"))
HOLIDAYS = holidays_of(TABLE)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2020, 12, 4), True),
        (date(2020, 12, 5), False),  # Saturday and Father's Day
        (date(2020, 12, 7), False),  # in lieu
        (date(2020, 12, 8), True),
        (date(2021, 4, 6), False),  # Chakri
        (date(2021, 5, 1), False),  # Saturday
        (date(2024, 5, 1), True),  # Labour Day: offices work
        (date(2021, 7, 27), True),  # taken back by the Cabinet
        (date(2021, 10, 22), False),  # moved from 25 October by the Cabinet
        (date(2021, 10, 25), True),
        (date(2023, 5, 5), False),  # added by the Cabinet
    ],
)
def test_days_that_offices_work(day: date, works: bool) -> None:
    assert is_workday(day, HOLIDAYS) is works


def test_the_register_is_whole() -> None:
    days = sorted(HOLIDAYS)
    assert FiscalYear(2562).start <= days[0] and days[-1] <= FiscalYear(2570).end
    for year in range(2562, 2571):
        own = [day for day in days if FiscalYear(year).contains(day)]
        assert 20 <= len(own) <= 32, f"{year}: {len(own)}"
        fixed = {(10, 13), (10, 23), (12, 5), (12, 10), (1, 1), (4, 6), (7, 28), (8, 12)}
        assert fixed <= {(day.month, day.day) for day in own}, year
    assert {row["kind"] for row in TABLE.values()} == {"annual", "substitute", "special"}
    assert {day.year for day in days if TABLE[day.isoformat()]["basis"] == "expected"} == {2027}
    for day in days:
        is_weekend = day.weekday() >= 5
        assert TABLE[day.isoformat()]["kind"] == "annual" or not is_weekend, f"{day}: no day in lieu on a week-end"


def test_a_fifth_on_a_day_off_moves_over_all_of_them() -> None:
    november = Month(2020, 11)
    assert due(november) == due(november, None) == datetime(2020, 12, 5, 23, 59, 59)
    assert due(november, HOLIDAYS) == datetime(2020, 12, 8, 23, 59, 59)
    assert due(november, frozenset()) == datetime(2020, 12, 7, 23, 59, 59)
    assert due(Month(2020, 10), HOLIDAYS) == datetime(2020, 11, 5, 23, 59, 59), "a working day stays"
    assert next_workday(date(2022, 12, 30), HOLIDAYS) == date(2023, 1, 4)
