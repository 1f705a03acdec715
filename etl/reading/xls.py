"""An old workbook (.xls, Excel 95 to 2003) as sheets of cells: xlrd reads the records, its formulas are looked up."""

from __future__ import annotations

import io
from typing import Any

import xlrd
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from etl.cells import CellValue
from etl.gate import GateRefusal
from etl.reading.formats import GENERAL, dated, shows_date
from etl.reading.grid import ERROR, Grid, Pack
from etl.reading.limits import MAX_MERGED_AREA, MAX_MERGES, MAX_SHEETS
from etl.reading.xls_formulas import Formula, formulas_of

_OLDEST = 50
"""BIFF 5, Excel 95; what came before holds no cell styles that could be trusted."""
_WHOLE = 2**53
_VISIBLE = 0


def read_xls(data: bytes) -> Pack:
    """Every worksheet of an .xls file. Raises GateRefusal."""
    try:
        book = xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
        )
        if book.biff_version < _OLDEST:
            raise GateRefusal("G_XLS")
        return _pack(book)
    except (GateRefusal, MemoryError):
        raise
    except Exception as fault:  # xlrd meets damage with some ten types of exception
        is_locked = isinstance(fault, xlrd.XLRDError) and "encrypted" in str(fault)
        raise GateRefusal("G_ENCRYPTED" if is_locked else "G_XLS") from fault


def _pack(book: Any) -> Pack:
    if book.nsheets == 0:
        raise GateRefusal("G_NO_SHEET")
    if book.nsheets > MAX_SHEETS:
        raise GateRefusal("G_SHEETS", count=str(book.nsheets), limit=str(MAX_SHEETS))
    pack = Pack("xls")
    styles = _Styles(book, pack.formats)
    for number in range(book.nsheets):
        formulas = formulas_of(book, number)
        sheet = book.sheet_by_index(number)
        grid = Grid(sheet.name, sheet.visibility != _VISIBLE)
        _fill(grid, sheet, styles, formulas, pack)
        pack.grids.append(grid)
        book.unload_sheet(number)
    return pack


class _Styles:
    """Cell style → position of its number format in the pack, and whether that shows a date."""

    def __init__(self, book: Any, formats: list[str]) -> None:
        self._book, self._formats = book, formats
        self._known: dict[int, tuple[int, bool]] = {}
        self.epoch = CALENDAR_MAC_1904 if book.datemode else CALENDAR_WINDOWS_1900

    def of(self, style: int) -> tuple[int, bool]:
        if style not in self._known:
            text = self._text(style)
            if text not in self._formats:
                self._formats.append(text)
            self._known[style] = (self._formats.index(text), shows_date(text))
        return self._known[style]

    def _text(self, style: int) -> str:
        if not 0 <= style < len(self._book.xf_list):
            return GENERAL
        found = self._book.format_map.get(self._book.xf_list[style].format_key)
        return str(found.format_str) if found is not None and found.format_str else GENERAL

    def number(self, value: float, style: int) -> tuple[CellValue, int]:
        """The number or date that a stored number shows, and its format."""
        position, is_date = self.of(style)
        plain: int | float = int(value) if value.is_integer() and abs(value) < _WHOLE else value
        return (dated(plain, self._formats[position], self.epoch) if is_date else plain), position


def _fill(grid: Grid, sheet: Any, styles: _Styles, formulas: dict[tuple[int, int], Formula], pack: Pack) -> None:
    for row in range(sheet.nrows):
        cells = zip(sheet.row_types(row), sheet.row_values(row), strict=True)
        for column, (kind, raw) in enumerate(cells):
            formula = formulas.get((row, column))
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or (raw == "" and formula is None):
                continue
            if not grid.is_outside(row + 1, column + 1):
                _add(grid, row, column, (kind, raw, sheet.cell_xf_index(row, column)), styles, formula)
        pack.refuse_too_many(grid)
    _hide(grid, sheet)
    _merge(grid, sheet)
    grid.drop_covered()


def _add(
    grid: Grid, row: int, column: int, stored: tuple[int, Any, int], styles: _Styles, formula: Formula | None
) -> None:
    kind, raw, style = stored
    value: CellValue = raw
    position, mark = 0, None
    if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        value, position = styles.number(float(raw), style)
    elif kind == xlrd.XL_CELL_BOOLEAN:
        value = bool(raw)
    elif kind == xlrd.XL_CELL_ERROR:
        value, mark = xlrd.error_text_from_code.get(raw, "#N/A"), ERROR
    if formula is not None:
        grid.formulas[len(grid.values)] = formula.text
        if not formula.is_calculated:
            value, mark = None, None
    grid.add(row + 1, column + 1, value, position, mark)


def _hide(grid: Grid, sheet: Any) -> None:
    grid.hidden_rows.extend(sorted(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden))
    grid.hidden_columns.extend(sorted(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden))


def _merge(grid: Grid, sheet: Any) -> None:
    area = 0
    for top, below, left, beyond in sheet.merged_cells:
        area += (below - top) * (beyond - left)
        if len(grid.merges) == MAX_MERGES or area > MAX_MERGED_AREA:
            raise GateRefusal("G_MERGES", sheet=grid.name)
        grid.merges.append((top + 1, left + 1, below, beyond))
