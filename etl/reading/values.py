"""What one stored value is: text, number, truth, date or error, by its type and its number format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from openpyxl.utils.datetime import from_ISO8601

from etl.cells import CellValue
from etl.reading.formats import dated, plain_date, shows_date
from etl.reading.xml_part import unescaped

_EXACT_DIGITS = 18


@dataclass(slots=True)
class Book:
    """What the sheets of one workbook share: texts, number formats, and the day that serial numbers count from."""

    strings: Sequence[str]
    epoch: datetime
    formats: list[str]
    """Each number format once; the first is General."""
    styles: Sequence[int] = ()
    """Cell style → position in `formats`."""
    are_dates: tuple[bool, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.are_dates = tuple(shows_date(entry) for entry in self.formats)

    def format_of(self, style: str) -> int:
        """The position of a style's number format; General when the workbook does not have that style."""
        number = int(style)
        return self.styles[number] if 0 <= number < len(self.styles) else 0


def value_of(kind: str, raw: str | None, book: Book, number_format: int) -> CellValue:
    """The value of a cell whose type is `kind`. Raises ValueError or IndexError when it is damaged."""
    if not raw:
        return "" if kind == "str" and raw is not None else None
    if kind == "s":
        return book.strings[_index(raw)]
    if kind == "n":
        return _number(raw, book, number_format)
    if kind in ("str", "inlineStr"):
        return unescaped(raw)
    if kind == "b":
        return raw.strip().lower() in ("1", "true")
    if kind == "e":
        return raw
    if kind == "d":
        return _iso(raw)
    return _number(raw, book, number_format)


def _index(raw: str) -> int:
    number = int(raw)
    if number < 0:
        raise IndexError("shared strings are counted from 0")
    return number


def _number(raw: str, book: Book, number_format: int) -> CellValue:
    if raw.isdecimal() and len(raw) <= _EXACT_DIGITS:
        number: int | float = int(raw)
    elif not raw.strip():
        return None
    else:
        number = float(raw)
        if number.is_integer() and "." not in raw and "e" not in raw.lower():
            number = int(number)
    return dated(number, book.formats[number_format], book.epoch) if book.are_dates[number_format] else number


def _iso(raw: str) -> CellValue:
    """A date written as such; text that Excel itself would not understand is given as it stands."""
    try:
        moment = from_ISO8601(raw)
    except (ValueError, OverflowError):
        return raw
    return plain_date(moment) if not isinstance(moment, str) and moment is not None else raw
