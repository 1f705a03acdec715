"""The workbook inside a chart: what somebody typed stays text, whatever it begins with."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from exports import typeface


def of(data: Any) -> bytes:
    """Names in column A from row 2, a series a column: the cells that python-pptx's chart parts refer to."""
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(
        sink,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    face = {"font_name": typeface.SLIDES, "font_size": 16}
    words, sheet = book.add_format(face), book.add_worksheet("Sheet1")
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, len(data), 18)
    for row, category in enumerate(data.categories, 1):
        sheet.write_string(row, 0, category.label, words)
    for column, series in enumerate(data, 1):
        numbers = book.add_format({**face, "num_format": series.number_format})
        sheet.write_string(0, column, series.name, words)
        for row, value in enumerate(series.values, 1):
            if value is not None:
                sheet.write_number(row, column, value, numbers)
    book.close()
    return sink.getvalue()
