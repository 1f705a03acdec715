"""The two lists under the director's cards: what is off target, and who is late."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import streamlit as st

from base.words import Text
from kpi import speak
from kpi.board import STATE_WORDS, Overdue, State, by_agency
from kpi.definitions import kpi_of
from kpi.model import Figure, Status
from ui.context import Context
from ui.markup import heading, show, table, tag, text

SHOWN = 3

OFF_TARGET = Text("ตัวชี้วัดที่ต่ำกว่าเกณฑ์", "Below target")
OF_ALL = Text("ห่างเป้าหมายมากที่สุด {shown} จาก {count} รายการ", "the {shown} furthest of {count}")
ALL_MET = Text("ตัวชี้วัดที่คู่มือกำหนดเป้าหมายผ่านเกณฑ์ทั้งหมด", "Every indicator with a target in the manual meets it")
NOT_YET = Text("ยังไม่มีตัวชี้วัดใดที่เทียบกับเป้าหมายได้", "No indicator can be compared with its target yet")
OFF_HEADS = (
    Text("ตัวชี้วัด", "Indicator"),
    Text("ผู้รับการประเมิน", "Assessed"),
    Text("ผล", "Value"),
    Text("เป้าหมาย", "Target"),
)

LATE = Text("หน่วยงานที่ค้างส่งรายงาน", "Agencies that owe a report")
NONE_LATE = Text("ไม่มีหน่วยงานค้างส่งรายงานที่ถึงกำหนดแล้ว", "No agency owes a report that is due")
LATE_HEADS = (
    Text("หน่วยงาน", "Agency"),
    Text("ค้างส่ง", "Owed"),
    Text("เดือนที่ค้างนานที่สุด", "Oldest month"),
    Text("เกินกำหนด", "Overdue"),
)
MONTHS = Text("ค้าง {count} เดือน", "{count} month(s)")
SINCE = Text("ตั้งแต่ {month}", "since {month}")
DAYS = Text("เกิน {count} วัน", "{count} d")
MORE = Text("ดูทั้งหมด {count} หน่วยงาน", "See all {count} agencies")
BOARD_PAGE = "board"


def off_target(figures: Sequence[Figure], ctx: Context) -> None:
    """The figures furthest below their target, as a table; a calm sentence when there are none."""
    compared = [figure for figure in figures if figure.status in (Status.PASS, Status.FAIL)]
    failing = [figure for figure in compared if figure.status is Status.FAIL]
    with st.container(key="panel_off_target", height="stretch"):
        is_more = len(failing) > SHOWN
        heading(ctx.say(OFF_TARGET), ctx.say(OF_ALL, shown=SHOWN, count=len(failing)) if is_more else "")
        if not failing:
            show(tag("p", text(ctx.say(ALL_MET if compared else NOT_YET)), css="tt-quiet"))
            return
        rows = [_off_row(figure, ctx) for figure in sorted(failing, key=_reached)[:SHOWN]]
        show(table(ctx.say(OFF_TARGET), [ctx.say(head) for head in OFF_HEADS], rows))


def late(overdue: Sequence[Overdue], ctx: Context, title: Text = LATE) -> None:
    """The agencies that owe a report, longest first, and the way to the whole board."""
    owed = by_agency(overdue)
    with st.container(key="panel_late", height="stretch"):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="late_head"
        ):
            heading(ctx.say(title), is_narrow=True)
            if owed:
                st.page_link(ctx.links[BOARD_PAGE], label=ctx.say(MORE, count=len(owed)))
        if not owed:
            show(tag("p", text(ctx.say(NONE_LATE)), css="tt-quiet"))
            return
        show(
            table(
                ctx.say(title),
                [ctx.say(head) for head in LATE_HEADS],
                [_late_row(reports, ctx) for reports in owed[:SHOWN]],
            )
        )


def _reached(figure: Figure) -> Fraction:
    """How much of its target a figure reached, as an order of urgency (nothing is shown from it)."""
    return (figure.value or Fraction(0)) / Fraction(figure.target or 1)


def _off_row(figure: Figure, ctx: Context) -> list[str]:
    shape = tag("span", text(speak.SHAPE[figure.status]), aria_hidden="true")
    value = tag("span", shape, " ", text(speak.value(figure, ctx.language)), css=f"tt-chip tt-{figure.status}")
    kpi = kpi_of(figure)
    return [
        text(f"{kpi.code} {kpi.short.say(ctx.language)}"),
        text(speak.scope(ctx.build, figure, ctx.language)),
        value,
        text(speak.target(figure, ctx.language)),
    ]


def _late_row(reports: Sequence[Overdue], ctx: Context) -> list[str]:
    oldest = max(reports, key=lambda one: one.days_late)
    state = "" if oldest.state is State.OVERDUE else f"{STATE_WORDS[oldest.state].say(ctx.language)} "
    days = f"▼ {state}{ctx.say(DAYS, count=f'{oldest.days_late:,}')}"
    return [
        text(oldest.name.say(ctx.language)),
        text(ctx.say(MONTHS, count=len(reports))),
        text(ctx.say(SINCE, month=oldest.month.say(ctx.language))),
        tag("span", text(days), css="tt-chip tt-overdue"),
    ]
