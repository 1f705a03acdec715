"""A workbook that cannot carry marks (.csv, .xls, .ods) as an .xlsx of its values."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from etl.cells import Cell, Sheet, Workbook
from etl.findings import Finding

FONT = "TH Sarabun New"
DAY_FORMAT, MOMENT_FORMAT, TIME_FORMAT, GENERAL = "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "hh:mm", "General"
COLUMN_WIDTH, LONGEST_NAME = 20, 31
FIRST_YEAR = 1901
"""Excel counts days from 1900 and believes that year to have been a leap year."""
MOST_DIGITS = 15
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))


def plain_copy(workbook: Workbook, findings: Sequence[Finding]) -> tuple[bytes, list[Finding]]:
    """The values as an .xlsx, and the findings with the names that the sheets have in it."""
    sink = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(sink, options)
    book.set_properties({"created": datetime(2020, 1, 1)})
    names = _names(workbook.sheets)
    formats: dict[str, Any] = {}
    for sheet in workbook.sheets:
        _write(book, sheet, names[sheet.name], formats)
    book.close()
    return sink.getvalue(), [replace(one, sheet=names.get(one.sheet or "", one.sheet)) for one in findings]


def _names(sheets: Sequence[Sheet]) -> Mapping[str, str]:
    """Sheet names as Excel allows them; two alike after cutting get a number."""
    names: dict[str, str] = {}
    for number, sheet in enumerate(sheets, 1):
        name = sheet.name.translate(_FORBIDDEN).strip("'")[:LONGEST_NAME] or f"Sheet{number}"
        taken = {one.casefold() for one in names.values()} | {"history"}
        names[sheet.name] = name if name.casefold() not in taken else f"{name[: LONGEST_NAME - 5]}~{number}"
    return names


def _write(book: Any, sheet: Sheet, name: str, formats: dict[str, Any]) -> None:
    target = book.add_worksheet(name)
    if sheet.is_hidden:
        target.hide()
    target.set_column(0, max(sheet.last_column - 1, 0), COLUMN_WIDTH)
    for top, left, bottom, right in sheet.merges:
        try:
            target.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", _look(book, GENERAL, formats))
        except XlsxWriterException:
            continue
    for cell in sheet.cells.values():
        _put(target, cell, book, formats)
    for row in sheet.hidden_rows:
        target.set_row(row - 1, None, None, {"hidden": True})
    for column in sheet.hidden_columns:
        target.set_column(column - 1, column - 1, None, None, {"hidden": True})


def _put(target: Any, cell: Cell, book: Any, formats: dict[str, Any]) -> None:
    """One value with its number format; what Excel cannot hold as a value is written as text."""
    at, value, shown = (cell.row - 1, cell.column - 1), cell.value, cell.number_format
    if isinstance(value, bool):
        target.write_boolean(*at, value, _look(book, GENERAL, formats))
    elif isinstance(value, int | float | Decimal) and _is_exact(value):
        target.write_number(*at, value, _look(book, shown, formats))
    elif isinstance(value, time) or (isinstance(value, date) and value.year >= FIRST_YEAR):
        usual = DAY_FORMAT
        if isinstance(value, datetime | time):
            usual = MOMENT_FORMAT if isinstance(value, datetime) else TIME_FORMAT
        target.write_datetime(*at, value, _look(book, usual if shown == GENERAL else shown, formats))
    elif value is not None:
        target.write_string(*at, str(value), _look(book, "@", formats))


def _is_exact(value: int | float | Decimal) -> bool:
    """Whether Excel's fifteen digits hold the number."""
    exact = Decimal(value) if not isinstance(value, float) else None
    if exact is None:
        return value == value and abs(value) != float("inf")
    return exact.is_finite() and len(exact.normalize().as_tuple().digits) <= MOST_DIGITS


def _look(book: Any, number_format: str, formats: dict[str, Any]) -> Any:
    if number_format not in formats:
        words = {"font_name": FONT, "font_size": 14, "num_format": number_format, "valign": "top"}
        formats[number_format] = book.add_format(words)
    return formats[number_format]
