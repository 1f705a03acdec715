"""A workbook as somebody made it, before it is written in any format: cells, merges, what is hidden."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

Value = str | int | float | bool | date


@dataclass(frozen=True)
class Put:
    """One cell. `shown`: what Excel would display, for formats that hold only text."""

    value: Value | None
    number_format: str = "General"
    formula: str | None = None
    """The formula; with `value` None it was never calculated."""
    is_error: bool = False
    shown: str | None = None

    @property
    def text(self) -> str:
        """What a delimited file holds of this cell."""
        if self.shown is not None:
            return self.shown
        if isinstance(self.value, bool):
            return "TRUE" if self.value else "FALSE"
        if isinstance(self.value, date):
            return f"{self.value.day:02d}/{self.value.month:02d}/{self.value.year + 543}"
        return "" if self.value is None else str(self.value)


@dataclass
class Page:
    """One worksheet: (row, column), counted from 1 → cell."""

    name: str
    cells: dict[tuple[int, int], Put] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    is_hidden: bool = False

    @property
    def width(self) -> int:
        return max((column for _, column in self.cells), default=1)

    @property
    def height(self) -> int:
        return max((row for row, _ in self.cells), default=1)


@dataclass
class Paper:
    """A workbook: its sheets in order."""

    pages: list[Page]


Writer = Callable[[Paper], bytes]
