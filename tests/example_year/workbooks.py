"""The official template of a form, filled by hand: `python -m etl template`, then openpyxl types the rows."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.example_year.tables import FILE, MONTHS, Row, period, rows_of

HEADERS, FIRST = 10, 11
"""Rows of the template: the column headers, the first row of data."""
REPORTER, FISCAL_YEAR, MONTH, NIL = "B2", "B3", "B4", "B8"
"""Cells of the header block; the last one says “nothing further to report this month”."""
MARK = "_tidtam"
REPORTERS = {
    "OFF": "สำนักงานนโยบายแรงงานนอกระบบ",
    "INF": "กลุ่มแรงงานนอกระบบ",
    "OLD": "กลุ่มแรงงานสูงอายุ",
    "DIS": "กลุ่มแรงงานคนพิการและแรงงานผู้ด้อยโอกาส",
    "GEN": "ฝ่ายบริหารทั่วไป",
    "DOE": "กรมการจัดหางาน",
    "DSD": "กรมพัฒนาฝีมือแรงงาน",
    "SSO": "สำนักงานประกันสังคม",
    "PC50": "ศูนย์ประสานงานและสนับสนุนเครือข่ายแรงงานนอกระบบจังหวัดเชียงใหม่",
}

SAID = {
    "สรุปผลการดำเนินงาน": "ดำเนินการตามแผน",
    "ลิงก์หลักฐาน": "https://example.go.th/evidence",
    "ยุทธศาสตร์/ประเด็น": "พัฒนาคุณภาพชีวิต",
}
"""What stands in every row of a progress report and matters to no figure."""
FROM_REGISTER = ("โครงการ/กิจกรรม", "กลุ่มเป้าหมาย", "หน่วยงานรับผิดชอบหลัก", "หน่วยนับ")


def fill(book: Workbook, path: Path, line: Row) -> None:
    """Types the rows of one file into the official template of its form; a file without rows ticks the nil report.

    The template is that of the form's first reporter and period; whose it is now, is written over, as people do who
    keep one file and change its head every month.
    """
    form, name = line["แบบฟอร์ม"], line[FILE]
    sheet = book.worksheets[0]
    _address(book, line)
    for cells in sheet.iter_rows(min_row=FIRST):
        for cell in cells:
            cell.value = None
    rows = rows_of(form).get(name, [])
    sheet[NIL] = None if rows else "ใช่"
    for number, row in enumerate(rows, FIRST):
        _type(sheet, number, _whole(row) if form == "progress" else row)
    book.save(path)


def _address(book: Workbook, line: Row) -> None:
    """Reporter and period, on the sheet and in the template's own mark."""
    sheet, mark = book.worksheets[0], book[MARK]
    month, _, year = line["งวด"].rpartition(" ")
    is_month = month in MONTHS
    fiscal_year = int(year) + (is_month and MONTHS.index(month) >= MONTHS.index("ต.ค."))
    sheet[REPORTER], sheet[FISCAL_YEAR] = REPORTERS[line["ผู้ส่ง"]], str(fiscal_year)
    sheet[MONTH] = line["งวด"] if is_month else "–"
    mark["B3"], mark["B4"] = line["ผู้ส่ง"], period(line["งวด"])


def _type(sheet: Worksheet, number: int, row: Row) -> None:
    columns = {cell.value: cell.column for cell in sheet[HEADERS]}
    for header, text in row.items():
        if text:
            sheet.cell(number, columns[header], _value(text))


def _value(text: str) -> str | int | float:
    """A number as Excel holds it, anything else as text."""
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return text
    return int(number) if number == int(number) else float(number)


def _whole(row: Row) -> Row:
    """A progress row with what the register of projects says of its project."""
    (project,) = {
        one["รหัสโครงการ"]: one for rows in rows_of("projects").values() for one in rows
        if one["รหัสโครงการ"] == row["รหัสโครงการ"]
    }.values()  # fmt: skip
    plan = project["รหัสแผน/รายการ"].removeprefix("PLAN")
    return {"แผน (ฉบับที่)": plan, **SAID, **{name: project[name] for name in FROM_REGISTER}, **row}
