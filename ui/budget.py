"""The Office's money: allocation against disbursement month by month, every unit beside the others, what changed."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from base.thai import say_date
from base.words import Text
from etl.forms.ledger import TXN_TYPES
from kpi import chart, speak
from kpi.budget import Change
from kpi.model import ASSESSEES, Figure
from ui import charts, figures, marks, session
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, show, table, tag, text

C1 = "C1"
UNIT = Text("กลุ่ม/ฝ่าย", "Unit")
MATRIX = Text("ร้อยละการเบิกจ่ายสะสม รายหน่วยและรายเดือน", "Cumulative disbursement (%), by unit and month")
NO_MONTHS = Text("ยังไม่สิ้นเดือนแรกของปีงบประมาณที่เลือก", "The first month of the chosen fiscal year is not over yet")
NOW = Text("ได้รับจัดสรร / เบิกจ่าย (บาท)", "Allocated / disbursed (baht)")
CHANGES = Text("การเปลี่ยนแปลงวงเงินจัดสรร", "Changes of the allocation")
COUNT = Text("{count} ครั้ง", "{count}")
NO_CHANGES = Text("ยังไม่มีการจัดสรรหรือเปลี่ยนแปลงวงเงินถึงวันที่เลือก", "Nothing was allocated or changed by the chosen day")
CHANGE_HEADS = (
    Text("วันที่", "Day"),
    UNIT,
    Text("รายการ", "Movement"),
    Text("จำนวนเงิน (บาท)", "Amount (baht)"),
    Text("รายละเอียด", "Detail"),
    Text("เลขที่เอกสาร", "Document"),
)
REVERSAL = Text("กลับรายการ", "reversal")
KINDS = {choice.code: choice.label for choice in TXN_TYPES}


def choose(ctx: Context) -> str:
    """Whose money to show; kept in the address."""
    scopes = figures.scopes(ctx, C1)
    offered = [scope for scope in ASSESSEES if scope in scopes]
    return st.segmented_control(
        ctx.say(UNIT),
        offered,
        format_func=labelled(scopes.__getitem__),
        key=session.choice("unit", offered, offered[0]),
        label_visibility="collapsed",
        required=True,
    )


def money(unit: str, ctx: Context) -> None:
    """Allocation, its target line and cumulative disbursement of one unit, month by month."""
    charts.chart(chart.money(figures.series(ctx, C1, unit), ctx.language), ctx, "budget_money")


def matrix(ctx: Context) -> None:
    """Units down, months across: the percentage with the shape of its status, and the sums behind the last one."""
    heading(ctx.say(MATRIX))
    names = figures.scopes(ctx, C1)
    lines = {scope: figures.series(ctx, C1, scope) for scope in names}
    months = [month for month, _ in next(iter(lines.values()))]
    if not months:
        show(tag("p", text(ctx.say(NO_MONTHS)), css="tt-quiet"))
        return
    heads = [ctx.say(UNIT), *(month.say(ctx.language).removesuffix(" BE") for month in months), ctx.say(NOW)]
    rows = [
        [text(names[scope]), *(_cell(figure, ctx) for _, figure in line), _sums(line[-1][1])]
        for scope, line in lines.items()
    ]
    show(table(ctx.say(MATRIX), heads, rows, css="tt-board tt-money"))


def changes(found: Sequence[Change], ctx: Context) -> None:
    """Every line that changed the allocation, newest first."""
    heading(ctx.say(CHANGES), ctx.say(COUNT, count=len(found)) if found else "")
    if not found:
        show(tag("p", text(ctx.say(NO_CHANGES)), css="tt-quiet"))
        return
    names = figures.scopes(ctx, C1)
    rows = [
        [
            text(say_date(one.on, ctx.language)),
            text(names.get(one.unit, one.unit)),
            _kind(one, ctx),
            tag("span", text(f"{'+' if one.amount_thb > 0 else '−'}{abs(one.amount_thb):,.2f}"), css="tt-number"),
            text(one.activity),
            text(one.document),
        ]
        for one in reversed(found)
    ]
    show(table(ctx.say(CHANGES), [ctx.say(head) for head in CHANGE_HEADS], rows))


def _kind(one: Change, ctx: Context) -> str:
    shape, style = ("▲", "tt-pass") if one.amount_thb > 0 else ("▼", "tt-late")
    word = ctx.say(KINDS[one.kind])
    said = f"{shape} {word[:1].upper()}{word[1:]}" + (f" ({ctx.say(REVERSAL)})" if one.is_reversal else "")
    return tag("span", text(said), css=f"tt-chip {style}")


def _cell(figure: Figure, ctx: Context) -> str:
    return tag(
        "span",
        f"{text(speak.SHAPE[figure.status])} {marks.digits(figure, ctx.language)}",
        css=f"tt-cell tt-{figure.status}",
        title=speak.status(figure, ctx.language),
    )


def _sums(figure: Figure) -> str:
    return f"{marks.amount(figure, 'denominator')} / {marks.amount(figure, 'numerator')}"
