"""Rules that need several months: what fell, what stood still, what jumped."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.etl_check.desk import check, good, placed

STEPS = (10, 12, 9, 11, 10, 12)


def month(result: Any, **changes: Any) -> dict[str, Any]:
    """A kept row of P-001 in Chiang Mai."""
    kept = {"project_code": "P-001", "activity": None, "province": "50", "project_name": "ก", "target": Decimal(1000)}
    kept |= {"target_unit": "คน", "status": "in_progress", "budget_disb": Decimal(500), "result_text": "ครั้งก่อน"}
    return kept | {"progress_pct": Decimal(1), "result_cum": None if result is None else Decimal(result)} | changes


def course(*steps: int) -> list[list[dict[str, Any]]]:
    """One month for each step, cumulative."""
    return [[month(sum(steps[: number + 1]))] for number in range(len(steps))]


def told(months: list[list[dict[str, Any]]], **changes: Any) -> list[tuple[object, ...]]:
    row = good("progress", target=1000, progress_pct=None, problem="ไม่มี", **changes)
    known = {
        "P-001": {
            "project_code": "P-001",
            "project_name": row["project_name"],
            "item_code": "PLAN2",
            "lead_agency": "DSD",
        }
    }
    return check("progress", [row], projects=known, months=months).flatten("code", "cell")


@pytest.mark.parametrize(("step", "is_jump"), [(11, False), (20, False), (0, False), (120, True)])
def test_a_step_far_from_the_median_of_six_months_is_asked_about(step: int, is_jump: bool) -> None:
    found = told(course(*STEPS), result_cum=sum(STEPS) + step)
    assert found == (placed("progress", [("V92", "result_cum")]) if is_jump else [])


def test_one_strange_month_before_does_not_hide_the_next() -> None:
    assert told(course(10, 12, 300, 11, 10, 12), result_cum=355 + 300) == placed("progress", [("V92", "result_cum")])


def test_five_months_and_gaps_say_nothing() -> None:
    assert told(course(*STEPS[:5]), result_cum=999) == []
    months = course(*STEPS)
    months[2] = [month(None)]
    assert told(months, result_cum=999) == []
    months[2] = [month(1, province="51")]
    assert told(months, result_cum=999) == []


def test_steady_months_allow_a_fifth_more() -> None:
    assert told(course(*[10] * 6), result_cum=60 + 22) == []
    assert told(course(*[10] * 6), result_cum=60 + 23) == placed("progress", [("V92", "result_cum")])


def test_a_row_that_is_last_months_to_the_letter_is_asked_about() -> None:
    last = month(50, target=Decimal(100), progress_pct=Decimal(50), result_text="อบรมแล้ว 50 คน")
    same = {"previous": [last]}
    row = good("progress")
    assert check("progress", [row], **same).flatten("code", "cell") == placed("progress", [("V91", "result_text")])
    for change in ({"result_text": "อบรมแล้ว 50 คน และติดตามผล"}, {"budget_disb": 501}, {"status": "เลื่อน"}):
        assert check("progress", [row | change], **same).flatten("code") == []
    done = row | {"status": "แล้วเสร็จ", "evidence": "https://a.go.th"}
    assert check("progress", [done], **same).flatten("code") == [("V17",)]


def test_disbursement_to_date_does_not_fall_without_a_remark() -> None:
    last = month(40, target=Decimal(100), budget_disb=Decimal("500.01"))
    row = good("progress")
    found = check("progress", [row], previous=[last])
    assert found.flatten("code", "cell") == placed("progress", [("V93", "budget_disb")])
    assert "500.01" in found.findings[0].message()
    assert check("progress", [row | {"remark": "คืนเงิน"}], previous=[last]).flatten("code") == []
