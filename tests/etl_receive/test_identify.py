"""Which form, whose, for when: every source, and every contradiction told in one sentence."""

from __future__ import annotations

from typing import Any

import pytest

from base.period import Month, parse_period
from tests.etl_receive.desk import TYPED, Desk, bare, by_hand, edited

MONTH = ("ประจำเดือน", "มีนาคม 2564")
AGENCY = ("หน่วยงานที่รายงาน", "กรมพัฒนาฝีมือแรงงาน")


def sent(desk: Desk, data: bytes, **said: Any) -> list[tuple[str, str | None]]:
    """(code, cell) of the errors."""
    if isinstance(period := said.get("period"), str):
        said["period"] = parse_period(period)
    return [(one.code, one.cell) for one in desk.send(data, **said).report.errors]


LABELS: list[tuple[str, list[tuple[str, Any]]]] = [
    ("name and month", [AGENCY, MONTH]),
    ("code and numbers", [("หน่วยงานที่รายงาน", "DSD"), ("ประจำเดือน", "3/2564")]),
    ("short name, short month", [("หน่วยงาน", "กพร."), ("เดือน", "มี.ค. 64")]),
    ("Thai digits", [AGENCY, ("ประจำเดือน", "มีนาคม ๒๕๖๔")]),
    ("month alone with its fiscal year", [AGENCY, ("ปีงบประมาณ", 2564), ("ประจำเดือน", "มีนาคม")]),
    ("after a colon", [("หน่วยงานที่รายงาน: กรมพัฒนาฝีมือแรงงาน", None), ("ประจำเดือน : มี.ค. 2564", None)]),
    ("with a title above", [("รายงานความคืบหน้าการดำเนินงาน", None), AGENCY, MONTH]),
]


@pytest.mark.parametrize("labels", [case[1] for case in LABELS], ids=[case[0] for case in LABELS])
def test_labels_above_the_table(desk: Desk, labels: list[tuple[str, Any]]) -> None:
    outcome = desk.send(by_hand(labels, **TYPED))
    assert (outcome.status, outcome.reporter, outcome.period) == ("accepted", "DSD", "2021-03")


def test_the_year_of_a_month_follows_the_fiscal_year(desk: Desk) -> None:
    labels = [AGENCY, ("ปีงบประมาณ", "2564"), ("ประจำเดือน", "ตุลาคม")]
    assert desk.send(by_hand(labels, **TYPED)).period == "2020-10"


def test_the_sender_says_what_the_file_does_not(desk: Desk) -> None:
    outcome = desk.send(by_hand([], **TYPED), form="progress", reporter="DSD", period=Month(2021, 3))
    assert outcome.status == "accepted"


def test_a_budget_form_can_only_be_that_of_general_administration(desk: Desk) -> None:
    values = {"unit": "OFF", "category": "งบดำเนินงาน", "txn_type": "ได้รับจัดสรร", "effective_on": "1/3/2564", "amount": 9}
    outcome = desk.send(by_hand([("ประจำเดือน", "มี.ค. 2564")], "ledger", **values))
    assert (outcome.status, outcome.reporter) == ("accepted", "GEN")
    assert sent(desk, by_hand([MONTH], "ledger", **values), reporter="INF") == [("V03", None)]


def test_a_yearly_form_by_its_fiscal_year(desk: Desk) -> None:
    labels = [("หน่วยงานที่รายงาน", "กลุ่มแรงงานนอกระบบ"), ("ปีงบประมาณ", "พ.ศ. 2564")]
    values = {"item_code": "PROP-1", "item_type": "ข้อเสนอ", "name": "ข้อเสนอ"}
    outcome = desk.send(by_hand(labels, "items", **values))
    assert (outcome.status, outcome.reporter, outcome.period) == ("accepted", "INF", "FY2564")


