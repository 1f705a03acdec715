"""What a cell says as text, whatever type the workbook gave it."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from base.thai import arabic_digits
from etl.cells import CellValue
from etl.normalise.clean import clean, text_of
from etl.normalise.model import Normal
from etl.normalise.mojibake import repair_mojibake
from etl.normalise.numbers import exact
from etl.normalise.words import is_dash


def as_text(value: CellValue) -> str | None:
    """Cleaned text, `42` for the number 42.0, ISO for a date; None when nothing is left."""
    if value is None:
        return None
    if isinstance(value, str):
        return clean(value) or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return _digits(value)


def _digits(value: int | float | Decimal) -> str:
    try:
        number = value if isinstance(value, Decimal) else exact(value)
    except ValueError:
        return str(value)
    return f"{number:f}"


def free_text_of(value: CellValue) -> Normal:
    """Free text: a lone dash is missing (W_NULL_WORD), ไม่มี is kept; W_MOJIBAKE marks text in a wrong encoding."""
    if not isinstance(value, str):
        return Normal(as_text(value))
    found = text_of(value)
    text = found.value
    if not isinstance(text, str):
        return found
    if is_dash(text):
        return Normal(None, (*found.codes, "W_NULL_WORD"))
    return Normal(text, (*found.codes, "W_MOJIBAKE")) if repair_mojibake(text) is not None else found


def code_of(value: CellValue) -> Normal:
    """A code: leading zeros kept, Thai digits as 0–9, no inner spaces. A date or a truth value is E_CODE_FORMAT."""
    if isinstance(value, bool | date | time):
        return Normal(None, ("E_CODE_FORMAT",))
    text = as_text(value)
    if text is None:
        return Normal(None)
    if is_dash(text):
        return Normal(None, ("W_NULL_WORD",))
    return Normal("".join(arabic_digits(text).split()))
