"""A1 notation as Google reads and writes it: quoted titles, open ends, ranges wider than the sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.cells import column_letter

_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")
_CORNER = re.compile(r"\$?([A-Za-z]*)\$?(\d*)")
_RANGE = re.compile(r"\$?[A-Za-z]{0,3}\$?\d*(:\$?[A-Za-z]{0,3}\$?\d*)?")


class BadRange(ValueError):
    """No range of this spreadsheet."""


@dataclass(frozen=True, slots=True)
class Box:
    """Rows and columns from 0, the ends excluded, as Google's GridRange has them."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_one_cell(self) -> bool:
        return self.bottom - self.top == 1 and self.right - self.left == 1

    def say(self, title: str) -> str:
        """`Sheet1!A1:B2`, the title in quotes where it needs them."""
        first = f"{column_letter(self.left + 1)}{self.top + 1}"
        last = "" if self.is_one_cell else f":{column_letter(self.right)}{self.bottom}"
        return f"{quoted(title)}!{first}{last}"


def quoted(title: str) -> str:
    """A sheet's title as ranges write it."""
    if _PLAIN_TITLE.fullmatch(title) and not _LIKE_A_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def split(text: str) -> tuple[str | None, str | None]:
    """Title and range of `'My sheet'!A1:B2`; either may be missing (then it is a title or a range alone)."""
    if text.startswith("'"):
        title, _, rest = text[1:].replace("''", "\0").partition("'")
        return title.replace("\0", "'"), rest[1:] or None if rest.startswith("!") else None
    title, mark, rest = text.rpartition("!")
    if mark:
        return title, rest
    return (None, text) if _RANGE.fullmatch(text) else (text, None)


def box_of(text: str | None, rows: int, columns: int) -> Box:
    """The box of a range in a sheet of so many rows and columns; its ends are those of the sheet where it has none.

    Raises BadRange when it is no range or begins outside the sheet.
    """
    if text is None:
        return Box(0, 0, rows, columns)
    first, _, last = text.partition(":")
    start, end = _corner(first), _corner(last or first)
    if ":" not in text and None in start:
        raise BadRange(text)
    top, bottom = sorted((start[0] or 0, (rows if end[0] is None else end[0] + 1) - 1))
    left, right = sorted((start[1] or 0, (columns if end[1] is None else end[1] + 1) - 1))
    return Box(top, left, bottom + 1, right + 1)


def _corner(text: str) -> tuple[int | None, int | None]:
    found = _CORNER.fullmatch(text)
    if found is None or not text:
        raise BadRange(text)
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1 if found[2] else None, column - 1 if found[1] else None
