"""What the cells of a template offer: drop-downs from a very hidden sheet of lists, and a prompt for each column."""

from __future__ import annotations

from typing import Any

from base.words import Text
from etl.cells import column_letter
from etl.forms.model import Field, FieldType
from etl.reference import Register
from etl.shown import NAMED_TABLES, NO, YES

LIST_SHEET = "_lists"

REQUIRED = Text("จำเป็นต้องกรอก", "required")
CHOOSE = Text("กรุณาเลือกจากรายการ", "please choose from the list")
DATE_PROMPT = Text("พิมพ์เป็น วัน/เดือน/ปี พ.ศ. เช่น 05/11/2563", "type day/month/year BE, e.g. 05/11/2563")

_TITLE_LENGTH, _MESSAGE_LENGTH = 32, 255
"""Excel's limits on a prompt."""


class Offer:
    """The drop-downs and prompts of one workbook."""

    def __init__(self, book: Any, register: Register) -> None:
        self.book, self.register = book, register
        self.sheet: Any = None
        self.used = 0

    def validation(self, field: Field) -> dict[str, Any]:
        """The data validation of a column. Only lists with nothing beside them refuse other values: everything else
        is read however people write it and answered with a finding."""
        values = offered(field, self.register)
        guidance = prompt(field.header.th, _guidance(field))
        if not values:
            return guidance
        is_strict = field.type in (FieldType.CHOICE, FieldType.YES_NO)
        refusal = {"error_title": CHOOSE.th, "error_message": CHOOSE.th} if is_strict else {"show_error": False}
        return {**guidance, "validate": "list", "source": self._source(values), **refusal}

    def _source(self, values: tuple[str, ...]) -> str:
        """Puts the values into the next column of the list sheet; the range they stand in."""
        if self.sheet is None:
            self.sheet = self.book.add_worksheet(LIST_SHEET)
            self.sheet.very_hidden()
        for row, value in enumerate(values):
            self.sheet.write_string(row, self.used, value)
        self.used += 1
        letter = column_letter(self.used)
        return f"={LIST_SHEET}!${letter}$1:${letter}${len(values)}"


def offered(field: Field, register: Register) -> tuple[str, ...]:
    """What a column offers to choose from, as it stands in a cell; nothing for a column that takes anything."""
    if field.code == "plan_no":
        return tuple(row["plan_no"] for row in register.plans.values())
    if field.type is FieldType.YES_NO:
        return (YES, NO)
    if field.reference == "agencies":
        # Those that report on their own; any other may still be typed.
        return tuple(row["name_th"] for row in register.agencies.values() if row["report_from"])
    if field.reference in NAMED_TABLES:
        return tuple(names[0] for names in register.names(field.reference).values())
    if field.reference:
        return tuple(register.names(field.reference))
    return tuple(choice.label.th for choice in field.choices) or field.suggestions


def prompt(title: str, text: str) -> dict[str, Any]:
    """A prompt on a cell that takes anything."""
    return {"validate": "any", **(message(title, text) if text else {})}


def message(title: str, text: str) -> dict[str, str]:
    """An input message within Excel's limits."""
    return {"input_title": title[:_TITLE_LENGTH], "input_message": text[:_MESSAGE_LENGTH]}


def _guidance(field: Field) -> str:
    parts = [REQUIRED.th] if field.required else []
    if field.hint:
        parts.append(field.hint.th.strip())
    if field.type is FieldType.DATE:
        parts.append(DATE_PROMPT.th)
    return " · ".join(parts)
