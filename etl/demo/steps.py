"""What happens in the demonstration, each at its moment: workbooks sent, one returned, one waived, centres enrolled,
commentary written and its actions done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from base.commentary import Key
from base.period import Month, Period
from etl.commentary import Plan
from etl.rows import Row


@dataclass(frozen=True, slots=True)
class Sending:
    """One workbook sent. A row may hold a text where a number belongs: that is how a faulty workbook is made."""

    at: datetime
    form: str
    reporter: str
    period: Period
    rows: tuple[Row, ...]
    user: str
    position: str
    is_nil: bool = False


@dataclass(frozen=True, slots=True)
class Returning:
    """The latest version of a report sent back by a reviewer."""

    at: datetime
    form: str
    reporter: str
    period: Period
    user: str
    reason: str


@dataclass(frozen=True, slots=True)
class Waiving:
    """A monthly report that the Director does not ask for."""

    at: datetime
    agency: str
    month: Month
    user: str
    reason: str


@dataclass(frozen=True, slots=True)
class Enrolling:
    """Provincial centres that begin to report on their own."""

    at: datetime
    centres: tuple[str, ...]
    first_month: Month


@dataclass(frozen=True, slots=True)
class Commenting:
    """Cause and remedy of a figure below its target, perhaps with an action."""

    at: datetime
    key: Key
    user: str
    cause: str
    remedy: str
    plan: Plan | None = None


@dataclass(frozen=True, slots=True)
class Finishing:
    """An action of a commentary that is done."""

    at: datetime
    key: Key
    user: str
    on: date
    reason: str


Step = Sending | Returning | Waiving | Enrolling | Commenting | Finishing


def office_moment(month: Month, day: int, purpose: str) -> datetime:
    """A moment within office hours on a day of a month; `day` may run over into the next month."""
    random = Random(f"moment:{purpose}")
    minute, second = random.randint(8 * 60 + 30, 16 * 60 + 29), random.randint(0, 59)
    return datetime(month.year, month.number, 1) + timedelta(days=day - 1, minutes=minute, seconds=second)
