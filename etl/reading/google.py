"""A snapshot of a Google Sheet as cells: the same values, formats, formulas, merges and hidden rows as a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from etl.cells import CellValue
from etl.gate import GateRefusal
from etl.gate.snapshot import KIND, unpacked
from etl.reading.formats import GENERAL, dated, shows_date
from etl.reading.grid import ERROR, Grid, Pack
from etl.reading.limits import MAX_COLUMN, MAX_MERGED_AREA, MAX_MERGES, MAX_ROW, MAX_SHEETS

_EPOCH = datetime(1899, 12, 30)
"""Day 0 of Google's serial numbers; openpyxl's name for it is the epoch of Windows."""
_DATES = {"DATE": "d/m/yyyy", "DATE_TIME": "d/m/yyyy h:mm:ss", "TIME": "h:mm:ss"}
_PATTERNS = {"TEXT": "@", "PERCENT": "0.00%", "NUMBER": "#,##0.00", "CURRENCY": "#,##0.00", "SCIENTIFIC": "0.00E+00"}
"""What a kind of format shows where it does not say how."""
_ERRORS = {
    "ERROR": "#ERROR!",
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
}
_LOADING = "LOADING"

Json = Mapping[str, Any]


def read_google(data: bytes) -> Pack:
    """The cells of a snapshot. Raises GateRefusal."""
    sheets = [sheet for sheet in unpacked(data).get("sheets", []) if _is_grid(sheet)]
    if not sheets:
        raise GateRefusal("G_NO_SHEET")
    if len(sheets) > MAX_SHEETS:
        raise GateRefusal("G_SHEETS", count=str(len(sheets)), limit=str(MAX_SHEETS))
    pack = Pack(KIND)
    formats = {GENERAL: 0}
    for sheet in sheets:
        own = sheet.get("properties", {})
        grid = Grid(str(own.get("title", "")), bool(own.get("hidden")))
        for part in sheet.get("data", ()):
            _cells(part, grid, formats, pack)
        _merge(sheet, grid)
        grid.drop_covered()
        pack.grids.append(grid)
    pack.formats = list(formats)
    return pack


def _is_grid(sheet: Json) -> bool:
    return bool(sheet.get("properties", {}).get("sheetType", "GRID") == "GRID")


def _cells(part: Json, grid: Grid, formats: dict[str, int], pack: Pack) -> None:
    top, left = int(part.get("startRow", 0)) + 1, int(part.get("startColumn", 0)) + 1
    for row, line in enumerate(part.get("rowData", ()), top):
        for column, cell in enumerate(line.get("values", ()), left):
            _cell(cell, row, column, grid, formats)
        pack.refuse_too_many(grid)
    hidden_rows = (row for row, about in enumerate(part.get("rowMetadata", ()), top) if _is_hidden(about))
    hidden_columns = (column for column, about in enumerate(part.get("columnMetadata", ()), left) if _is_hidden(about))
    grid.hidden_rows.extend(row for row in hidden_rows if row <= MAX_ROW)
    grid.hidden_columns.extend(column for column in hidden_columns if column <= MAX_COLUMN)


def _is_hidden(about: Json) -> bool:
    return bool(about.get("hiddenByUser") or about.get("hiddenByFilter"))


def _cell(cell: Json, row: int, column: int, grid: Grid, formats: dict[str, int]) -> None:
    formula = cell.get("userEnteredValue", {}).get("formulaValue")
    told = cell.get("effectiveValue", {})
    if (not told and formula is None) or grid.is_outside(row, column):
        return
    kind, number_format = _format(cell)
    fault = told.get("errorValue", {}).get("type") if "errorValue" in told else None
    value = None if fault is not None else _value(told, kind, number_format)
    if fault is not None and fault != _LOADING:
        value = _ERRORS.get(fault, "#ERROR!")
    if formula is not None:
        grid.formulas[len(grid.values)] = str(formula)
    elif value is None or value == "":
        return
    is_error = isinstance(value, str) and fault is not None
    grid.add(row, column, value, formats.setdefault(number_format, len(formats)), ERROR if is_error else None)


def _format(cell: Json) -> tuple[str, str]:
    """The kind of a cell's number format and its pattern."""
    told = cell.get("effectiveFormat", {}).get("numberFormat", {})
    kind = str(told.get("type", ""))
    return kind, str(told.get("pattern") or _DATES.get(kind) or _PATTERNS.get(kind, GENERAL))


def _value(told: Json, kind: str, number_format: str) -> CellValue:
    if "numberValue" in told:
        number = told["numberValue"]
        if isinstance(number, float) and number.is_integer() and abs(number) < 2**53:
            number = int(number)
        if not isinstance(number, int | float):
            raise GateRefusal("G_UNREADABLE")
        is_dated = kind in _DATES or shows_date(number_format)
        return dated(number, _DATES.get(kind, number_format), _EPOCH) if is_dated else number
    if "stringValue" in told:
        return str(told["stringValue"])
    return bool(told["boolValue"]) if "boolValue" in told else None


def _merge(sheet: Json, grid: Grid) -> None:
    area = 0
    for range_ in sheet.get("merges", ()):
        top, left = int(range_.get("startRowIndex", 0)), int(range_.get("startColumnIndex", 0))
        bottom, right = int(range_.get("endRowIndex", top + 1)), int(range_.get("endColumnIndex", left + 1))
        area += max(0, min(bottom, MAX_ROW) - top) * max(0, min(right, MAX_COLUMN) - left)
        if len(grid.merges) == MAX_MERGES or area > MAX_MERGED_AREA:
            raise GateRefusal("G_MERGES", sheet=grid.name)
        grid.merges.append((top + 1, left + 1, bottom, right))
