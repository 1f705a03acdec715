"""The evaluation of plans in the demonstration: after each completed step S1–S4 of some plans (manual 10.1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from base.period import Month
from etl.rows import Row

EVALUATED: dict[tuple[str, int], dict[str, tuple[str, ...]]] = {
    ("INF", 2563): {"PLAN2": ("S1", "S2", "S3", "S4")},
    ("OLD", 2563): {"PLAN4": ("S1", "S2", "S3", "S4")},
    ("INF", 2564): {"PLAN1": ("S1", "S2", "S3", "S4"), "PLAN2": ("S1", "S2", "S3", "S4")},
    ("OLD", 2564): {"PLAN4": ("S1", "S2", "S3", "S4")},
    ("DIS", 2564): {"PLAN5": ("S1", "S2", "S3"), "PLAN6": ("S1", "S2", "S3", "S4")},
}
"""(unit, cycle) → plan → its steps evaluated by November of the fiscal year's first months."""

EVALUATORS = {
    "INF": "หัวหน้ากลุ่มแรงงานนอกระบบ",
    "OLD": "หัวหน้ากลุ่มแรงงานสูงอายุ",
    "DIS": "หัวหน้ากลุ่มแรงงานคนพิการและแรงงานผู้ด้อยโอกาส",
}
REMARKS = {
    "S1": "ยกร่างแผนแล้วเสร็จภายในเดือนกรกฎาคม ข้อมูลสถานการณ์แรงงานครบถ้วน",
    "S2": "ผู้มีส่วนได้ส่วนเสียเข้าร่วมประชุมทบทวนครบทุกกลุ่มเป้าหมาย และปลัดกระทรวงแรงงานเห็นชอบแล้ว",
    "S3": "แจ้งเวียนและรวบรวมโครงการ/กิจกรรมเพิ่มเติมแล้ว มีบางหน่วยงานตอบกลับใกล้วันครบกำหนด",
    "S4": "คณะอนุกรรมการ/คณะกรรมการให้ความเห็นชอบครบทุกคณะ",
}
SENT_ON = {"INF": 12, "OLD": 13, "DIS": 13}
"""Day of November on which a unit sends its evaluations."""


def evaluation_rows(unit: str, year: int) -> tuple[Row, ...]:
    """The rows of the `evaluations` form of one unit for the cycle of a fiscal year (BE); none when it made none."""
    return tuple(_rows(unit, year))


def sent_in(year: int) -> Month:
    """November of the fiscal year's first months, after the committees of October."""
    return Month(year - 544, 11)


def _rows(unit: str, year: int) -> Iterator[Row]:
    before = year - 544
    days = {"S1": date(before, 8, 5), "S2": date(before, 9, 14), "S3": date(before, 10, 5), "S4": date(before, 11, 5)}
    for plan, steps in EVALUATED.get((unit, year), {}).items():
        for step in steps:
            yield {
                "item_code": plan,
                "cycle_fy": year,
                "step": step,
                "evaluated_on": days[step],
                "evaluator_position": EVALUATORS[unit],
                "remark": REMARKS[step],
            }
