"""Rows of a progress report that are true and contradict nothing, and the ways each can be made wrong."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.messy.paper import Put

Names = dict[str, tuple[str, ...]]
PROVINCES = {"50": "เชียงใหม่", "10": "กรุงเทพมหานคร", "26": "นครนายก", "80": "นครศรีธรรมราช", "90": "สงขลา"}
AGENCIES: Names = {"DSD": ("กรมพัฒนาฝีมือแรงงาน", "กพร.", "DSD"), "DOE": ("กรมการจัดหางาน", "กกจ.", "DOE")}
GROUPS: Names = {"INF": ("นอกระบบ", "แรงงานนอกระบบ"), "INF,OLD": ("นอกระบบ, สูงอายุ", "สูงอายุ/นอกระบบ")}
UNDER_WAY = ("อยู่ระหว่างดำเนินการ", "กำลังดำเนินการ", "in progress")
Truth = dict[str, Any]


@dataclass
class Row:
    """What is true, what is written instead of it, and what must be found: (code, field)."""

    truth: Truth
    instead: dict[str, Put] = field(default_factory=dict)
    faults: list[tuple[str, str | None]] = field(default_factory=list)
    is_left_out: bool = False
    is_twice: bool = False


Fault = Callable[[Row], None]


def project_of(reporter: str, number: int) -> Truth:
    """A project of the register: eight for each reporter."""
    target = Decimal(200 + 50 * number)
    return {
        "project_code": f"{reporter}-{number:02d}",
        "item_code": "PLAN2",
        "project_name": f"โครงการส่งเสริมอาชีพแรงงานนอกระบบ รุ่นที่ {number}",
        "wg": "INF",
        "lead_agency": reporter,
        "target": target,
        "target_unit": "คน",
        "add_approved": True,
    }


def before(reporter: str, number: int) -> Truth:
    """What the reporter said of October."""
    project = project_of(reporter, number)
    done = project["target"] / 10
    return {
        **{name: project[name] for name in ("project_code", "project_name", "wg", "lead_agency", "target")},
        **{"target_unit": "คน", "plan_no": 2, "strategy": "พัฒนาทักษะ", "province": list(PROVINCES)[number % 5]},
        **{"result_month": done, "result_cum": done, "progress_pct": Decimal(10), "status": "in_progress"},
        **{"budget_alloc": Decimal(1_000_000), "budget_disb": Decimal(0), "result_text": "เริ่มดำเนินการ"},
    }


def row_of(reporter: str, number: int, dice: random.Random) -> Row:
    """November: more than October, and every figure agrees with the others."""
    last = before(reporter, number)
    step = Decimal(dice.randrange(0, 60))
    done = last["result_cum"] + step
    share = (done * 100 / last["target"]).quantize(Decimal("0.1"), ROUND_HALF_UP)
    start = date(2020, 10, 1 + dice.randrange(28))
    truth = last | {
        "row_no": number,
        "wg": dice.choice(list(GROUPS)),
        "result_month": step,
        "result_cum": done,
        "progress_pct": share,
        "start_date": start,
        "end_date": date(2021, dice.randrange(6, 10), 1 + dice.randrange(28)),
        "budget_disb": Decimal(dice.choice((0, 125_000, 250_000, 999_999))) + Decimal(dice.randrange(100)) / 100,
        "result_text": f"จัดอบรมแล้ว {done:f} คน กำลังติดตามผล",
        "beneficiaries_m": dice.randrange(1, 500),
        "beneficiaries_f": dice.randrange(1, 500),
        "problem": "ผู้เข้าอบรมน้อย",
        "solution": "ประชาสัมพันธ์เพิ่มเติม",
    }
    truth["budget_disb"] = min(truth["budget_disb"], truth["budget_alloc"])
    return Row(truth)


def cell(field_code: str, put: Put, code: str) -> Fault:
    """A fault of one cell: what is written there instead, and what is told of it."""

    def fault(row: Row) -> None:
        row.instead[field_code] = put
        row.faults.append((code, field_code))

    return fault


def _over(row: Row) -> None:
    row.truth["budget_disb"] = row.truth["budget_alloc"] + Decimal("0.01")
    row.faults.append(("V19", "budget_disb"))


def _fell(row: Row) -> None:
    row.truth |= {"result_cum": row.truth["target"] / 20, "progress_pct": Decimal(5), "result_month": None}
    row.faults.append(("V13", "result_cum"))


def _retargeted(row: Row) -> None:
    row.truth["target"] += 1
    row.faults.append(("V18", "target"))


def _other_unit(row: Row) -> None:
    row.truth["target_unit"] = "ครั้ง"
    row.faults.append(("V18", "target_unit"))


def _mismatch(row: Row) -> None:
    row.truth["progress_pct"] += 40
    row.faults.append(("V16", "progress_pct"))


def _backwards(row: Row) -> None:
    row.truth["end_date"] = date(2020, 9, 30)
    row.faults.append(("V20", "end_date"))


def _wrong_month(row: Row) -> None:
    row.truth["result_month"] += 1
    row.faults.append(("V14", "result_month"))


def _left_out(row: Row) -> None:
    row.is_left_out = True
    row.faults.append(("V28", None))


def _twice(row: Row) -> None:
    row.is_twice = True
    row.faults.append(("V10", "project_code"))


FAULTS: dict[str, Fault] = {
    "words for a number": cell("budget_alloc", Put("หนึ่งล้านบาทถ้วน"), "E_NUM_FORMAT"),
    "European number": cell("budget_alloc", Put("1.000.000,50"), "E_NUM_LOCALE"),
    "about": cell("result_cum", Put("ประมาณ 50"), "E_NUM_QUALIFIED"),
    "range": cell("result_cum", Put("50-60"), "E_NUM_RANGE"),
    "half a person": cell("beneficiaries_m", Put(12.5), "E_NUM_NOT_INTEGER"),
    "error cell": cell("budget_disb", Put("#DIV/0!", formula="=1/0", is_error=True), "E_CELL_ERROR"),
    "reference error": cell("target", Put("#REF!", formula="=A1", is_error=True), "E_CELL_ERROR"),
    "not calculated": cell("result_cum", Put(None, formula="=A1*2"), "E_FORMULA_NO_VALUE"),
    "American date": cell("start_date", Put("05/13/2564"), "E_DATE_ORDER"),
    "no such day": cell("end_date", Put("31/02/2564"), "E_DATE_INVALID"),
    "date in words": cell("end_date", Put("เร็ว ๆ นี้"), "E_DATE_FORMAT"),
    "unclear month": cell("end_date", Put("5 มิ.ค. 2564"), "E_DATE_MONTH"),
    "unknown status": cell("status", Put("ไปเรื่อย ๆ"), "E_CHOICE"),
    "unknown group": cell("wg", Put("นักศึกษา"), "E_CHOICE"),
    "unknown province": cell("province", Put("เชียงใหญ่"), "V24"),
    "unknown agency": cell("lead_agency", Put("กรมประมง"), "V03"),
    "unknown project": cell("project_code", Put("XX-99"), "V08"),
    "empty cell": cell("target_unit", Put(""), "V21"),
    "dash for words": cell("result_text", Put("-"), "V21"),
    "negative money": cell("budget_alloc", Put(-5), "V12"),
    "no such plan": cell("plan_no", Put(9), "V07"),
    "another plan": cell("plan_no", Put(3), "V09"),
    "no link": cell("evidence", Put("แนบไฟล์แล้ว"), "V23"),
    "wrong encoding": cell("measure", Put("ส่งเสริมอาชีพ".encode("cp874").decode("latin-1")), "W_MOJIBAKE"),
    "spent too much": _over,
    "fell": _fell,
    "retargeted": _retargeted,
    "another unit": _other_unit,
    "share disagrees": _mismatch,
    "ends before it starts": _backwards,
    "month disagrees": _wrong_month,
    "project left out": _left_out,
    "row twice": _twice,
}
NOT_IN_TEXT = frozenset({"not calculated", "truth value", "truth value for a code"})
"""What delimited text cannot show: a formula without its result, and truth values, which are words there."""
NOT_IN_CP874 = frozenset({"wrong encoding"})
"""What CP874 cannot show: its own code page read as another has no letters there."""
UNCLEAR_CODES = frozenset({"V08", "V10"})
