"""Numbers and percentages, by a grammar of our own: `float()` believes "nan" and `int()` believes "٣" and "1_000"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal

from etl.cells import Cell, CellValue
from etl.normalise.clean import plain
from etl.normalise.model import LONGEST, Normal, PercentHint
from etl.normalise.units import split_unit
from etl.normalise.words import missing_word

SIGNIFICANT_DIGITS = 15
"""What a workbook's number holds exactly; more is binary noise in a float and a warning in a text."""
MAX_MAGNITUDE = 20
"""Powers of ten beyond which a number is no quantity of ours, and within which Decimal's 28 digits are exact."""

_PLAIN = re.compile(r"\d+\.?\d*|\.\d+")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d{1,3}(?: \d{3})+(?:\.\d*)?")
_SCIENTIFIC = re.compile(r"(?:\d+\.?\d*|\.\d+)[eE][+-]?\d{1,4}")
_LOCALE = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d+,\d{1,2}")
_RANGE = re.compile(r"[\d.,]+ ?(?:-|–|—|~|ถึง|to) ?[\d.,]+(?: ?\S+)?")
_FRACTION = re.compile(r"\d+ ?[/÷] ?\d+")
_DATE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
_QUALIFIED = re.compile(
    r"(?:[<>≤≥~≈±]=?|ประมาณ|ราว|เกือบ|เกิน|กว่า|มากกว่า|น้อยกว่า|ไม่น้อยกว่า|ไม่เกิน|ไม่ต่ำกว่า|อย่างน้อย).*\d.*"
    r"|\d[\d,.]* ?(?:กว่า|ขึ้นไป|เศษ|\+).*"
)
_CURRENCY = re.compile(r"^(?:฿|THB\b|บาท) ?|(?<=[\d.]) ?(?:฿)$", re.I)
_PERCENT_WORD = re.compile(r"^(?:ร้อยละ|percent) ?|(?<=[\d.)]) ?(?:%|％|เปอร์เซ็นต์|เปอร์เซนต์|percent|pct)$", re.I)
_PERCENT_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def exact(value: int | float) -> Decimal:
    """The decimal that a workbook's number stands for: 15 significant digits, no binary noise.

    Raises ValueError for infinities and NaN.
    """
    if isinstance(value, int):
        return Decimal(value)
    number = Decimal(f"{value:.{SIGNIFICANT_DIGITS}g}")
    if not number.is_finite():
        raise ValueError("not a finite number")
    return tidy(number)


def tidy(number: Decimal) -> Decimal:
    """The same number without trailing zeros or an exponent (85.0 → 85, 1E+3 → 1000)."""
    if not number:
        return Decimal(0)
    number = number.normalize()
    has_exponent = int(number.as_tuple().exponent) > 0 and number.adjusted() <= MAX_MAGNITUDE
    return number.quantize(Decimal(1)) if has_exponent else number


def number_of(value: CellValue, *, dash_is_zero: bool = False) -> Normal:
    """A number as an exact Decimal (units scaled, accounting negatives, Thai digits), or an E_NUM_ code."""
    if value is None:
        return Normal(None)
    if isinstance(value, bool):
        return Normal(None, ("E_NUM_BOOL",))
    if isinstance(value, int | float | Decimal):
        return _of_number(value)
    if isinstance(value, date | time):
        return Normal(None, ("E_NUM_IS_DATE",))
    text = plain(value).replace("−", "-").replace("﹣", "-")
    word = missing_word(text, dash_is_zero=dash_is_zero)
    if word is not None:
        return Normal(Decimal(0), word.codes) if word.value == 0 else word
    return _of_text(text) if len(text) <= LONGEST else Normal(None, ("E_NUM_FORMAT",))


def _of_number(value: int | float | Decimal) -> Normal:
    try:
        number = value if isinstance(value, Decimal) else exact(value)
    except ValueError:
        return Normal(None, ("E_NUM_NOTFINITE",))
    return _bounded(number)


def _bounded(number: Decimal, *codes: str) -> Normal:
    if not number.is_finite() or abs(number.adjusted()) > MAX_MAGNITUDE:
        return Normal(None, ("E_NUM_NOTFINITE",))
    digits = len(str(abs(tidy(number))).replace(".", "").strip("0"))
    return Normal(tidy(number), codes + (("W_NUM_PRECISION",) if digits > SIGNIFICANT_DIGITS else ()))


