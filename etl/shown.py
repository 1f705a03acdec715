"""How a stored value stands in a cell: Thai labels for codes, Buddhist dates as text, numbers as numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from base.thai import buddhist_year
from etl.forms.model import Choice, Field, FieldType
from etl.reference import Register
from etl.rows import Value

YES, NO = "ใช่", "ไม่ใช่"
NAMED_TABLES = ("agencies", "units", "provinces", "bodies")
"""Tables whose entries stand in a workbook by their Thai name; items and projects stand by their code."""

Shown = str | int | Decimal | None


def shown(field: Field, value: Value, register: Register) -> Shown:
    """What the cell holds for `value`. A text that fits no list, or stands in a number column, is left as it is."""
    if value is None:
        return None
    if field.type is FieldType.MULTI_CHOICE:
        return ", ".join(_label(field.choices, code) for code in str(value).split(","))
    if field.type is FieldType.CHOICE:
        return _label(field.choices, str(value))
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{buddhist_year(value.year)}"
    if field.reference in NAMED_TABLES:
        return register.names(field.reference).get(str(value), (str(value),))[0]
    return value


def _label(choices: tuple[Choice, ...], code: str) -> str:
    return next((choice.label.th for choice in choices if choice.code == code), code)
