"""Headers of real sheets: cleaned, misspelt, doubled, missing, foreign, two-storeyed, elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from etl.cells import Cell, Sheet, Workbook
from etl.findings import Severity
from etl.forms import FORMS
from etl.forms.model import Form
from etl.headers import header_key
from etl.match import TEMPLATE_SHEET, best_form, match

PROGRESS = FORMS["progress"]
HEADERS = {field.code: field.header.th for field in PROGRESS.fields}


def sheet(headers: list[str | None], row: int = 10, name: str = "แผ่น1", **more: Any) -> Sheet:
    cells = {(row, at): Cell(row, at, text) for at, text in enumerate(headers, 1) if text}
    cells[row + 1, 1] = Cell(row + 1, 1, 1)
    return Sheet(name, cells, **more)


def book(*sheets: Sheet) -> Workbook:
    return Workbook("xlsx", sheets)


def headers(**changes: str | None) -> list[str | None]:
    """The headers of the form, in order, some changed."""
    return [{**HEADERS, **changes}[code] for code in HEADERS]


def test_every_form_is_matched_by_its_own_headers() -> None:
    for form in FORMS.values():
        found = match(book(sheet([field.header.th for field in form.fields])), form)
        assert found.findings == ()
        assert found.mapping is not None
        assert list(found.mapping.columns) == [field.code for field in form.stored_fields]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("งบประมาณที่ได้รับจัดสรร (บาท)", "งบประมาณที่ได้รับจัดสรร"),
        ("ผลสะสมตั้งแต่ ๑ ต.ค.", "ผลสะสมตั้งแต่ 1 ต.ค."),
        ("หน่วยนับ [คน/ครั้ง]", "หน่วยนับ*"),
        ("สรุปผล\nการดำเนินงาน", " สรุปผลการดำเนินงาน "),
        ("เเหล่งงบประมาณ", "แหล่งงบประมาณ"),
        ("คํานวณ", "คำนวณ"),
    ],
)
def test_spellings_of_one_header(one: str, other: str) -> None:
    assert header_key(one) == header_key(other)


def test_a_header_of_brackets_only_keeps_its_letters() -> None:
    assert header_key("(บาท)") == "บาท"


@pytest.mark.parametrize("row", [1, 7, 30])
def test_the_header_row_is_found_among_the_first_thirty(row: int) -> None:
    found = match(book(sheet(headers(), row)), PROGRESS)
    assert found.mapping is not None and found.mapping.header_row == row


def test_row_31_is_too_late() -> None:
    assert [one.code for one in match(book(sheet(headers(), 31)), PROGRESS).findings] == ["V42"]


def test_a_template_is_read_at_its_own_row_even_when_another_row_repeats_the_headers() -> None:
    repeated = sheet(headers(), 10, PROGRESS.sheet)
    cells = repeated.cells | sheet(headers(), 3).cells
    found = match(book(Sheet(PROGRESS.sheet, cells), Sheet(TEMPLATE_SHEET, is_hidden=True)), PROGRESS)
    assert found.mapping is not None and found.mapping.header_row == 10


def test_the_sheet_named_as_the_form_comes_before_a_fuller_one() -> None:
    own = sheet(headers(), 5, PROGRESS.sheet)
    found = match(book(sheet(headers()), own), PROGRESS)
    assert found.mapping is not None and found.mapping.sheet == PROGRESS.sheet


def test_hidden_sheets_are_not_looked_at() -> None:
    assert match(book(sheet(headers(), is_hidden=True)), PROGRESS).mapping is None


def test_a_misspelt_header_is_taken_and_shown() -> None:
    found = match(book(sheet(headers(result_text="สรุปผลการดำเนินงาาน"))), PROGRESS)
    assert [(one.code, one.field) for one in found.findings] == [("V33", "result_text")]
    assert found.mapping is not None and "result_text" in found.mapping.columns


def test_a_missing_required_column_names_the_nearest_headers() -> None:
    found = match(book(sheet(headers(result_text="สรุปผลงานทั้งหมด"))), PROGRESS)
    missing = next(one for one in found.findings if one.code == "V02")
    assert missing.field == "result_text"
    assert "“สรุปผลการดำเนินงาน”" in missing.message() and "“สรุปผลงานทั้งหมด”" in missing.message()


def test_a_missing_optional_column_is_no_fault() -> None:
    assert match(book(sheet(headers(partners=None))), PROGRESS).findings == ()


def test_a_foreign_column_is_noted_and_left_out() -> None:
    found = match(book(sheet([*headers(), "เบอร์โทรศัพท์ผู้ประสานงาน"])), PROGRESS)
    assert [one.code for one in found.findings] == ["V31"]
    assert found.mapping is not None and len(found.mapping.columns) == len(PROGRESS.stored_fields)


@pytest.mark.parametrize("foreign", ["ตัวชี้วัดรอง", "เป้าหมายสะสม", "ผลการเบิกจ่ายไตรมาส", "จังหวัดเป้าหมายรอง"])
def test_a_header_that_only_resembles_one_is_never_taken_for_it(foreign: str) -> None:
    found = match(
        book(sheet([*headers(indicator=None, target=None, province=None, budget_disb=None), foreign])), PROGRESS
    )
    assert found.mapping is not None
    assert len(PROGRESS.fields) + 1 not in found.mapping.columns.values()


def test_a_header_that_may_be_meant_is_asked_about_once_with_the_best_three() -> None:
    strange = book(sheet(headers(next_step="แผนงานเดือนถัดไปของหน่วย")))
    (asked,) = match(strange, PROGRESS).findings
    assert (asked.code, asked.severity) == ("V94", Severity.WARNING)
    fields = asked.params["guess_fields"].split(",")
    assert fields[0] == "next_step" and len(fields) <= 3
    assert "“แผนการดำเนินงานเดือนถัดไป”" in asked.message()
    for answer in ("next_step", "ignore"):
        assert match(strange, PROGRESS, {asked.params["header_key"]: answer}).findings == ()


def test_a_column_like_one_that_is_there_already_is_only_noted() -> None:
    found = match(book(sheet([*headers(), "แผนงานเดือนถัดไปของหน่วย"])), PROGRESS)
    assert [one.code for one in found.findings] == ["V31"]


def test_two_columns_for_one_field_are_asked_about() -> None:
    found = match(book(sheet([*headers(), HEADERS["status"]])), PROGRESS)
    assert [(one.code, one.field) for one in found.findings] == [("V32", "status")]


def test_the_form_s_own_header_comes_before_an_alias() -> None:
    found = match(book(sheet([*headers(), "ค่าเป้าหมาย"])), PROGRESS)
    assert found.mapping is not None
    assert found.mapping.columns["target"] == list(HEADERS).index("target") + 1


def test_what_a_steward_decided_is_remembered() -> None:
    strange = book(sheet([*headers(result_text="เล่าให้ฟัง"), "ของเราเอง"]))
    assert [one.code for one in match(strange, PROGRESS).findings][0] == "V02"
    decided = {header_key("เล่าให้ฟัง"): "result_text", header_key("ของเราเอง"): "ignore"}
    assert match(strange, PROGRESS, decided).findings == ()


def test_two_storeys_of_headers() -> None:
    """Merged down for single columns, merged across above ชาย and หญิง."""
    at = {code: number for number, code in enumerate(HEADERS, 1)}
    men, women = at["beneficiaries_m"], at["beneficiaries_f"]
    cells, merges = {}, []
    for code, number in at.items():
        if code not in ("beneficiaries_m", "beneficiaries_f"):
            cells[5, number] = Cell(5, number, HEADERS[code])
            merges.append((5, number, 6, number))
    cells[5, men] = Cell(5, men, "ผู้ได้รับประโยชน์ (คน)")
    merges.append((5, men, 5, women))
    cells |= {(6, men): Cell(6, men, "ชาย"), (6, women): Cell(6, women, "หญิง")}
    found = match(book(Sheet("แผ่น1", cells, tuple(merges))), PROGRESS)
    assert found.mapping is not None
    assert found.mapping.header_row == 6
    assert (found.mapping.columns["beneficiaries_m"], found.mapping.columns["beneficiaries_f"]) == (men, women)
    assert found.findings == ()


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.code)
def test_a_form_is_recognised_by_its_headers_or_its_sheet(form: Form) -> None:
    forms = tuple(FORMS.values())
    assert best_form(book(sheet([field.header.th for field in form.fields])), forms) is form
    assert best_form(book(Sheet("อื่น"), Sheet(form.sheet)), forms) is form


def test_a_sheet_of_something_else_is_no_form() -> None:
    assert best_form(book(sheet(["ชื่อ", "ที่อยู่", "โทรศัพท์"])), tuple(FORMS.values())) is None
    assert best_form(book(), tuple(FORMS.values())) is None
