"""Approved changes of registered projects: what a project is on a day (domain.md A-27, forms.md `project_changes`).

A change is in force from the later of its own day and its approval (an empty approval day is its own day); what is
not approved changes nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from base.thai import arabic_digits
from etl.rows import Value

Project = Mapping[str, Value]

_CHANGES = {"retarget": "target", "rebudget": "budget_planned", "rename": "project_name", "reassign": "lead_agency"}
_NUMERIC = frozenset({"retarget", "rebudget"})
_UNIT = re.compile(r"[\d.,\s]+(?P<unit>[^\d.,\s].*)")


@dataclass(frozen=True, slots=True)
class Change:
    """One approved change and the day from which it is in force."""

    project_code: str
    change_type: str
    since: date
    new_value: str | None
    unit: str | None = None
    """The unit that a new target was written with (`1,000 แห่ง`)."""


def approved_changes(rows: Iterable[Mapping[str, Any]]) -> tuple[Change, ...]:
    """The approved ones of these rows of `project_changes`, by the day from which they are in force."""
    found = [_change(row) for row in rows if row.get("approved")]
    return tuple(sorted(found, key=lambda change: change.since))


def _change(row: Mapping[str, Any]) -> Change:
    own = row["effective_on"]
    since = max(own, row.get("approved_on") or own)
    return Change(row["project_code"], row["change_type"], since, row.get("new_value"), _unit(row))


def _unit(row: Mapping[str, Any]) -> str | None:
    text = json.loads(row.get("_raw") or "{}").get("new_value", "") if row["change_type"] == "retarget" else ""
    found = _UNIT.fullmatch(arabic_digits(text.strip()))
    return found["unit"].strip() if found else None


def on_day(project: Project, changes: Iterable[Change], day: date) -> dict[str, Value]:
    """The project with these changes of it that are in force on `day`; a cancelled one carries `is_cancelled`."""
    found = dict(project)
    for change in changes:
        if change.project_code != project["project_code"] or change.since > day:
            continue
        if change.change_type == "cancel":
            found["is_cancelled"] = True
        elif change.change_type in _CHANGES and change.new_value:
            _apply(found, change)
    return found


def _apply(project: dict[str, Value], change: Change) -> None:
    text, name = change.new_value or "", _CHANGES[change.change_type]
    if change.change_type in _NUMERIC:
        try:
            project[name] = Decimal(text)
        except InvalidOperation:
            return
        project[f"is_{change.change_type}ed"] = True
    else:
        project[name] = text
    if change.unit:
        project["target_unit"] = change.unit
