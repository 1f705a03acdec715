"""The title of a slide says the finding: against the target, else against the month before, else why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from base.period import FiscalYear, Month, Round
from base.words import Text
from kpi.finding import finding, headline
from kpi.model import Ask, Coverage, Figure, Status, Unit

ASK = Ask(Round(FiscalYear(2564), 2), date(2021, 9, 30), datetime(2021, 11, 1))
SPENT = Figure(
    *("C1", "INF", ASK, ASK.as_of, Fraction(80), Fraction(100), Fraction(80), Unit.PERCENT, Decimal(100)),
    *(Status.FAIL, Coverage(12, 12), "1", "build", False),
)
USES = replace(SPENT, kpi="C2", value=Fraction(21), unit=Unit.TIMES, target=None, status=Status.NO_TARGET)


def test_against_the_target() -> None:
    assert finding(SPENT, ()) == "เบิกจ่ายงบประมาณ ร้อยละ 80.00 ต่ำกว่าเกณฑ์ (ไม่น้อยกว่าร้อยละ 100)"
    met = replace(SPENT, value=Fraction(100), status=Status.PASS)
    assert finding(met, (), "en").endswith(": 100.00 %, meets the target (at least 100 %)")


def test_against_the_month_before_within_the_round() -> None:
    august, march = Month(2021, 8), Month(2021, 3)
    before = replace(USES, value=Fraction(17))
    earlier = replace(before, value=Fraction(30), ask=replace(ASK, round=Round(FiscalYear(2564), 1)))
    series = ((march, earlier), (august, before), (Month(2021, 9), USES))
    assert finding(USES, series).endswith("21 ครั้ง เพิ่มขึ้นจาก 17 ครั้ง เมื่อสิ้น ส.ค. 2564")
    assert finding(USES, ((march, earlier),)).endswith("21 ครั้ง"), "another round's count says nothing of this one"
    assert finding(replace(USES, value=Fraction(9)), series).endswith("9 ครั้ง ลดลงจาก 17 ครั้ง เมื่อสิ้น ส.ค. 2564")
    assert finding(before, series).endswith("17 ครั้ง เท่ากับเมื่อสิ้น ส.ค. 2564")


def test_why_there_is_none() -> None:
    none = replace(SPENT, value=None, status=Status.NO_DATA, reason=Text("ยังไม่มีการประชุม", "No meeting yet"))
    assert finding(none, ()).endswith(": ยังไม่มีการประชุม")


def test_the_headline_counts_what_has_a_target() -> None:
    assert headline([SPENT, USES, replace(SPENT, status=Status.PASS)]) == "ผ่านเกณฑ์ 1 จาก 2 ค่าที่คู่มือกำหนดเป้าหมาย"
    assert headline([SPENT, USES]) == "ผ่านเกณฑ์ 0 จาก 1 ตัวชี้วัดที่คู่มือกำหนดเป้าหมาย"
    assert headline([USES], "en").startswith("No indicator")
