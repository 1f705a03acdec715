"""The cells of one worksheet: formula and calculated value in a single pass, limits enforced while reading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import IO

from openpyxl.utils.cell import column_index_from_string, range_boundaries

from etl.cells import CellValue
from etl.gate import GateRefusal
from etl.reading.formulas import Formulas
from etl.reading.grid import ERROR, Grid, Pack
from etl.reading.limits import MAX_COLUMN, MAX_MERGED_AREA, MAX_MERGES, MAX_ROW
from etl.reading.values import Book, value_of
from etl.reading.xml_part import MAIN, run

_CELL, _VALUE, _FORMULA, _TEXT = MAIN + "c", MAIN + "v", MAIN + "f", MAIN + "t"
_ROW, _COLUMN, _MERGE, _PHONETIC = MAIN + "row", MAIN + "col", MAIN + "mergeCell", MAIN + "rPh"
_NAMES = (_CELL, _VALUE, _FORMULA, _TEXT, _ROW, _COLUMN, _MERGE, _PHONETIC)
_TRUE = ("1", "true", "on")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_LETTERS = re.compile("[A-Za-z]{1,3}")


def read_grid(part: IO[bytes], part_name: str, grid: Grid, book: Book, pack: Pack) -> None:
    """Fills `grid` from a worksheet part. Raises GateRefusal when the part is damaged or beyond a limit."""
    reader = _SheetReader(grid, book, pack)
    run(part, part_name, reader.start, reader.end, reader.parts.append, _NAMES)
    grid.drop_covered()


class _SheetReader:
    """Handlers of one pass. Everything here is called for each cell, so it is kept plain and short."""

    def __init__(self, grid: Grid, book: Book, pack: Pack) -> None:
        self.parts: list[str] = []
        """Character data since the last element that holds some."""
        self._grid, self._book, self._pack = grid, book, pack
        self._formulas = Formulas()
        self._row = self._column = self._merged_area = 0
        self._cell: Mapping[str, str] = {}
        self._value: str | None = None
        self._formula: tuple[Mapping[str, str], str] | None = None
        self._formula_attributes: Mapping[str, str] = {}
        self._texts: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in (_VALUE, _TEXT):
            self.parts.clear()
        elif name == _CELL:
            self._cell, self._value, self._formula = attributes, None, None
            if self._texts:
                self._texts = []
        elif name == _FORMULA:
            self.parts.clear()
            self._formula_attributes = attributes
        elif name == _ROW:
            self._start_row(attributes)
        elif name == _COLUMN:
            self._start_columns(attributes)
        elif name == _MERGE:
            self._merge(attributes["ref"])

    def end(self, name: str) -> None:
        if name == _VALUE:
            self._value = "".join(self.parts)
        elif name == _CELL:
            self._end_cell()
        elif name == _FORMULA:
            self._formula = self._formula_attributes, "".join(self.parts)
        elif name == _TEXT:
            self._texts.append("".join(self.parts))
        elif name == _PHONETIC and self._texts:
            self._texts.pop()
        elif name == _ROW:
            self._pack.refuse_too_many(self._grid)

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        self.parts.clear()
        self._row = int(float(attributes["r"])) if "r" in attributes else self._row + 1
        self._column = 0
        if attributes.get("hidden") in _TRUE and self._row <= MAX_ROW:
            self._grid.hidden_rows.append(self._row)

    def _start_columns(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("hidden") in _TRUE:
            first, last = int(attributes["min"]), min(int(attributes["max"]), MAX_COLUMN)
            self._grid.hidden_columns.extend(range(first, last + 1))

    def _merge(self, reference: str) -> None:
        left, top, right, bottom = range_boundaries(reference)
        left, top, right, bottom = left or 1, top or 1, right or _LAST_COLUMN, bottom or _LAST_ROW
        self._merged_area += max(0, min(bottom, MAX_ROW) - top + 1) * max(0, min(right, MAX_COLUMN) - left + 1)
        if len(self._grid.merges) == MAX_MERGES or self._merged_area > MAX_MERGED_AREA:
            raise GateRefusal("G_MERGES", sheet=self._grid.name)
        self._grid.merges.append((top, left, bottom, right))

    def _end_cell(self) -> None:
        attributes = self._cell
        if (reference := attributes.get("r")) is None:
            self._column += 1
        else:
            letters = reference.rstrip("0123456789")
            self._column, self._row = _column_of(letters), int(reference[len(letters) :])
            if self._row < 1:
                raise ValueError("rows are counted from 1")
        if self._value is None and self._formula is None and not self._texts:
            return
        if not self._grid.is_outside(self._row, self._column):
            self._keep(attributes)

    def _keep(self, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("t", "n")
        raw = self._value
        if kind == "inlineStr":
            raw = "".join(self._texts) if self._texts else None
        style = attributes.get("s")
        number_format = 0 if style is None else self._book.format_of(style)
        value: CellValue = value_of(kind, raw, self._book, number_format)
        if self._formula is not None:
            if not raw and kind != "str":
                value = None
            formula = self._formulas.text_of(*self._formula, attributes.get("r", ""))
            self._grid.formulas[len(self._grid.values)] = formula
        elif value is None or value == "":
            return
        self._grid.add(self._row, self._column, value, number_format, ERROR if kind == "e" else None)


@lru_cache(maxsize=20_000)
def _column_of(letters: str) -> int:
    """A → 1. Raises ValueError for anything but one to three letters."""
    if _LETTERS.fullmatch(letters) is None:
        raise ValueError("a cell without an address")
    return int(column_index_from_string(letters))
