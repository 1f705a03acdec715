"""Working days of government offices, and deadlines that may move to one (A-33).

A day off is a Saturday, a Sunday or a day of the reference table `holidays` (data/reference/holidays.csv).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from base.period import DEADLINE_TIME, Month

DAY = timedelta(days=1)
SATURDAY = 5


def holidays_of(days: Iterable[str]) -> frozenset[date]:
    """The days of the reference table `holidays`, whose keys are written like 2020-12-07."""
    return frozenset(map(date.fromisoformat, days))


def is_workday(day: date, holidays: Collection[date] = ()) -> bool:
    """Whether government offices work on the day."""
    return day.weekday() < SATURDAY and day not in holidays


def next_workday(day: date, holidays: Collection[date] = ()) -> date:
    """The day itself when it is a working day, else the first one after it."""
    while not is_workday(day, holidays):
        day += DAY
    return day


def due(month: Month, holidays: Collection[date] | None = None) -> datetime:
    """The last second at which a monthly report is on time: the 5th of the next month, 23:59:59 (manual T5.5(3)).

    With `holidays` (may be empty) a 5th on a day off moves to the next working day; None = it never moves.
    """
    if holidays is None:
        return month.due
    return datetime.combine(next_workday(month.due.date(), holidays), DEADLINE_TIME)


def workday_away(day: date, count: int, holidays: Collection[date] = ()) -> date:
    """The working day `count` working days after `day`, or before it when `count` is negative.

    The day itself is not counted and need not be a working day. Raises ValueError for a count of 0.
    """
    if count == 0:
        raise ValueError("a working day away needs a direction")
    step, left = (DAY if count > 0 else -DAY), abs(count)
    while left:
        day += step
        left -= is_workday(day, holidays)
    return day
