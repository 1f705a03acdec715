"""Thai dates, digits, Buddhist years and dictionary order.

Storage is always Gregorian (CE); only the functions here turn a year into the Buddhist Era,
so that 543 is added in one place and never twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from base.words import Language

BE_OFFSET = 543

MONTH_ABBR_TH = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
MONTH_FULL_TH = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
MONTH_ABBR_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_LEADING_VOWEL = re.compile(r"([เแโใไ])([ก-ฮ])")
_TYPED_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(2[45]\d\d)")
_MARKS = re.compile("[\u0e47-\u0e4c]")


def thai_digits(text: str) -> str:
    """`"12.50"` → `"๑๒.๕๐"`; anything that is not 0–9 is left alone."""
    return text.translate(_TO_THAI)


def arabic_digits(text: str) -> str:
    """`"๑๒.๕๐"` → `"12.50"`; only Thai digits are changed, never other scripts' digits."""
    return text.translate(_TO_ARABIC)


def buddhist_year(year_ce: int) -> int:
    """The Buddhist year of a Gregorian one (2021 → 2564)."""
    return year_ce + BE_OFFSET


def say_date(day: date, language: Language = "th", *, full: bool = False) -> str:
    """A date for the reader: `5 พ.ย. 2563`, with `full` `5 พฤศจิกายน 2563`; English `5 Nov 2563 BE`."""
    if language == "en":
        return f"{day.day} {MONTH_ABBR_EN[day.month - 1]} {buddhist_year(day.year)} BE"
    months = MONTH_FULL_TH if full else MONTH_ABBR_TH
    return f"{day.day} {months[day.month - 1]} {buddhist_year(day.year)}"


def say_moment(moment: datetime, language: Language = "th") -> str:
    """A moment for the reader, to the minute: `5 พ.ย. 2563 เวลา 10.30 น.` / `5 Nov 2563 BE 10:30`."""
    if language == "en":
        return f"{say_date(moment, 'en')} {moment:%H:%M}"
    return f"{say_date(moment)} เวลา {moment:%H.%M} น."


def read_day(text: str) -> date:
    """`"1/10/2564"` (also in Thai digits) → 1 October 2021. Raises ValueError on anything else."""
    if not (found := _TYPED_DAY.fullmatch(arabic_digits(text).strip())):
        raise ValueError(f"not a day like 1/10/2564: {text}")
    return date(int(found[3]) - BE_OFFSET, int(found[2]), int(found[1]))


def type_day(day: date) -> str:
    """A day as `read_day` reads it: `1/10/2564`."""
    return f"{day.day}/{day.month}/{buddhist_year(day.year)}"


def collation_key(text: str) -> tuple[str, str]:
    """Sort key of the Royal Institute dictionary order: เ แ โ ใ ไ sort after their consonant, tone marks last.

    Source: a leading vowel is written before but read after its consonant.
    """
    return _LEADING_VOWEL.sub(r"\2\1", _MARKS.sub("", text)), text


def in_thai_order(texts: Iterable[str]) -> list[str]:
    """The texts in Thai dictionary order."""
    return sorted(texts, key=collation_key)
