"""The PMQA meetings of the demonstration: who was invited, who came, one cancelled, one moved to the next month.

In round 2 of 2564 six award-data meetings called by กพบ. were held: the Informal group came to 5 of its 6 (passes
80 %), the Older group to 3 of its 4 (fails).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from base.period import FiscalYear, Month
from etl.rows import Row

AWARD = "ประชุมจัดทำข้อมูลประกวดรางวัลเลิศรัฐ"
POSITIONS = {
    "INF": ("หัวหน้ากลุ่มแรงงานนอกระบบ", "นักวิชาการแรงงานชำนาญการ"),
    "OLD": ("หัวหน้ากลุ่มแรงงานสูงอายุ", "นักวิชาการแรงงานชำนาญการ"),
    "DIS": ("หัวหน้ากลุ่มแรงงานคนพิการและแรงงานผู้ด้อยโอกาส", "นักวิชาการแรงงานปฏิบัติการ"),
    "GEN": ("หัวหน้าฝ่ายบริหารทั่วไป", "นักจัดการงานทั่วไปปฏิบัติการ"),
}
"""Invited unit → its head, and who comes as the head's delegate."""
EVERY = ("INF", "OLD", "DIS", "GEN")
FIRST_MONTHS = {2563: Month(2020, 4), 2564: Month(2020, 10)}
"""The month from which the meetings of a fiscal year were logged."""
ANNOUNCED = Month(2021, 6)
"""The month whose meetings were already entered as scheduled when it began."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting as it stands in the log of one month."""

    code: str
    day: date
    title: str
    invited: tuple[str, ...] = EVERY
    absent: tuple[str, ...] = ()
    status: str = "held"
    purpose: str = "award_data"
    invited_by: str = "กพบ."
    mode: str = "online"


MEETINGS = (
    Meeting("PMQA63-01", date(2020, 5, 20), f"{AWARD} ครั้งที่ 1/2563", ("INF", "OLD", "GEN")),
    Meeting("PMQA63-02", date(2020, 6, 17), f"{AWARD} ครั้งที่ 2/2563", absent=("OLD",), mode="hybrid"),
    Meeting("PMQA63-03", date(2020, 7, 15), f"{AWARD} ครั้งที่ 3/2563", mode="onsite"),
    Meeting("PMQA63-04", date(2020, 8, 19), f"{AWARD} ครั้งที่ 4/2563", absent=("DIS",), mode="onsite"),
    Meeting("PMQA64-01", date(2021, 3, 17), f"{AWARD} (เตรียมการ)", ("INF", "GEN"), mode="onsite"),
    Meeting(
        *("PMQA64-02", date(2021, 4, 8), "อบรมให้ความรู้เกณฑ์คุณภาพการบริหารจัดการภาครัฐ (PMQA 4.0)"),
        absent=("INF", "OLD"),
        purpose="training",
    ),
    Meeting("PMQA64-03", date(2021, 4, 22), f"{AWARD} หมวด 1 การนำองค์การ"),
    Meeting(
        *("PMQA64-04", date(2021, 5, 18), f"{AWARD} หมวด 2 การวางแผนเชิงยุทธศาสตร์", ("INF", "OLD", "GEN")),
        absent=("OLD",),
    ),
    Meeting(
        *("PMQA64-05", date(2021, 6, 9), f"{AWARD} หมวด 4 การวัด การวิเคราะห์ และการจัดการความรู้"),
        invited=("INF", "DIS", "GEN"),
        mode="hybrid",
    ),
    Meeting("PMQA64-06", date(2021, 6, 25), f"{AWARD} หมวด 6 การมุ่งเน้นระบบปฏิบัติการ", status="postponed"),
    Meeting("PMQA64-06", date(2021, 7, 14), f"{AWARD} หมวด 6 การมุ่งเน้นระบบปฏิบัติการ"),
    Meeting("PMQA64-07", date(2021, 7, 29), f"{AWARD} หมวด 5 การมุ่งเน้นบุคลากร", status="cancelled"),
    Meeting("PMQA64-08", date(2021, 8, 11), f"{AWARD} หมวด 7 ผลลัพธ์การดำเนินการ", absent=("INF",)),
    Meeting(
        *("PMQA64-09", date(2021, 8, 24), "ประชุมชี้แจงการตรวจรับรองสถานะหน่วยงานในการเป็นระบบราชการ 4.0", ("GEN",)),
        purpose="other",
        invited_by="สำนักงาน ก.พ.ร.",
    ),
    Meeting("PMQA64-10", date(2021, 9, 8), f"{AWARD} สรุปผลและส่งผลงาน", ("INF", "GEN")),
)


def month_rows(year: int) -> dict[Month, tuple[Row, ...]]:
    """Month → the rows of the `pmqa` form of a fiscal year (BE); a month without a meeting has none."""
    if year not in FIRST_MONTHS:
        return {}
    months = [month for month in FiscalYear(year).months if month >= FIRST_MONTHS[year]]
    return {month: _rows([one for one in MEETINGS if Month.of(one.day) == month]) for month in months}


def announced_rows(month: Month) -> tuple[Row, ...]:
    """The month's meetings as they stood before any of them was held."""
    meetings = [one for one in MEETINGS if Month.of(one.day) == month]
    return _rows([replace(one, status="scheduled") for one in meetings])


def _rows(meetings: list[Meeting]) -> tuple[Row, ...]:
    return tuple(_row(one, unit) for one in meetings for unit in one.invited)


def _row(meeting: Meeting, unit: str) -> Row:
    row: Row = {
        "meeting_code": meeting.code,
        "meeting_on": meeting.day,
        "title": meeting.title,
        "invited_by": meeting.invited_by,
        "purpose": meeting.purpose,
        "status": meeting.status,
        "letter_ref": f"รง 0206/ว {Random(f'letter:{meeting.code}').randint(300, 2900)}",
        "unit": unit,
        "mode": meeting.mode,
    }
    return {**row, **_attendance(meeting, unit)} if meeting.status == "held" else row


def _attendance(meeting: Meeting, unit: str) -> Row:
    if unit in meeting.absent:
        return {"attended": False}
    random = Random(f"attendance:{meeting.code}:{unit}")
    is_delegate = random.random() < 0.6
    has_evidence = random.random() < 0.85
    return {
        "attended": True,
        "attendee_position": POSITIONS[unit][is_delegate],
        "delegate": is_delegate,
        "evidence": f"https://example.org/pmqa/{meeting.code}/{unit}" if has_evidence else None,
    }
