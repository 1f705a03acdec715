"""Who sends when in the demonstration: some late, some not at all, some with faults first, one returned, one waived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from base.period import DEADLINE_DAY, Month
from etl.rows import Row, Value

PUNCTUALITY = {"OPS": 0.98, "DOE": 0.95, "DSD": 0.92, "DLPW": 0.88, "SSO": 0.83}
"""Share of months sent on time; centres have a share of their own."""

MISSING = frozenset(
    {
        ("SSO", Month(2019, 4)),
        ("PC84", Month(2020, 4)),
        ("PC90", Month(2020, 4)),
        ("PC60", Month(2021, 5)),
        ("PC83", Month(2021, 6)),
        ("PC83", Month(2021, 7)),
        ("PC45", Month(2021, 8)),
    }
)
WAIVED = {("PC96", Month(2021, 7)): "มีคำสั่งปิดพื้นที่เพื่อควบคุมโรคติดเชื้อไวรัสโคโรนา 2019 จึงไม่สามารถดำเนินกิจกรรมได้"}
RETURNED = {("DLPW", Month(2021, 1)): "ผลสะสมไม่ตรงกับเอกสารหลักฐานที่แนบ โปรดตรวจสอบและส่งใหม่"}
NIL = frozenset(
    {("PC83", Month(2020, 10)), ("PC71", Month(2020, 10)), ("PC10", Month(2020, 4)), ("PC20", Month(2020, 5))}
)
FAULTY = {
    ("DSD", Month(2020, 11)): "text_for_number",
    ("SSO", Month(2020, 12)): "overspent",
    ("DOE", Month(2021, 3)): "unknown_project",
    ("PC30", Month(2020, 12)): "no_status",
    ("PC65", Month(2021, 2)): "text_for_number",
    ("PC41", Month(2021, 4)): "negative",
    ("PC70", Month(2021, 6)): "overspent",
    ("PC31", Month(2021, 8)): "unknown_project",
    ("DLPW", Month(2020, 1)): "negative",
}
"""Workbooks that first came with a fault and were corrected the next working day."""
VERY_LATE = {("SSO", Month(2021, 6)): 17, ("PC34", Month(2021, 3)): 24, ("DLPW", Month(2021, 8)): 9}
"""Days after the month's end, where the story wants them."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How one report comes: days after the end of its month, as a nil report, with a fault first, or not at all."""

    day: int
    is_missing: bool = False
    is_nil: bool = False
    fault: str | None = None
    returned_for: str | None = None
    waived_for: str | None = None


def turn(reporter: str, month: Month) -> Turn:
    """The same reporter and month always behave the same."""
    key = (reporter, month)
    return Turn(
        day=VERY_LATE.get(key) or _day(reporter, month),
        is_missing=key in MISSING or key in WAIVED,
        is_nil=key in NIL,
        fault=FAULTY.get(key),
        returned_for=RETURNED.get(key),
        waived_for=WAIVED.get(key),
    )


def _day(reporter: str, month: Month) -> int:
    random = Random(f"day:{reporter}:{month}")
    share = PUNCTUALITY.get(reporter) or Random(f"habit:{reporter}").uniform(0.72, 0.98)
    if random.random() < share:
        return random.randint(1, DEADLINE_DAY)
    return DEADLINE_DAY + min(random.randint(1, 9), random.randint(1, 9))


def spoiled(rows: tuple[Row, ...], fault: str) -> tuple[Row, ...]:
    """The rows as the reporter first typed them, with one fault that the checks refuse."""
    changes: dict[str, Mapping[str, Value]] = {
        "text_for_number": {"result_cum": "ประมาณสองร้อยคน"},
        "overspent": {"budget_disb": Decimal(str(rows[0]["budget_alloc"])) + 25000},
        "unknown_project": {"project_code": "64-9-999"},
        "no_status": {"status": None},
        "negative": {"result_cum": Decimal(-12)},
    }
    return ({**rows[0], **changes[fault]}, *rows[1:])


def misread(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows with a first result that passes the checks but not the reviewer: 90 too many."""
    result = rows[0]["result_cum"]
    assert isinstance(result, Decimal)
    month = rows[0]["result_month"]
    assert isinstance(month, Decimal)
    return ({**rows[0], "result_cum": result + 90, "result_month": month + 90}, *rows[1:])
