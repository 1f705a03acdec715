"""The forms of the year's end: annual results, the steps of the annual report, the evaluation of plans."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from tests.messy.layout import Plan
from tests.messy.paper import Put
from tests.messy.plan_forms import LATE, YEAR, spell, twice, with_fault
from tests.messy.rows import Row, Truth, cell
from tests.messy.wrong_cells import faults_of


def _annual(reporter: str, dice: random.Random) -> list[Row]:
    rows = []
    for number in range(1, 9):
        truth: Truth = {
            "project_code": f"{reporter}-{number:02d}",
            "result_final": Decimal(dice.randrange(0, 900)),
            "narrative": f"จัดอบรมให้ความรู้แก่แรงงานนอกระบบ {number} รุ่น ครบทุกภูมิภาค",
            "situation": "แรงงานนอกระบบมีรายได้ลดลงจากสถานการณ์โรคติดเชื้อ",
            "problem": "ไม่สามารถจัดอบรมในพื้นที่ควบคุมได้",
            "solution": "ปรับเป็นการอบรมผ่านสื่ออิเล็กทรอนิกส์",
        }
        if dice.random() < 0.5:
            truth |= {"photo": f"https://example.org/photos/{number}.jpg", "photo_consent": dice.random() < 0.8}
            truth |= {"photo_caption": f"การอบรมแรงงานนอกระบบ รุ่นที่ {number}"}
        rows.append(Row(truth))
    return rows


ANNUAL = Plan(
    form="annual",
    reporters=("DSD", "DOE"),
    period=YEAR,
    at=LATE,
    rows=_annual,
    spell=spell,
    faults=faults_of("annual", ("project_code", "result_final", "narrative", "problem", "photo", "photo_consent")),
    alone={
        "photo without words": with_fault(
            2, "V73", "photo_caption", photo="https://example.org/1.jpg", photo_consent=True, photo_caption=None
        ),
        "photo without consent": with_fault(
            4, "V73", "photo_consent", photo="https://example.org/2.jpg", photo_caption="การอบรม", photo_consent=None
        ),
        "row twice": twice("V10", "project_code", 3),
    },
    kept=frozenset({"result_final", "problem", "photo", "photo_caption", "photo_consent"}),
    misspelt=("narrative", "photo_consent"),
    merged="situation",
    note="narrative",
)


def _milestones(reporter: str, dice: random.Random) -> list[Row]:
    rows, day = [], date(2021, 9, 20)
    for step in ("REPORT_COMPILED", "REPORT_TO_EXECUTIVES", "REPORT_CIRCULATED"):
        day += timedelta(days=dice.randrange(1, 12))
        rows.append(Row({"step": step, "done_on": day, "evidence": "บันทึกข้อความที่ รง 0213/456"}))
    return rows


def _skipped(rows: list[Row]) -> None:
    """The middle step is not recorded."""
    del rows[1]
    rows[1].faults.append(("V74", "step"))


MILESTONES = Plan(
    form="milestones",
    reporters=("OFF",),
    period=YEAR,
    at=LATE,
    rows=_milestones,
    spell=spell,
    faults=faults_of("milestones", ("step", "done_on", "evidence")),
    alone={
        "step left out": _skipped,
        "before the step before it": with_fault(2, "V20", "done_on", done_on=date(2021, 9, 3)),
        "another year": with_fault(0, "V72", "done_on", done_on=date(2021, 8, 3)),
        "row twice": twice("V10", "step", 2),
    },
    kept=frozenset({"evidence"}),
    misspelt=("step",),
    note="evidence",
)


def _evaluations(reporter: str, dice: random.Random) -> list[Row]:
    rows = []
    for plan in ("PLAN3", "PLAN4"):
        for number, step in enumerate(("S1", "S2", "S3", "S4")):
            truth: Truth = {
                "item_code": plan,
                "cycle_fy": 2564,
                "step": step,
                "evaluated_on": date(2020, 11, 2 + number + dice.randrange(20)),
                "evaluator_position": "หัวหน้ากลุ่มแรงงานสูงอายุ",
                "remark": "ดำเนินการแล้วเสร็จตามกำหนด",
                "evidence": f"https://example.org/evaluations/{plan}/{step}",
            }
            rows.append(Row(truth))
    return rows


EVALUATIONS = Plan(
    form="evaluations",
    reporters=("OLD",),
    period=YEAR,
    at=LATE,
    rows=_evaluations,
    spell=spell,
    faults=faults_of("evaluations", ("item_code", "cycle_fy", "step", "evaluated_on", "evaluator_position", "evidence"))
    | {"a year of another era": cell("cycle_fy", Put(64), "V48")},
    alone={
        "before it was done": with_fault(3, "V75", "step", evaluated_on=date(2020, 10, 2)),
        "not done yet": with_fault(7, "V75", "step", step="S5"),
        "row twice": twice("V10", "item_code", 5),
    },
    kept=frozenset({"evidence"}),
    misspelt=("evaluator_position",),
    merged="item_code",
    note="remark",
)

EVENTS_OF_OLD: tuple[tuple[int, str, str | None], ...] = (
    *((1, "DRAFTED", None), (5, "REVIEW_MEETING", None), (7, "ENDORSED", "PS"), (9, "CIRCULATED", None)),
    *((12, "COMPILED", None), (20, "ENDORSED", "SC-OLD")),
)
"""(day of October 2563, event, body) of both plans of the Older group: what its evaluations follow."""
