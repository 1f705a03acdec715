"""A stored value in a cell of the screen, and in a sentence for the reader."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from base.thai import say_date
from base.words import Language
from etl.forms.model import Field, FieldType
from etl.reference import Register
from etl.rows import Value
from etl.shown import NAMED_TABLES, NO, YES, shown

NOTHING = "–"
_SATANG = Decimal("0.01")


def cell_text(field: Field, value: Value, register: Register) -> str:
    """What a cell of the screen holds for `value`: Thai labels, Buddhist days, plain digits; empty for nothing.

    Reading the text again gives the value: a percentage of at most 1 keeps its sign, for bare it could be a fraction.
    """
    if value is None:
        return ""
    if isinstance(value, bool | date | str):
        return str(shown(field, value, register))
    text = _digits(field, value)
    return f"{text}%" if field.type is FieldType.PERCENT and 0 < abs(Decimal(value)) <= 1 else text


def said(field: Field, value: Value, register: Register, language: Language = "th") -> str:
    """A value as the reader says it; a dash for nothing."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, date):
        return say_date(value, language)
    if isinstance(value, bool | str):
        return str(shown(field, value, register)) if language == "th" else _english(field, value, register)
    return _digits(field, value)


def _digits(field: Field, value: int | Decimal) -> str:
    """Money with its satang and thousands, years and counts bare, other numbers without needless zeros."""
    if field.type is FieldType.MONEY:
        return f"{Decimal(value).quantize(_SATANG):,}"
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def english(field: Field, text: str, register: Register) -> str:
    """A text of the screen in English: the label of a choice, the name in a register, else the text itself."""
    if field.type is FieldType.YES_NO:
        return {YES: "yes", NO: "no"}.get(text, text)
    labels = {choice.label.th: choice.label.en for choice in field.choices}
    if labels:
        return labels.get(text, text)
    if field.reference in NAMED_TABLES:
        return _english_names(str(field.reference), register).get(text, text)
    return text


def _english_names(table: str, register: Register) -> dict[str, str]:
    rows: dict[str, dict[str, str]] = dict(getattr(register, table))
    return {row["name_th"]: row.get("name_en") or row["name_th"] for row in rows.values()}


def _english(field: Field, value: bool | str, register: Register) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    labels = {choice.code: choice.label.en for choice in field.choices}
    if labels:
        return ", ".join(labels.get(code, code) for code in value.split(","))
    if field.reference in NAMED_TABLES:
        table: dict[str, dict[str, str]] = dict(getattr(register, str(field.reference)))
        return table.get(value, {}).get("name_en") or value
    return value
