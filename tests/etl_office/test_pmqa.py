"""PMQA meetings: who attended what (R-35)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest

from base.clock import now
from base.period import Month
from etl.cells import CellValue
from etl.check.office import check_pmqa
from etl.forms.pmqa import PMQA
from tests.etl_office.desk import Answer, Row, cell, check

MEETING: Row = {
    "meeting_code": "PMQA64-03",
    "meeting_on": "18/05/2564",
    "invited_by": "กพบ.",
    "purpose": "จัดทำข้อมูลประกวดรางวัลเลิศรัฐ",
    "status": "ประชุมแล้ว",
    "unit": "กลุ่มแรงงานนอกระบบ",
    "attended": "ใช่",
}
OLDER: Row = {**MEETING, "unit": "กลุ่มแรงงานสูงอายุ", "attended": "ไม่ใช่"}


def meetings(*rows: Row, today: date = date(2021, 5, 20)) -> Answer:
    return check(PMQA, *rows, reporter="GEN", period="2021-05", rules=[partial(check_pmqa, today=today)])


def one(**cells: CellValue) -> Answer:
    return meetings({**MEETING, **cells})


def test_a_held_meeting_with_its_units_is_accepted() -> None:
    answer = meetings(MEETING, OLDER)
    assert answer.found == []
    assert [line.values["unit"] for line in answer.lines] == ["INF", "OLD"]


def test_a_unit_is_invited_once() -> None:
    assert meetings(MEETING, MEETING).codes == ["V10"]


@pytest.mark.parametrize("status", ["กำหนดประชุม", "ยกเลิกการประชุม", "เลื่อนการประชุม"])
def test_nobody_attends_a_meeting_that_was_not_held(status: str) -> None:
    assert one(status=status).found == [("V64", "attended")]
    assert one(status=status, attended="ไม่ใช่").found == one(status=status, attended=None).found == []


def test_attendance_at_a_held_meeting_is_answered() -> None:
    answer = one(attended=None)
    assert answer.found == [("V67", "attended")] and answer.report.is_valid


def test_no_meeting_is_held_before_its_day() -> None:
    assert meetings(MEETING, today=date(2021, 5, 17)).found == [("V65", "status")]
    assert meetings(MEETING, today=date(2021, 5, 18)).found == []
    planned = {**MEETING, "status": "กำหนดประชุม", "attended": None}
    assert meetings(planned, today=date(2021, 5, 1)).found == []


def test_today_is_the_day_when_none_is_given() -> None:
    today = now().date()
    for day, expected in ((today + timedelta(days=40), [("V65", "status")]), (today - timedelta(days=40), [])):
        held = {**MEETING, "meeting_on": day}
        assert check(PMQA, held, reporter="GEN", period=str(Month.of(day))).found == expected


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("meeting_on", "19/05/2564"),
        ("status", "ยกเลิกการประชุม"),
        ("purpose", "อบรม/ให้ความรู้"),
        ("invited_by", "สำนักงาน ก.พ.ร."),
        ("title", "ประชุมชี้แจง"),
    ],
)
def test_the_rows_of_one_meeting_tell_one_story(field: str, value: str) -> None:
    answer = meetings(MEETING, {**OLDER, field: value})
    assert answer.found == [("V66", field)]
    assert answer.report.findings[0].cell == cell(PMQA, field, 2)
    assert meetings(MEETING, {**OLDER, field: value, "meeting_code": "PMQA64-04"}).found == []


def test_meetings_stand_in_their_month() -> None:
    assert one(meeting_on="01/06/2564").found == [("V37", "meeting_on")]
