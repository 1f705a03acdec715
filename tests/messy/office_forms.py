"""The forms of the Office's own work: true rows and faults between rows."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from base.period import Month
from tests.messy.layout import Plan
from tests.messy.paper import Put
from tests.messy.plan_forms import LATE, YEAR, spell, twice, with_fault
from tests.messy.rows import Row, Truth, cell
from tests.messy.wrong_cells import faults_of

NOVEMBER = Month(2020, 11)
ALLOCATED = Decimal(1_000_000)


def _ledger(reporter: str, dice: random.Random) -> list[Row]:
    """Two units: what each was given, then what it paid."""
    rows = []
    for unit in ("GEN", "INF"):
        for number in range(4):
            paid = Decimal(dice.randrange(1_000, 9_000_000)) / 100
            truth: Truth = {
                "unit": unit,
                "category": "operating",
                "txn_type": "disburse" if number else "allocate",
                "effective_on": date(2020, 11, 1 + dice.randrange(28)),
                "amount": paid if number else ALLOCATED,
                "from_carry_over": dice.choice((None, False)),
                "doc_ref": f"บจ.64/{unit}{number:02d}",
                "activity": "ค่าใช้จ่ายในการประชุมคณะอนุกรรมการ",
            }
            rows.append(Row(truth))
    return rows


LEDGER = Plan(
    form="ledger",
    reporters=("GEN",),
    period=NOVEMBER,
    at=LATE,
    rows=_ledger,
    spell=spell,
    faults=faults_of("ledger", ("unit", "category", "txn_type", "effective_on", "amount", "from_carry_over"))
    | faults_of("ledger", ("activity",))
    | {
        "another month": cell("effective_on", Put("5 ธ.ค. 2563"), "V37"),
        "reverses nothing": cell("reverses", Put("บจ.64/9999"), "V53"),
    },
    alone={
        "spent too much": with_fault(7, "V50", "amount", amount=Decimal("1000000.01")),
        "refunded too much": with_fault(7, "V51", "amount", txn_type="refund", amount=Decimal(500_000)),
        "returned too much": with_fault(7, "V52", "amount", txn_type="transfer_out", amount=Decimal("999999.99")),
        "row twice": twice("V54", "doc_ref", 5),
    },
    kept=frozenset({"from_carry_over", "reverses", "doc_ref", "activity"}),
    misspelt=("category", "from_carry_over"),
    merged="unit",
    total="amount",
    note="activity",
)


def _technology(reporter: str, dice: random.Random) -> list[Row]:
    uses = ("คิวอาร์โค้ด (QR code)", "ระบบอินทราเน็ต", "ประชุมผ่านสื่ออิเล็กทรอนิกส์", "Google Sheet")
    rows = []
    for number in range(1, 8):
        truth: Truth = {
            "used_on": date(2020, 11, 2 + 3 * number),
            "technology": dice.choice(uses),
            "purpose": dice.choice(("จัดทำเอกสารการประชุม", "เวียนหนังสือราชการ")),
            "object": f"ประชุมติดตามแผน ครั้งที่ {number}/2563",
            "benefit": "ลดการใช้กระดาษประมาณ 1,200 แผ่น",
            "evidence": f"https://example.org/technology/{number}",
        }
        rows.append(Row(truth))
    return rows


TECHNOLOGY = Plan(
    form="technology",
    reporters=("INF", "OLD", "DIS", "GEN"),
    period=NOVEMBER,
    at=LATE,
    rows=_technology,
    spell=spell,
    faults=faults_of("technology", ("used_on", "technology", "purpose", "benefit", "evidence"))
    | {"another month": cell("used_on", Put("31 ตุลาคม 2563"), "V37")},
    alone={"row twice": twice("V63", "technology", 2)},
    kept=frozenset({"object", "benefit", "evidence"}),
    misspelt=("purpose", "technology"),
    merged="technology",
    note="benefit",
)


def _pmqa(reporter: str, dice: random.Random) -> list[Row]:
    """Two meetings of four units each: one held, one still to come."""
    rows = []
    for number, status in ((1, "held"), (2, "scheduled")):
        day = date(2020, 11, 3 + dice.randrange(24))
        for unit in ("INF", "OLD", "DIS", "GEN"):
            truth: Truth = {
                "meeting_code": f"PMQA64-{number:02d}",
                "meeting_on": day,
                "title": f"ประชุมจัดทำข้อมูลประกวดรางวัล หมวด {number}",
                "invited_by": "กพบ.",
                "purpose": "award_data",
                "status": status,
                "letter_ref": f"รง 0206/ว {1200 + number}",
                "unit": unit,
            }
            if status == "held":
                came = dice.random() < 0.8
                truth |= {"attended": came, "mode": dice.choice(("onsite", "online", "hybrid"))}
                truth |= {"attendee_position": "นักวิชาการแรงงานชำนาญการ"} if came else {}
            rows.append(Row(truth))
    return rows


PMQA = Plan(
    form="pmqa",
    reporters=("GEN",),
    period=NOVEMBER,
    at=LATE,
    rows=_pmqa,
    spell=spell,
    faults=faults_of("pmqa", ("meeting_code", "meeting_on", "purpose", "status", "unit"))
    | faults_of("pmqa", ("attended", "mode"))
    | {"another month": cell("meeting_on", Put("3 ธันวาคม 2563"), "V37")},
    alone={
        "came to no meeting": with_fault(5, "V64", "attended", attended=True),
        "another inviter": with_fault(3, "V66", "invited_by", invited_by="สำนักงาน กพร."),
        "another title": with_fault(6, "V66", "title", title="ประชุมอื่น"),
        "nobody says who came": with_fault(1, "V67", "attended", attended=None),
        "row twice": twice("V10", "meeting_code", 2),
    },
    kept=frozenset({"title", "attended", "mode"}),
    misspelt=("letter_ref", "attendee_position"),
    merged="title",
    note="title",
)


def _review(reporter: str, dice: random.Random) -> list[Row]:
    rows, day = [], date(2020, 10, 5)
    for step in range(1, 6):
        day += timedelta(days=dice.randrange(1, 60))
        process = "การขับเคลื่อนการบริหารจัดการแรงงานนอกระบบ"
        truth: Truth = {"step_no": step, "done_on": day, "evidence": f"คู่มือ รหัสเอกสาร 00{step}"}
        truth |= {"process_name": process, "applies_to_all": True if step in (1, 2, 4) else None}
        rows.append(Row(truth))
    return rows


REVIEW = Plan(
    form="review",
    reporters=("OFF",),
    period=YEAR,
    at=LATE,
    rows=_review,
    spell=spell,
    faults=faults_of("review", ("step_no", "done_on", "evidence", "process_name", "applies_to_all"))
    | {"no such step": cell("step_no", Put(9), "V07")},
    alone={
        "no evidence": with_fault(1, "V68", "evidence", evidence=None),
        "evidence without a day": with_fault(2, "V69", "done_on", done_on=None),
        "own step for all": with_fault(2, "V70", "applies_to_all", applies_to_all=True),
        "a step before the one before it": with_fault(3, "V71", "done_on", done_on=date(2020, 10, 2)),
        "another year": with_fault(3, "V72", "done_on", done_on=date(2021, 10, 2)),
        "row twice": twice("V10", "step_no", 4),
    },
    kept=frozenset({"done_on", "evidence", "process_name", "applies_to_all"}),
    misspelt=("applies_to_all",),
    merged="process_name",
    note="process_name",
)
