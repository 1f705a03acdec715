"""Cells on their way out of a file: one list per property, as they travel to the server."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time

from etl.cells import CellValue, column_letter
from etl.gate import GateRefusal
from etl.reading.formats import GENERAL
from etl.reading.limits import MAX_CELLS, MAX_COLUMN, MAX_ROW, MAX_SKIPPED, MAX_TEXT

PLAIN, DATE, MOMENT, TIME, ERROR = "p", "d", "m", "t", "e"


@dataclass(slots=True)
class Grid:
    """One sheet. `kinds` says how each value is written: a date travels as ISO text."""

    name: str
    is_hidden: bool = False
    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)
    formats: list[int] = field(default_factory=list)
    """Position of each cell's number format in the pack's list."""
    formulas: dict[int, str] = field(default_factory=dict)
    """Position of a cell → its formula."""
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def is_outside(self, row: int, column: int) -> bool:
        """Whether a cell lies beyond the read area; the first such addresses are remembered."""
        if row <= MAX_ROW and column <= MAX_COLUMN:
            return False
        if len(self.skipped) < MAX_SKIPPED:
            self.skipped.append(f"{column_letter(column)}{row}")
        return True

    def add(self, row: int, column: int, value: CellValue, number_format: int = 0, kind: str | None = None) -> None:
        """Adds one cell. Raises GateRefusal when its text is longer than a cell can be."""
        if isinstance(value, str):
            if len(value) > MAX_TEXT:
                address = f"{column_letter(column)}{row}"
                raise GateRefusal("G_CELL_TEXT", sheet=self.name, cell=address, limit=f"{MAX_TEXT:,}")
            plain: object = value
        elif isinstance(value, date | time):
            plain, kind = value.isoformat(), kind_of(value)
        else:
            plain = value
        self.rows.append(row)
        self.columns.append(column)
        self.kinds.append(kind or PLAIN)
        self.values.append(plain)
        self.formats.append(number_format)

    def drop_covered(self) -> None:
        """Leaves out what merged ranges cover: Excel shows only their first cell, and nobody can mend the others."""
        if not self.merges:
            return
        places = {place: position for position, place in enumerate(zip(self.rows, self.columns, strict=True))}
        last_row, last_column = max(self.rows, default=0), max(self.columns, default=0)
        covered: set[int] = set()
        for top, left, bottom, right in self.merges:
            for row in range(top, min(bottom, last_row) + 1):
                for column in range(left, min(right, last_column) + 1):
                    if (row, column) != (top, left) and (row, column) in places:
                        covered.add(places[row, column])
        if covered:
            self._keep([position for position in range(len(self.rows)) if position not in covered])

    def _keep(self, positions: list[int]) -> None:
        self.formulas = {new: self.formulas[old] for new, old in enumerate(positions) if old in self.formulas}
        self.rows = [self.rows[position] for position in positions]
        self.columns = [self.columns[position] for position in positions]
        self.kinds = [self.kinds[position] for position in positions]
        self.values = [self.values[position] for position in positions]
        self.formats = [self.formats[position] for position in positions]


@dataclass(slots=True)
class Pack:
    """A whole workbook on its way out."""

    kind: str
    formats: list[str] = field(default_factory=lambda: [GENERAL])
    grids: list[Grid] = field(default_factory=list)

    def refuse_too_many(self, grid: Grid) -> None:
        """Raises GateRefusal when `grid`, not yet in the pack, takes it over the limit of cells."""
        if sum(len(each.values) for each in self.grids) + len(grid.values) > MAX_CELLS:
            raise GateRefusal("G_CELLS", sheet=grid.name, limit=f"{MAX_CELLS:,}")


def kind_of(value: date | time) -> str:
    """How a date, a moment or a time is marked."""
    if isinstance(value, datetime):
        return MOMENT
    return DATE if isinstance(value, date) else TIME
