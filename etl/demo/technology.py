"""The log of technology use of the demonstration: a few uses of each unit every month, more since April 2563.

What is planted: one exact duplicate, one month that never came in, about a fifth of the entries without evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from base.period import Month
from base.thai import MONTH_FULL_TH
from etl.rows import Row

UNITS = ("INF", "OLD", "DIS", "GEN")
MISSING = ("DIS", Month(2021, 2))
"""The one log that was never sent."""
TWICE = ("INF", Month(2021, 3))
"""The log whose first entry was entered twice."""
ONLINE_FROM = Month(2020, 4)
"""Meetings moved online with the outbreak of the spring of 2563."""
EVIDENCE = "https://example.org/technology/{unit}/{month}/{number}"
EVIDENCE_SHARE = 0.8
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Kind:
    """One way of putting technology to use; `object` and `benefit` may name {month}, {plan} and {count}."""

    technology: str
    purpose: str
    object: str
    benefit: str
    is_online: bool = False


PLAN_OF = {"INF": "แรงงานนอกระบบ", "OLD": "แรงงานสูงอายุ", "DIS": "แรงงานคนพิการ", "GEN": "งานของสำนักงาน"}

_QR, _MAIL, _ONLINE = "คิวอาร์โค้ด (QR code)", "ไปรษณีย์อิเล็กทรอนิกส์ (e-mail)", "ประชุมผ่านสื่ออิเล็กทรอนิกส์"
_PAPERS, _CIRCULAR, _DATA, _MEETING = (
    *("จัดทำเอกสารการประชุม", "เวียนหนังสือราชการ"),
    *("รวบรวมข้อมูลและรายงาน", "ประชุมหรือประสานงาน"),
)

OF_A_GROUP = (
    Kind("Google Sheet", _DATA, "ติดตามผลการดำเนินงานด้าน{plan} ประจำเดือน{month}", "หน่วยงานรายงานผลพร้อมกันในไฟล์เดียว"),
    Kind(_QR, _PAPERS, "ประชุมติดตามแผนด้าน{plan} เดือน{month}", "ลดการใช้กระดาษประมาณ {count} แผ่น"),
    Kind(_MAIL, _CIRCULAR, "หนังสือเวียนขอรับรายงานความคืบหน้าด้าน{plan} เดือน{month}", "หน่วยงานได้รับหนังสือภายในวันเดียว"),
    Kind(_ONLINE, _MEETING, "ประชุมหารือหน่วยงานภาคีด้าน{plan} เดือน{month}", "ลดค่าใช้จ่ายในการเดินทาง", is_online=True),
    Kind("แบบสอบถามออนไลน์ (Google Form)", _DATA, "สำรวจความเห็นเครือข่ายด้าน{plan} เดือน{month}", "ได้รับคำตอบ {count} ราย"),
)
OF_ADMINISTRATION = (
    Kind(_MAIL, _CIRCULAR, "แจ้งเวียนหนังสือภายในสำนักงาน ประจำเดือน{month}", "ลดการใช้กระดาษประมาณ {count} แผ่น"),
    Kind(_QR, _PAPERS, "ประชุมสำนักงานนโยบายแรงงานนอกระบบ เดือน{month}", "ลดการใช้กระดาษประมาณ {count} แผ่น"),
    Kind("ระบบอินทราเน็ต", _CIRCULAR, "เผยแพร่คำสั่งและประกาศของสำนักงาน เดือน{month}", "บุคลากรสืบค้นย้อนหลังได้"),
    Kind(_ONLINE, _MEETING, "ประชุมสำนักงานผ่านระบบออนไลน์ เดือน{month}", "บุคลากรเข้าร่วมได้ครบทุกกลุ่ม", is_online=True),
    Kind("Google Sheet", _DATA, "ติดตามผลการเบิกจ่ายงบประมาณ ประจำเดือน{month}", "ผู้บริหารทราบผลการเบิกจ่ายเป็นปัจจุบัน"),
)


def log_rows(unit: str, month: Month) -> tuple[Row, ...]:
    """The rows of one unit's log of one month, in order of day; none for the log that was never sent."""
    if (unit, month) == MISSING:
        return ()
    random = Random(f"technology:{unit}:{month}")
    kinds = [
        kind
        for kind in (OF_ADMINISTRATION if unit == "GEN" else OF_A_GROUP)
        if not kind.is_online or month >= ONLINE_FROM
    ]
    chosen = random.sample(kinds, random.randint(2, 4 if month >= ONLINE_FROM else 3))
    days = sorted(random.sample(_workdays(month), len(chosen)))
    uses = enumerate(zip(chosen, days, strict=True), 1)
    rows = [_row(kind, unit, month, day, number, random) for number, (kind, day) in uses]
    return tuple([rows[0], *rows] if (unit, month) == TWICE else rows)


def _workdays(month: Month) -> list[date]:
    days = (month.first_day.replace(day=day) for day in range(1, month.last_day.day + 1))
    return [day for day in days if day.weekday() < SATURDAY]


def _row(kind: Kind, unit: str, month: Month, day: date, number: int, random: Random) -> Row:
    words = {
        "month": f"{MONTH_FULL_TH[month.number - 1]} {month.year + 543}",
        "plan": PLAN_OF[unit],
        "count": str(random.randint(6, 60) * 10),
    }
    has_evidence = random.random() < EVIDENCE_SHARE
    return {
        "used_on": day,
        "technology": kind.technology,
        "purpose": kind.purpose,
        "object": kind.object.format(**words),
        "benefit": kind.benefit.format(**words),
        "evidence": EVIDENCE.format(unit=unit, month=month, number=number) if has_evidence else None,
    }
