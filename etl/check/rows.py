"""Rules that hold for the rows of every form: required cells, limits, dates in the period, no row twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from base.period import Month
from etl.check.context import Context, Line, said_day, say_number
from etl.findings import Finding
from etl.forms.model import Field, FieldType

_FORMULA_LIKE = re.compile(r"[=@]|[+\-]\s*[A-Za-z_]+[(!|]")
_LINK = re.compile(r"https?://[^\s/]\S*", re.I)
_LINK_BREAK = re.compile(r"[\s,;]+(?=\S+:)")
"""Several links may stand in one cell."""
_FOUND_LENGTH = 60

OWN_LIMITS = frozenset({"plan_no", "cycle_fy"})
"""Fields whose limits have a rule of their own."""


def check_rows(context: Context, lines: Sequence[Line]) -> Iterator[Finding]:
    """Everything that one row can show by itself, then rows that repeat each other."""
    for line in lines:
        for field in context.form.stored_fields:
            if field.code not in line.unsound:
                yield from _cell(context, line, field)
        yield from _in_period(context, line)
    yield from _repeated(context, lines)


def _cell(context: Context, line: Line, field: Field) -> Iterator[Finding]:
    value = line.values.get(field.code)
    if value is None:
        if field.required:
            yield missing(context, line, field.code)
            line.unsound.add(field.code)
        return
    if isinstance(value, str):
        yield from _text(context, line, field, value)
    if field.minimum is None or field.code in OWN_LIMITS:
        return
    number = line.number_of(field.code)
    if number is not None and number < field.minimum:
        least, least_en = _at_least(field.minimum)
        yield context.find("V12", line, field.code, found=say_number(number), expected=least, expected_en=least_en)
        line.unsound.add(field.code)


def missing(context: Context, line: Line, name: str) -> Finding:
    """V21 for a required cell that is empty, or that holds a word for “nothing”."""
    raw = line.raw.get(name)
    found = {"found": f" “{raw}”", "found_en": f"“{raw}”"} if raw else {"found": "ช่องว่าง", "found_en": "it empty"}
    return context.find("V21", line, name, **found)


def _text(context: Context, line: Line, field: Field, value: str) -> Iterator[Finding]:
    if field.max_length is not None and len(value) > field.max_length:
        yield context.find("V40", line, field.code, found=f"{len(value):,}", expected=f"{field.max_length:,}")
        line.unsound.add(field.code)
    elif field.type is FieldType.URL and not all(_LINK.fullmatch(link) for link in _LINK_BREAK.split(value)):
        yield context.find("V23", line, field.code, found=value[:_FOUND_LENGTH])
        line.unsound.add(field.code)
    elif field.type is FieldType.TEXT and _FORMULA_LIKE.match(value):
        yield context.find("V27", line, field.code, found=value[:_FOUND_LENGTH])


def _at_least(minimum: Decimal) -> tuple[str, str]:
    if minimum == Decimal("0.01"):
        return "มากกว่า 0", "more than 0"
    return f"ไม่น้อยกว่า {say_number(minimum)}", f"no less than {say_number(minimum)}"


def _in_period(context: Context, line: Line) -> Iterator[Finding]:
    """A month's form holds the rows whose own date falls in that month."""
    name = context.form.date_field
    day = line.day(name) if name else None
    if name and day and not context.first_day <= day <= context.last_day:
        period = context.period
        full = period.say(full=True) if isinstance(period, Month) else period.say()
        said = said_day("found", day)
        yield context.find("V37", line, name, expected=f"งวด{full}", expected_en=period.say("en"), **said)
        line.unsound.add(name)


def _repeated(context: Context, lines: Sequence[Line]) -> Iterator[Finding]:
    """Two rows with one identity; a row whose identity cannot be read is not compared."""
    names = context.form.identity
    seen: dict[tuple[str, ...], Line] = {}
    for line in lines:
        if not names or not line.is_sound(*names):
            continue
        key = tuple(line.text(name) for name in _identity(context, line))
        first = seen.setdefault(key, line)
        if first is not line:
            shown = next((name for name in names if line.text(name)), names[0])
            found = " / ".join(part for part in key if part)
            yield context.find("V10", line, shown, other=str(first.number), found=f"“{found}”")
            line.unsound.update(names)


def _identity(context: Context, line: Line) -> tuple[str, ...]:
    """A new project has no code yet; its name stands for it."""
    if context.form.code == "progress" and line.is_empty("project_code"):
        return ("project_name", *context.form.identity[1:])
    return context.form.identity
