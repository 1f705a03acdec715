"""Where C1 is heading, in words and as a chart: always labelled an estimate, never shown as a result."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from base.words import Text
from kpi import chart, speak
from kpi.forecast import LABEL, MONTHS_NEEDED, Projection
from ui import charts, figures
from ui.context import Context
from ui.markup import heading, show, tag, text
from ui.receipts import definition_list

PROJECTED = "C1"
"""The only indicator that is projected (manual 10.2(1))."""

TITLE = Text("{label} ณ สิ้นรอบที่ {round}", "{label} for the end of round {round}")
TOO_YOUNG = Text("ต้องมีข้อมูลอย่างน้อย {count} เดือนจึงจะประมาณการได้", "A projection needs at least {count} months of data")
EXPECTED = Text("ร้อยละ {value}", "{value} %")
INTERVAL = Text("ช่วงความเชื่อมั่นร้อยละ 80", "80 % interval")
SPAN = Text("ร้อยละ {low} ถึง {high}", "{low} to {high} %")
BASED_ON = Text("คำนวณจาก", "Based on")
MONTHS = Text("ข้อมูล {count} เดือน และจังหวะการเบิกจ่ายของปีก่อน ๆ (ถ้ามี)", "{count} months, and earlier years if any")
TARGET = Text("เป้าหมาย", "Target")
NEEDED = Text("ต้องเบิกจ่ายเพิ่ม", "Still needed")
PER_MONTH = Text(
    "เดือนละ {baht} บาท อีก {months} เดือน จึงจะถึงเป้าหมายพอดี",
    "{baht} baht a month for {months} month(s) to reach it",
)
NOTE = Text("หมายเหตุ", "Note")
CAPPED = Text(
    "จังหวะปัจจุบันเกินวงเงินที่ได้รับจัดสรรแล้ว จึงแสดงไม่เกินร้อยละ 100 ยังไม่รวมวงเงินที่อาจได้รับเพิ่ม",
    "The pace leads beyond today's allocation, so it stops at 100 %; what may yet be allocated is not included",
)
REACHED = Text("ถึงเป้าหมายแล้ว หากวงเงินจัดสรรไม่เปลี่ยน", "The target is already reached on today's allocation")


def is_wanted(code: str, scope: str, ctx: Context) -> bool:
    """Whether there is anything left to guess: C1, while months of the round are still ahead."""
    return code == PROJECTED and len(figures.series(ctx, code, scope)) < 6 * ctx.ask.round.number


def outlook(scope: str, ctx: Context) -> None:
    """The projection with its interval and what is still needed; under three months why there is none."""
    found = figures.outlook(ctx, scope)
    title = ctx.say(TITLE, label=ctx.say(LABEL), round=ctx.ask.round.number)
    if found is None:
        heading(title)
        show(tag("p", "◊ ", text(ctx.say(TOO_YOUNG, count=MONTHS_NEEDED)), css="tt-quiet"))
        return
    words, drawing = st.columns([5, 7])
    with words:
        heading(title)
        _words(found, ctx)
    with drawing, st.container(key="outlook_chart"):
        series = figures.series(ctx, PROJECTED, scope)
        charts.chart(chart.outlook(series, found, ctx.language), ctx, "indicator_outlook")


def _words(found: Projection, ctx: Context) -> None:
    lines = [
        (ctx.say(INTERVAL), ctx.say(SPAN, low=_said(found.low_pct), high=_said(found.high_pct))),
        (ctx.say(BASED_ON), ctx.say(MONTHS, count=found.months_known)),
    ]
    if found.is_capped:
        lines.append((ctx.say(NOTE), ctx.say(CAPPED)))
    if found.target is not None:
        lines.append((ctx.say(TARGET), ctx.say(EXPECTED, value=f"{found.target.normalize():f}")))
    if found.needed_thb_per_month is not None:
        left = found.end_month - found.months_known
        per_month = ctx.say(PER_MONTH, baht=speak.amount(found.needed_thb_per_month), months=left)
        lines.append((ctx.say(NEEDED), per_month if found.needed_thb_per_month else ctx.say(REACHED)))
    mark = tag("span", "◊ ", text(ctx.say(LABEL)), css="tt-badge")
    show(
        tag("p", text(ctx.say(EXPECTED, value=_said(found.expected_pct))), css="tt-value"),
        tag("p", mark, css="tt-status"),
        definition_list(lines),
    )


def _said(points: float) -> str:
    return f"{Decimal(f'{points:.2f}'):,}"