SAID: list[tuple[str, dict[str, Any], list[tuple[str, str | None]], str, str]] = [
    ("another month", {"period": "2021-04"}, [("V04", "B4")], "มีนาคม 2564", "เมษายน 2564"),
    ("a year for a month", {"period": "FY2564"}, [("V04", None)], "ปีงบประมาณ พ.ศ. 2564", "งวดรายเดือน"),
    ("another agency", {"reporter": "DOE"}, [("V03", "B2")], "กรมพัฒนาฝีมือแรงงาน", "กรมการจัดหางาน"),
    ("an agency that is not", {"reporter": "QQQ"}, [("V03", None)], "QQQ", "หน่วยงานในทะเบียน"),
    ("another form", {"form": "ledger"}, [("V01", None)], "แบบรายงานความคืบหน้ารายเดือน", "รายงานการใช้จ่ายงบประมาณ"),
]


@pytest.mark.parametrize(
    ("said", "expected", "found", "wanted"), [case[1:] for case in SAID], ids=[case[0] for case in SAID]
)
def test_what_the_sender_says_against_the_template(
    desk: Desk, said: dict[str, Any], expected: list[tuple[str, str | None]], found: str, wanted: str
) -> None:
    data = desk.report()
    assert sent(desk, data, **said) == expected
    if "period" in said:
        said = {"period": parse_period(said["period"])}
    (finding,) = desk.send(data, **said).findings
    assert found in finding.message() and wanted in finding.message()


CHANGED: list[tuple[str, dict[str, Any], list[tuple[str, str | None]]]] = [
    ("month typed over", {"B4": "เมษายน 2564"}, [("V04", "B4")]),
    ("fiscal year typed over", {"B3": 2565}, [("V04", "B3")]),
    ("agency typed over", {"B2": "กรมการจัดหางาน"}, [("V03", "B2")]),
    ("agency emptied", {"B2": None}, []),
    ("month emptied", {"B4": None}, []),
]


@pytest.mark.parametrize(("cells", "expected"), [case[1:] for case in CHANGED], ids=[case[0] for case in CHANGED])
def test_a_heading_that_contradicts_its_own_template(
    desk: Desk, cells: dict[str, Any], expected: list[tuple[str, str | None]]
) -> None:
    assert sent(desk, edited(desk.report(), cells)) == expected


def test_a_former_version_of_the_form(desk: Desk) -> None:
    (finding,) = desk.send(by_hand([AGENCY, MONTH, ("รุ่นแบบฟอร์ม", "2560.1")], **TYPED)).findings
    assert finding.code == "V01"
    assert "2560.1" in finding.message() and "2564.1" in finding.message()


MISSING: list[tuple[str, list[tuple[str, Any]], list[tuple[str, str | None]]]] = [
    ("no agency", [MONTH], [("V41", None)]),
    ("no month", [AGENCY], [("V41", None)]),
    ("month that is none", [AGENCY, ("ประจำเดือน", "เดือนนี้")], [("V41", "B2")]),
    ("year alone", [AGENCY, ("ปีงบประมาณ", 2564)], [("V41", None)]),
    ("agency that is none", [("หน่วยงานที่รายงาน", "กรมพัฒนาฝีมือ"), MONTH], [("V03", "B1")]),
]


@pytest.mark.parametrize(("labels", "expected"), [case[1:] for case in MISSING], ids=[case[0] for case in MISSING])
def test_what_the_heading_lacks(
    desk: Desk, labels: list[tuple[str, Any]], expected: list[tuple[str, str | None]]
) -> None:
    assert sent(desk, by_hand(labels, **TYPED)) == expected


def test_a_workbook_of_something_else(desk: Desk) -> None:
    assert sent(desk, bare([["ชื่อ", "โทรศัพท์"], ["ก", "ข"]])) == [("V42", None)]
    assert sent(desk, bare([["ชื่อ", "โทรศัพท์"]]), form="progress", reporter="DSD", period="2021-03") == [("V42", None)]


def test_another_form_than_was_said_is_named(desk: Desk) -> None:
    data = by_hand([MONTH], "ledger")
    assert sent(desk, data, form="progress", reporter="DSD") == [("V01", None)]


def test_shape_comes_before_content(desk: Desk) -> None:
    """A missing column is told alone, however wrong the cells are."""
    data = edited(desk.report(), {"P11": "ห้าสิบ", "V11": "หนึ่งพัน"}, without_column="Y")
    (finding,) = desk.send(data).findings
    assert (finding.code, finding.field) == ("V02", "result_text")
