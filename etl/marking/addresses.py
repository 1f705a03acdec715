"""Excel addresses: `K12` as (12, 11), and lists of them as ranges."""

from __future__ import annotations

import re
from collections.abc import Iterable

from etl.cells import column_letter

Place = tuple[int, int]
"""Row and column, counted from 1."""

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


def place_of(address: str) -> Place | None:
    """`K12` → (12, 11); None when it is no address."""
    found = _ADDRESS.fullmatch(address.strip())
    if found is None:
        return None
    row, column = int(found[2]), column_number(found[1])
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else None


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def address_of(place: Place) -> str:
    """(12, 11) → `K12`."""
    return f"{column_letter(place[1])}{place[0]}"


def box_of(reference: str) -> tuple[int, int, int, int] | None:
    """`A1:C3` or `A1` as (top, left, bottom, right); None when it is neither."""
    first, _, last = reference.partition(":")
    begin, end = place_of(first), place_of(last or first)
    return (*begin, *end) if begin and end else None


def places_of(ranges: str) -> list[Place]:
    """`K12:K14, K20` → its cells; whatever is no address is left out."""
    found: list[Place] = []
    for part in ranges.split(","):
        box = box_of(part)
        if box is not None:
            top, left, bottom, right = box
            found += [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
    return found


def ranges_of(places: Iterable[Place]) -> list[str]:
    """Cells as runs down their columns: `["K12:K14", "K20"]`."""
    runs: list[tuple[int, int, int]] = []
    for column, row in sorted({(column, row) for row, column in places}):
        if runs and runs[-1][0] == column and runs[-1][2] == row - 1:
            runs[-1] = (column, runs[-1][1], row)
        else:
            runs.append((column, row, row))
    return [
        address_of((top, column)) + (f":{address_of((bottom, column))}" if bottom > top else "")
        for column, top, bottom in runs
    ]
