"""A register on the screen: which one, its rows as they stand on a day, and the forms that add, change or end one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st
from sqlalchemy import Connection

from base.clock import now
from base.period import FiscalYear, Month
from base.thai import read_day, say_date, type_day
from base.words import Text
from etl.register_edit import Edit, Standing
from etl.registers import BAD_DAY, KEPT, Column, RegisterRefused, Table, choices_of
from ui import register_moves, session
from ui.acting import form_key
from ui.context import Context
from ui.digits import labelled
from ui.markup import code, heading, label, show, table, tag, text
from ui.sources import PAGE_SIZE, paged

WHICH = Text("ทะเบียน", "Register")
COUNT = Text("{count} แถวที่มีผลวันนี้หรือรอมีผล", "{count} rows in force today or later")
NONE = Text("ยังไม่มีแถวในทะเบียนนี้", "This register has no rows yet")
SINCE, LATER = Text("มีผลตั้งแต่", "In force from"), Text("มีการเปลี่ยนอีกในวันที่ {days}", "changes again on {days}")
CHANGE, ADD, END = Text("แก้ไข", "Change"), Text("เพิ่มแถว", "Add a row"), Text("สิ้นสุด", "End")
ROW = Text("แถว", "Row")
FROM_DAY = Text("มีผลตั้งแต่วันที่ (วัน/เดือน/ปี พ.ศ.)", "In force from (day/month/BE year)")
REASON = Text("เหตุผลหรือเลขที่คำสั่ง (จำเป็น)", "Reason or number of the order (required)")
RECORD = Text("บันทึก", "Record")
STAYS = Text("แถวเดิมไม่ถูกลบ ตัวเลขก่อนวันที่มีผลจึงไม่เปลี่ยน", "The former row stays: figures before that day do not move")
ENDS = Text("แถวนี้สิ้นสุด (ไม่มีผลตั้งแต่วันที่ข้างต้น)", "This row ends (it holds no longer from that day)")
NOT_SAID = Text("ไม่ระบุ", "not said")
NOTHING = "–"
SHOWN = 5
"""So many values of a row stand in the list; all of them stand in the form."""


def choose(ctx: Context) -> Table:
    """Which register is looked at; kept in the address."""
    chosen = st.segmented_control(
        ctx.say(WHICH),
        list(KEPT),
        format_func=labelled(lambda one: ctx.say(KEPT[one].title)),
        key=session.choice("kind", list(KEPT), next(iter(KEPT))),
        label_visibility="collapsed",
        required=True,
    )
    return KEPT[chosen]


def listed(kept: Table, rows: Sequence[Standing], words: dict[str, dict[str, Text]], ctx: Context) -> None:
    """The rows that stand, a page of them at a time."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        heading(ctx.say(kept.title), ctx.say(COUNT, count=f"{len(rows):,}"), is_narrow=True)
        page = paged(len(rows), ctx, "registers")
    if not rows:
        show(tag("p", text(ctx.say(NONE)), css="tt-quiet"))
        return
    other = "name_th" if ctx.language == "en" else "name_en"
    columns = [one for one in kept.columns if one.name != other and not one.name.startswith("short_")][:SHOWN]
    heads = [ctx.say(kept.key_title), *(ctx.say(one.title) for one in columns), ctx.say(SINCE)]
    lines = [_row(kept, columns, one, words, ctx) for one in rows[page * PAGE_SIZE :][:PAGE_SIZE]]
    show(table(ctx.say(kept.title), heads, lines, css="tt-register"))


def _row(
    kept: Table, columns: Sequence[Column], one: Standing, words: dict[str, dict[str, Text]], ctx: Context
) -> list[str]:
    key = text(say_date(date.fromisoformat(one.key), ctx.language)) if kept.is_day else tag("code", code(one.key))
    later = ctx.say(LATER, days=", ".join(say_date(day, ctx.language) for day in one.later)) if one.later else ""
    since = tag("span", text(say_date(one.since, ctx.language)), css="tt-line") + (
        tag("small", "◊ ", text(later)) if later else ""
    )
    return [key, *(text(value_of(column, one.values, words, ctx)) for column in columns), since]


def value_of(column: Column, values: dict[str, str], words: dict[str, dict[str, Text]], ctx: Context) -> str:
    """One value in words: a choice by its name, a month in the Buddhist Era."""
    value = values.get(column.name) or ""
    if column.kind == "choice" and value in words[column.name]:
        return ctx.say(words[column.name][value])
    if column.kind == "month" and value:
        return Month.parse(value).say(ctx.language)
    return value or NOTHING


