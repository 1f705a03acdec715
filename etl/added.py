"""Projects that came after the register was sent: who approved or declined them, and what they are (manual T5.3).

A pending project is a row of the register that is not approved yet, or a row of a monthly report without a code. The
decision `approve_project` lets it in from a day on; for a row of a report it also gives the code and links the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from base.period import FiscalYear
from etl.forms.model import Field, FieldType
from etl.forms.projects import PROJECTS
from etl.rows import Value
from ledger import decisions, schema
from ledger.decisions import Decision
from ledger.records import seq_of
from ledger.standing import stands

APPROVE, DECLINE = "approve_project", "decline_project"

Project = Mapping[str, Value]
Place = tuple[str, int]
"""Submission number and row of the sheet."""

_NUMBERS = (FieldType.NUMBER, FieldType.MONEY, FieldType.PERCENT)


@dataclass(frozen=True, slots=True)
class Ruling:
    """The last word on one pending project (its code, or `S000012:14` while it has none)."""

    key: str
    is_approved: bool
    approved_on: date | None
    """The day from which it is in the plan; the first approval counts."""
    project: Project | None
    """What the row of the report said, for a project that no register holds."""


def subject_of(year: FiscalYear, key: str) -> str:
    """The subject of a decision about a project: `2564:P-001`."""
    return f"{year.year_be}:{key}"


def place_key(place: Place) -> str:
    """How a project without a code is named: `S000012:14`."""
    return f"{place[0]}:{place[1]}"


def decided(connection: sa.Connection, year: FiscalYear, known_seq: int | None = None) -> list[Decision]:
    """Every approval and refusal of a project of the year that stands, oldest first; `known_seq` None = all known."""
    own = schema.decision.c
    about = sa.or_(own.submission_seq.is_(None), stands(own.submission_seq))
    wanted = [own.kind.in_((APPROVE, DECLINE)), own.subject.like(f"{year.year_be}:%"), stands(own.seq), about]
    wanted += [] if known_seq is None else [own.seq <= known_seq]
    return decisions.load(connection, *wanted)


def rulings(made: Iterable[Decision]) -> dict[str, Ruling]:
    """Key → what was decided about it last."""
    found: dict[str, Ruling] = {}
    for one in made:
        key = one.subject.partition(":")[2]
        before = found.get(key)
        is_approved = one.kind == APPROVE
        day = date.fromisoformat(one.payload["approved_on"]) if is_approved else None
        project = thawed(one.payload["project"]) if one.payload.get("project") else before.project if before else None
        if before and before.is_approved and before.approved_on and day:
            day = min(day, before.approved_on)
        found[key] = Ruling(key, is_approved, day, project)
    return found


def links(made: Iterable[Decision]) -> dict[Place, str]:
    """Row of a report → the code that it was given."""
    approved = (one for one in made if one.kind == APPROVE and one.submission_id and one.row_no)
    return {(one.submission_id or "", one.row_no or 0): one.subject.partition(":")[2] for one in approved}


def with_rulings(projects: Mapping[str, Project], ruled: Mapping[str, Ruling]) -> dict[str, Project]:
    """The register of the year with what was decided since: what it says itself as approved is left alone."""
    found = dict(projects)
    for code, ruling in ruled.items():
        own = found.get(code) or (ruling.project if ruling.is_approved else None)
        if own is None or (code in found and own.get("add_approved")):
            continue
        found[code] = {**own, **_as_ruled(own, ruling)}
    return found


def _as_ruled(project: Project, ruling: Ruling) -> dict[str, Value]:
    if not ruling.is_approved or ruling.approved_on is None:
        return {"add_approved": False, "is_declined": True}
    added = project.get("added_on")
    since = max(added, ruling.approved_on) if isinstance(added, date) else ruling.approved_on
    return {"add_approved": True, "added_on": since, "add_approved_on": ruling.approved_on}


def frozen(project: Project) -> dict[str, Any]:
    """A project as a decision keeps it: dates ISO, numbers as decimal text, nothing for what is empty."""
    return {name: _plain(value) for name, value in project.items() if value is not None}


def _plain(value: Value) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


def thawed(kept: Mapping[str, Any]) -> dict[str, Value]:
    """The project that `frozen` wrote down, every column of the register there."""
    return {field.code: _value(field, kept.get(field.code)) for field in PROJECTS.stored_fields}


def _value(field: Field, kept: Any) -> Value:
    if kept is None:
        return None
    if field.type is FieldType.DATE:
        return date.fromisoformat(kept)
    return Decimal(kept) if field.type in _NUMBERS else kept


def coded(rows: Iterable[dict[str, Any]], submission_id: str, linked: Mapping[Place, str]) -> list[dict[str, Any]]:
    """Rows of a monthly report, those that were given a code since with it."""
    return [
        {**row, "project_code": code}
        if not row.get("project_code") and (code := linked.get((submission_id, row["_row"])))
        else row
        for row in rows
    ]


def parse_place(text: str) -> Place | None:
    """`S000012:14` → submission and row; None when it is not one."""
    submission, _, row = text.partition(":")
    is_place = seq_of(submission) is not None and row.isascii() and row.isdecimal() and 0 < int(row) < 10_000_000
    return (submission, int(row)) if is_place else None
