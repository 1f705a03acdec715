"""Every form, in both engines: sent as a file, opened on screen, one value typed over, saved, and in the build."""

from __future__ import annotations

import hashlib
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl import load_workbook

from etl import build, screen
from etl.forms import FORMS
from ledger import audit, submissions
from tests.etl_screen.desk import KEYS, Desk, type_over

pytestmark = pytest.mark.slow

TYPED: dict[str, tuple[str, str, Any]] = {
    "projects": ("budget_planned", "๑,๒๕๐,๐๐๐.๗๕", Decimal("1250000.75")),
    "progress": ("result_month", "๑๕๑", Decimal(151)),
    "items": ("horizon", "แผนหลายปี", "multi_year"),
    "events": ("event_on", "๒๓ ต.ค. ๒๕๖๓", date(2020, 10, 23)),
    "ledger": ("amount", "85,400.25", Decimal("85400.25")),
    "project_changes": ("approved_on", "11/03/2564", date(2021, 3, 11)),
    "technology": ("benefit", "=1+1 ไม่ใช่สูตร", "=1+1 ไม่ใช่สูตร"),
    "pmqa": ("delegate", "ไม่ใช่", False),
    "review": ("evidence", "คู่มือ\nฉบับที่ ๒", "คู่มือ\nฉบับที่ ๒"),
    "annual": ("photo_consent", "ไม่ใช่", False),
    "milestones": ("done_on", "31 ตุลาคม 2564", date(2021, 10, 31)),
    "evaluations": ("remark", "", None),
}
"""Form → the field typed over, what is typed, and what is stored."""


def row_of(path: Path, form: str, field: str) -> Any:
    """The field in the newest version of the form that the build holds."""
    with duckdb.connect(str(path), read_only=True) as built:
        sql = f'SELECT "{field}" FROM "{form}" ORDER BY submission_seq DESC LIMIT 1'
        (value,) = built.execute(sql).fetchone() or (None,)
    return value


def test_the_table_names_every_form() -> None:
    assert TYPED.keys() == KEYS.keys() == FORMS.keys()


def test_every_form_can_be_typed_over(desk: Desk, tmp_path: Path) -> None:
    for form in KEYS:  # the register of projects first, as the others name its projects
        first = desk.upload(form)
        assert first.status == "accepted", (form, [one.message() for one in first.findings])
        opened = desk.open(form)
        assert opened.base is not None and opened.base.submission_id == first.submission_id
        _untouched_is_no_version(desk, opened)
        _typed_is_a_version(desk, form, opened)
    path = build.current(desk.ledger, tmp_path)
    for form, (field, _, stored) in TYPED.items():
        assert row_of(path, form, field) == stored, form
    assert audit.verify(desk.ledger) == []


def _untouched_is_no_version(desk: Desk, opened: screen.Opened) -> None:
    facts = desk.ledger.last_fact_seq()
    with pytest.raises(screen.Unchanged):
        screen.save(desk.ledger, opened, opened.start, desk.user())
    assert desk.ledger.last_fact_seq() == facts


def _typed_is_a_version(desk: Desk, form: str, opened: screen.Opened) -> None:
    field, text, stored = TYPED[form]
    (row,) = opened.start
    typed = (type_over(row, **{field: text}),)
    seen = screen.preview(desk.ledger, opened, typed, desk.user())
    assert [(one.field and one.field.code, one.after) for one in seen.differences] == [(field, stored)], form
    assert seen.differences[0].before == opened.rows[0][field]
    saved = screen.save(desk.ledger, opened, typed, desk.user())
    assert (saved.status, saved.version) == ("accepted", 2), (form, [one.message() for one in saved.findings])
    again = desk.open(form)
    assert again.base is not None and (again.base.channel, again.base.submitted_by) == ("screen", "steward")
    assert again.rows == ({**opened.rows[0], field: stored},)
    assert again.base.layout["screen"] == {
        "base": opened.base.submission_id if opened.base else None,
        "rows": {"11": 11},
        "typed": {"11": [field]},
    }
    _the_original_is_the_form(desk, saved)


def _the_original_is_the_form(desk: Desk, saved: Any) -> None:
    """What is kept of a screen is the official workbook, whose hash stands in the receipt."""
    with desk.ledger.read() as connection:
        kept = submissions.by_id(connection, saved.submission_id)
        data = submissions.original(connection, saved.receipt.sha256)
    assert kept is not None and data is not None
    assert hashlib.sha256(data).hexdigest() == saved.receipt.sha256 == kept.sha256
    book = load_workbook(io.BytesIO(data))
    assert book.worksheets[0].title == FORMS[saved.form].sheet
    assert kept.file_name.endswith(".xlsx") and "25" in kept.file_name
