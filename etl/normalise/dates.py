"""Days, however they are written. The year window decides the era; a doubtful order is refused, never guessed."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from base.clock import parse_moment
from base.thai import BE_OFFSET
from etl.cells import CellValue
from etl.normalise.clean import plain
from etl.normalise.model import LONGEST, Normal
from etl.normalise.months import month_of
from etl.normalise.words import missing_word
from etl.normalise.years import Year, is_plausible, year_of

_EPOCH = datetime(1899, 12, 30)
_LAST_SERIAL = 2_958_465
_FIRST_SERIAL = 61
"""Excel's calendar has a 29 February 1900 that never was; nothing before March 1900 is read."""
_TOO_LARGE = 1e9
_YEARS_BE = range(2400, 2700)

_WEEKDAY = re.compile(r"^(?:เมื่อ)?\s*วัน(?:อาทิตย์|จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์)?\s*ที่\s*")
_WEEKDAY_EN = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.I)
_TIME = re.compile(r"[ T]?\s*(?:เวลา\s*)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:น\.?|AM|PM)?$", re.I)
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})", re.I)
_ERA = re.compile(r"(?:(พ\s*\.?\s*ศ\s*\.?|BE\b|B\.E\.)|(ค\s*\.?\s*ศ\s*\.?|CE\b|AD\b|C\.E\.|A\.D\.))\s*", re.I)
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-–]\s*(\d{1,2})\s*[/.\-–]\s*(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[/.\-–]\s*(\d{1,2})\s*[/.\-–]\s*(\d{1,2})")
_COMPACT = re.compile(r"\d{7,8}")
_NAMED = re.compile(r"(\d{1,2})\s*[\s.\-/]?\s*([^\W\d][^\d/,\-]*?)\s*[\s\-/,]?\s*(\d{4}|\d{2})")
_NAMED_US = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_NO_DAY = re.compile(r"(?:เดือน)?\s*([^\W\d][^\d/,\-]*?)\s*[\s\-/]?\s*(\d{4}|\d{2})")

_FORMAT_FAULT = Normal(None, ("E_DATE_FORMAT",))
_INVALID = Normal(None, ("E_DATE_INVALID",))


def date_of(value: CellValue) -> Normal:
    """A Gregorian date, or a missing value, or an E_ code that says what to mend."""
    if value is None:
        return Normal(None)
    if isinstance(value, date):
        return real_date(value)
    if isinstance(value, bool | time):
        return _FORMAT_FAULT
    if isinstance(value, int | float | Decimal):
        return _of_number(float(value))
    text = plain(value)
    word = missing_word(text)
    if word is not None:
        return word
    return _of_text(text) if len(text) <= LONGEST else _FORMAT_FAULT


def real_date(value: date) -> Normal:
    """A date that the workbook itself holds. A Buddhist year typed as a year is taken back by 543 (W_BE_REAL)."""
    if is_plausible(value.year):
        return Normal(date(value.year, value.month, value.day))
    if is_plausible(value.year - BE_OFFSET):
        return _day(Year(value.year - BE_OFFSET, ("W_BE_REAL",)), value.month, value.day)
    return Normal(None, ("E_YEAR_RANGE",))


def _of_number(value: float) -> Normal:
    if not abs(value) < _TOO_LARGE:  # also true of NaN
        return _FORMAT_FAULT
    whole = int(value)
    if value == whole and _COMPACT.fullmatch(str(whole)):
        return _of_compact(str(whole))
    if value == whole and (whole in _YEARS_BE or is_plausible(whole)):
        return Normal(None, ("E_DATE_NO_DAY",))
    if not _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return _FORMAT_FAULT
    found = real_date(_EPOCH + timedelta(days=whole))
    return Normal(found.value, found.codes or ("W_SERIAL",))


def _of_compact(digits: str) -> Normal:
    """25640105 and 05012564 (whose leading zero a number column loses); no eight digits are a day both ways."""
    padded = digits.zfill(8)
    found = [
        _day(year, int(month), int(day))
        for year, month, day in (
            (year_of(padded[:4]), padded[4:6], padded[6:]),
            (year_of(padded[4:]), padded[2:4], padded[:2]),
        )
        if year.number is not None
    ]
    return next((each for each in found if not each.has_error), found[0] if found else _FORMAT_FAULT)


def _of_text(text: str) -> Normal:
    if _STAMP.fullmatch(text):
        try:
            return real_date(parse_moment(text.upper().replace("Z", "+00:00")))
        except (ValueError, OverflowError):
            return _INVALID
    body = _WEEKDAY_EN.sub("", _WEEKDAY.sub("", text)).strip()
    body, era = _without_era(body)
    if (found := _numeric(body, era)) is not None:
        return found
    body = _TIME.sub("", body).strip(" ,")
    return _numeric(body, era) or _named(body, era) or _FORMAT_FAULT


def _without_era(text: str) -> tuple[str, str | None]:
    """The text without พ.ศ./ค.ศ., and which of the two it said."""
    found = _ERA.search(text)
    if found is None:
        return text, None
    return " ".join((text[: found.start()] + " " + text[found.end() :]).split()), "BE" if found[1] else "CE"


def _numeric(text: str, era: str | None) -> Normal | None:
    if _COMPACT.fullmatch(text):
        return _of_compact(text)
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = found[1], int(found[2]), int(found[3])
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = int(found[1]), int(found[2]), found[3]
    else:
        return None
    if month > 12 and day <= 12 and month <= 31:
        return Normal(None, ("E_DATE_ORDER",))
    return _day(year_of(year, era), month, day)


def _named(text: str, era: str | None) -> Normal | None:
    if found := _NAMED_US.fullmatch(text):
        name, day, year = found[1], int(found[2]), found[3]
    elif found := _NAMED.fullmatch(text):
        day, name, year = int(found[1]), found[2], found[3]
    elif (found := _NO_DAY.fullmatch(text)) and month_of(found[1]):
        return Normal(None, ("E_DATE_NO_DAY",))
    else:
        return None
    month = month_of(name)
    if month is None:
        return Normal(None, ("E_DATE_MONTH",))
    return _day(year_of(year, era), month[0], day, month[1])


def _day(year: Year, month: int, day: int, codes: tuple[str, ...] = ()) -> Normal:
    if year.number is None:
        return Normal(None, year.codes)
    try:
        return Normal(date(year.number, month, day), codes + year.codes)
    except ValueError:
        return _INVALID
