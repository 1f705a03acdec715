"""Uses of technology: how many by unit and by kind, and every one of them with whether it counts."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from base.thai import say_date
from base.words import Text
from kpi import chart, speak
from kpi.model import ASSESSEES, UNITS
from kpi.parts import BY_UNIT
from kpi.technology import COUNTING_WORDS, Counting, Kind, UseLine
from ui import charts, figures, session, sources
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, show, table, tag, text

C2 = "C2"
UNIT = Text("กลุ่ม/ฝ่าย", "Unit")
LOOKS = {
    Counting.COUNTED: ("▲", "tt-pass"),
    Counting.REPEATED: ("◆", "tt-late"),
    Counting.REJECTED: ("▼", "tt-fail"),
}
PROVEN, UNPROVEN = Text("▲ มีหลักฐาน", "▲ Evidence"), Text("◊ ไม่มีหลักฐาน", "◊ No evidence")

KINDS = Text("เทคโนโลยีที่นำมาปรับใช้", "Technologies in use")
KIND_COUNT = Text("{count} ชนิด เรียงจากใช้บ่อยที่สุด", "{count}, most used first")
KIND_HEADS = (
    Text("เทคโนโลยี", "Technology"),
    Text("ครั้ง", "Times"),
    UNIT,
    Text("ครั้งล่าสุด", "Last"),
)
USES = Text("บันทึกการใช้เทคโนโลยีในช่วงที่นับ", "Recorded uses in the span that counts")
USE_COUNT = Text("{count} รายการ · นับ {counted} ครั้ง", "{count} recorded · {counted} counted")
USE_HEADS = (
    Text("วันที่", "Day"),
    UNIT,
    Text("เทคโนโลยี", "Technology"),
    Text("เรื่องที่นำไปใช้", "Used for"),
    Text("หลักฐาน", "Evidence"),
    Text("การนับ", "Counted"),
)
NO_USES = Text(
    "ยังไม่มีบันทึกการใช้เทคโนโลยีในช่วงที่เลือก กลุ่ม/ฝ่ายส่งแบบบันทึกการใช้เทคโนโลยีทุกเดือน",
    "No use of technology is recorded in the chosen span; every unit sends its log each month",
)


def choose(ctx: Context) -> str:
    """The Office or one unit; kept in the address."""
    names = figures.scopes(ctx, C2)
    offered = [scope for scope in ASSESSEES if scope in names]
    return st.segmented_control(
        ctx.say(UNIT),
        offered,
        format_func=labelled(names.__getitem__),
        key=session.choice("unit", offered, offered[0]),
        label_visibility="collapsed",
        required=True,
    )


def by_unit(ctx: Context) -> None:
    """C2 of the units as bars."""
    found = figures.of_scopes(ctx, C2, UNITS)
    named = [(speak.scope(ctx.build, figure, ctx.language), figure) for figure in found]
    charts.chart(chart.parts(named, BY_UNIT, ctx.language), ctx, "technology_units")


def by_month(unit: str, ctx: Context) -> None:
    """C2 of one unit month by month."""
    charts.chart(chart.trend(figures.series(ctx, C2, unit), ctx.language), ctx, "technology_months")


def kinds(found: Sequence[Kind], ctx: Context) -> None:
    """What was used, how often and by whom."""
    heading(ctx.say(KINDS), ctx.say(KIND_COUNT, count=len(found)) if found else "")
    if not found:
        show(tag("p", text(ctx.say(NO_USES)), css="tt-quiet"))
        return
    rows = [
        [
            text(one.name),
            tag("span", text(f"{one.count:,}"), css="tt-number"),
            text(", ".join(_unit(unit, ctx) for unit in one.units)),
            tag("span", text(say_date(one.last_on, ctx.language)), css="tt-line"),
        ]
        for one in found
    ]
    show(table(ctx.say(KINDS), [ctx.say(head) for head in KIND_HEADS], rows))


def uses(lines: Sequence[UseLine], ctx: Context) -> None:
    """Every recorded use, newest first, a page at a time."""
    counted = sum(one.counting is Counting.COUNTED for one in lines)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        note = ctx.say(USE_COUNT, count=f"{len(lines):,}", counted=f"{counted:,}") if lines else ""
        heading(ctx.say(USES), note, is_narrow=True)
        page = sources.paged(len(lines), ctx, "uses")
    if not lines:
        show(tag("p", text(ctx.say(NO_USES)), css="tt-quiet"))
        return
    rows = [_row(one, ctx) for one in lines[page * sources.PAGE_SIZE :][: sources.PAGE_SIZE]]
    show(table(ctx.say(USES), [ctx.say(head) for head in USE_HEADS], rows, css="tt-uses"))


def _row(one: UseLine, ctx: Context) -> list[str]:
    shape, style = LOOKS[one.counting]
    return [
        tag("span", text(say_date(one.on, ctx.language)), css="tt-line"),
        text(_unit(one.unit, ctx)),
        text(one.technology),
        text(" · ".join(words for words in (one.purpose, one.object) if words)),
        tag("span", text(ctx.say(PROVEN if one.has_evidence else UNPROVEN)), css="tt-line"),
        tag("span", text(f"{shape} {ctx.say(COUNTING_WORDS[one.counting])}"), css=f"tt-chip {style}"),
    ]


def _unit(code: str, ctx: Context) -> str:
    units = ctx.build.reference("units", ctx.ask.as_of, ctx.build.last_seq)
    return units.get(code, {}).get(f"short_{ctx.language}") or code
