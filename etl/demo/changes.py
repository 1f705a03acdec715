"""Changes of projects in the demonstration: one cancelled, one asked to be, one new target, two postponed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from base.period import Month
from etl.rows import Row

CANCELLED = {"64-2-011": Month(2021, 7)}
"""Projects whose cancellation was approved, with the last month of work: nothing is added after it."""
NEW_TARGETS = {"64-6-010": (Month(2021, 7), Decimal(170))}
"""Projects with an approved new target, and the month from which it holds."""

_PS, _DEPUTY = "ปลัดกระทรวงแรงงาน", "รองปลัดกระทรวงแรงงาน"

CHANGES: tuple[tuple[str, Row], ...] = (
    (
        "OLD",
        {
            "project_code": "63-4-006",
            "change_type": "postpone",
            "effective_on": date(2020, 5, 1),
            "approved": True,
            "approved_on": date(2020, 4, 27),
            "approved_by": _DEPUTY,
            "approval_ref": "รง 0211/468",
            "old_value": "เมษายน 2563",
            "new_value": "กรกฎาคม 2563",
            "reason": "งดจัดประชุมตามมาตรการควบคุมโรคติดเชื้อไวรัสโคโรนา 2019",
        },
    ),
    (
        "OLD",
        {
            "project_code": "64-4-008",
            "change_type": "postpone",
            "effective_on": date(2021, 6, 1),
            "approved": True,
            "approved_on": date(2021, 5, 26),
            "approved_by": _DEPUTY,
            "approval_ref": "รง 0211/597",
            "old_value": "พฤษภาคม 2564",
            "new_value": "กันยายน 2564",
            "reason": "สถานฝึกอบรมใช้เป็นโรงพยาบาลสนาม จึงเลื่อนการอบรมทักษะดิจิทัล",
        },
    ),
    (
        "DIS",
        {
            "project_code": "64-6-010",
            "change_type": "retarget",
            "effective_on": date(2021, 7, 1),
            "approved": True,
            "approved_on": date(2021, 6, 28),
            "approved_by": _PS,
            "approval_ref": "มติคณะอนุกรรมการส่งเสริมและพัฒนาคุณภาพชีวิตคนพิการด้านแรงงาน ครั้งที่ 2/2564",
            "old_value": "240",
            "new_value": "170",
            "reason": "จำกัดจำนวนผู้เข้าฝึกต่อรุ่นในพื้นที่ควบคุมสูงสุดของจังหวัดชายแดนภาคใต้",
        },
    ),
    (
        "INF",
        {
            "project_code": "64-2-011",
            "change_type": "cancel",
            "effective_on": date(2021, 7, 30),
            "approved": True,
            "approved_on": date(2021, 8, 6),
            "approved_by": _PS,
            "approval_ref": "รง 0211/874",
            "reason": "ห้ามจัดกิจกรรมรวมกลุ่มในพื้นที่ควบคุมสูงสุดและเข้มงวด ไม่สามารถจัดมหกรรมอาชีพที่เหลือได้",
        },
    ),
    (
        "DIS",
        {
            "project_code": "64-6-007",
            "change_type": "cancel",
            "effective_on": date(2021, 8, 16),
            "approved": False,
            "reason": "ขอยกเลิกการจัดรับสมัครงานที่เหลือ อยู่ระหว่างเสนอปลัดกระทรวงแรงงานพิจารณา",
        },
    ),
)
"""Office unit and row of the `project_changes` form."""


def unit_changes(unit: str, years: tuple[int, ...]) -> dict[Month, tuple[Row, ...]]:
    """Month → the changes of one unit that take effect in it, for the fiscal years (BE) told."""
    months: dict[Month, tuple[Row, ...]] = {}
    for owner, row in CHANGES:
        day = row["effective_on"]
        assert isinstance(day, date)
        month = Month.of(day)
        if owner == unit and month.fiscal_year.year_be in years:
            months[month] = (*months.get(month, ()), row)
    return months


def is_cancelled(code: str, month: Month) -> bool:
    """Whether a report of `month` says that the project was called off."""
    return code in CANCELLED and month > CANCELLED[code]


def working_month(code: str, month: Month) -> Month:
    """The month whose figures a report of `month` shows: those of a cancelled project stand still."""
    return min(month, CANCELLED.get(code, month))


def target(code: str, month: Month, registered: Decimal | None) -> Decimal | None:
    """The target that the lead agency reports against in a month."""
    since, changed = NEW_TARGETS.get(code, (month, registered))
    return changed if month >= since else registered
