"""Tables as one workbook: a sheet that says what this is, a sheet per table, a sheet of definitions.

Numbers are numbers, days are days shown in the Buddhist Era, sums are formulas with their value beside, and whatever
somebody typed stays text: it is written as a string cell that no spreadsheet turns into a formula.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from base.period import Month
from base.words import Text
from exports import cited
from exports.reference import Reference
from exports.table import Column, Kind, Table, Value
from exports.typeface import LETTERS
from kpi.cite import SAMPLE, Citation

FONT = {"font_name": LETTERS, "font_size": 15, "valign": "top"}
HEAD = {**FONT, "bold": True, "bg_color": "#12355B", "font_color": "#FFFFFF", "border": 1, "text_wrap": True}
CELL = {**FONT, "border": 1, "border_color": "#C9D2DB"}
FORMATS: dict[Kind, dict[str, object]] = {
    Kind.TEXT: {"text_wrap": True, "align": "left", "indent": 1},
    Kind.COUNT: {"num_format": "#,##0"},
    Kind.BAHT: {"num_format": "#,##0.00"},
    Kind.NUMBER: {},
    Kind.VALUE: {},
    Kind.DATE: {"num_format": "[$-107041E]d mmm yyyy", "align": "left"},
    Kind.MONTH: {"num_format": "[$-107041E]mmm yyyy", "align": "left"},
}
ABOUT = Text("เกี่ยวกับไฟล์นี้", "About this file")
FILTERS = Text("เงื่อนไขที่เลือก", "Filters")
SHEETS = Text("ตารางในไฟล์นี้", "Tables in this file")
OPEN = Text("เปิดดูหน้าเดียวกันในระบบ", "Open the same view in the system")
QR_ALT = Text("คิวอาร์โค้ดเลขที่อ้างอิง {reference}", "QR code of reference {reference}")
TOTAL = Text("รวม", "Total")
EMPTY = Text("ไม่มีข้อมูลตามเงื่อนไขที่เลือก", "Nothing answers to the chosen filters")
PAGE_OF = Text("หน้า &P จาก &N", "Page &P of &N")
LINE_PT, MOST_LINES = 23.0, 15
"""A line of 15 points with its marks above and below; a row in Excel is at most 409 points high."""
LONGEST_CELL = 32_000
LONGEST_NAME = 31
HEAD_ROW = 3
"""Counted from 0: title, citation and note stand above the headings."""
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_RISKY = tuple("=+-@\t\r\n")


class Book:
    """One workbook being written; `done` gives its bytes."""

    def __init__(self, title: str, citation: Citation, reference: Reference) -> None:
        self._bytes = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._bytes, options)
        self._book.set_properties(
            {"title": title, "comments": cited.line(citation, reference), "created": datetime(2000, 1, 1)}
        )
        self._formats: dict[tuple[tuple[str, object], ...], xlsxwriter.format.Format] = {}
        self._names: set[str] = set()
        self.title = title
        self.citation = citation
        self.reference = reference

    def about(self, filters: Sequence[tuple[str, str]], tables: Sequence[Table]) -> None:
        """The first sheet: title, citation, filters, and a link to every table."""
        sheet = self._sheet(ABOUT.th)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 76)
        sheet.set_column(2, 2, 20)
        sheet.set_default_row(LINE_PT)
        sheet.set_row(0, 32)
        self._text(sheet, 0, 0, self.title, {**FONT, "bold": True, "font_size": 20, "font_color": "#12355B"})
        marks = [SAMPLE.th] if self.citation.is_sample else []
        marks += [self.reference.note] if self.reference.note else []
        self._text(sheet, 1, 0, " · ".join(marks), {**FONT, "bold": True, "font_color": "#9C2B20"})
        row = 3
        for label, value in cited.parts(self.citation, self.reference):
            row = self._pair(sheet, row, label, value)
        sheet.write_url(row, 1, self.reference.url, self._format({**FONT, "font_color": "#1B4F8F"}), OPEN.th)
        alt = QR_ALT.say(reference=self.reference.code)
        picture = {"image_data": io.BytesIO(cited.qr_png(self.reference.url)), "description": alt, "object_position": 3}
        sheet.insert_image(2, 2, "qr.png", {**picture, "x_scale": 0.62, "y_scale": 0.62})
        row = self._heading(sheet, row + 2, FILTERS.th)
        for label, value in filters:
            row = self._pair(sheet, row, label, value)
        row = self._heading(sheet, row + 1, SHEETS.th)
        for table, name in zip(tables, self._planned(tables), strict=True):
            link = self._format({**FONT, "font_color": "#1B4F8F"})
            sheet.write_url(row, 0, f"internal:'{name}'!A1", link, name)
            self._text(sheet, row, 1, table.title, FONT)
            row += 1
        self._print(sheet, is_wide=False)

    def table(self, table: Table) -> None:
        """A sheet with one table."""
        sheet = self._sheet(table.title)
        sheet.set_default_row(LINE_PT)
        sheet.set_row(0, 30)
        self._text(sheet, 0, 0, table.title, {**FONT, "bold": True, "font_size": 18, "font_color": "#12355B"})
        self._text(
            sheet, 1, 0, cited.line(self.citation, self.reference), {**FONT, "font_size": 12, "font_color": "#4A5A6A"}
        )
        self._text(sheet, 2, 0, table.note or ("" if table.rows else EMPTY.th), {**FONT, "font_size": 13})
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, column.width)
            self._text(
                sheet, HEAD_ROW, at, column.head, HEAD | ({} if column.kind is Kind.TEXT else {"align": "right"})
            )
        sheet.set_row(HEAD_ROW, _height((column.head, column) for column in table.columns))
        first = HEAD_ROW + 1
        for down, row in enumerate(table.rows, first):
            sheet.set_row(down, _height(zip(row, table.columns, strict=True)))
            for at, (column, value) in enumerate(zip(table.columns, row, strict=True)):
                self._write(sheet, down, at, column, value)
        last = first + len(table.rows) - 1
        if table.rows:
            sheet.autofilter(HEAD_ROW, 0, last, len(table.columns) - 1)
            self._totals(sheet, table, first, last)
        sheet.freeze_panes(first, 1)
        sheet.repeat_rows(HEAD_ROW)
        self._print(sheet, is_wide=True)

    def done(self) -> bytes:
        """The bytes of the workbook."""
        self._book.close()
        return self._bytes.getvalue()

    def _totals(self, sheet: xlsxwriter.worksheet.Worksheet, table: Table, first: int, last: int) -> None:
        if not any(column.is_summed for column in table.columns):
            return
        bold = {**CELL, "bold": True, "bg_color": "#EEF2F6"}
        for at, column in enumerate(table.columns):
            if not column.is_summed:
                self._text(sheet, last + 1, at, TOTAL.th if at == 0 else "", bold)
                continue
            values = [row[at] for row in table.rows]
            total = sum((Decimal(one) for one in values if isinstance(one, int | Decimal)), Decimal(0))
            letter = xl_col_to_name(at)
            formula = f"=SUM({letter}{first + 1}:{letter}{last + 1})"
            sheet.write_formula(last + 1, at, formula, self._format({**bold, **FORMATS[column.kind]}), total)

    def _write(self, sheet: xlsxwriter.worksheet.Worksheet, row: int, at: int, column: Column, value: Value) -> None:
        style = {**CELL, **FORMATS[column.kind]}
        if value is None or value == "":
            sheet.write_blank(row, at, None, self._format(style))
        elif isinstance(value, str):
            self._text(sheet, row, at, value, {**CELL, **FORMATS[Kind.TEXT]})
        elif isinstance(value, Month):
            # Also among values of other units: one indicator is a month.
            style |= FORMATS[Kind.MONTH]
            sheet.write_datetime(row, at, datetime.combine(value.first_day, time()), self._format(style))
        elif isinstance(value, date):
            style |= FORMATS[Kind.DATE]
            sheet.write_datetime(row, at, datetime.combine(value, time()), self._format(style))
        else:
            digits = {"num_format": _digits(column.kind, value)} if column.kind in (Kind.NUMBER, Kind.VALUE) else {}
            sheet.write_number(row, at, value, self._format({**style, **digits}))

    def _text(
        self, sheet: xlsxwriter.worksheet.Worksheet, row: int, at: int, words: str, style: Mapping[str, object]
    ) -> None:
        """A string cell; words that begin like a formula are marked as text for whoever edits the cell."""
        quoted = {"quote_prefix": True} if words.startswith(_RISKY) else {}
        sheet.write_string(row, at, words[:LONGEST_CELL], self._format({**style, **quoted}))

    def _pair(self, sheet: xlsxwriter.worksheet.Worksheet, row: int, label: str, value: str) -> int:
        self._text(sheet, row, 0, label, {**FONT, "font_color": "#4A5A6A"})
        self._text(sheet, row, 1, value, {**FONT, "text_wrap": True})
        return row + 1

    def _heading(self, sheet: xlsxwriter.worksheet.Worksheet, row: int, words: str) -> int:
        self._text(sheet, row, 0, words, {**FONT, "bold": True, "font_color": "#12355B", "font_size": 16})
        return row + 1

    def _print(self, sheet: xlsxwriter.worksheet.Worksheet, *, is_wide: bool) -> None:
        """A4 on one page across; the reference stands at the foot of every printed page."""
        sheet.set_paper(9)
        if is_wide:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer(f"&L{self.reference.code}&R{PAGE_OF.th}")
        sheet.hide_gridlines(2)

    def _sheet(self, title: str) -> xlsxwriter.worksheet.Worksheet:
        name = sheet_name(title, self._names)
        self._names.add(name.lower())
        return self._book.add_worksheet(name)

    def _planned(self, tables: Sequence[Table]) -> list[str]:
        """The names that the sheets of these tables will get."""
        taken, names = set(self._names), []
        for table in tables:
            names.append(sheet_name(table.title, taken))
            taken.add(names[-1].lower())
        return names

    def _format(self, style: Mapping[str, object]) -> xlsxwriter.format.Format:
        key = tuple(sorted(style.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(dict(style))
        return self._formats[key]


def _digits(kind: Kind, value: int | Decimal) -> str:
    """The number format that shows a value as it is shown everywhere else."""
    exponent = Decimal(value).as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    if kind is Kind.NUMBER:
        decimals = 0 if value == int(value) else 2
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _height(cells: Iterable[tuple[Value, Column]]) -> float:
    """The height of a row in points: a spreadsheet does not fit rows to wrapped Thai until somebody edits them."""
    lines = (-(-_shown_length(value) // max(1, column.width - 2)) for value, column in cells if isinstance(value, str))
    return LINE_PT * min(MOST_LINES, max(1, *lines, 1))


def _shown_length(words: str) -> int:
    """Characters that take room: vowels and tone marks above and below the line do not."""
    return sum(unicodedata.category(character) != "Mn" for character in words)


def sheet_name(title: str, taken: set[str]) -> str:
    """A title as a sheet may be called: at most 31 characters, none that a formula gives a meaning, used once."""
    bare = _NOT_IN_A_NAME.sub(" ", title).strip() or "-"
    name, number = bare[:LONGEST_NAME].rstrip(), 1
    while name.lower() in taken:
        number += 1
        mark = f" {number}"
        name = bare[: LONGEST_NAME - len(mark)].rstrip() + mark
    return name


def workbook(
    title: str,
    tables: Sequence[Table],
    filters: Sequence[tuple[str, str]],
    citation: Citation,
    reference: Reference,
) -> bytes:
    """Tables as one .xlsx: about, a sheet per table."""
    book = Book(title, citation, reference)
    book.about(filters, tables)
    for table in tables:
        book.table(table)
    return book.done()
