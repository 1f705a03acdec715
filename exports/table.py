"""A table before it is a sheet: columns that know what stands in them, rows of plain values, what is summed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from base.period import Month


class Kind(StrEnum):
    """What stands in a column; it decides the number format."""

    TEXT = "text"
    COUNT = "count"
    """Whole numbers."""
    BAHT = "baht"
    NUMBER = "number"
    """Whole, or with two decimals."""
    VALUE = "value"
    """With exactly the decimals that the Decimal has."""
    DATE = "date"
    MONTH = "month"


Value = str | int | Decimal | date | Month | None
"""None is an empty cell: no value is never a zero."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: heading, kind, width in characters, and whether a last row sums it."""

    head: str
    kind: Kind = Kind.TEXT
    width: int = 14
    is_summed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a page or report."""

    title: str
    """Also the name of its sheet, shortened to what a spreadsheet allows."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""
    """One sentence above the table: what is counted, which unit."""

    def __post_init__(self) -> None:
        if wrong := [row for row in self.rows if len(row) != len(self.columns)]:
            raise ValueError(f"{self.title}: {len(self.columns)} columns, but a row has {len(wrong[0])} values")
