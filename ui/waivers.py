"""Reports that are owed, the one press that waives one of them, and those that were waived."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from base.period import Month
from base.thai import say_moment
from base.words import Text
from etl import waiving
from kpi.board import Board
from ui import names, session
from ui.acting import act, form_key
from ui.context import Context
from ui.markup import heading, label, show, table, tag, text

OWED = Text("รายงานที่ค้างส่ง", "Reports owed")
COUNT = Text("{count} ฉบับ", "{count}")
NOBODY = Text("ไม่มีรายงานที่ค้างส่งในปีงบประมาณที่เลือก", "No report of the chosen fiscal year is owed")
WHICH = Text("รายงานที่จะยกเว้น", "Report to waive")
LINE = Text("{agency} · {month} · เกินกำหนด {days} วัน", "{agency} · {month} · {days} days late")
MEANS = Text(
    "รายงานที่ยกเว้นไม่นับว่าครบหรือขาด และไม่ต้องติดตามอีก",
    "A waived report counts neither as received nor as missing, and is not chased",
)
REASON = Text("เหตุผล (จำเป็น)", "Reason (required)")
WAIVE = Text("ยกเว้นการส่งรายงาน", "Waive the report")
DONE = Text("ยกเว้นรายงานของ {agency} เดือน {month} แล้ว", "The report of {agency} for {month} is waived")
WAIVED = Text("รายงานที่ยกเว้นแล้ว", "Reports waived")
NONE = Text("ยังไม่มีรายงานที่ยกเว้นในปีงบประมาณที่เลือก", "No report of the chosen fiscal year was waived")
HEADS = (
    Text("หน่วยงาน", "Agency"),
    Text("เดือน", "Month"),
    Text("เหตุผล", "Reason"),
    Text("ผู้ยกเว้น", "Waived by"),
    Text("เมื่อ", "When"),
)


def owed(board: Board, ctx: Context) -> None:
    """What is owed, one of it chosen, the reason and the press."""
    heading(ctx.say(OWED), ctx.say(COUNT, count=len(board.overdue)) if board.overdue else "")
    if not board.overdue:
        show(tag("p", "▲ ", text(ctx.say(NOBODY)), css="tt-quiet"))
        return
    show(tag("p", text(ctx.say(MEANS)), css="tt-quiet"))
    known = {f"{one.agency}.{one.month}": one for one in board.overdue}
    chosen = st.selectbox(
        ctx.say(WHICH),
        list(known),
        format_func=lambda key: label(
            ctx.say(
                LINE,
                agency=ctx.say(known[key].name),
                month=known[key].month.say(ctx.language),
                days=f"{known[key].days_late:,}",
            )
        ),
        key=session.choice("id", list(known), next(iter(known))),
    )
    one = known[chosen]
    key = form_key(chosen, ctx)
    with st.form(key=f"waive_form_{key}", border=False, enter_to_submit=False):
        reason = st.text_input(ctx.say(REASON), max_chars=500, key=f"waive_reason_{key}")
        if st.form_submit_button(ctx.say(WAIVE), type="primary", key=f"waive_{key}"):
            act(lambda: _waived(one.agency, one.name, one.month, reason, ctx))


def _waived(agency: str, name: Text, month: Month, reason: str, ctx: Context) -> Text:
    waiving.waive(ctx.ledger, ctx.user, agency, month, reason)
    return Text(
        *(DONE.say(language, agency=name.say(language), month=month.say(language)) for language in ("th", "en"))
    )


def waived(board: Board, ctx: Context) -> None:
    """What was waived in the year, the latest first."""
    heading(ctx.say(WAIVED))
    months = {str(month) for month in board.months}
    rows = [row for row in _decided(ctx) if row[0].partition(":")[2] in months]
    if not rows:
        show(tag("p", text(ctx.say(NONE)), css="tt-quiet"))
        return
    lines = []
    for subject, reason, by, at in rows:
        agency, _, month = subject.partition(":")
        lines.append(
            [
                text(names.reporter(ctx.build, agency, ctx.language)),
                text(Month.parse(month).say(ctx.language)),
                text(reason),
                text(names.person(ctx.build, by, ctx.language)),
                text(say_moment(at, ctx.language)),
            ]
        )
    show(table(ctx.say(WAIVED), [ctx.say(head) for head in HEADS], lines))


def _decided(ctx: Context) -> list[tuple[str, str, str, datetime]]:
    return ctx.build.rows(
        "SELECT subject, reason, actor, recorded_at FROM decision WHERE kind = 'waive' ORDER BY seq DESC"
    )
