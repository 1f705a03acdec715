"""Months, fiscal quarters and fiscal years, however they are written."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from base.period import Month
from base.thai import BE_OFFSET
from etl.cells import CellValue
from etl.normalise.clean import plain
from etl.normalise.dates import date_of
from etl.normalise.model import LONGEST, Normal
from etl.normalise.months import month_of
from etl.normalise.words import missing_word
from etl.normalise.years import Year, year_of

_ERA = re.compile(r"(?:พ\s*\.?\s*ศ\s*\.?|ค\s*\.?\s*ศ\s*\.?|BE\b|CE\b|AD\b)\s*", re.I)
_YEAR = re.compile(r"(?:FY|ปีงบประมาณ|ประจำปีงบประมาณ|งบประมาณปี|ปี)?\s*(\d{4})", re.I)
_QUARTER = re.compile(r"(?:ไตรมาส(?:ที่)?|Q)\s*([1-4])\s*(?:/|-|ปีงบประมาณ|ประจำปีงบประมาณ|ปี|\s)\s*(\d{4}|\d{2})", re.I)
_FY_QUARTER = re.compile(r"FY\s*(\d{4})\s*[-/ ]?\s*Q([1-4])", re.I)
_NUMERIC = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})\s*[/\-]\s*(\d{1,2})")
_LEAD = re.compile(r"^(?:ประจำ)?\s*(?:เดือน)?\s*")
_NAMED = re.compile(r"([^\W\d][^\d\-–—/]*?)\s*[\-–/]?\s*(\d{4}|\d{2})")
_SPAN = re.compile(r"([^\W\d][^\d\-–—/]*?)\s*(\d{4}|\d{2})?\s*(?:-|–|—|ถึง)\s*([^\W\d][^\d\-–—/]*?)\s*(\d{4}|\d{2})")
_QUARTER_STARTS = {10: 1, 1: 2, 4: 3, 7: 4}
_FAULT = Normal(None, ("E_PERIOD",))


def period_of(value: CellValue) -> Normal:
    """A period as text: `2021-01` (month), `FY2564-Q2` (fiscal quarter) or `FY2564`; else E_PERIOD."""
    if value is None:
        return Normal(None)
    if isinstance(value, date):
        return _month_of_day(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return _FAULT
    if not isinstance(value, str):
        return _of_number(value)
    text = plain(value)
    word = missing_word(text)
    if word is not None:
        return word
    return _of_text(text) if len(text) <= LONGEST else _FAULT


def _of_number(value: int | float | Decimal) -> Normal:
    if value == value and 1000 <= value <= 9999 and value == int(value):
        return _fiscal_year(str(int(value)))
    return _month_of_day(value)


def _of_text(text: str) -> Normal:
    body = " ".join(_ERA.sub(" ", text).split())
    if found := _YEAR.fullmatch(body):
        return _fiscal_year(found[1])
    if found := _FY_QUARTER.fullmatch(body):
        return _quarter(int(found[2]), year_of(found[1]))
    if found := _QUARTER.fullmatch(body):
        return _quarter(int(found[1]), year_of(found[2]))
    body = _LEAD.sub("", body)
    if found := _ISO.fullmatch(body):
        return _month(int(found[2]), year_of(found[1]))
    if found := _NUMERIC.fullmatch(body):
        return _month(int(found[1]), year_of(found[2]))
    if (found := _NAMED.fullmatch(body)) and (name := month_of(found[1])):
        return _month(name[0], year_of(found[2]), name[1])
    if found := _SPAN.fullmatch(body):
        return _span(found)
    return _month_of_day(text)


def _month_of_day(value: CellValue) -> Normal:
    found = date_of(value)
    if isinstance(found.value, date):
        return Normal(str(Month.of(found.value)), found.codes)
    return found if found.codes == ("E_YEAR_RANGE",) else _FAULT


def _fiscal_year(digits: str) -> Normal:
    year = year_of(digits)
    if year.number is None:
        return Normal(None, year.codes)
    return Normal(f"FY{year.number + BE_OFFSET}", () if year.was_buddhist else ("W_YEAR_CE",))


def _quarter(number: int, fiscal_year: Year) -> Normal:
    if fiscal_year.number is None:
        return Normal(None, fiscal_year.codes)
    return Normal(f"FY{fiscal_year.number + BE_OFFSET}-Q{number}", fiscal_year.codes)


def _month(number: int, year: Year, codes: tuple[str, ...] = ()) -> Normal:
    if year.number is None:
        return Normal(None, year.codes)
    if not 1 <= number <= 12:
        return _FAULT
    return Normal(str(Month(year.number, number)), codes + year.codes)


def _span(found: re.Match[str]) -> Normal:
    """`ต.ค. - ธ.ค. 2563`: three months that make a fiscal quarter; the year written is the last month's."""
    first, last = month_of(found[1]), month_of(found[3])
    if first is None or last is None or first[0] + 2 != last[0] or first[0] not in _QUARTER_STARTS:
        return _FAULT
    if found[2] is not None and found[2][-2:] != found[4][-2:]:
        return _FAULT
    year = year_of(found[4])
    if year.number is None:
        return Normal(None, year.codes)
    fiscal_year = Month(year.number, last[0]).fiscal_year
    return Normal(f"{fiscal_year}-Q{_QUARTER_STARTS[first[0]]}", first[1] + last[1] + year.codes)
