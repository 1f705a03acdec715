"""The rules of the monthly progress report: changed cells → (code, field), boundaries from both sides."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from etl.cells import Cell
from etl.findings import Severity
from etl.forms import FORMS
from tests.etl_check.desk import FIRST_ROW, PROJECTS, check, good, placed

Expected = list[tuple[str, str | None]]

LAST = {
    "project_code": "P-001",
    "project_name": "โครงการฝึกอาชีพแรงงานนอกระบบ",
    "province": "50",
    "target": Decimal(100),
    "target_unit": "คน",
    "result_cum": Decimal(40),
    "status": "in_progress",
}

ONE_ROW: list[tuple[str, dict[str, Any], Expected]] = [
    ("nothing wrong", {}, []),
    ("plan within the manual", {"plan_no": 1, "project_code": None, "project_name": "โครงการใหม่"},
     [("V39", "project_code")]),
    ("plan below", {"plan_no": 0}, [("V07", "plan_no")]),
    ("plan above", {"plan_no": 7}, [("V07", "plan_no")]),
    ("plan is not that of the project", {"plan_no": 4}, [("V09", "plan_no")]),
    ("unknown project", {"project_code": "P-999"}, [("V08", "project_code")]),
    ("new project without a code", {"project_code": None, "project_name": "โครงการใหม่"},
     [("V28", None), ("V39", "project_code")]),
    ("approved project without its code", {"project_code": None}, [("V80", "project_code")]),
    ("another name for the code", {"project_name": "โครงการอื่นที่ไม่เกี่ยวกัน"}, [("V56", "project_name")]),
    ("unknown agency", {"lead_agency": "กรมพัฒนาฝีมือ"}, [("V03", "lead_agency")]),
    ("agency by its short name", {"lead_agency": "กพร."}, []),
    ("unknown province", {"province": "เชียงใหม"}, [("V24", "province")]),
    ("province with its word", {"province": "จังหวัดเชียงใหม่"}, []),
    ("central work", {"province": "ส่วนกลาง"}, []),
    ("negative", {"result_month": 5, "budget_alloc": -1, "budget_disb": 0}, [("V12", "budget_alloc")]),
    ("zero is not negative", {"budget_alloc": 0, "budget_disb": 0}, []),
    ("progress of 100", {"result_cum": 100, "progress_pct": 100, "status": "แล้วเสร็จ", "evidence": "https://a.th"}, []),
    ("progress over 100", {"result_cum": 100, "progress_pct": 101, "status": "แล้วเสร็จ", "evidence": "https://a.th"},
     [("V15", "progress_pct")]),
    ("5 points apart", {"progress_pct": 55}, []),
    ("more than 5 points apart", {"progress_pct": "55.1"}, [("V16", "progress_pct")]),
    ("completed at 99", {"result_cum": 99, "progress_pct": 99, "status": "แล้วเสร็จ", "evidence": "http://a.th"},
     [("V17", "status")]),
    ("not started with progress", {"status": "ยังไม่เริ่ม"}, [("V17", "status")]),
    ("in progress at 100", {"result_cum": 100, "progress_pct": 100}, [("V17", "status")]),
    ("disbursed all", {"budget_disb": 1000}, []),
    ("disbursed a satang more", {"budget_disb": "1,000.01"}, [("V19", "budget_disb")]),
    ("one day", {"start_date": "5 ม.ค. 2564", "end_date": "05/01/2564", "problem": "ไม่มี"}, []),
    ("ends before it begins", {"start_date": "05/01/2564", "end_date": "04/01/2564", "problem": "ไม่มี"},
     [("V20", "end_date")]),
    ("required text empty", {"result_text": None}, [("V21", "result_text")]),
    ("required text is a dash", {"result_text": "-"}, [("V21", "result_text")]),
    ("required number is a word", {"result_cum": "รอผล", "progress_pct": None}, [("V21", "result_cum")]),
    ("qualitative without progress", {"target": None, "progress_pct": None}, [("V21", "progress_pct")]),
    ("qualitative with progress", {"target": None}, []),
    ("lagging 20 points or less", {"result_cum": 30, "progress_pct": 30}, []),
    ("lagging more", {"result_cum": 29, "progress_pct": 29}, [("V22", "problem")]),
    ("lagging and explained", {"result_cum": 29, "progress_pct": 29, "problem": "ไม่มี"}, []),
    ("problem without remedy", {"problem": "ผู้เข้าอบรมน้อย"}, [("V22", "solution")]),
    ("problem with remedy", {"problem": "ผู้เข้าอบรมน้อย", "solution": "ประชาสัมพันธ์"}, []),
    ("link", {"evidence": "https://a.go.th/x"}, []),
    ("not a link", {"evidence": "ในแฟ้ม"}, [("V23", "evidence")]),
    ("script is not a link", {"photo": "javascript:alert(1)"}, [("V23", "photo")]),
    ("completed without evidence", {"result_cum": 100, "progress_pct": 100, "status": "แล้วเสร็จ"},
     [("V29", "evidence")]),
    ("looks like a formula", {"remark": "=cmd|' /c calc'!A0"}, [("V27", "remark")]),
    ("a list is no formula", {"remark": "- จัดอบรม 3 รุ่น"}, []),
    ("a phone is no formula", {"remark": "+66 2 000 0000"}, []),
    ("2,000 letters", {"result_text": "ก" * 2000}, []),
    ("2,001 letters", {"result_text": "ก" * 2001}, [("V40", "result_text")]),
    ("not in the list", {"status": "ไปเรื่อย ๆ"}, [("E_CHOICE", "status")]),
    ("several groups", {"wg": "นอกระบบ, สูงอายุ"}, []),
    ("text for a number", {"budget_alloc": "หนึ่งพัน"}, [("E_NUM_FORMAT", "budget_alloc")]),
    ("Thai digits", {"budget_alloc": "๑,๐๐๐.๐๐"}, []),
    ("number with a unit", {"result_cum": "50 คน"}, [("W_UNIT", "result_cum")]),
    ("part of a person", {"beneficiaries_m": "1.5"}, [("E_NUM_NOT_INTEGER", "beneficiaries_m")]),
    ("two-digit year", {"start_date": "5 ม.ค. 64"}, [("W_YEAR2", "start_date")]),
    ("no such day", {"start_date": "31/02/2564"}, [("E_DATE_INVALID", "start_date")]),
    ("Excel error", {"result_cum": Cell(1, 1, "#DIV/0!", is_error=True)}, [("E_CELL_ERROR", "result_cum")]),
    ("formula not calculated", {"result_cum": Cell(1, 1, None, formula="=1+1")},
     [("E_FORMULA_NO_VALUE", "result_cum")]),
    ("target not that of the register", {"target": 90, "result_cum": 45}, [("V18", "target")]),
    ("unit not that of the register", {"target_unit": "ครั้ง"}, [("V18", "target_unit")]),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), [case[1:] for case in ONE_ROW], ids=[case[0] for case in ONE_ROW])
def test_one_row(changes: dict[str, Any], expected: Expected) -> None:
    told = check("progress", [good("progress", **changes)]).flatten("code", "cell")
    if changes.get("plan_no") == 1:
        told = [one for one in told if one[0] != "V28"]
    assert told == placed("progress", expected)


PREVIOUS: list[tuple[str, dict[str, Any], dict[str, Any], Expected]] = [
    ("rose", {}, {"result_month": 10}, []),
    ("stood still", {"result_cum": Decimal(50)}, {"result_month": 0}, []),
    ("fell", {"result_cum": Decimal(51)}, {}, [("V13", "result_cum")]),
    ("fell with a remark", {"result_cum": Decimal(51)}, {"remark": "ปรับแก้จำนวนที่นับซ้ำ"}, []),
    ("month is not the difference", {}, {"result_month": 11}, [("V14", "result_month")]),
    ("another province is another row", {"province": "10", "result_cum": Decimal(90)}, {}, []),
]


@pytest.mark.parametrize(
    ("last", "now", "expected"), [case[1:] for case in PREVIOUS], ids=[case[0] for case in PREVIOUS]
)
def test_against_the_month_before(last: dict[str, Any], now: dict[str, Any], expected: Expected) -> None:
    report = check("progress", [good("progress", **now)], previous=[{**LAST, **last}])
    assert report.flatten("code", "cell") == placed("progress", expected)


def test_target_and_unit_stay_as_last_reported_when_the_register_has_none() -> None:
    bare = {"P-001": {**PROJECTS["P-001"], "target": None, "target_unit": None}}
    rows = [good("progress", target=80, target_unit="ครั้ง", result_cum=40)]
    report = check("progress", rows, projects=bare, previous=[LAST])
    assert report.flatten("code", "cell") == placed("progress", [("V18", "target"), ("V18", "target_unit")])


def test_the_first_month_of_the_year_begins_at_zero() -> None:
    row = good("progress", result_cum=8, progress_pct=8, result_month=9)
    assert check("progress", [row], period="2020-10").flatten("code") == [("V14",)]
    assert check("progress", [{**row, "result_month": 8}], period="2020-10").flatten("code") == []


def test_a_project_left_out_is_asked_about_unless_it_was_finished() -> None:
    other = {**LAST, "project_code": "P-002", "project_name": "อีกโครงการ"}
    assert check("progress", [good("progress")], previous=[LAST, other]).flatten("code", "cell") == [("V28", None)]
    finished = {**other, "status": "completed"}
    assert check("progress", [good("progress")], previous=[LAST, finished]).flatten("code") == []


def test_a_target_split_over_two_rows_is_not_held_against_the_register() -> None:
    rows = [good("progress", target=60, result_cum=30), good("progress", target=40, result_cum=20, province="ลำพูน")]
    assert check("progress", rows).flatten("code") == []


def test_the_same_row_twice() -> None:
    rows = [good("progress"), good("progress", row_no=2)]
    report = check("progress", rows)
    assert report.flatten("code", "cell") == placed("progress", [("V10", "project_code@12")])
    assert "11" in report.findings[0].message()


def test_two_new_projects_differ_by_name() -> None:
    new = {"project_code": None, "plan_no": 2}
    rows = [good("progress", **new, project_name="โครงการใหม่ ก"), good("progress", **new, project_name="โครงการใหม่ ข")]
    assert check("progress", rows, projects={}).flatten("code") == [("V39",), ("V39",)]
    rows[1]["project_name"] = "โครงการใหม่ ก"
    assert ("V10",) in check("progress", rows, projects={}).flatten("code")


def test_one_mistake_one_message() -> None:
    """A cell that cannot be read takes no part in any comparison."""
    row = good("progress", budget_alloc="หนึ่งพัน", result_cum="ห้าสิบ", status="ไปเรื่อย ๆ", progress_pct=100)
    told = check("progress", [row], previous=[LAST]).flatten("code", "cell")
    expected = [("E_NUM_FORMAT", "result_cum"), ("E_CHOICE", "status"), ("E_NUM_FORMAT", "budget_alloc")]
    assert told == placed("progress", expected)


def test_totals_and_empty_rows_are_left_out_and_hidden_rows_are_read() -> None:
    rows = [good("progress"), {}, {"row_no": 3}, {"strategy": "รวมทั้งสิ้น", "budget_alloc": 1000}]
    assert check("progress", rows).flatten("code") == []
    hidden = check("progress", [good("progress")], hidden_rows=frozenset({FIRST_ROW}))
    assert hidden.flatten("code", "severity") == [("V34", Severity.WARNING)]
    assert str(FIRST_ROW) in hidden.findings[0].message()


def test_what_stands_around_the_table_is_not_read() -> None:
    header = {field.code: field.header.th for field in FORMS["progress"].fields}
    numbers = {field.code: f"({number})" for number, field in enumerate(FORMS["progress"].fields, 1)}
    notes = [{"row_no": "หมายเหตุ: ข้อมูลเบื้องต้น"}, {"result_text": "ลงชื่อ ............ ผู้รายงาน"}]
    assert check("progress", [numbers, good("progress"), header, *notes]).flatten("code") == []
    lone = check("progress", [good("progress"), {"result_text": "อบรมเพิ่มเติม"}])
    assert {cell for _, cell in lone.flatten("code", "cell") if cell} > {"B12"}, "a lone text is a row all the same"


def test_a_merged_name_stands_for_every_row_but_a_merged_number_does_not() -> None:
    second = {"province": "ลำพูน", "result_cum": 15, "target": 40, "budget_alloc": 0, "budget_disb": 0}
    column = {"strategy": 3, "target_unit": 14, "budget_alloc": 22}
    rows = [good("progress", target=60, progress_pct=None), good("progress", progress_pct=None, **second)]
    for name in ("strategy", "target_unit"):
        del rows[1][name]
    merges = tuple((11, column[name], 12, column[name]) for name in ("strategy", "target_unit"))
    assert check("progress", rows, merges=merges).flatten("code") == []
    del rows[1]["budget_alloc"]
    merges = (*merges, (11, column["budget_alloc"], 12, column["budget_alloc"]))
    found = check("progress", rows, merges=merges).flatten("code", "cell")
    assert found == placed("progress", [("V21", "budget_alloc@12")])


def test_an_empty_sheet_and_a_nil_report() -> None:
    assert check("progress", []).flatten("code") == [("V26",)]
    assert check("progress", [], is_nil=True).flatten("code") == []
    prefilled = good("progress", result_text=None)
    assert check("progress", [prefilled], is_nil=True).flatten("code") == []
    assert check("progress", [good("progress")], is_nil=True).flatten("code", "severity") == [("V30", Severity.WARNING)]


def test_a_share_in_the_whole_column_is_a_percentage() -> None:
    rows = [good("progress", progress_pct=0.5), good("progress", province="ลำพูน", progress_pct=0.45)]
    assert [code for (code,) in check("progress", rows).flatten("code")] == ["W_PCT_FRACTION", "W_PCT_FRACTION"]


def test_a_project_begins_when_it_was_added() -> None:
    added = {"P-002": {**PROJECTS["P-001"], "project_code": "P-002", "added_on": date(2021, 4, 1)}}
    assert check("progress", [good("progress")], projects=PROJECTS | added).flatten("code") == []
    added["P-002"]["added_on"] = date(2021, 3, 31)
    assert check("progress", [good("progress")], projects=PROJECTS | added).flatten("code") == [("V28",)]