def words_of(connection: Connection, kept: Table) -> dict[str, dict[str, Text]]:
    """Column → value → word, for the columns of choices."""
    return {one.name: choices_of(connection, one) for one in kept.columns if one.kind == "choice"}


def change(kept: Table, rows: Sequence[Standing], words: dict[str, dict[str, Text]], ctx: Context) -> None:
    """One row chosen, changed or ended from a day on."""
    heading(ctx.say(CHANGE), ctx.say(STAYS))
    if not rows:
        show(tag("p", text(ctx.say(NONE)), css="tt-quiet"))
        return
    by_key = {one.key: one for one in rows}
    chosen = st.selectbox(
        ctx.say(ROW),
        list(by_key),
        format_func=lambda key: label(_name(kept, by_key[key], ctx)),
        key=session.choice("id", list(by_key), next(iter(by_key))),
    )
    row = by_key[chosen]
    key = form_key(f"{kept.code}_{chosen}", ctx)
    with st.form(key=f"register_{key}", border=False, enter_to_submit=False):
        columns = [one for one in kept.columns if one.name not in kept.makes_key]
        values = row.values | {one.name: _field(one, row.values, words, key, ctx) for one in columns}
        day, reason = _when_and_why(key, ctx)
        is_end = not kept.is_ended_by_month and st.checkbox(ctx.say(ENDS), key=f"register_end_{key}")
        if st.form_submit_button(ctx.say(RECORD), type="primary", key=f"register_record_{key}"):
            register_moves.attempt(lambda: _edit(kept, chosen, values, day, reason, is_end=is_end), ctx)


def add(kept: Table, words: dict[str, dict[str, Text]], ctx: Context) -> None:
    """A new row from a day on."""
    heading(ctx.say(ADD))
    key = form_key(f"{kept.code}_new", ctx)
    with st.form(key=f"register_add_{key}", border=False, enter_to_submit=False):
        name = "" if kept.makes_key else st.text_input(ctx.say(kept.key_title), max_chars=12, key=f"register_key_{key}")
        values = {one.name: _field(one, {}, words, key, ctx) for one in kept.columns}
        day, reason = _when_and_why(key, ctx)
        if st.form_submit_button(ctx.say(ADD), key=f"register_add_button_{key}"):
            register_moves.attempt(lambda: _edit(kept, name.strip(), values, day, reason, is_new=True), ctx)


def _name(kept: Table, one: Standing, ctx: Context) -> str:
    own = one.values.get(f"name_{ctx.language}", "")
    if kept.is_day:
        return f"{say_date(date.fromisoformat(one.key), ctx.language)} · {own}"
    return f"{one.key} · {own}" if own else one.key


def _field(column: Column, was: dict[str, str], words: dict[str, dict[str, Text]], key: str, ctx: Context) -> str:
    value, own = was.get(column.name) or "", f"register_{column.name}_{key}"
    if column.kind == "text":
        return st.text_input(ctx.say(column.title), value=value, max_chars=300, key=own)
    named = (
        words[column.name]
        if column.kind == "choice"
        else {str(one): Text(one.say(), one.say("en")) for one in _months()}
    )
    values = list(dict.fromkeys(["", *named, value]))
    return st.selectbox(
        ctx.say(column.title),
        values,
        index=values.index(value),
        format_func=labelled(lambda one: ctx.say(named[one]) if one in named else one or ctx.say(NOT_SAID)),
        key=own,
    )


def _months() -> list[Month]:
    """The months one may choose from: the three fiscal years past, this one and the next two, newest first."""
    year = FiscalYear.of(now().date()).year_be
    return [month for each in range(year + 2, year - 9, -1) for month in reversed(FiscalYear(each).months)]


def _when_and_why(key: str, ctx: Context) -> tuple[str, str]:
    day = st.text_input(ctx.say(FROM_DAY), value=type_day(now().date()), max_chars=12, key=f"register_day_{key}")
    return day, st.text_input(ctx.say(REASON), max_chars=300, key=f"register_reason_{key}")


def _edit(
    kept: Table, key: str, values: dict[str, str], day: str, reason: str, *, is_new: bool = False, is_end: bool = False
) -> Edit:
    """What the form says. Raises RegisterRefused for a day that is none."""
    key = _day(key).isoformat() if kept.is_day and is_new else key
    return Edit(kept.code, key, _day(day), reason, values, is_new, is_end)


def _day(typed: str) -> date:
    try:
        return read_day(typed)
    except ValueError as fault:
        raise RegisterRefused(BAD_DAY, found=typed) from fault
