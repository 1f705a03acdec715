"""Ten workbooks of the kind that agencies really keep: one month's report with faults, amid everything Excel offers."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Border, PatternFill, Side

from etl.cells import column_letter
from etl.forms import FORMS
from tests.etl_receive.desk import TYPED

SHEET = "รายงานความคืบหน้า"
HEADER, FIRST, ROWS = 6, 7, 4
"""Rows of the sheet, counted from 1."""
FIELDS = [field.code for field in FORMS["progress"].fields]
LABELS = (("หน่วยงานที่รายงาน", "กพร."), ("ปีงบประมาณ", 2564), ("ประจำเดือน", "มีนาคม 2564"))

FAULTS: dict[tuple[str, int], object] = {
    ("result_cum", 7): "ห้าสิบ",
    ("province", 8): "เชียงใหม",
    ("target_unit", 8): None,
    ("status", 9): "=HYPERLINK(1)<&\"'>",
    ("project_name", 10): None,
}
"""(field, row) → what was typed there instead; None: the cell does not exist."""
CODES = {
    ("result_cum", 7): "E_NUM_FORMAT",
    ("province", 8): "V24",
    ("target_unit", 8): "V21",
    ("project_name", 10): "V21",
}


def at(field: str, row: int) -> str:
    """The address of a field in a row."""
    return f"{column_letter(FIELDS.index(field) + 1)}{row}"


BAD = {at(*place) for place in FAULTS}


def good(field: str, row: int) -> object:
    """What belongs there."""
    value = TYPED.get(field)
    return f"{value}ที่ {row}" if field == "project_name" else value


def typed(field: str, row: int) -> object:
    """What the sender typed."""
    return FAULTS.get((field, row), good(field, row))


class Rich:
    """A workbook being written, with the report in its first sheet."""

    def __init__(self) -> None:
        self.sink = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.sink, {"in_memory": True, "strings_to_formulas": False})
        self.report = self.book.add_worksheet(SHEET)
        self.cell = self.book.add_format({"bg_color": "#E2EFDA", "border": 1, "num_format": "#,##0.00"})
        self.extra = self.book.add_worksheet("อื่น ๆ")
        for row, (label, value) in enumerate(LABELS):
            self.report.write(row, 0, label)
            self.report.write(row, 1, value)
        for column, field in enumerate(FORMS["progress"].fields):
            self.report.write(HEADER - 1, column, field.header.th, self.book.add_format({"bold": True}))
            for row in range(FIRST, FIRST + ROWS):
                value = typed(field.code, row)
                if value is not None:
                    self.report.write(row - 1, column, value, self.cell if isinstance(value, int | float) else None)
        for row in range(6):
            self.extra.write_row(row, 0, [row, row * 3, row * row])

    def done(self) -> bytes:
        self.book.close()
        return self.sink.getvalue()


def picture() -> io.BytesIO:
    """A red dot as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(b"\x00" + b"\xff\x00\x00" * 8 for _ in range(8)))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b""))


def charts(rich: Rich) -> None:
    for kind in ("column", "line", "pie"):
        chart = rich.book.add_chart({"type": kind})
        chart.add_series({"values": ["อื่น ๆ", 0, 1, 5, 1], "categories": ["อื่น ๆ", 0, 0, 5, 0]})
        rich.report.insert_chart(20, 1, chart)
    alone = rich.book.add_chart({"type": "bar"})
    alone.add_series({"values": ["อื่น ๆ", 0, 2, 5, 2]})
    sheet = rich.book.add_chartsheet("แผนภูมิ")
    sheet.set_chart(alone)
    sheet.activate()


def images(rich: Rich) -> None:
    rich.report.insert_image("T2", "dot.png", {"image_data": picture()})
    rich.extra.insert_image("E2", "dot.png", {"image_data": picture(), "url": "https://example.org/"})
    rich.report.set_header("&L&G", {"image_left": "dot.png", "image_data_left": picture()})
    rich.report.insert_textbox(22, 2, "บันทึกช่วยจำ")


def bars(rich: Rich) -> None:
    rich.report.conditional_format("N7:N10", {"type": "data_bar", "data_bar_2010": True, "bar_color": "#63C384"})
    rich.report.conditional_format("L7:M10", {"type": "3_color_scale"})
    rich.report.conditional_format("P7:Q10", {"type": "icon_set", "icon_style": "3_traffic_lights"})
    red = rich.book.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"})
    rich.report.conditional_format("A7:R10", {"type": "formula", "criteria": "=$L7>90", "format": red})


def sparklines(rich: Rich) -> None:
    for row in range(6):
        rich.extra.add_sparkline(row, 5, {"range": f"A{row + 1}:C{row + 1}", "markers": True})
    rich.report.add_sparkline("V7", {"range": "'อื่น ๆ'!A1:C1"})


