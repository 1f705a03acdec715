"""The figures that each freeze of a round has kept, side by side with the live ones."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from base.thai import say_date
from base.words import Text
from kpi import rounds, speak
from kpi.definitions import kpi_of
from kpi.indicators import BY_CODE
from kpi.model import Family, Figure
from kpi.rounds import FrozenFigure, RoundEntry
from ui import figures, marks, session
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, show, table, tag, text
from ui.rounds import name

TITLE = Text("ค่าที่เก็บไว้ในการปิดแต่ละครั้ง เทียบกับค่าปัจจุบัน", "What each freeze kept, beside the live figure")
NOTHING_KEPT = Text("เมื่อปิดรอบ ระบบจะเก็บค่าทุกตัวชี้วัดไว้ที่นี่", "Once the round is frozen, every figure is kept here")
WHICH = Text("ตัวชี้วัดที่แสดง", "Figures shown")
KINDS = {
    "cascaded": Text("ตัวชี้วัดถ่ายทอด", "Cascaded"),
    "office": Text("ตัวชี้วัดสำนักงานและติดตาม", "Office and monitoring"),
    "moved": Text("เฉพาะที่เปลี่ยน", "Only what moved"),
}
NONE_MOVED = Text("ค่าปัจจุบันตรงกับค่าที่ปิดรอบทุกตัวชี้วัด", "Every live figure equals the frozen one")
INDICATOR = Text("ตัวชี้วัด", "Indicator")
SCOPE = Text("หน่วยที่วัด", "Measured for")
FREEZE_NO = Text("ปิดครั้งที่ {number} ({day})", "Freeze {number} ({day})")
NOW = Text("ปัจจุบัน", "Now")
CHANGE = Text("ต่างจากครั้งล่าสุด", "Change since the last")
NOT_KEPT = Text("ไม่ได้เก็บ", "not kept")

Key = tuple[str, str]


def kept(ctx: Context) -> None:
    """One row per figure, one column per freeze, then the live figure and how far it is from the last freeze."""
    entries = rounds.log(ctx.build, ctx.ask.round, ctx.build.seq_at(ctx.ask.known_at))
    freezes = [entry for entry in entries if entry.kind == rounds.FREEZE]
    heading(ctx.say(TITLE), name(ctx.ask.round, ctx))
    if not freezes:
        show(tag("p", text(ctx.say(NOTHING_KEPT)), css="tt-quiet"))
        return
    which = st.segmented_control(
        ctx.say(WHICH),
        list(KINDS),
        format_func=labelled(lambda kind: ctx.say(KINDS[kind])),
        key=session.choice("kept", list(KINDS), "cascaded"),
        label_visibility="collapsed",
        required=True,
    )
    sets = [{(one.kpi, one.scope): one for one in freeze.figures} for freeze in freezes]
    live = [figure for figure in figures.every(ctx) if _is_wanted(figure, which, sets)]
    if not live:
        show(tag("p", "▲ ", text(ctx.say(NONE_MOVED)), css="tt-quiet"))
        return
    rows = [_row(figure, sets, ctx) for figure in live]
    show(table(ctx.say(TITLE), _heads(freezes, ctx), rows))


def _heads(freezes: Sequence[RoundEntry], ctx: Context) -> list[str]:
    days = [
        ctx.say(FREEZE_NO, number=number, day=say_date(one.at, ctx.language)) for number, one in enumerate(freezes, 1)
    ]
    return [ctx.say(INDICATOR), ctx.say(SCOPE), *days, ctx.say(NOW), ctx.say(CHANGE)]


def _is_wanted(figure: Figure, which: str, sets: Sequence[dict[Key, FrozenFigure]]) -> bool:
    is_cascaded = BY_CODE[figure.kpi].family is Family.CASCADED
    if which != "moved":
        return is_cascaded == (which == "cascaded") and (is_cascaded or figure.scope == "OFF")
    last = sets[-1].get((figure.kpi, figure.scope))
    return last is None or (last.value, last.status) != (figure.value, figure.status)


def _row(figure: Figure, sets: Sequence[dict[Key, FrozenFigure]], ctx: Context) -> list[str]:
    kpi, key = kpi_of(figure), (figure.kpi, figure.scope)
    found = [one.get(key) for one in sets]
    last = found[-1]
    change = speak.moved(last.value, figure.value, figure.unit) if last else None
    return [
        text(f"{kpi.code} {ctx.say(kpi.short)} ({ctx.say(speak.UNIT_WORDS[kpi.unit])})"),
        text(speak.scope(ctx.build, figure, ctx.language)),
        *(
            _chip(marks.frozen(one, figure.ask, ctx.language), one.status) if one else text(ctx.say(NOT_KEPT))
            for one in found
        ),
        _chip(marks.state(figure, ctx.language), figure.status),
        tag(
            "span",
            marks.difference(figure, change, last) if last else text(speak.NOTHING),
            css="tt-moved" if change else "",
        ),
    ]


def _chip(inside: str, status: str) -> str:
    return tag("span", inside, css=f"tt-chip tt-{status}")
