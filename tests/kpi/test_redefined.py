"""Whoever answers for a figure is told when a definition, a target or a setting has moved it (features.md 8)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from kpi import alerts, measure
from kpi.alerts import Alert, Kind
from tests.kpi.history import History

AT = datetime(2021, 12, 1, 10, 30)
YEAR_START = date(2021, 10, 1)


@pytest.fixture
def told(history: History) -> History:
    """In 2564 and 2565 the Office spent 80 of 100 baht and has 15 more under contract."""
    for year in (2020, 2021):
        on = date(year, 10, 5)
        lines = [("OFF", "allocate", on, 100), ("OFF", "disburse", on, 80), ("OFF", "commit", on, 15)]
        history.budget(f"{year}-10", *lines, at=datetime(year, 11, 2))
    return history


def found(history: History, known_at: datetime = AT, number: int = 1) -> list[Alert]:
    asked = measure.ask(2565, number, known_at=known_at, now=known_at)
    return [one for one in alerts.alerts(history.build(), asked) if one.kind is Kind.REDEFINED]


def test_a_setting_that_moves_figures_is_told_of_for_a_month(told: History) -> None:
    told.refer("settings", "2565:c1.count_commitment", YEAR_START, at=AT, value="true", reason="หนังสือเวียน ว 12")
    (one,) = found(told)
    assert one.what.th == "วิธีคำนวณเปลี่ยนตั้งแต่ 1 ต.ค. 2564 ปีงบประมาณ 2565: นับการก่อหนี้ผูกพันเป็นการเบิกจ่าย"
    assert one.why.th == (
        "ตัวเลขเปลี่ยน 5 รายการ ได้แก่ C1 ในรอบ 2565/1 บันทึกเมื่อ 1 ธ.ค. 2564 เวลา 10.30 น. โดย tester: หนังสือเวียน ว 12"
    ), "C1 of the five assessees, who all stand on the Office's money"
    assert (one.page, one.choices["kpi"]) == ("indicator", "C1")
    assert found(told, AT - timedelta(seconds=1)) == [], "not known yet"
    assert len(found(told, AT + timedelta(days=30, seconds=-1))) == 1 and found(told, AT + timedelta(days=30)) == []


def test_what_moves_nothing_is_not_told_of(told: History) -> None:
    told.refer("settings", "2565:c1.count_commitment", YEAR_START, at=AT, value="false", reason="ยืนยันค่าเดิม")
    told.refer("targets", "C1:2", YEAR_START, at=AT, kpi="C1", round="2", comparison="ge", target="95")
    assert found(told) == [], "the default again; a target of a round that has not begun"


def test_what_was_recorded_together_is_one_alert_and_its_rounds_are_named(told: History) -> None:
    start = date(2020, 10, 1)
    told.refer("targets", "C1:1", start, at=AT, kpi="C1", round="1", comparison="ge", target="80", reason="มติ กพร.")
    told.refer("targets", "C1:2", start, at=AT, kpi="C1", round="2", comparison="ge", target="85", reason="มติ กพร.")
    later = AT + timedelta(days=1)
    told.refer("settings", "*:c1.count_commitment", start, at=later, value="true", reason="ทดลอง")
    newest, oldest = found(told, later)
    assert oldest.what.th == "เป้าหมายของ C1 รอบที่ 1 เป็น 80 ตั้งแต่ 1 ต.ค. 2563 และอีก 1 ข้อ"
    assert "ตัวเลขเปลี่ยน 15 รายการ ได้แก่ C1 ในรอบ 2564/1, 2564/2, 2565/1" in oldest.why.th
    assert newest.what.en.startswith("Computed otherwise from 1 Oct 2563 BE: commitments")
