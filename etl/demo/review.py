"""The review of work processes of the demonstration: versions of each checklist, in order of time.

2564: the Office's evidence of steps 1, 2 and 4 serves every unit; the Disabled group has no evidence of its own step 3
and stays at 3; the Older group adds an innovation and reaches 5. 2563: the manual was still being written, so nobody
has step 4.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from etl.rows import Row

PROCESS = "การขับเคลื่อนการบริหารจัดการแรงงานนอกระบบ แรงงานสูงอายุ และแรงงานคนพิการ"
PROCESSES = {
    "INF": "การจัดทำและขับเคลื่อนแผนด้านแรงงานนอกระบบ",
    "OLD": "การจัดทำและขับเคลื่อนแผนด้านแรงงานสูงอายุ",
    "DIS": "การจัดทำและขับเคลื่อนแผนด้านแรงงานคนพิการและแรงงานผู้ด้อยโอกาส",
    "GEN": "การบริหารงบประมาณและงานสารบรรณของสำนักงาน",
}


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a checklist: who sent it, when, and its rows."""

    unit: str
    sent_on: date
    rows: tuple[Row, ...]


def _row(step: int, process: str, done_on: date | None, evidence: str | None, *, is_shared: bool = False) -> Row:
    said = {"step_no": step, "done_on": done_on, "evidence": evidence, "process_name": process}
    return {**said, "applies_to_all": True} if is_shared else said


def _shared(step: int, done_on: date, evidence: str) -> Row:
    return _row(step, PROCESS, done_on, evidence, is_shared=True)


_OFFICE_2563 = (
    _shared(1, date(2020, 2, 19), "บันทึกข้อความที่ รง 0211/214 ตารางกระบวนการหลักและกระบวนการสนับสนุน"),
    _shared(2, date(2020, 4, 30), "บันทึกข้อความที่ รง 0211/402 ตารางข้อกำหนดที่สำคัญของกระบวนการ"),
    _row(4, PROCESS, None, None),
)
_OFFICE_2564 = (
    _shared(1, date(2020, 11, 12), "ตารางกระบวนการหลักและกระบวนการสนับสนุน ปีงบประมาณ พ.ศ. 2564"),
    _shared(2, date(2020, 12, 16), "ตารางข้อกำหนดที่สำคัญของกระบวนการ ปีงบประมาณ พ.ศ. 2564"),
    _shared(4, date(2021, 6, 30), "คู่มือการปฏิบัติงาน รหัสเอกสาร 001 ฉบับทบทวน พ.ศ. 2564"),
)
_OLD_2564 = (
    _row(3, PROCESSES["OLD"], date(2021, 3, 10), "ผังกระบวนงานด้านแรงงานสูงอายุ ฉบับทบทวน"),
    _row(
        *(5, PROCESSES["OLD"], date(2021, 8, 20)),
        "นวัตกรรมแบบติดตามโครงการผ่านคิวอาร์โค้ด บันทึกข้อความที่ รง 0211/918",
    ),
)

_VERSIONS: dict[int, tuple[Version, ...]] = {
    2563: (
        Version("OFF", date(2020, 5, 8), _OFFICE_2563),
        *(
            Version(unit, date(2020, 8, 26), (_row(3, process, date(2020, 8, 14), f"ผังกระบวนงาน{process}"),))
            for unit, process in PROCESSES.items()
        ),
    ),
    2564: (
        Version("OFF", date(2020, 12, 22), _OFFICE_2564[:2]),
        Version(
            *("INF", date(2021, 3, 5)),
            (_row(3, PROCESSES["INF"], date(2021, 2, 24), "ผังกระบวนงานด้านแรงงานนอกระบบ ฉบับทบทวน"),),
        ),
        Version(
            *("GEN", date(2021, 3, 8)),
            (_row(3, PROCESSES["GEN"], date(2021, 3, 3), "ผังกระบวนงานฝ่ายบริหารทั่วไป ฉบับทบทวน"),),
        ),
        Version("OLD", date(2021, 3, 15), _OLD_2564[:1]),
        Version("DIS", date(2021, 3, 24), (_row(3, PROCESSES["DIS"], None, None),)),
        Version("OFF", date(2021, 7, 5), _OFFICE_2564),
        Version("OLD", date(2021, 8, 24), _OLD_2564),
    ),
}


def versions(year: int) -> Iterator[Version]:
    """Every checklist of a fiscal year (BE) as it was sent, in order of time."""
    yield from _VERSIONS.get(year, ())
