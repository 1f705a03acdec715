"""The declarations: the fields and headers the manual's form asks for, and nothing that could be misread."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.forms import FORMS, form
from etl.forms.examples import EXAMPLES
from etl.forms.model import FieldType, Form, PeriodKind, ReporterKind
from etl.forms.projects import parse_province_targets
from etl.headers import header_key

every_form = pytest.mark.parametrize("declared", FORMS.values(), ids=lambda one: one.code)

PROGRESS_HEADERS = {
    "row_no": "ลำดับที่",
    "plan_no": "แผน (ฉบับที่)",
    "strategy": "ยุทธศาสตร์/ประเด็น",
    "measure": "มาตรการ/แนวทาง",
    "project_code": "รหัสโครงการ",
    "project_name": "โครงการ/กิจกรรม",
    "activity": "กิจกรรมย่อย",
    "wg": "กลุ่มเป้าหมาย (นอกระบบ/สูงอายุ/คนพิการ/ผู้ด้อยโอกาส)",
    "lead_agency": "หน่วยงานรับผิดชอบหลัก",
    "partners": "หน่วยงานร่วมดำเนินการ",
    "province": 'จังหวัด (หรือ "ส่วนกลาง")',
    "indicator": "ตัวชี้วัดโครงการ",
    "target": "ค่าเป้าหมายทั้งปี",
    "target_unit": "หน่วยนับ (คน/ครั้ง/แห่ง/เรื่อง/ร้อยละ)",
    "result_month": "ผลการดำเนินงานเดือนนี้",
    "result_cum": "ผลสะสมตั้งแต่ ๑ ต.ค.",
    "progress_pct": "ร้อยละความก้าวหน้า",
    "status": "สถานะ (ยังไม่เริ่ม/อยู่ระหว่างดำเนินการ/แล้วเสร็จ/เลื่อน/ยกเลิก)",
    "start_date": "วันเริ่ม",
    "end_date": "วันสิ้นสุด",
    "fund_source": "แหล่งงบประมาณ",
    "budget_alloc": "งบประมาณที่ได้รับจัดสรร (บาท)",
    "budget_disb": "เบิกจ่ายสะสม (บาท)",
    "budget_pct": "ร้อยละการเบิกจ่าย",
    "result_text": "สรุปผลการดำเนินงาน",
    "beneficiaries_m": "ผู้ได้รับประโยชน์ ชาย (คน)",
    "beneficiaries_f": "ผู้ได้รับประโยชน์ หญิง (คน)",
    "problem": "ปัญหา/อุปสรรค",
    "solution": "แนวทางแก้ไข/ข้อเสนอแนะ",
    "support": "สิ่งที่ขอรับการสนับสนุน",
    "next_step": "แผนการดำเนินงานเดือนถัดไป",
    "evidence": "ลิงก์หลักฐาน",
    "photo": "ลิงก์ภาพกิจกรรม/ผลงานสำคัญ",
    "tech_used": "การใช้เทคโนโลยี (ถ้ามี)",
    "remark": "หมายเหตุ",
}
REQUIRED = {
    "progress": "plan_no strategy project_name wg lead_agency province target_unit result_cum status "
    "budget_alloc budget_disb result_text",
    "projects": "project_code item_code project_name lead_agency wg add_approved",
    "items": "item_code item_type name",
    "events": "cycle_fy item_code event_on event_type",
    "ledger": "unit category txn_type effective_on amount",
}


def test_progress_has_the_columns_of_the_monthly_form_in_order() -> None:
    assert [field.code for field in FORMS["progress"].fields] == list(PROGRESS_HEADERS)


@pytest.mark.parametrize(("code", "header"), PROGRESS_HEADERS.items())
def test_headers_as_the_monthly_form_prints_them_are_known(code: str, header: str) -> None:
    field = FORMS["progress"].field(code)
    assert header in (field.header.th, *field.aliases)


@pytest.mark.parametrize(("code", "required"), REQUIRED.items())
def test_what_must_be_filled_in(code: str, required: str) -> None:
    assert {field.code for field in FORMS[code].fields if field.required} == set(required.split())


def test_who_reports_and_for_which_period() -> None:
    kinds = {code: (FORMS[code].reporter_kind, FORMS[code].period_kind) for code in REQUIRED}
    assert kinds == {
        "progress": (ReporterKind.AGENCY, PeriodKind.MONTH),
        "projects": (ReporterKind.UNIT, PeriodKind.FISCAL_YEAR),
        "items": (ReporterKind.UNIT, PeriodKind.FISCAL_YEAR),
        "events": (ReporterKind.UNIT, PeriodKind.MONTH),
        "ledger": (ReporterKind.GEN, PeriodKind.MONTH),
    }


@every_form
def test_no_two_columns_answer_to_one_header(declared: Form) -> None:
    owners: dict[str, set[str]] = {}
    for field in declared.fields:
        for text in (field.header.th, *field.aliases):
            owners.setdefault(header_key(text), set()).add(field.code)
    assert {key: codes for key, codes in owners.items() if len(codes) > 1} == {}


@every_form
def test_no_two_choices_answer_to_one_label(declared: Form) -> None:
    for field in declared.fields:
        texts = [text for choice in field.choices for text in (choice.code, choice.label.th, *choice.aliases)]
        assert len(texts) == len(set(texts)), field.code
        assert bool(field.choices) == (field.type in (FieldType.CHOICE, FieldType.MULTI_CHOICE)), field.code


@every_form
def test_identity_and_date_are_fields(declared: Form) -> None:
    codes = [field.code for field in declared.fields]
    assert len(codes) == len(set(codes))
    assert set(declared.identity) <= set(codes)
    assert declared.date_field is None or declared.field(declared.date_field).type is FieldType.DATE
    assert len(declared.sheet) <= 31


@every_form
def test_an_example_stands_beside_every_required_field(declared: Form) -> None:
    examples = EXAMPLES[declared.code]
    assert set(examples) <= {field.code for field in declared.fields}
    assert {field.code for field in declared.fields if field.required} <= set(examples)


def test_unknown_form() -> None:
    assert form("progress") is FORMS["progress"]
    with pytest.raises(KeyError):
        form("nothing")


def test_sheets_tell_the_forms_apart() -> None:
    assert len({declared.sheet for declared in FORMS.values()}) == len(FORMS)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("PC50=100; PC57=80", {"PC50": 100, "PC57": 80}),
        (" PC50 = 1,250.50 ;\nDOE=๘๐;", {"PC50": Decimal("1250.50"), "DOE": 80}),
        ("", {}),
    ],
)
def test_province_targets_are_read(text: str, targets: dict[str, Decimal]) -> None:
    assert parse_province_targets(text) == targets


@pytest.mark.parametrize("text", ["PC50", "PC50=", "PC50=-1", "PC50=ร้อย", "=100", "PC50=1; PC50=2", "PC50=1 PC57=2"])
def test_bad_province_targets_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_province_targets(text)


@given(st.dictionaries(st.from_regex(r"PC[0-9]{2}", fullmatch=True), st.decimals(0, 10**9, places=2), max_size=8))
def test_province_targets_come_back(targets: dict[str, Decimal]) -> None:
    text = "; ".join(f"{code}={target}" for code, target in targets.items())
    assert parse_province_targets(text) == targets
