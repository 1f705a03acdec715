"""A progress report against projects that were changed with approval: no warning for what was approved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.etl_check.desk import PROJECTS, check, good

EVIDENCE = {"status": "แล้วเสร็จ", "evidence": "https://a.go.th/x"}


def change(kind: str, value: str | None = None, **more: Any) -> dict[str, Any]:
    row = {"project_code": "P-001", "change_type": kind, "effective_on": date(2021, 3, 15), "approved": True}
    return {**row, "approved_on": None, "new_value": value, "_raw": "{}", **more}


def codes(*changes: dict[str, Any], previous: Any = None, projects: Any = PROJECTS, **cells: Any) -> list[str]:
    told = check("progress", [good("progress", **cells)], changes=changes, previous=previous, projects=projects)
    return [code for (code,) in told.flatten("code")]


NEW_TARGET = {"target": 80, "result_cum": 40}
UNIT = '{"new_value": "80 แห่ง"}'


@pytest.mark.parametrize(
    ("changes", "cells", "expected"),
    [
        ((), NEW_TARGET, ["V18"]),
        ((change("retarget", "80"),), NEW_TARGET, []),
        ((change("retarget", "80"),), {}, ["V18"]),
        ((change("retarget", "80", approved=False),), NEW_TARGET, ["V18"]),
        ((change("retarget", "80", approved_on=date(2021, 3, 31)),), NEW_TARGET, []),
        ((change("retarget", "80", approved_on=date(2021, 4, 1)),), NEW_TARGET, ["V18"]),
        ((change("retarget", "80", effective_on=date(2021, 4, 1)),), NEW_TARGET, ["V18"]),
        ((change("retarget", "70"), change("retarget", "80", effective_on=date(2021, 3, 20))), NEW_TARGET, []),
        ((change("retarget", "80", project_code="P-002"),), NEW_TARGET, ["V18"]),
        ((change("retarget", "80", _raw=UNIT),), {**NEW_TARGET, "target_unit": "แห่ง"}, []),
        ((change("retarget", "80", _raw=UNIT),), NEW_TARGET, ["V18"]),
        ((change("rename", "โครงการที่ตั้งชื่อใหม่ทั้งหมด"),), {"project_name": "โครงการที่ตั้งชื่อใหม่ทั้งหมด"}, []),
        ((change("rename", "โครงการที่ตั้งชื่อใหม่ทั้งหมด"),), {}, ["V56"]),
    ],
)
def test_an_approved_change_is_what_the_report_is_held_against(
    changes: tuple[dict[str, Any], ...], cells: dict[str, Any], expected: list[str]
) -> None:
    assert codes(*changes, **cells) == expected


def test_more_than_all_is_not_asked_about_when_an_approved_target_makes_it_so() -> None:
    over = {"target": 40, "result_cum": 50, "progress_pct": 125, **EVIDENCE}
    assert codes(change("retarget", "40"), **over) == []
    assert codes(**over) == ["V18", "V15"]
    assert codes(change("retarget", "40"), **{**over, "progress_pct": 140}) == ["V15"]
    assert codes(change("rebudget", "40"), **over) == ["V18", "V15"]


def test_a_new_target_goes_before_the_last_report_where_the_register_has_none() -> None:
    bare = {"P-001": {**PROJECTS["P-001"], "target": None, "target_unit": None}}
    last = {"project_code": "P-001", "project_name": "", "province": "50", "target": Decimal(100), "target_unit": "คน"}
    last |= {"result_cum": Decimal(40), "status": "in_progress"}
    told = {"previous": [last], "projects": bare}
    assert codes(**told, **NEW_TARGET) == ["V18"]
    assert codes(change("retarget", "80"), **told, **NEW_TARGET) == []


def test_a_project_cancelled_with_approval_need_not_be_reported() -> None:
    two = {**PROJECTS, "P-002": {**PROJECTS["P-001"], "project_code": "P-002"}}
    cancelled = change("cancel", project_code="P-002")
    assert codes(projects=two) == ["V28"]
    assert codes(cancelled, projects=two) == []
    assert codes({**cancelled, "approved": False}, projects=two) == ["V28"]
    previous = [{"project_code": "P-002", "project_name": "ข", "status": "in_progress"}]
    assert codes(previous=previous) == ["V28"] and codes(cancelled, projects=two, previous=previous) == []


def test_a_project_reported_by_another_agency_now() -> None:
    lead = {"P-001": {**PROJECTS["P-001"], "province_targets": None}}
    row = good("progress", project_code=None, project_name="โครงการใหม่")
    told = {"rows": [row], "projects": lead}
    assert [c for (c,) in check("progress", **told).flatten("code")] == ["V28", "V39"]
    moved = check("progress", **told, changes=[change("reassign", "DOE")])
    assert [c for (c,) in moved.flatten("code")] == ["V39"]
