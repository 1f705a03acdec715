"""What moved between two moments of knowledge: the figures, by how much, and the cells behind each move."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from base.access import Action
from base.clock import parse_moment
from base.thai import say_moment
from base.words import Text
from etl.forms import FORMS
from kpi import speak
from kpi.compare import CellChange, Move
from kpi.definitions import kpi_of
from kpi.indicators import BY_CODE
from kpi.model import Family, Figure, Source
from ui import marks, names, session, source_words, sources
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, show, table, tag, text

MOVED = Text("ตัวชี้วัดที่เปลี่ยน", "Figures that moved")
BETWEEN = Text("{count} ค่า ระหว่าง {first} กับ {last}", "{count} between {first} and {last}")
NOTHING = Text(
    "ไม่มีตัวชี้วัดใดเปลี่ยนระหว่าง {first} กับ {last} เลือกเวลาที่ก่อนหน้านั้น หรือเลือกรอบอื่น",
    "No figure moved between {first} and {last}; choose an earlier moment or another round",
)
NOW = Text("ปัจจุบัน", "now")
NO_MOMENT = Text("ยังไม่มีเวลาก่อนหน้าให้เปรียบเทียบ", "There is no earlier moment to compare with yet")
WRONG_ORDER = Text(
    "เลือกเวลาที่เทียบ ({first}) ให้ก่อนเวลาที่ดู ({last})", "Choose a moment ({first}) before the one looked at ({last})"
)
KIND = Text("กลุ่มตัวชี้วัด", "Kind of indicator")
KINDS = {
    "all": Text("ทั้งหมด", "All"),
    "cascaded": Text("ถ่ายทอด", "Cascaded"),
    "office": Text("ของสำนักงาน", "The Office's"),
    "monitoring": Text("ติดตาม", "Monitoring"),
}
FAMILIES = {"cascaded": Family.CASCADED, "office": Family.OFFICE, "monitoring": Family.MONITORING}
ORDER = (Family.CASCADED, Family.OFFICE, Family.MONITORING)
HEADS = (
    Text("ตัวชี้วัด", "Indicator"),
    Text("หน่วยที่วัด", "Measured for"),
    Text("ก่อน", "Before"),
    Text("หลัง", "After"),
    Text("ต่าง", "Change"),
    Text("เซลล์ที่เปลี่ยน", "Cells changed"),
)
MORE = Text("แสดง {shown} จาก {count} ค่า เลือกกลุ่มตัวชี้วัดเพื่อดูส่วนที่เหลือ", "{shown} of {count}; choose a kind to see the rest")
SAME_VALUE = Text("0 (ตัวตั้งหรือตัวหารเปลี่ยน)", "0 (numerator or denominator changed)")
SHOWN = 25

CELLS = Text("เซลล์ที่เปลี่ยน", "Cells that changed")
CELLS_COUNT = Text("{count} แห่ง", "{count}")
OF_FIGURE = Text("ของตัวชี้วัด", "Behind")
EVERY = Text("ทุกตัวชี้วัดที่เปลี่ยน", "Every figure that moved")
NO_CELLS = Text("ค่านี้เปลี่ยนเพราะเวลาที่ทราบ ไม่มีเซลล์ใดเปลี่ยน", "It moved with the moment of knowledge; no cell changed")
CELL_HEADS = (
    Text("รายการ", "Thing"),
    Text("ช่องข้อมูล", "Field"),
    Text("ค่าก่อน", "Before"),
    Text("ค่าหลัง", "After"),
    Text("ที่มาก่อน", "Where before"),
    Text("ที่มาหลัง", "Where after"),
)
ABSENT = Text("ไม่มี", "none")
FIELDS = {field.code: field.header for form in FORMS.values() for field in form.fields}


def since(ctx: Context) -> tuple[datetime | None, str]:
    """The earlier moment, and why the two cannot be compared (empty when they can)."""
    chosen = session.chosen("since")
    if not chosen:
        return None, ctx.say(NO_MOMENT)
    first = parse_moment(chosen)
    if first >= ctx.ask.known_at:
        return None, ctx.say(WRONG_ORDER, **_span(first, ctx))
    return first, ""


def refuse(why: str) -> None:
    """Why there is nothing to compare."""
    show(tag("p", "◆ ", text(why), css="tt-warning", role="status"))


def moved(moves: Sequence[Move], first: datetime, ctx: Context) -> list[Move]:
    """The table of figures that moved, narrowed to one kind; gives the moves shown in it."""
    count = ctx.say(BETWEEN, count=f"{len(moves):,}", **_span(first, ctx)) if moves else ""
    heading(ctx.say(MOVED), count)
    if not moves:
        show(tag("p", "▲ ", text(ctx.say(NOTHING, **_span(first, ctx))), css="tt-quiet"))
        return []
    kind = st.segmented_control(
        ctx.say(KIND),
        list(KINDS),
        format_func=labelled(lambda one: ctx.say(KINDS[one])),
        key=session.choice("family", list(KINDS), "all"),
        label_visibility="collapsed",
        required=True,
    )
    wanted = [move for move in moves if kind == "all" or BY_CODE[move.after.kpi].family is FAMILIES[kind]]
    wanted.sort(key=lambda move: ORDER.index(BY_CODE[move.after.kpi].family))
    show(table(ctx.say(MOVED), [ctx.say(head) for head in HEADS], [_row(move, ctx) for move in wanted[:SHOWN]]))
    if len(wanted) > SHOWN:
        show(tag("p", text(ctx.say(MORE, shown=SHOWN, count=f"{len(wanted):,}")), css="tt-quiet"))
    return wanted


def cells(moves: Sequence[Move], ctx: Context) -> None:
    """The cells behind one move or behind all of them, before and after."""
    heading(ctx.say(CELLS))
    if not ctx.user.may(Action.TRACE_VIEW):
        show(tag("p", text(ctx.say(sources.NOT_YOURS)), css="tt-quiet"))
        return
    by_name = {f"{move.after.kpi}:{move.after.scope}": move for move in moves}
    chosen = st.selectbox(
        ctx.say(OF_FIGURE),
        ["", *by_name],
        format_func=labelled(lambda name: _named(by_name[name].after, ctx) if name else ctx.say(EVERY)),
        key=session.choice("moved", ["", *by_name], ""),
        width=420,
    )
    found = _distinct([by_name[chosen]] if chosen else moves)
    if not found:
        show(tag("p", text(ctx.say(NO_CELLS)), css="tt-quiet"))
        return
    page = sources.paged(len(found), ctx, f"cells_{chosen}")
    rows = [_cell_row(change, ctx) for change in found[page * sources.PAGE_SIZE :][: sources.PAGE_SIZE]]
    show(tag("p", text(ctx.say(CELLS_COUNT, count=f"{len(found):,}")), css="tt-quiet"))
    show(table(ctx.say(CELLS), [ctx.say(head) for head in CELL_HEADS], rows, css="tt-log tt-cells"))


def _distinct(moves: Sequence[Move]) -> list[CellChange]:
    """Each changed cell once, however many figures it moved: what counts first, corrections before additions."""
    found = dict.fromkeys((one.item, one.field, one.before, one.after, one) for move in moves for one in move.cells)
    by_cell = {key[:4]: key[4] for key in found}
    return sorted(by_cell.values(), key=lambda one: (one.role == "basis", one.before is None or one.after is None))


def _span(first: datetime, ctx: Context) -> dict[str, str]:
    last = say_moment(ctx.ask.known_at, ctx.language) if session.chosen("known_at") else ctx.say(NOW)
    return {"first": say_moment(first, ctx.language), "last": last}


def _named(figure: Figure, ctx: Context) -> str:
    return f"{figure.kpi} {ctx.say(kpi_of(figure).short)} · {speak.scope(ctx.build, figure, ctx.language)}"


def _row(move: Move, ctx: Context) -> list[str]:
    kpi = kpi_of(move.after)
    return [
        text(f"{kpi.code} {ctx.say(kpi.short)} ({ctx.say(speak.UNIT_WORDS[kpi.unit])})"),
        text(speak.scope(ctx.build, move.after, ctx.language)),
        _chip(move.before, ctx),
        _chip(move.after, ctx),
        _change(move, ctx),
        tag("span", text(f"{len(_distinct([move])):,}"), css="tt-number"),
    ]


def _change(move: Move, ctx: Context) -> str:
    change = tag("b", marks.difference(move.after, move.difference, move.before.ask), css="tt-moved")
    return change if move.difference != 0 else text(ctx.say(SAME_VALUE))


def _chip(figure: Figure, ctx: Context) -> str:
    return tag("span", marks.state(figure, ctx.language), css=f"tt-chip tt-{figure.status}")


def _cell_row(change: CellChange, ctx: Context) -> list[str]:
    sides = (change.before, change.after)
    one = change.after or change.before
    assert one is not None  # a change has at least one side
    header = FIELDS.get(change.field or "") or source_words.KINDS[one.kind]
    # A line without a name of its own is known by whoever sent it.
    is_line = change.item == one.reporter
    thing = names.reporter(ctx.build, change.item, ctx.language) if is_line else source_words.item(one, ctx)
    return [
        text(thing),
        text(ctx.say(header)),
        *(text(source_words.value(side, ctx.language) if side else ctx.say(ABSENT)) for side in sides),
        *(text(_place(side, ctx)) for side in sides),
    ]


def _place(side: Source | None, ctx: Context) -> str:
    if side is None:
        return speak.NOTHING
    return " · ".join(part for part in source_words.words(side, ctx)[:3] if part != source_words.NOTHING)
