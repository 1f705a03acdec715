"""Projects that wait for an approval: let in or kept out; and the changes that wait for theirs in their own form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from base.clock import now
from base.period import FiscalYear
from base.thai import read_day, say_date, type_day
from base.words import Text
from etl import added, approval
from etl.approval import Approval, Pending
from etl.registers import BAD_DAY
from ledger.decisions import DecisionRefused
from ui import names, session
from ui.acting import act, form_key
from ui.context import Context
from ui.markup import code, heading, label, show, table, tag, text

WAITING = Text("โครงการที่รออนุมัติ", "Projects that wait")
COUNT = Text("{count} โครงการ", "{count}")
NONE = Text("ไม่มีโครงการที่รออนุมัติในปีงบประมาณที่เลือก", "No project of the chosen fiscal year waits")
HEADS = (
    Text("โครงการ", "Project"),
    Text("แผน", "Plan"),
    Text("หน่วยงาน", "Agency"),
    Text("สถานะ", "State"),
)
WAITS, DECLINED = Text("◊ รออนุมัติ", "◊ waits"), Text("✕ ไม่อนุมัติ", "✕ declined")
WHICH, VERDICT = Text("โครงการ", "Project"), Text("พิจารณา", "Decide")
CODE = Text("รหัสที่ให้โครงการ (แถวในรายงานยังไม่มีรหัส)", "Code to give (the row of the report has none)")
DAY = Text("วันที่อนุมัติ (วัน/เดือน/ปี พ.ศ.)", "Day of approval (day/month/BE year)")
PAPER = Text("เลขที่หนังสือหรือมติที่ประชุม", "Letter or resolution")
REASON = Text("เหตุผล", "Reason")
APPROVE, DECLINE = Text("อนุมัติให้บรรจุในแผน", "Approve"), Text("ไม่อนุมัติ", "Decline")
APPROVED = Text("อนุมัติ {key} แล้ว นับตั้งแต่ {day}", "{key} is approved from {day}")
KEPT_OUT = Text("บันทึกว่าไม่อนุมัติ {key} แล้ว", "{key} is declined")
NOT_YET = Text("วันที่อนุมัติต้องไม่หลังวันนี้", "The day of approval may not lie ahead")
CHANGES = Text("การเปลี่ยนแปลงและยกเลิกที่ยังไม่อนุมัติ", "Changes and cancellations not approved")
CHANGES_HOW = Text(
    "บันทึกการอนุมัติในแบบบันทึกการเปลี่ยนแปลงโครงการ (หน้ากรอกบนหน้าจอ) พร้อมวันที่และเลขที่หนังสือ",
    "The approval is entered in the form of project changes (type on screen), with its day and letter",
)
NO_CHANGE = Text("ไม่มีการเปลี่ยนแปลงที่รออนุมัติ", "No change waits for an approval")
CHANGE_HEADS = (Text("โครงการ", "Project"), Text("ชนิด", "Kind"), Text("มีผล", "Takes effect"), Text("เหตุผล", "Reason"))
KINDS = {
    "cancel": Text("ยกเลิก", "cancelled"),
    "retarget": Text("ปรับเป้าหมาย", "new target"),
    "rebudget": Text("ปรับงบประมาณ", "new budget"),
    "rename": Text("เปลี่ยนชื่อ", "renamed"),
    "reassign": Text("เปลี่ยนหน่วยงาน", "new agency"),
}


def waiting(ctx: Context) -> list[Pending]:
    """The projects that wait or were declined, in a table."""
    with ctx.ledger.read() as connection:
        found = [one for one in approval.pending(connection, _year(ctx)) if ctx.user.sees(one.agency)]
    heading(ctx.say(WAITING), ctx.say(COUNT, count=len(found)) if found else "")
    if not found:
        show(tag("p", "▲ ", text(ctx.say(NONE)), css="tt-quiet"))
        return found
    rows = [
        [
            text(one.project_name) + tag("small", tag("code", code(one.key))),
            text(names.short(ctx.build, one.item_code, ctx.ask.as_of, ctx.language)),
            text(names.reporter(ctx.build, one.agency, ctx.language)),
            text(ctx.say(DECLINED if one.is_declined else WAITS)),
        ]
        for one in found
    ]
    show(table(ctx.say(WAITING), [ctx.say(head) for head in HEADS], rows, css="tt-projects"))
    return found


def _year(ctx: Context) -> FiscalYear:
    return ctx.ask.round.fiscal_year


def decide(found: Sequence[Pending], ctx: Context) -> None:
    """One project chosen, and the verdict on it."""
    heading(ctx.say(VERDICT))
    if not found:
        show(tag("p", text(ctx.say(NONE)), css="tt-quiet"))
        return
    by_key = {one.key: one for one in found}
    chosen = st.selectbox(
        ctx.say(WHICH),
        list(by_key),
        format_func=lambda key: label(f"{key} · {by_key[key].project_name}"),
        key=session.choice("id", list(by_key), next(iter(by_key))),
    )
    is_row, key = added.parse_place(chosen) is not None, form_key(chosen, ctx)
    with st.form(key=f"approval_form_{key}", border=False, enter_to_submit=False):
        given = st.text_input(ctx.say(CODE), max_chars=40, key=f"approval_code_{key}") if is_row else chosen
        day = st.text_input(ctx.say(DAY), value=type_day(now().date()), max_chars=12, key=f"approval_day_{key}")
        paper = st.text_input(ctx.say(PAPER), max_chars=120, key=f"approval_paper_{key}")
        reason = st.text_input(ctx.say(REASON), max_chars=500, key=f"approval_reason_{key}")
        row = st.container(horizontal=True)
        lets_in = row.form_submit_button(ctx.say(APPROVE), type="primary", key=f"approve_{key}")
        keeps_out = row.form_submit_button(ctx.say(DECLINE), key=f"decline_{key}")
    if lets_in:
        act(lambda: _approved(chosen, given.strip(), day, paper, reason, ctx))
    if keeps_out:
        act(lambda: _declined(chosen, day, paper, reason, ctx))


def _approved(key: str, given: str, day: str, paper: str, reason: str, ctx: Context) -> Text:
    said = _said(day, paper, reason)
    with ctx.ledger.write(ctx.user.code) as writer:
        approval.approve(writer, ctx.user, _year(ctx), given, said, place=added.parse_place(key))
    return Text(
        *(APPROVED.say(language, key=given, day=say_date(said.approved_on, language)) for language in ("th", "en"))
    )


def _declined(key: str, day: str, paper: str, reason: str, ctx: Context) -> Text:
    with ctx.ledger.write(ctx.user.code) as writer:
        approval.decline(writer, ctx.user, _year(ctx), key, _said(day, paper, reason))
    return KEPT_OUT.filled(key=key)


def _said(day: str, paper: str, reason: str) -> Approval:
    try:
        on: date = read_day(day)
    except ValueError as fault:
        raise DecisionRefused(BAD_DAY.filled(found=day)) from fault
    if on > now().date():
        raise DecisionRefused(NOT_YET)
    return Approval(on, paper.strip() or None, reason.strip() or None)


def changes(ctx: Context) -> None:
    """Changes and cancellations of the year whose approval nobody has entered."""
    heading(ctx.say(CHANGES))
    rows = ctx.build.rows(
        """SELECT project_code, change_type, effective_on, reason FROM project_changes
           JOIN counted USING (submission_seq)
           WHERE NOT approved AND basis = 'provisional' AND to_seq > $seq AND project_changes.fy = $fy
           ORDER BY effective_on DESC""",
        {"seq": ctx.build.last_seq, "fy": _year(ctx).year_be},
    )
    if not rows:
        show(tag("p", "▲ ", text(ctx.say(NO_CHANGE)), css="tt-quiet"))
        return
    lines = [
        [
            tag("code", code(project)),
            text(ctx.say(KINDS[kind]) if kind in KINDS else kind),
            text(say_date(since, ctx.language)),
            text(reason or "–"),
        ]
        for project, kind, since, reason in rows
    ]
    show(table(ctx.say(CHANGES), [ctx.say(head) for head in CHANGE_HEADS], lines))
    show(tag("p", text(ctx.say(CHANGES_HOW)), css="tt-quiet"))
