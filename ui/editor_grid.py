"""The table to type in: every cell is text, as it would stand in the workbook, or a choice from a list.

Streamlit's columns of numbers pass through floating point and its calendar speaks Gregorian years only; the reader of
workbooks takes Thai digits, commas and Buddhist days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from base.words import Language, Text
from etl.dropdowns import offered
from etl.forms.model import Field, FieldType, Form
from etl.screen import Opened, Typed
from etl.screen.said import english
from ui.context import Context
from ui.editor_draft import Draft

if TYPE_CHECKING:
    import pandas as pd

NUMBER = Text("แถวที่", "Row")
REQUIRED = Text("จำเป็นต้องกรอก", "required")
DATE = Text("วัน/เดือน/ปี พ.ศ. เช่น 05/11/2563", "day/month/year BE, e.g. 05/11/2563")
TABLE = Text("ตารางสำหรับกรอก {form}", "Table to fill in: {form}")

NUMBERS = (FieldType.INTEGER, FieldType.NUMBER, FieldType.MONEY, FieldType.PERCENT)
ROW_NUMBER = "_number"
NAMES = ("project_name", "name", "title", "technology", "process_name")
"""Fields that say at a glance which row this is; the first that a form has stays in sight."""
PIXELS_A_CHARACTER, NARROWEST, WIDEST = 8, 100, 300
ROW_HEIGHT, TALLEST, SPARE_ROWS = 35, 318, 2


def grid(draft: Draft, ctx: Context) -> tuple[Typed, ...]:
    """Draw the table and give the rows as they stand in it."""
    key = f"editor_{'_'.join(draft.key)}_{draft.generation}_{ctx.language}"
    if key not in st.session_state:
        # A page left or a language switched: Streamlit forgot the table, the draft did not.
        draft.start = draft.typed
    opened = draft.opened
    st.data_editor(
        frame(opened, draft.start),
        key=key,
        num_rows="dynamic",
        hide_index=True,
        column_order=order(opened.form),
        column_config=columns(opened, draft.start, ctx.language),
        height=min(TALLEST, ROW_HEIGHT * (len(draft.start) + 1 + SPARE_ROWS)),
        row_height=ROW_HEIGHT,
        placeholder="",
        alt=ctx.say(TABLE, form=ctx.say(opened.form.name)),
    )
    return applied(opened.form, draft.start, st.session_state[key])


def frame(opened: Opened, rows: Sequence[Typed]) -> pd.DataFrame:
    """The rows as columns of text; a column of several choices holds lists."""
    import pandas as pd  # half a second of a server's start, for a page that few open

    cells: dict[str, Any] = {ROW_NUMBER: pd.Series([str(row.number) for row in rows], dtype=object)}
    for field in opened.form.stored_fields:
        texts = [row.cells.get(field.code, "") for row in rows]
        values: list[Any] = [_parts(text) for text in texts] if _is_many(field) else [text or None for text in texts]
        cells[field.code] = pd.Series(values, dtype=object)
    return pd.DataFrame(cells)


def applied(form: Form, start: Sequence[Typed], edits: Mapping[str, Any]) -> tuple[Typed, ...]:
    """The rows after the edits that Streamlit keeps of a table: cells typed over, rows added and deleted."""
    deleted = {int(index) for index in edits["deleted_rows"]}
    changed = {int(index): cells for index, cells in edits["edited_rows"].items()}
    kept = [
        Typed({**row.cells, **_texts(form, changed.get(index, {}))}, row.number, row.origin)
        for index, row in enumerate(start)
        if index not in deleted
    ]
    last = max((row.number for row in start), default=0)
    added = [Typed(_texts(form, cells), last + place) for place, cells in enumerate(edits["added_rows"], 1)]
    return (*kept, *added)


def order(form: Form) -> list[str]:
    """Row number and name first, then what is typed each time, then what the template fills in."""
    name = named_by(form)
    rest = [field for field in form.stored_fields if field.code != name]
    known = {field.code for field in rest if field.is_locked or field.code == "row_no"}
    return [ROW_NUMBER, name, *sorted((field.code for field in rest), key=lambda code: code in known)]


def named_by(form: Form) -> str:
    """The field that stays in sight while the others move."""
    codes = [field.code for field in form.stored_fields]
    return next((code for code in NAMES if code in codes), codes[0])


def columns(opened: Opened, rows: Sequence[Typed], language: Language) -> dict[str, Any]:
    """How each column looks and what it offers."""
    number = st.column_config.TextColumn(NUMBER.say(language), disabled=True, pinned=True, width=64, alignment="center")
    name = named_by(opened.form)
    return {ROW_NUMBER: number} | {
        field.code: _column(opened, field, rows, language, is_pinned=field.code == name)
        for field in opened.form.stored_fields
    }


def _column(opened: Opened, field: Field, rows: Sequence[Typed], language: Language, *, is_pinned: bool) -> Any:
    header = field.header.say(language)
    width = min(WIDEST, max(NARROWEST, field.width * PIXELS_A_CHARACTER, len(header) * PIXELS_A_CHARACTER + 24))
    look = {"label": header, "help": _help(field, language), "width": width, "pinned": is_pinned}
    choices = _choices(opened, field, rows)
    if not choices:
        return st.column_config.TextColumn(**look, alignment="right" if field.type in NUMBERS else "left")
    if _is_many(field):
        return st.column_config.MultiselectColumn(
            **look, options=choices, format_func=lambda text: _label(opened, field, text, language)
        )
    return st.column_config.SelectboxColumn(
        **look, options=choices, format_func=lambda text: _label(opened, field, text, language)
    )


def _choices(opened: Opened, field: Field, rows: Sequence[Typed]) -> list[str]:
    """What may be chosen, with whatever stands in the column already; empty for a column that takes any text."""
    if not (field.choices or field.reference or field.type is FieldType.YES_NO or field.code == "plan_no"):
        return []
    texts = offered(field, opened.register)
    if field.reference == "agencies":
        texts = tuple(names[0] for names in opened.register.names("agencies").values())
    if _is_many(field):
        return list(texts)
    return list(dict.fromkeys([*texts, *(text for row in rows if (text := row.cells.get(field.code)))]))


def _label(opened: Opened, field: Field, text: str, language: Language) -> str:
    return text if language == "th" else english(field, text, opened.register)


def _help(field: Field, language: Language) -> str | None:
    parts = [REQUIRED.say(language)] if field.required else []
    parts += [field.hint.say(language).strip()] if field.hint else []
    parts += [DATE.say(language)] if field.type is FieldType.DATE else []
    return " · ".join(parts) or None


def _is_many(field: Field) -> bool:
    return field.type is FieldType.MULTI_CHOICE and bool(field.choices)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _texts(form: Form, cells: Mapping[str, Any]) -> dict[str, str]:
    known = {field.code for field in form.stored_fields}
    return {code: _text(value) for code, value in cells.items() if code in known}


def _text(value: Any) -> str:
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
