"""A workbook's cells put on the local Google, as if an agency kept the same table there."""

from __future__ import annotations

from datetime import date, datetime, time

from etl.cells import Cell, CellValue, Sheet, Workbook
from tests.google.book import Book, Spot, Tab
from tests.google.entering import ERRORS
from tests.google.ranges import Box
from tests.google.server import EMAIL
from tests.google.service import Google

_EPOCH = datetime(1899, 12, 30)
MARGIN = 30


def shelve(google: Google, title: str, workbook: Workbook, *, id: str | None = None, role: str = "writer") -> Book:
    """A new spreadsheet that holds these cells, shared with the Office's account."""
    book = google.add(title, shared_with=EMAIL, role=role, id=id)
    put(google, book, workbook)
    return book


def put(google: Google, book: Book, workbook: Workbook) -> None:
    """The cells of a spreadsheet replaced by those of a workbook: an edit."""
    with google.lock:
        numbers = {tab.title: tab.sheet_id for tab in book.tabs}
        book.tabs = [_tab(sheet, numbers.get(sheet.name, at * 1_000_003)) for at, sheet in enumerate(workbook.sheets)]
        google.touch(book)


def _tab(sheet: Sheet, number: int) -> Tab:
    tab = Tab(number, sheet.name, max(sheet.last_row + MARGIN, 100), max(sheet.last_column + 2, 26))
    tab.spots = {(row - 1, column - 1): _spot(cell) for (row, column), cell in sheet.cells.items()}
    tab.merges = [Box(top - 1, left - 1, bottom, right) for top, left, bottom, right in sheet.merges]
    tab.row_properties = {row - 1: {"hiddenByUser": True} for row in sheet.hidden_rows}
    tab.column_properties = {column - 1: {"hiddenByUser": True} for column in sheet.hidden_columns}
    if sheet.is_hidden:
        tab.more["hidden"] = True
    return tab


def _spot(cell: Cell) -> Spot:
    spot = Spot(formula=cell.formula)
    if cell.is_error:
        spot.error = {"type": ERRORS[str(cell.value)], "message": "…"}
    elif cell.formula is not None and cell.value is None:
        spot.error = {"type": "LOADING", "message": "Loading..."}
    else:
        spot.value = _number(cell.value)
    if (kind := _kind(cell)) is not None:
        spot.format = {"numberFormat": {"type": kind, "pattern": cell.number_format}}
    return spot


def _number(value: CellValue) -> object:
    """Google keeps a moment as days since the end of 1899."""
    if isinstance(value, datetime):
        return (value - _EPOCH).total_seconds() / 86_400
    if isinstance(value, date):
        return (value - _EPOCH.date()).days
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
    return value


def _kind(cell: Cell) -> str | None:
    if isinstance(cell.value, datetime):
        return "DATE_TIME"
    if isinstance(cell.value, date):
        return "DATE"
    if isinstance(cell.value, time):
        return "TIME"
    if cell.number_format in ("General", ""):
        return None
    if cell.number_format == "@":
        return "TEXT"
    return "PERCENT" if "%" in cell.number_format else "NUMBER"
