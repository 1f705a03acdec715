"""The Excel workbook a reporter downloads: Thai headers, drop-downs, locked pre-filled columns, their own rows.

Layout of every template: row 1 title, rows 2–8 the header block (label in A, value in B), row 10 the column headers,
data from row 11. The very hidden sheet `_tidtam` says which form, version, reporter and period it is and which column
is which field, so that a template comes back understood. Nothing that is written from data can become a formula.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from base.period import Month, Period, fiscal_year_of
from base.thai import buddhist_year
from base.words import Text
from etl.cells import column_letter
from etl.dropdowns import CHOOSE, DATE_PROMPT, Offer, message, prompt
from etl.forms.examples import EXAMPLES
from etl.forms.model import Field, FieldType, Form
from etl.prefill import Prefill, prefill
from etl.reference import Register
from etl.shown import YES, Shown, shown

__all__ = ["DATA_ROW", "HEADER_ROW", "Heading", "Prefill", "file_name", "prefill", "write_template"]

HEADER_ROW, DATA_ROW, LEGEND_COLUMN = 10, 11, 3
SPARE_ROWS = 200
"""Rows below the pre-filled ones that carry drop-downs and prompts."""
LABEL_WIDTH, WRAP_WIDTH = 36, 20
LINE_HEIGHT, MOST_LINES = 22, 8
PAGE_WIDTH = 170
"""Widths of columns that go on one printed page."""
MARK_SHEET = "_tidtam"
FONT = "TH Sarabun New"
NO_PERIOD = "–"

TITLE = Text("แบบฟอร์ม: {form}", "Form: {form}")
REPORTER = Text("หน่วยงานที่รายงาน", "Reporting agency")
FISCAL_YEAR = Text("ปีงบประมาณ", "Fiscal year")
MONTH = Text("ประจำเดือน", "Month")
REPORTED_ON = Text("วันที่รายงาน", "Date of the report")
POSITION = Text("ผู้รายงาน (ตำแหน่ง)", "Reported by (position)")
VERSION = Text("รุ่นแบบฟอร์ม", "Form version")
NIL = Text("ไม่มีความคืบหน้าเพิ่มเติมในเดือนนี้", "Nothing further to report this month")
EXAMPLE = Text("ตัวอย่างการกรอกหนึ่งแถว", "One row as an example")
LEGEND = Text(
    "หัวตารางสีส้ม: จำเป็นต้องกรอก · ช่องสีเทา: ระบบกรอกให้แล้ว",
    "orange header: required · grey cell: already filled in",
)

_NUMBER_FORMAT = {
    FieldType.MONEY: "#,##0.00",
    FieldType.INTEGER: "0",
    FieldType.NUMBER: "General",
    FieldType.PERCENT: "General",
    FieldType.IGNORED: "0.00",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """What the reporter writes above the table; empty in a fresh template."""

    reported_on: date | None = None
    position: str = ""
    is_nil: bool = False


def file_name(form: Form, reporter: str, period: Period) -> str:
    """What the workbook is called, with the Buddhist year: `progress-DOE-2564-03.xlsx`."""
    year = buddhist_year(period.year) if isinstance(period, Month) else period.year_be
    month = f"-{period.number:02d}" if isinstance(period, Month) else ""
    return f"{form.code}-{reporter}-{year}{month}.xlsx"


def _first_day(period: Period) -> date:
    """The first day of a month or of a fiscal year."""
    return period.first_day if isinstance(period, Month) else period.start


def write_template(
    form: Form, reporter: str, period: Period, register: Register, prefill: Prefill, heading: Heading | None = None
) -> bytes:
    """The .xlsx bytes of `form` for one reporter and period, holding the rows of `prefill`."""
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(
        sink,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    # A fixed moment: the same template always has the same bytes, so that a file sent twice is known as one.
    book.set_properties({"title": form.name.th, "created": datetime.combine(_first_day(period), time())})
    _Writer(book, form, register).write(reporter, period, prefill, heading or Heading())
    book.close()
    return sink.getvalue()


class _Writer:
    """One workbook being written."""

    def __init__(self, book: Any, form: Form, register: Register) -> None:
        self.book, self.form, self.register = book, form, register
        self.sheet = book.add_worksheet(form.sheet)
        self.offer = Offer(book, register)
        base = {"font_name": FONT, "font_size": 14, "valign": "top"}
        self.plain = book.add_format({**base, "locked": True})
        self.title = book.add_format({**base, "bold": True, "font_size": 18, "locked": True})
        self.label = book.add_format({**base, "bold": True, "text_wrap": True, "locked": True})
        self.entry = book.add_format({**base, "num_format": "@", "bg_color": "#FFF9E5", "border": 1, "locked": False})
        head = {**base, "bold": True, "text_wrap": True, "border": 1, "align": "center", "valign": "vcenter"}
        self.header = book.add_format({**head, "bg_color": "#DCE6F1"})
        self.required = book.add_format({**head, "bg_color": "#F8CBAD"})
        self.open = {field.code: book.add_format({**base, **_cell_style(field)}) for field in form.fields}
        locked = {"bg_color": "#EDEDED", "locked": True}
        self.shut = {field.code: book.add_format({**base, **_cell_style(field), **locked}) for field in form.fields}

    def write(self, reporter: str, period: Period, prefill: Prefill, heading: Heading) -> None:
        self._mark(reporter, period)
        self._columns(len(prefill.rows))
        self._heading(reporter, period, heading)
        self._headers()
        for index, row in enumerate(prefill.rows):
            self._row(DATA_ROW - 1 + index, row)
        self.sheet.freeze_panes(HEADER_ROW, 0)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        pages = -(-sum(field.width for field in self.form.fields) // PAGE_WIDTH)
        self.sheet.fit_to_pages(pages, 0)
        self.sheet.repeat_rows(HEADER_ROW - 1)
        allowed = ("format_cells", "format_columns", "format_rows", "insert_rows", "sort", "autofilter")
        self.sheet.protect("", dict.fromkeys(allowed, True))

    def _mark(self, reporter: str, period: Period) -> None:
        mark = self.book.add_worksheet(MARK_SHEET)
        pairs = (
            ("form", self.form.code),
            ("version", self.form.version),
            ("reporter", reporter),
            ("period", str(period)),
        )
        for row, pair in enumerate(pairs):
            for column, text in enumerate(pair):
                mark.write_string(row, column, text)
        for column, text in enumerate(("fields", *(field.code for field in self.form.fields))):
            mark.write_string(len(pairs), column, text)
        mark.very_hidden()

    def _columns(self, row_count: int) -> None:
        for row in range(HEADER_ROW):
            self.sheet.set_row(row, 30 if row == 0 else 24, self.plain)
        self.sheet.set_default_row(LINE_HEIGHT)
        last = DATA_ROW - 2 + row_count + SPARE_ROWS
        for column, field in enumerate(self.form.fields):
            width = max(field.width, LABEL_WIDTH) if column == 0 else field.width
            self.sheet.set_column(column, column, width, self.open[field.code])
            self.sheet.data_validation(DATA_ROW - 1, column, last, column, self.offer.validation(field))

    def _heading(self, reporter: str, period: Period, heading: Heading) -> None:
        self.sheet.write_string(0, 0, TITLE.say("th", form=self.form.name.th), self.title)
        agency = self.register.agencies.get(reporter) or self.register.units.get(reporter) or {}
        fixed = {
            REPORTER: agency.get("name_th", reporter),
            FISCAL_YEAR: str(fiscal_year_of(period).year_be),
            MONTH: period.say("th", full=True) if isinstance(period, Month) else NO_PERIOD,
            VERSION: self.form.version,
        }
        reported_on = shown(_DATE, heading.reported_on, self.register)
        typed = {REPORTED_ON: str(reported_on or ""), POSITION: heading.position, NIL: YES if heading.is_nil else ""}
        order = (REPORTER, FISCAL_YEAR, MONTH, REPORTED_ON, POSITION, VERSION, NIL)
        for row, label in enumerate(order, start=1):
            self.sheet.write_string(row, 0, label.th, self.label)
            if label in fixed:
                self.sheet.write_string(row, 1, fixed[label], self.plain)
            elif typed[label]:
                self.sheet.write_string(row, 1, typed[label], self.entry)
            else:
                self.sheet.write_blank(row, 1, None, self.entry)
        legend = min(LEGEND_COLUMN, len(self.form.fields) - 1)  # a short form must not grow a column by its legend
        self.sheet.write_string(len(order), legend, LEGEND.th, self.plain)
        self.sheet.data_validation(4, 1, 4, 1, prompt(REPORTED_ON.th, DATE_PROMPT.th))
        self.sheet.data_validation(7, 1, 7, 1, {"validate": "list", "source": [YES], **message(NIL.th, CHOOSE.th)})

    def _headers(self) -> None:
        self.sheet.set_row(HEADER_ROW - 1, 58)
        for column, field in enumerate(self.form.fields):
            mark = self.required if field.required else self.header
            self.sheet.write_string(HEADER_ROW - 1, column, field.header.th, mark)
        examples = EXAMPLES.get(self.form.code, {})
        lines = [f"{field.header.th}: {examples[field.code]}" for field in self.form.fields if field.code in examples]
        note = EXAMPLE.th + "\n" + "\n".join(lines)
        size = {"width": 420, "height": 18 * len(lines) + 60, "font_name": FONT, "font_size": 12}
        self.sheet.write_comment(HEADER_ROW - 1, 0, note, size)

    def _row(self, at: int, values: Any) -> None:
        lines = 1
        for column, field in enumerate(self.form.fields):
            value = shown(field, values.get(field.code), self.register)
            if field.code == "budget_pct":
                self._share(at, column, values)
            elif value is not None:
                mark = (self.shut if field.is_locked else self.open)[field.code]
                _write(self.sheet, at, column, value, mark)
                lines = max(lines, -(-len(str(value)) // field.width) if _is_wrapped(field) else 1)
        self.sheet.set_row(at, LINE_HEIGHT * min(lines, MOST_LINES))

    def _share(self, at: int, column: int, values: Any) -> None:
        """The only formula of a template, ours and locked: disbursed ÷ allocated × 100, never read back."""
        position = {field.code: index + 1 for index, field in enumerate(self.form.fields)}
        allocated = f"{column_letter(position['budget_alloc'])}{at + 1}"
        disbursed = f"{column_letter(position['budget_disb'])}{at + 1}"
        formula = f'=IF(N({allocated})>0,{disbursed}/{allocated}*100,"")'
        self.sheet.write_formula(at, column, formula, self.shut["budget_pct"], "")


_DATE = Field("reported_on", REPORTED_ON, FieldType.DATE)


def _cell_style(field: Field) -> dict[str, Any]:
    number_format = _NUMBER_FORMAT.get(field.type, "@")
    return {"num_format": number_format, "text_wrap": _is_wrapped(field), "locked": False, "border": 1}


def _is_wrapped(field: Field) -> bool:
    return field.width >= WRAP_WIDTH


def _write(sheet: Any, row: int, column: int, value: Shown, mark: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value, mark)
    else:
        sheet.write_number(row, column, value, mark)