def formulas(rich: Rich) -> None:
    rich.extra.write_formula("E1", "=SUM(A1:C1)", None, 4.5)
    rich.extra.write_formula("E2", f"='{SHEET}'!N7*2", None, "ค่าที่คำนวณไว้")
    rich.extra.write_array_formula("E3:E5", "{=A3:A5*2}", None, 7)
    rich.extra.write_dynamic_array_formula("F1:F3", "=_xlfn.UNIQUE(A1:A3)", None, 1)
    rich.report.write_formula("N9", "=25*2", rich.cell, 50)
    rich.report.write_formula("O9", "=N9/L9*100", rich.cell, 50)


def notes(rich: Rich) -> None:
    rich.report.write_comment(at("result_cum", 7), "เดี๋ยวแก้", {"author": "หัวหน้า"})
    rich.report.write_comment("B7", "แผนฉบับที่สอง", {"author": "หัวหน้า", "visible": True})
    rich.extra.write_comment("A1", "นับจากศูนย์")
    rich.report.insert_button("T4", {"caption": "กด"})


def tables(rich: Rich) -> None:
    rich.extra.add_table("H1:J5", {"columns": [{"header": one} for one in ("ก", "ข", "ค")], "total_row": True})
    rich.report.autofilter(HEADER - 1, 0, FIRST + ROWS - 2, len(FIELDS) - 1)
    rich.report.merge_range("D1:H2", "รายงานประจำเดือน", rich.cell)
    rich.report.merge_range("A30:C31", "ลงชื่อ ........", None)
    rich.report.set_row(11, 40, None, {"hidden": True})


def names(rich: Rich) -> None:
    rich.book.define_name("ทั้งหมด", f"='{SHEET}'!$A$7:$R$10")
    rich.book.define_name("'อื่น ๆ'!เฉพาะ", "='อื่น ๆ'!$A$1")
    rich.report.print_area("A1:R20")
    rich.report.repeat_rows(5)
    rich.extra.repeat_columns("A:B")
    rich.report.set_landscape()
    rich.report.fit_to_pages(1, 0)
    rich.report.set_footer("&C&P")
    hidden = rich.book.add_worksheet("ซ่อน")
    hidden.write("A1", "ไม่ให้ใครเห็น")
    hidden.hide()
    rich.book.add_worksheet("ซ่อนมาก").very_hidden()
    rich.report.protect("1234")
    rich.extra.activate()


def lists(rich: Rich) -> None:
    rich.report.data_validation("H7:H10", {"validate": "list", "source": ["นอกระบบ", "สูงอายุ"], "input_title": "เลือก"})
    rich.report.write_url("AK7", "https://example.org/?a=1&b=2", string="ลิงก์")
    rich.report.write_url("AK8", f"internal:'{SHEET}'!A1", string="กลับ")
    bold = rich.book.add_format({"bold": True})
    rich.report.write_rich_string("AK9", "ตัว", bold, "หนา", "ผสม")
    rich.report.freeze_panes(HEADER, 2)
    rich.report.set_column("A:R", 18, rich.book.add_format({"italic": True}))
    rich.report.ignore_errors({"number_stored_as_text": "A1:R20"})
    rich.extra.set_column("A:C", None, None, {"level": 1, "hidden": True})
    rich.extra.write_datetime("D1", datetime(2021, 3, 1), rich.book.add_format({"num_format": "[$-107041E]d mmm yyyy"}))


def everything(rich: Rich) -> None:
    for feature in (charts, images, bars, sparklines, formulas, notes, tables, names, lists):
        feature(rich)


def with_excel(feature: Callable[[Rich], None]) -> bytes:
    rich = Rich()
    feature(rich)
    return rich.done()


def with_openpyxl() -> bytes:
    """Another writer: its own prefixes in drawings, its own names of parts, no cached values."""
    book = openpyxl.load_workbook(io.BytesIO(with_excel(lambda rich: None)))
    sheet = book.worksheets[0]
    thin = Side(style="dotted", color="FF00AA00")
    for row in sheet.iter_rows(min_row=FIRST):
        for cell in row:
            cell.border = Border(left=thin, top=thin)
            cell.fill = PatternFill("lightGrid", fgColor="FFABCDEF")
    note: Any = Comment("มีอยู่ก่อนแล้ว", "ผู้จัดทำ")
    sheet["B7"].comment = note
    sheet["A40"] = "=SUM(B7:B10)"
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


FEATURES: dict[str, Callable[[Rich], None]] = {
    feature.__name__: feature
    for feature in (charts, images, bars, sparklines, formulas, notes, tables, names, lists, everything)
}
"""The ten."""