def _of_text(text: str) -> Normal:
    if text.startswith("="):
        return Normal(None, ("E_FORMULA_TEXT",))
    body = _CURRENCY.sub("", text).strip()
    is_negative = False
    if body.startswith("(") and body.endswith(")"):
        body, is_negative = body[1:-1].strip(), True
    elif body[:1] in ("-", "+"):
        body, is_negative = body[1:].strip(), body[0] == "-"
    body = _CURRENCY.sub("", body).strip()
    number = _unsigned(body)
    codes: tuple[str, ...] = ()
    if number is None and (parts := split_unit(body)) is not None:
        number, codes = _unsigned(parts.number), (parts.code,)
        number = None if number is None else number * parts.scale
    if number is None:
        return Normal(None, (_why_not(text, body),))
    return _bounded(-number if is_negative else number, *codes)


def _unsigned(text: str) -> Decimal | None:
    """The Decimal of digits in one of the written forms, or None."""
    if not text.isascii():
        return None
    if _PLAIN.fullmatch(text) or _SCIENTIFIC.fullmatch(text):
        return Decimal(text)
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(",", "").replace(" ", ""))
    return None


def _why_not(text: str, body: str) -> str:
    """The most telling code for a text that is not a number."""
    for pattern, code in (
        (_DATE, "E_NUM_IS_DATE"),
        (_FRACTION, "E_NUM_FRACTION"),
        (_QUALIFIED, "E_NUM_QUALIFIED"),
        (_RANGE, "E_NUM_RANGE"),
        (_LOCALE, "E_NUM_LOCALE"),
    ):
        if pattern.fullmatch(body) or pattern.fullmatch(text):
            return code
    return "E_NUM_FORMAT"


def is_percent_format(number_format: str) -> bool:
    """Whether a number format multiplies what it shows by 100."""
    return "%" in _PERCENT_FORMAT.sub("", number_format)


def percent_of(
    value: CellValue,
    number_format: str = "General",
    *,
    hint: PercentHint = PercentHint.UNKNOWN,
    dash_is_zero: bool = False,
) -> Normal:
    """Percentage points (85 = 85 %). A % format or sign decides, then the column's hint, else W_PCT_AMBIGUOUS."""
    text = plain(value) if isinstance(value, str) else ""
    bare = _PERCENT_WORD.sub("", text).strip()
    number = number_of(bare if isinstance(value, str) else value, dash_is_zero=dash_is_zero)
    if not isinstance(number.value, Decimal) or bare != text:
        return number
    if not isinstance(value, str) and is_percent_format(number_format):
        return Normal(tidy(number.value * 100), number.codes)
    if number.value == 0 or abs(number.value) > 1 or hint is PercentHint.POINTS:
        return number
    if hint is PercentHint.FRACTION:
        return Normal(tidy(number.value * 100), (*number.codes, "W_PCT_FRACTION"))
    return Normal(number.value, (*number.codes, "W_PCT_AMBIGUOUS"))


def percent_hint(cells: Iterable[Cell]) -> PercentHint:
    """What a whole column of percentages tells about its bare numbers.

    Any above 1: points. Several, none above 1 and not all of them whole: fractions. Otherwise unknown.
    """
    values = [value for cell in cells if (value := _bare_percent(cell)) is not None]
    if any(abs(value) > 1 for value in values):
        return PercentHint.POINTS
    has_parts = any(value != value.to_integral_value() for value in values)
    return PercentHint.FRACTION if len(values) > 1 and has_parts else PercentHint.UNKNOWN


def _bare_percent(cell: Cell) -> Decimal | None:
    """The number of a cell that neither its format nor a sign calls a percentage; zeros tell nothing."""
    if cell.is_error or (not isinstance(cell.value, str) and is_percent_format(cell.number_format)):
        return None
    if isinstance(cell.value, str) and _PERCENT_WORD.search(plain(cell.value)):
        return None
    number = number_of(cell.value).value
    return number if isinstance(number, Decimal) and number else None
