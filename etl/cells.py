"""What a reader gives back: sheets of cells with their addresses, exactly as the file holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

CellValue = str | int | float | bool | date | datetime | time | Decimal | None


def column_letter(column: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Cell:
    """One non-empty cell. `row` and `column` count from 1."""

    row: int
    column: int
    value: CellValue
    number_format: str = "General"
    formula: str | None = None
    """The formula's text when the cell holds one; `value` is then the cached result, None when not calculated."""
    is_error: bool = False
    """True for #DIV/0!, #N/A …; `value` is then that text."""

    @property
    def address(self) -> str:
        return f"{column_letter(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet (a CSV file is one sheet named "csv")."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    """(row, column) → cell, non-empty cells only."""
    merges: tuple[tuple[int, int, int, int], ...] = ()
    """(first row, first column, last row, last column) of each merged range."""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    skipped: tuple[str, ...] = ()
    """Addresses of the first cells that lie beyond the read area (row 100,000, column 400) and were not read."""

    @property
    def last_row(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        return max((column for _, column in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class Workbook:
    """Every sheet of one file, and what kind of file it was ("xlsx", "csv" …)."""

    kind: str
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)
