"""Rules of the changes of projects: an approval that can be shown, new values that can be used (domain.md A-27)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from etl.cells import Cell
from etl.check.context import Context, Line, said_day, say_number
from etl.check.rows import missing
from etl.check.values import FOUND_LENGTH, unknown
from etl.findings import Finding
from etl.forms.model import Field, FieldType
from etl.normalise import normalise

_NUMERIC = {"retarget": FieldType.NUMBER, "rebudget": FieldType.MONEY}
_ADDED_ON = {"other": "วันที่บรรจุในแผน", "other_en": "the day it was added to the plan"}


def check_changes(context: Context, lines: Sequence[Line]) -> Iterator[Finding]:
    """Each change by itself; a new target, budget or lead agency is kept as a plain number or a code."""
    for line in lines:
        yield from _approval(context, line)
        yield from _not_before_the_project(context, line)
        if line.is_sound("change_type", "new_value"):
            yield from _new_value(context, line)


def _approval(context: Context, line: Line) -> Iterator[Finding]:
    """Who approved must be traceable; what is not approved has no day of approval."""
    if not line.is_sound("approved"):
        return
    day = line.day("approved_on")
    if line.values.get("approved"):
        if line.is_empty("approved_by") and line.is_empty("approval_ref"):
            yield context.find("V60", line, "approved_by", other=context.header("approval_ref"))
    elif day is not None:
        yield context.find("V62", line, "approved_on", other=context.header("approved"), **said_day("found", day))


def _not_before_the_project(context: Context, line: Line) -> Iterator[Finding]:
    """A project can only be changed once it is in the plan."""
    project = context.register.projects.get(line.text("project_code")) or {}
    added = project.get("added_on")
    for name in ("effective_on", "approved_on"):
        day = line.day(name)
        if day is not None and isinstance(added, date) and day < added:
            said = {**said_day("expected", added), **said_day("found", day)}
            yield context.find("V20", line, name, **_ADDED_ON, **said)


def _new_value(context: Context, line: Line) -> Iterator[Finding]:
    change, text = line.text("change_type"), line.text("new_value")
    if change in _NUMERIC:
        yield from _number(context, line, _NUMERIC[change], text)
    elif change in ("rename", "reassign") and not text:
        yield missing(context, line, "new_value")
    elif change == "reassign":
        code = context.lookup.code("agencies", text)
        if code is None:
            line.unsound.add("new_value")
            yield unknown(context, line, "new_value", "agencies", text)
        else:
            _keep(line, code)


def _number(context: Context, line: Line, kind: FieldType, text: str) -> Iterator[Finding]:
    """The target or budget as a plain number; `1,200 คน` is understood and asked about like in any number column."""
    field = Field("new_value", context.form.field("new_value").header, kind)
    normal = normalise(field, Cell(line.number, 1, text or None))
    if not isinstance(normal.value, Decimal) or normal.value < 0:
        label = next(
            each.label for each in context.form.field("change_type").choices if each.code == line.text("change_type")
        )
        found = {"found": text[:FOUND_LENGTH] or "ช่องว่าง", "found_en": text[:FOUND_LENGTH] or "an empty cell"}
        yield context.find("V61", line, "new_value", change=label.th, change_en=label.en, **found)
        line.unsound.add("new_value")
        return
    for code in normal.codes:
        yield context.find(code, line, "new_value", found=text[:FOUND_LENGTH], value=say_number(normal.value))
    _keep(line, f"{normal.value:f}")


def _keep(line: Line, text: str) -> None:
    """The understood value is kept, and beside it what stood in the file."""
    if text != line.text("new_value"):
        line.raw.setdefault("new_value", line.text("new_value"))
        line.values["new_value"] = text
