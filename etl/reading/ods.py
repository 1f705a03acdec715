"""An OpenDocument spreadsheet (.ods) as sheets of cells, from one bounded pass over its content.

calamine, the one library that reads this format, drops error cells, formulas and percent formats and can abort the
process; the format itself is plain, so the parser of the other XML parts reads it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from etl.gate import GateRefusal
from etl.gate.package import ZIP_FAULTS
from etl.reading.grid import Grid, Pack
from etl.reading.limits import MAX_COLUMN, MAX_MERGED_AREA, MAX_MERGES, MAX_ROW, MAX_SHEETS
from etl.reading.ods_cells import OFFICE, TABLE, TEXT, OdsCell, cell_of
from etl.reading.xml_part import run

CONTENT = "content.xml"
_PERCENT = "0%"
_STYLE_NAME, _DISPLAY = TABLE + "style-name", TABLE + "display"
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_SHEET, _COLUMN, _ROW = TABLE + "table", TABLE + "table-column", TABLE + "table-row"
_CELL, _COVERED = TABLE + "table-cell", TABLE + "covered-table-cell"
_PARAGRAPH, _SPACE, _TAB, _BREAK = TEXT + "p", TEXT + "s", TEXT + "tab", TEXT + "line-break"
_TABLE_STYLE, _TABLE_PROPERTIES = _STYLE + "style", _STYLE + "table-properties"
_NOTE = OFFICE + "annotation"
_NAMES = (_SHEET, _COLUMN, _ROW, _CELL, _COVERED, _PARAGRAPH, _SPACE, _TAB, _BREAK, _TABLE_STYLE, _TABLE_PROPERTIES)
_MAX_SPACES = 1000


def read_ods(data: bytes) -> Pack:
    """Every sheet of a package that has passed the gate. Raises GateRefusal."""
    pack = Pack("ods")
    pack.formats.append(_PERCENT)
    reader = _Reader(pack)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(CONTENT) as part:
            run(part, CONTENT, reader.start, reader.end, reader.characters, (*_NAMES, _NOTE))
    except (*ZIP_FAULTS, KeyError) as fault:
        raise GateRefusal("G_BROKEN_PART", part=CONTENT) from fault
    if not pack.grids:
        raise GateRefusal("G_NO_SHEET")
    return pack


class _Reader:
    """Handlers of one pass: sheets, rows and cells, each of which may stand for many."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._grid: Grid | None = None
        self._depth = self._cell_depth = 0
        self._row = self._column = self._column_styles = self._merged_area = 0
        self._row_repeats = 1
        self._cells: list[tuple[int, int, OdsCell]] = []
        self._attributes: Mapping[str, str] = {}
        self._paragraphs: list[str] = []
        self._parts: list[str] | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._cell_depth:
            self._inside_cell(name, attributes)
        elif name in (_CELL, _COVERED):
            self._cell_depth, self._attributes, self._paragraphs = self._depth, attributes, []
        elif name == _ROW:
            self._start_row(attributes)
        elif name == _COLUMN:
            self._start_columns(attributes)
        elif name == _SHEET:
            self._start_sheet(attributes)
        elif name == _TABLE_STYLE:
            self._style = attributes.get(_STYLE + "name", "")
        elif name == _TABLE_PROPERTIES and attributes.get(_DISPLAY) == "false":
            self._hidden_styles.add(self._style)

    def end(self, name: str) -> None:
        if self._cell_depth:
            if self._parts is not None and name == _PARAGRAPH and self._depth == self._cell_depth + 1:
                self._paragraphs.append("".join(self._parts))
                self._parts = None
            elif self._depth == self._cell_depth:
                self._end_cell()
                self._cell_depth = 0
        elif name == _ROW:
            self._end_row()
        elif name == _SHEET and self._grid is not None:
            self._grid.drop_covered()
        self._depth -= 1

    def characters(self, text: str) -> None:
        if self._parts is not None:
            self._parts.append(text)

    def _inside_cell(self, name: str, attributes: Mapping[str, str]) -> None:
        """The cell's own paragraphs; those of comments and shapes stand deeper and are left out."""
        if name == _PARAGRAPH and self._depth == self._cell_depth + 1:
            self._parts = []
        elif self._parts is not None and name == _SPACE:
            self._parts.append(" " * min(_MAX_SPACES, _count(attributes, TEXT + "c")))
        elif self._parts is not None and name in (_TAB, _BREAK):
            self._parts.append("\t" if name == _TAB else "\n")

    def _start_sheet(self, attributes: Mapping[str, str]) -> None:
        if len(self._pack.grids) == MAX_SHEETS:
            raise GateRefusal("G_SHEETS", count=f"{MAX_SHEETS}+", limit=str(MAX_SHEETS))
        is_hidden = attributes.get(_STYLE_NAME, "") in self._hidden_styles
        self._grid = Grid(attributes.get(TABLE + "name", ""), is_hidden)
        self._pack.grids.append(self._grid)
        self._row = self._column_styles = self._merged_area = 0

    def _start_columns(self, attributes: Mapping[str, str]) -> None:
        first = self._column_styles + 1
        self._column_styles += _count(attributes, TABLE + "number-columns-repeated")
        if self._grid is not None and _is_hidden(attributes):
            self._grid.hidden_columns.extend(range(first, min(self._column_styles, MAX_COLUMN) + 1))

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        self._row_repeats = _count(attributes, TABLE + "number-rows-repeated")
        self._column, self._cells = 0, []
        if self._grid is not None and _is_hidden(attributes):
            last = min(self._row + self._row_repeats, MAX_ROW)
            self._grid.hidden_rows.extend(range(self._row + 1, last + 1))

    def _end_cell(self) -> None:
        repeats = _count(self._attributes, TABLE + "number-columns-repeated")
        cell = cell_of(self._attributes, self._paragraphs)
        if cell is not None:
            self._cells.append((self._column + 1, repeats, cell))
        self._merge()
        self._column += repeats

    def _merge(self) -> None:
        right = _count(self._attributes, TABLE + "number-columns-spanned")
        down = _count(self._attributes, TABLE + "number-rows-spanned")
        if self._grid is None or (right == 1 and down == 1):
            return
        self._merged_area += right * down
        if len(self._grid.merges) == MAX_MERGES or self._merged_area > MAX_MERGED_AREA:
            raise GateRefusal("G_MERGES", sheet=self._grid.name)
        self._grid.merges.append((self._row + 1, self._column + 1, self._row + down, self._column + right))

    def _end_row(self) -> None:
        first, self._row = self._row + 1, self._row + self._row_repeats
        if not self._cells or self._grid is None:
            return
        # One row beyond the read area is enough to say that something stands there.
        for row in range(first, min(self._row, MAX_ROW + 1) + 1):
            for left, repeats, cell in self._cells:
                for column in range(left, min(left + repeats - 1, MAX_COLUMN + 1) + 1):
                    self._add(row, column, cell)
                if left > MAX_COLUMN + 1:
                    self._grid.is_outside(row, left)
            self._pack.refuse_too_many(self._grid)

    def _add(self, row: int, column: int, cell: OdsCell) -> None:
        assert self._grid is not None
        if self._grid.is_outside(row, column):
            return
        if cell.formula is not None:
            self._grid.formulas[len(self._grid.values)] = cell.formula
        self._grid.add(row, column, cell.value, 1 if cell.is_percent else 0, cell.mark)


def _count(attributes: Mapping[str, str], name: str) -> int:
    """How many columns, rows or spaces an element stands for; at least one."""
    text = attributes.get(name, "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 10 else 1


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return attributes.get(TABLE + "visibility") in ("collapse", "filter")
