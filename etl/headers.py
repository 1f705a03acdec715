"""The headers of a row as they are compared: merged cells given to those below them, spelling differences off."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from base.thai import arabic_digits
from etl.cells import Sheet
from etl.normalise import clean

_BRACKETS = re.compile(r"[(\[（][^)\]）]*[)\]）]")
_DROPPED = ("P", "S", "Z", "C")


class Column(NamedTuple):
    """One header: its column, its own text, and the cleaned texts it may be known by."""

    number: int
    text: str
    keys: tuple[str, ...]
    whole: str
    """The header with the one above it, where they differ."""


@lru_cache(maxsize=8192)
def header_key(text: str) -> str:
    """A header as it is compared: Thai repaired, brackets, units, punctuation and spaces off, Thai digits to 0–9."""
    cleaned = arabic_digits(clean(text)).lower()
    bare = _letters(_BRACKETS.sub("", cleaned))
    return bare or _letters(cleaned)


def _letters(text: str) -> str:
    return "".join(letter for letter in text if unicodedata.category(letter)[0] not in _DROPPED)


def columns_of(sheet: Sheet, row: int) -> list[Column]:
    """The headers of a row; a merged cell above gives its text to the cells below it."""
    found = []
    for number in range(1, _width(sheet, row) + 1):
        own, above = _text(sheet, row, number), _text(sheet, row - 1, number, merged_only=True)
        texts = [text for text in (own, f"{above} {own}" if above and own and above != own else "") if text]
        if texts:
            found.append(Column(number, texts[0], tuple(key for text in texts if (key := header_key(text))), texts[-1]))
    return found


def _width(sheet: Sheet, row: int) -> int:
    """The last column that may hold a header in this row."""
    merged = [right for top, _, bottom, right in sheet.merges if top <= row <= bottom]
    return max([*merged, *(column for at, column in sheet.cells if at == row)], default=0)


def _text(sheet: Sheet, row: int, column: int, *, merged_only: bool = False) -> str:
    """The text at an address, or that of the merged range around it."""
    cell = None if merged_only else sheet.cells.get((row, column))
    if cell is None:
        for top, left, bottom, right in sheet.merges:
            if top <= row <= bottom and left <= column <= right:
                cell = sheet.cells.get((top, left))
                break
    return cell.value if cell is not None and isinstance(cell.value, str) else ""
