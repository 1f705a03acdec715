"""What differs between two states of a form, row by row and field by field, to be said in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from base.words import Language, Text
from etl.forms.model import Field, Form
from etl.reference import Register
from etl.rows import Row, Value
from etl.screen.said import NOTHING, said

ROW = Text("แถวที่ {number}", "Row {number}")
EARLIER_ROW = Text("แถวที่ {number} ของฉบับเดิม", "Row {number} of the earlier version")
ADDED = Text("เพิ่มแถว", "Row added")
REMOVED = Text("ลบแถว", "Row removed")
REPORT = Text("ทั้งฉบับ", "The whole report")
NIL = Text("ไม่มีความคืบหน้าเพิ่มเติมในเดือนนี้", "Nothing further to report this month")
_LONGEST_ROW = 8
"""Fields of an added or removed row that are told; the row itself stands on screen."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One change. `field` None: the whole row came (before None) or went (after None), or the nil report."""

    row: Text
    column: Text
    before: Value | Row
    after: Value | Row
    field: Field | None = None

    def say(self, side: str, form: Form, register: Register, language: Language = "th") -> str:
        """The `before` or `after` side in words."""
        value = self.before if side == "before" else self.after
        if self.field is not None and not isinstance(value, Mapping):
            return said(self.field, value, register, language)
        if not isinstance(value, Mapping):
            return NIL.say(language) if value is True else NOTHING
        filled = [one for one in form.stored_fields if value.get(one.code) not in (None, "")]
        told = [
            f"{one.header.say(language)}: {said(one, value[one.code], register, language)}"
            for one in filled[:_LONGEST_ROW]
        ]
        return " · ".join([*told, "…"] if len(filled) > _LONGEST_ROW else told)


def between(
    form: Form, before: Sequence[Row], after: Sequence[Row], partner: Mapping[int, int]
) -> tuple[Difference, ...]:
    """The differences of two versions. `partner`: index in `after` → index in `before` of the same row."""
    found: list[Difference] = []
    for index, row in enumerate(after):
        name = ROW.filled(number=index + 1)
        if index in partner:
            found += changed(form, name, before[partner[index]], row)
        else:
            found.append(Difference(name, ADDED, None, row))
    return (*found, *removed(before, set(partner.values())))


def changed(form: Form, name: Text, before: Row, after: Row) -> Iterator[Difference]:
    """The fields of one row that differ."""
    for one in form.stored_fields:
        was, now = before.get(one.code), after.get(one.code)
        if was != now:
            yield Difference(name, one.header, was, now, one)


def removed(before: Sequence[Row], kept: set[int]) -> Iterator[Difference]:
    """The rows of `before` that are gone."""
    for index, row in enumerate(before):
        if index not in kept:
            yield Difference(EARLIER_ROW.filled(number=index + 1), REMOVED, row, None)
