"""The workbook a reporter downloads, opened again: headers, drop-downs, locks, the hidden mark, their own rows."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from base.period import FiscalYear, Month, Period
from etl.forms import FORMS
from etl.forms.model import FieldType, Form, PeriodKind, ReporterKind
from etl.reference import Register
from etl.rows import Row
from etl.template import DATA_ROW, HEADER_ROW, Heading, Prefill, write_template

REPORTER = {
    ReporterKind.AGENCY: "DOE",
    ReporterKind.UNIT: "INF",
    ReporterKind.GEN: "GEN",
    ReporterKind.OFF: "OFF",
}
OWN_ROW: Row = {
    "row_no": 1,
    "plan_no": 2,
    "strategy": "ยุทธศาสตร์ที่ 1",
    "project_code": "64-2-001",
    "project_name": "โครงการส่งเสริมการรับงานไปทำที่บ้าน",
    "wg": "INF,OLD",
    "lead_agency": "DOE",
    "province": "50",
    "target": Decimal("1200.5"),
    "target_unit": "คน",
    "result_cum": Decimal(450),
    "status": "in_progress",
    "start_date": date(2020, 10, 1),
    "budget_alloc": Decimal("1500000.25"),
    "budget_disb": Decimal(0),
}
every_form = pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.code)


def period_of(form: Form) -> Period:
    return Month(2020, 12) if form.period_kind is PeriodKind.MONTH else FiscalYear(2564)


def opened(form: Form, register: Register, *rows: Row, heading: Heading | None = None) -> Any:
    reporter = REPORTER[form.reporter_kind]
    data = write_template(form, reporter, period_of(form), register, Prefill(rows), heading)
    return openpyxl.load_workbook(io.BytesIO(data))


def column(form: Form, code: str) -> int:
    return [field.code for field in form.fields].index(code) + 1


def cell(book: Any, code: str, row: int = DATA_ROW) -> Any:
    form = FORMS["progress"]
    return book[form.sheet].cell(row, column(form, code))


def choices_of(book: Any, form: Form, code: str) -> list[str]:
    """What the drop-down of a column offers, through the range it points to."""
    letter = openpyxl.utils.get_column_letter(column(form, code))
    for rule in book[form.sheet].data_validations.dataValidation:
        if rule.type == "list" and str(rule.sqref).startswith(f"{letter}{DATA_ROW}:"):
            sheet, cells = rule.formula1.split("!")
            return [row[0].value for row in book[sheet][cells.replace("$", "")]]
    return []


@every_form
def test_headers_and_mark(form: Form, register: Register) -> None:
    book = opened(form, register)
    sheet = book.worksheets[0]
    assert sheet.title == form.sheet
    assert [one.value for one in sheet[HEADER_ROW]] == [field.header.th for field in form.fields]
    assert all(one.font.bold and one.font.name == "TH Sarabun New" for one in sheet[HEADER_ROW])
    fills = {one.fill.fgColor.rgb: [] for one in sheet[HEADER_ROW]}
    for one, field in zip(sheet[HEADER_ROW], form.fields, strict=True):
        fills[one.fill.fgColor.rgb].append(field.required)
    assert all(len(set(kinds)) == 1 for kinds in fills.values()), "required columns have their own colour"
    assert sheet.freeze_panes == f"A{DATA_ROW}"
    assert sheet.max_row == HEADER_ROW, "no example and no empty row may look like data"
    mark = book["_tidtam"]
    assert mark.sheet_state == "veryHidden"
    assert {mark.cell(row, 1).value: mark.cell(row, 2).value for row in range(1, 5)} == {
        "form": form.code,
        "version": form.version,
        "reporter": REPORTER[form.reporter_kind],
        "period": str(period_of(form)),
    }
    assert [one.value for one in mark[5]] == ["fields", *(field.code for field in form.fields)]


@every_form
def test_drop_downs_offer_the_lists(form: Form, register: Register) -> None:
    book = opened(form, register)
    for field in form.fields:
        offered = choices_of(book, form, field.code)
        if field.choices:
            assert offered == [choice.label.th for choice in field.choices], field.code
        elif field.type is FieldType.YES_NO:
            assert offered == ["ใช่", "ไม่ใช่"], field.code
        elif field.reference in ("provinces", "units", "bodies"):
            assert offered == [names[0] for names in register.names(field.reference).values()], field.code
    if "_lists" in book.sheetnames:
        assert book["_lists"].sheet_state == "veryHidden"


def test_lists_of_plans_and_agencies(register: Register) -> None:
    book = opened(FORMS["progress"], register)
    assert choices_of(book, FORMS["progress"], "plan_no") == ["1", "2", "3", "4", "5", "6"]
    assert "กรมการจัดหางาน" in choices_of(book, FORMS["progress"], "lead_agency")
    assert len(choices_of(book, FORMS["progress"], "province")) == 78


def test_header_block(register: Register) -> None:
    sheet = opened(FORMS["progress"], register)[FORMS["progress"].sheet]
    block = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(2, 9)}
    assert block == {
        "หน่วยงานที่รายงาน": "กรมการจัดหางาน",
        "ปีงบประมาณ": "2564",
        "ประจำเดือน": "ธันวาคม 2563",
        "วันที่รายงาน": None,
        "ผู้รายงาน (ตำแหน่ง)": None,
        "รุ่นแบบฟอร์ม": FORMS["progress"].version,
        "ไม่มีความคืบหน้าเพิ่มเติมในเดือนนี้": None,
    }
    typed = [sheet.cell(row, 2).protection.locked for row in range(2, 9)]
    assert typed == [True, True, True, False, False, True, False]


def test_a_filled_heading(register: Register) -> None:
    heading = Heading(date(2021, 1, 4), "นักวิชาการแรงงาน", is_nil=True)
    sheet = opened(FORMS["progress"], register, heading=heading)[FORMS["progress"].sheet]
    assert [sheet.cell(row, 2).value for row in (5, 6, 8)] == ["04/01/2564", "นักวิชาการแรงงาน", "ใช่"]


def test_own_rows_stand_as_people_write_them(register: Register) -> None:
    book = opened(FORMS["progress"], register, OWN_ROW)
    assert cell(book, "project_code").value == "64-2-001"
    assert cell(book, "wg").value == "แรงงานนอกระบบ, แรงงานสูงอายุ"
    assert cell(book, "lead_agency").value == "กรมการจัดหางาน"
    assert cell(book, "province").value == "เชียงใหม่"
    assert cell(book, "status").value == "อยู่ระหว่างดำเนินการ"
    assert cell(book, "start_date").value == "01/10/2563"
    assert (cell(book, "target").value, cell(book, "budget_alloc").value) == (1200.5, 1500000.25)
    assert cell(book, "budget_alloc").number_format == "#,##0.00"
    assert cell(book, "result_month").value is None


def test_only_what_is_filled_in_beforehand_is_locked(register: Register) -> None:
    form = FORMS["progress"]
    book = opened(form, register, OWN_ROW)
    sheet = book[form.sheet]
    assert sheet.protection.sheet and not sheet.protection.password
    written = {field.code: cell(book, field.code) for field in form.fields if cell(book, field.code).value is not None}
    locked = {code for code, one in written.items() if one.protection.locked}
    prefilled = {field.code for field in form.fields if field.is_locked and field.code in OWN_ROW}
    assert locked == prefilled | {"budget_pct"}
    for field in form.fields:
        letter = openpyxl.utils.get_column_letter(column(form, field.code))
        assert not sheet.column_dimensions[letter].protection.locked, "an empty row is free to be typed in"


def test_the_only_formula_is_ours(register: Register) -> None:
    texts = ("=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", '=HYPERLINK("http://example.org")', "{=1}")
    rows = [{**OWN_ROW, "remark": text, "project_name": text} for text in texts]
    data = write_template(FORMS["progress"], "DOE", Month(2020, 12), register, Prefill(tuple(rows)))
    book = openpyxl.load_workbook(io.BytesIO(data))
    for offset, text in enumerate(texts):
        for code in ("remark", "project_name"):
            assert (cell(book, code, DATA_ROW + offset).value, cell(book, code, DATA_ROW + offset).data_type) == (
                text,
                "s",
            )
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert all(one.startswith("IF(N(") for one in re.findall("<f>(.*?)</f>", sheet))
    assert "hyperlink" not in sheet.lower()


def test_the_example_is_a_note_and_not_a_row(register: Register) -> None:
    sheet = opened(FORMS["ledger"], register)[FORMS["ledger"].sheet]
    note = sheet.cell(HEADER_ROW, 1).comment
    assert "จำนวนเงิน (บาท): 85400.00" in note.text


@every_form
def test_prompts_say_what_is_required(form: Form, register: Register) -> None:
    rules = opened(form, register)[form.sheet].data_validations.dataValidation
    asked = {rule.promptTitle for rule in rules if rule.prompt and "จำเป็นต้องกรอก" in rule.prompt}
    assert asked == {field.header.th[:32] for field in form.fields if field.required}


def test_the_same_template_has_the_same_bytes(register: Register) -> None:
    first, second = (
        write_template(FORMS["progress"], "DOE", Month(2020, 12), register, Prefill((OWN_ROW,))) for _ in range(2)
    )
    assert first == second
