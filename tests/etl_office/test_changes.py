"""Changes of projects and uses of technology: approvals, new values, and what counts once."""

from __future__ import annotations

import pytest

from etl.cells import CellValue
from etl.forms.project_changes import PROJECT_CHANGES
from etl.forms.technology import TECHNOLOGY
from tests.etl_office.desk import Answer, Row, check

CHANGE: Row = {
    "project_code": "64-2-001",
    "change_type": "ยกเลิกโครงการ",
    "effective_on": "15/03/2564",
    "approved": "ใช่",
    "approval_ref": "มติที่ประชุมครั้งที่ 1/2564",
    "reason": "ซ้ำซ้อนกับโครงการอื่น",
}
USE: Row = {
    "used_on": "12/11/2563",
    "technology": "QR code",
    "purpose": "เวียนหนังสือราชการ",
    "object": "หนังสือเวียน ว 12",
}


def change(**cells: CellValue) -> Answer:
    return check(PROJECT_CHANGES, {**CHANGE, **cells}, period="2021-03")


def test_a_whole_change_is_accepted() -> None:
    assert change().found == []
    assert change().lines[0].values["change_type"] == "cancel"


def test_only_registered_projects_change() -> None:
    assert change(project_code="64-9-999").found == [("V08", "project_code")]


def test_a_change_belongs_to_the_month_it_takes_effect_in() -> None:
    assert change(effective_on="01/03/2564").found == change(effective_on="31/03/2564").found == []
    assert change(effective_on="01/04/2564").found == [("V37", "effective_on")]


@pytest.mark.parametrize(
    ("by", "ref", "expected"),
    [
        (None, None, ["V60"]),
        ("ปลัดกระทรวงแรงงาน", None, []),
        (None, "รง 0213/1", []),
        ("ปลัดกระทรวงแรงงาน", "รง 0213/1", []),
    ],
)
def test_an_approval_can_be_traced(by: str | None, ref: str | None, expected: list[str]) -> None:
    answer = change(approved_by=by, approval_ref=ref)
    assert answer.codes == expected and answer.report.is_valid
    assert change(approved="ไม่ใช่", approved_by=by, approval_ref=ref).found == []


def test_what_is_not_approved_has_no_day_of_approval() -> None:
    assert change(approved="ไม่ใช่", approved_on="10/03/2564").found == [("V62", "approved_on")]
    assert change(approved="ใช่", approved_on="10/03/2564").found == []


def test_nothing_is_approved_before_the_project_was_in_the_plan() -> None:
    assert change(approved_on="14/09/2563").found == [("V20", "approved_on")]
    assert change(approved_on="15/09/2563").found == []


@pytest.mark.parametrize("kind", ["ปรับค่าเป้าหมาย", "ปรับงบประมาณ"])
@pytest.mark.parametrize(
    ("value", "kept", "codes"),
    [
        ("1000", "1000", []),
        (1000, "1000", []),
        ("๑,๐๐๐", "1000", []),
        ("1,000 บาท", "1000", ["W_UNIT"]),
        ("0", "0", []),
        ("-5", "-5", ["V61"]),
        ("ตามความเหมาะสม", "ตามความเหมาะสม", ["V61"]),
        (None, None, ["V61"]),
    ],
)
def test_a_new_target_or_budget_is_a_number(kind: str, value: CellValue, kept: str | None, codes: list[str]) -> None:
    answer = change(change_type=kind, new_value=value)
    assert answer.codes == codes
    assert answer.lines[0].values.get("new_value") == kept


def test_what_stood_in_the_file_is_kept_beside_the_number() -> None:
    line = change(change_type="retarget", new_value="1,000 คน").lines[0]
    assert (line.values["new_value"], line.raw["new_value"]) == ("1000", "1,000 คน")


def test_a_new_lead_agency_is_registered() -> None:
    named = change(change_type="reassign", new_value="กรมการจัดหางาน")
    assert named.found == [] and named.lines[0].values["new_value"] == "DOE"
    assert change(change_type="reassign", new_value="กรมที่ไม่มี").found == [("V03", "new_value")]
    assert change(change_type="reassign").found == [("V21", "new_value")]


def test_a_new_name_is_given() -> None:
    assert change(change_type="rename").found == [("V21", "new_value")]
    assert change(change_type="rename", new_value="โครงการใหม่").found == []
    assert change(change_type="postpone").found == []


def uses(*rows: Row) -> Answer:
    return check(TECHNOLOGY, *rows, period="2020-11")


def test_one_use_written_twice_is_asked_about() -> None:
    answer = uses(USE, {**USE, "technology": " qr  CODE "})
    assert answer.found == [("V63", "technology")] and answer.report.is_valid
    assert "แถวที่ 11" in answer.report.findings[0].message()


@pytest.mark.parametrize(
    "other",
    [{"used_on": "13/11/2563"}, {"technology": "อินทราเน็ต"}, {"purpose": "จัดทำเอกสารการประชุม"}, {"object": "ว 13"}],
)
def test_another_day_technology_purpose_or_object_is_another_use(other: Row) -> None:
    assert uses(USE, {**USE, **other}).found == []


def test_a_use_belongs_to_its_month() -> None:
    assert uses({**USE, "used_on": "30/11/2563"}).found == []
    assert uses({**USE, "used_on": "01/12/2563"}).found == [("V37", "used_on")]
