"""Months, fiscal years and KPI rounds.

A fiscal year is named by its Buddhist year F and runs from 1 October F−544 to 30 September F−543 (CE).
Round 1 is October–March, round 2 April–September; both ends belong to the round (manual 10.2).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from base.thai import BE_OFFSET, MONTH_ABBR_EN, MONTH_ABBR_TH, MONTH_FULL_TH
from base.words import Language

DEADLINE_DAY = 5
DEADLINE_TIME = time(23, 59, 59)
FIRST_FISCAL_MONTH = 10

_MONTH = re.compile(r"(\d{4})-(\d{2})")
_FISCAL_YEAR = re.compile(r"FY(\d{4})")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, Gregorian."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 12 and 1900 <= self.year <= 2400):
            raise ValueError(f"not a Gregorian month: {self.year}-{self.number:02d}")

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that `day` falls in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """`"2020-10"` → October 2020. Raises ValueError on anything else."""
        if not (found := _MONTH.fullmatch(text)):
            raise ValueError(f"not a month like 2020-10: {text}")
        return cls(int(found[1]), int(found[2]))

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def fiscal_year(self) -> FiscalYear:
        return FiscalYear(self.year + BE_OFFSET + (self.number >= FIRST_FISCAL_MONTH))

    @property
    def due(self) -> datetime:
        """The last second at which this month's report is on time: the 5th of the next month (manual T5.5(3))."""
        return _due(self)

    def shift(self, months: int) -> Month:
        """The month `months` later (earlier when negative)."""
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    def say(self, language: Language = "th", *, full: bool = False) -> str:
        """`ต.ค. 2563`, with `full` `ตุลาคม 2563`; English `Oct 2563 BE`."""
        year = self.year + BE_OFFSET
        if language == "en":
            return f"{MONTH_ABBR_EN[self.number - 1]} {year} BE"
        return f"{(MONTH_FULL_TH if full else MONTH_ABBR_TH)[self.number - 1]} {year}"

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    """A fiscal year, named by its Buddhist year (2564 = 1 Oct 2020 – 30 Sep 2021)."""

    year_be: int

    def __post_init__(self) -> None:
        if not 2500 <= self.year_be <= 2700:
            raise ValueError(f"not a fiscal year of the Buddhist Era: {self.year_be}")

    @classmethod
    def of(cls, day: date) -> FiscalYear:
        """The fiscal year that `day` falls in."""
        return Month.of(day).fiscal_year

    @classmethod
    def parse(cls, text: str) -> FiscalYear:
        """`"FY2564"` → fiscal year 2564. Raises ValueError on anything else."""
        if not (found := _FISCAL_YEAR.fullmatch(text)):
            raise ValueError(f"not a fiscal year like FY2564: {text}")
        return cls(int(found[1]))

    @property
    def start(self) -> date:
        return date(self.year_be - BE_OFFSET - 1, FIRST_FISCAL_MONTH, 1)

    @property
    def end(self) -> date:
        return date(self.year_be - BE_OFFSET, 9, 30)

    @property
    def months(self) -> tuple[Month, ...]:
        """The twelve months, October first."""
        return _months(self.year_be)

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end

    def say(self, language: Language = "th") -> str:
        return f"ปีงบประมาณ พ.ศ. {self.year_be}" if language == "th" else f"Fiscal year {self.year_be} BE"

    def __str__(self) -> str:
        return f"FY{self.year_be}"


@lru_cache(maxsize=256)
def _months(year_be: int) -> tuple[Month, ...]:
    first = Month(year_be - BE_OFFSET - 1, FIRST_FISCAL_MONTH)
    return tuple(first.shift(count) for count in range(12))


@dataclass(frozen=True, slots=True, order=True)
class Round:
    """A KPI round of a fiscal year: 1 = October–March, 2 = April–September (manual 10.2)."""

    fiscal_year: FiscalYear
    number: int

    def __post_init__(self) -> None:
        if self.number not in (1, 2):
            raise ValueError(f"a fiscal year has rounds 1 and 2, not {self.number}")

    @classmethod
    def of(cls, day: date) -> Round:
        """The round that `day` falls in."""
        return cls(FiscalYear.of(day), 1 if day.month >= FIRST_FISCAL_MONTH or day.month <= 3 else 2)

    @property
    def months(self) -> tuple[Month, ...]:
        """The six months of the round."""
        return self.fiscal_year.months[:6] if self.number == 1 else self.fiscal_year.months[6:]

    @property
    def start(self) -> date:
        return self.fiscal_year.start if self.number == 1 else date(self.fiscal_year.year_be - BE_OFFSET, 4, 1)

    @property
    def end(self) -> date:
        return date(self.fiscal_year.year_be - BE_OFFSET, 3, 31) if self.number == 1 else self.fiscal_year.end

    def say(self, language: Language = "th") -> str:
        """`รอบที่ 1 ปีงบประมาณ พ.ศ. 2564`."""
        if language == "en":
            return f"Round {self.number}, fiscal year {self.fiscal_year.year_be} BE"
        return f"รอบที่ {self.number} {self.fiscal_year.say()}"


@lru_cache(maxsize=1024)
def _due(month: Month) -> datetime:
    return datetime.combine(month.shift(1).first_day.replace(day=DEADLINE_DAY), DEADLINE_TIME)


Period = Month | FiscalYear


def parse_period(text: str) -> Period:
    """A period as the command line writes it: `2020-10` or `FY2564`. Raises ValueError on anything else."""
    return FiscalYear.parse(text) if text.startswith("FY") else Month.parse(text)


def fiscal_year_of(period: Period) -> FiscalYear:
    """The fiscal year that a period lies in (a fiscal year lies in itself)."""
    return period if isinstance(period, FiscalYear) else period.fiscal_year
