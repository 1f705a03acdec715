"""A checker's desk: the real registers, good rows of every form, and a way to check changed ones."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from base.period import FiscalYear, parse_period
from etl import reference
from etl.cells import Cell, Sheet, column_letter
from etl.changed import approved_changes
from etl.check import Context, Earlier, Lookup, check_sheet
from etl.findings import Report
from etl.forms import FORMS
from etl.forms.model import Form
from etl.match import Mapping as Layout
from etl.reference import Register
from ledger.store import Ledger

HEADER_ROW, FIRST_ROW = 10, 11
REPORTERS = {"progress": "DSD", "projects": "INF", "items": "INF", "events": "INF", "ledger": "GEN"}
PERIODS = {"progress": "2021-03", "projects": "FY2564", "items": "FY2564", "events": "2021-03", "ledger": "2021-03"}
Row = Mapping[str, Any]

PROJECTS: dict[str, dict[str, Any]] = {
    "P-001": {
        "project_code": "P-001",
        "project_name": "โครงการฝึกอาชีพแรงงานนอกระบบ",
        "item_code": "PLAN2",
        "lead_agency": "DSD",
        "province_targets": "PC50=40",
        "target": Decimal(100),
        "target_unit": "คน",
        "add_approved": True,
    }
}
"""The register of projects that the rows below are checked against."""

GOOD: dict[str, dict[str, Any]] = {
    "progress": {
        "row_no": 1,
        "plan_no": 2,
        "strategy": "พัฒนาทักษะ",
        "project_code": "P-001",
        "project_name": "โครงการฝึกอาชีพแรงงานนอกระบบ",
        "wg": "แรงงานนอกระบบ",
        "lead_agency": "กรมพัฒนาฝีมือแรงงาน",
        "province": "เชียงใหม่",
        "target": 100,
        "target_unit": "คน",
        "result_cum": 50,
        "progress_pct": 50,
        "status": "อยู่ระหว่างดำเนินการ",
        "budget_alloc": 1000,
        "budget_disb": 500,
        "result_text": "อบรมแล้ว 50 คน",
    },
    "projects": {
        "project_code": "P-009",
        "item_code": "PLAN2",
        "project_name": "โครงการใหม่",
        "lead_agency": "DSD",
        "wg": "นอกระบบ",
        "add_approved": "ใช่",
    },
    "items": {"item_code": "PROP-01", "item_type": "ข้อเสนอ", "name": "ข้อเสนอเชิงนโยบายเรื่องหลักประกัน"},
    "events": {
        "cycle_fy": 2564,
        "item_code": "PLAN2",
        "event_on": "10/03/2564",
        "event_type": "ยกร่างแล้วเสร็จ",
    },
    "ledger": {
        "unit": "INF",
        "category": "งบดำเนินงาน",
        "txn_type": "ได้รับจัดสรร",
        "effective_on": "10/03/2564",
        "amount": 1000,
        "doc_ref": "A-1",
    },
}


@cache
def register() -> Register:
    """The real reference data of fiscal year 2564."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.open(f"sqlite:///{Path(folder) / 'ledger.sqlite'}", b"k" * 32)
        reference.ensure(ledger)
        with ledger.read() as connection:
            found = Register.load(connection, FiscalYear(2564))
        ledger.close()
    return found


def good(form: str, **changes: Any) -> dict[str, Any]:
    """A row without a finding, changed: None empties a cell."""
    return {name: value for name, value in {**GOOD[form], **changes}.items() if value is not None}


def sheet_of(form: Form, rows: Sequence[Row], **more: Any) -> Sheet:
    """A sheet with every header of the form in row 10 and the rows below; a value may be a whole Cell."""
    columns = {field.code: number for number, field in enumerate(form.fields, 1)}
    cells = {
        (HEADER_ROW, columns[field.code]): Cell(HEADER_ROW, columns[field.code], field.header.th)
        for field in form.fields
    }
    for number, row in enumerate(rows, FIRST_ROW):
        for name, value in row.items():
            place = (number, columns[name])
            made = replace(value, row=place[0], column=place[1]) if isinstance(value, Cell) else Cell(*place, value)
            cells[place] = made
    return Sheet(form.sheet, cells, **more)


def layout_of(form: Form) -> Layout:
    columns = {field.code: number for number, field in enumerate(form.fields, 1)}
    stored = {field.code for field in form.stored_fields}
    return Layout(form.sheet, HEADER_ROW, {name: number for name, number in columns.items() if name in stored})


def address(form: Form, field: str, row: int = FIRST_ROW) -> str:
    """The Excel address of a field in a row of `sheet_of`."""
    return f"{column_letter([one.code for one in form.fields].index(field) + 1)}{row}"


def check(
    form_code: str,
    rows: Sequence[Row],
    *,
    period: str | None = None,
    reporter: str | None = None,
    projects: Mapping[str, Any] = PROJECTS,
    changes: Sequence[Row] = (),
    previous: Sequence[Row] | None = None,
    months: Sequence[Sequence[Row]] = (),
    budget: Sequence[Row] = (),
    events: Sequence[Row] = (),
    is_nil: bool = False,
    **sheet: Any,
) -> Report:
    """The report of a sheet that holds these rows."""
    form = FORMS[form_code]
    before = tuple(_kept(form, rows) for rows in months)
    last = before[-1] if before else None if previous is None else _kept(form, previous)
    earlier = Earlier(last, _kept(form, budget), _kept(form, events), before)
    known = replace(register(), projects=projects, changes=approved_changes(changes))
    who = reporter or REPORTERS[form_code]
    context = Context(form, layout_of(form), who, parse_period(period or PERIODS[form_code]), Lookup(known), earlier)
    return Report.of(check_sheet(context, sheet_of(form, rows, **sheet), is_nil=is_nil).findings)


def _kept(form: Form, rows: Sequence[Row]) -> tuple[dict[str, Any], ...]:
    """Rows as the ledger gives them back: every field, and the period they came in."""
    empty = {field.code: None for field in form.stored_fields}
    return tuple({**empty, "_period": "2021-02", **row} for row in rows)


def placed(
    form_code: str, expected: Sequence[tuple[str, str | None]], row: int = FIRST_ROW
) -> list[tuple[str, str | None]]:
    """(code, field) → (code, address): `field` may be `field@12` for another row, or None for the whole sheet."""
    found = []
    for code, field in expected:
        name, _, other = (field or "").partition("@")
        found.append((code, address(FORMS[form_code], name, int(other) if other else row) if field else None))
    return found
