"""Number formats: which of them show a date, the Thai ones included, and what a dated serial number is."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import lru_cache
from typing import cast

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import from_excel

from etl.cells import CellValue

THAI_BUILTIN = {
    59: "t0",
    60: "t0.00",
    61: "t#,##0",
    62: "t#,##0.00",
    67: "t0%",
    68: "t0.00%",
    69: "t# ?/?",
    70: "t# ??/??",
    71: "ว/ด/ปปปป",
    72: "ว-ดดด-ปป",
    73: "ว-ดดด",
    74: "ดดด-ปป",
    75: "ช:นน",
    76: "ช:นน:ทท",
    77: "ว/ด/ปปปป ช:นน",
    78: "นน:ทท",
    79: "[ช]:นน:ทท",
    80: "นน:ทท.0",
    81: "d/m/bb",
}
"""Formats that a Thai Excel writes by number only (ECMA-376 part 1, 18.8.30, th-th)."""

GENERAL = "General"
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_THAI_DATE = re.compile("ป{2,4}|ด{2,4}|ว{1,4}[/ .-]|[/ .-]ด|b{2,4}|ช|นน|ทท", re.I)
_DATE_PART = re.compile("[dybDYBวดป]")
_PLACEHOLDER = re.compile("[0#?](?!$)|[0#?]$")
_THAI_ELAPSED = re.compile(r"\[(?:ช+|น+|ท+)\]")
_LAST_SERIAL = 2_958_466


def built_in(number: int) -> str:
    """The text of a format that a workbook names by number alone."""
    return str(BUILTIN_FORMATS.get(number) or THAI_BUILTIN.get(number, GENERAL))


@lru_cache(maxsize=4096)
def shows_date(number_format: str) -> bool:
    """Whether a format shows a serial number as a day or a time of day (elapsed hours are numbers)."""
    if is_timedelta_format(number_format) or _THAI_ELAPSED.search(number_format):
        return False
    first = _LITERAL.sub("", number_format.split(";")[0])
    if is_date_format(number_format):
        return True
    has_digits = _PLACEHOLDER.search(first.replace(".0", "")) is not None
    return not has_digits and _THAI_DATE.search(first) is not None


@lru_cache(maxsize=4096)
def shows_day(number_format: str) -> bool:
    """Whether a date format shows a day, a month or a year, not only hours."""
    return _DATE_PART.search(_LITERAL.sub("", number_format.split(";")[0])) is not None


def dated(serial: float, number_format: str, epoch: datetime) -> CellValue:
    """The date, moment or time that a serial number shows in this format; the number itself when it shows none.

    The stored date is Gregorian whatever calendar the format shows, so nothing is subtracted here.
    """
    if not 0 <= serial < _LAST_SERIAL or (serial < 1 and shows_day(number_format)):
        return serial
    try:
        moment = cast("datetime | time", from_excel(serial, epoch))
    except (OverflowError, ValueError):
        return serial
    return plain_date(moment)


def plain_date(moment: datetime | date | time) -> datetime | date | time:
    """A moment at midnight is a date: workbooks do not tell the two apart."""
    if isinstance(moment, datetime) and moment.time() == time():
        return moment.date()
    return moment
