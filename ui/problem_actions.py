"""One problem in full, and what may be decided about it: who does what by when, that it is solved, that it is not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from base.access import Action, NotAllowed
from base.clock import now
from base.problem import CLOSE, PLAN, REOPEN
from base.thai import say_date
from base.words import Text
from etl import problems as register
from etl.build import BuildFault
from kpi.problem_list import ProblemLine
from ledger.decisions import DecisionRefused
from ledger.store import LedgerFault
from ui import planning, problems, receipts, session
from ui.acting import why
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, show, tag, text

ONE = Text("รายละเอียดและการดำเนินการ", "One problem and its actions")
WHICH = Text("ปัญหา/อุปสรรค", "Problem")
PROJECT, PLACE = Text("โครงการ", "Project"), Text("จังหวัด", "Province")
TOLD, REMEDY = Text("ปัญหาที่รายงาน", "As reported"), Text("แนวทางแก้ไขของหน่วยงาน", "Remedy of the agency")
OPEN_FOR, PLANNED = Text("เปิดมาแล้ว", "Open for"), Text("การดำเนินการ", "Action")
PLAN_LINE = Text("{action} · {owner} · ภายใน {day}", "{action} · {owner} · by {day}")
ENDED = Text("ปิดเพราะ", "Closed because")
NOT_YET = Text("ยังไม่กำหนด", "none yet")

TAKES_EFFECT = Text("การบันทึกมีผลตั้งแต่วันที่ {day}", "What is recorded takes effect on {day}")
WHAT = Text("สิ่งที่จะดำเนินการ", "What will be done")
REASON_CLOSE = Text("แก้ไขแล้วอย่างไร (จำเป็น)", "How it was solved (required)")
REASON_REOPEN = Text("เหตุใดจึงยังไม่ได้รับการแก้ไข (จำเป็น)", "Why it is not solved after all (required)")
DO_PLAN, DO_CLOSE, DO_REOPEN = (
    Text("บันทึกการดำเนินการ", "Record the action"),
    Text("ปิดปัญหา", "Close the problem"),
    Text("เปิดปัญหาใหม่", "Reopen the problem"),
)
DONE = {
    PLAN: Text("บันทึกการดำเนินการแล้ว", "The action is recorded"),
    CLOSE: Text("ปิดปัญหาแล้ว", "The problem is closed"),
    REOPEN: Text("เปิดปัญหาใหม่แล้ว", "The problem is open again"),
}
WHO = Text(
    "ผู้อำนวยการ หัวหน้ากลุ่ม และฝ่ายบริหารทั่วไปเป็นผู้กำหนดการดำเนินการและปิดปัญหา ตำแหน่งนี้ดูได้อย่างเดียว",
    "The Director, group heads and General Administration plan actions and close problems; this position may only look",
)
IN_THE_PAST = Text(
    "กำลังดูข้อมูลตามที่บันทึกไว้ในอดีต เลือก “ปัจจุบัน” ก่อนจึงจะบันทึกได้",
    "This is how things were known in the past; choose “Now” to record anything",
)
_SAID, _TURN = "problem_said", "problem_turn"


def one(lines: Sequence[ProblemLine], ctx: Context) -> None:
    """One problem of the list, chosen by the reader and kept in the address."""
    heading(ctx.say(ONE))
    by_key = {line.key: line for line in lines}
    key = st.selectbox(
        ctx.say(WHICH),
        list(by_key),
        format_func=labelled(lambda one: _label(by_key[one], ctx)),
        key=session.choice("id", list(by_key), next(iter(by_key))),
        label_visibility="collapsed",
    )
    line = by_key[key]
    facts, forms = st.columns([6, 6])
    with facts:
        show(problems.chip(line, ctx), receipts.definition_list(_facts(line, ctx)))
    with forms:
        _act(line, ctx)


def said(ctx: Context) -> None:
    """What became of the last decision, once."""
    told = session.kept(_SAID)
    if told is not None:
        is_done, words = told
        mark = "▲" if is_done else "▼"
        show(tag("p", f"{mark} ", text(ctx.say(words)), css="tt-done" if is_done else "tt-warning", role="status"))
        session.keep(_SAID, None)


def _label(line: ProblemLine, ctx: Context) -> str:
    """One problem has one agency, project and province: what was reported stands below."""
    where = problems.province(line, ctx)
    return " · ".join([problems.short(line.agency, ctx), problems.project(line, ctx), where])


def _facts(line: ProblemLine, ctx: Context) -> list[tuple[str, str]]:
    plan = line.plan
    planned = ctx.say(NOT_YET)
    if plan:
        due = say_date(plan.due_on, ctx.language)
        planned = ctx.say(PLAN_LINE, action=plan.action, owner=problems.short(plan.owner, ctx), day=due)
    found = [
        (PROJECT, problems.project(line, ctx)),
        (PLACE, problems.province(line, ctx)),
        (TOLD, line.problem),
        (REMEDY, line.solution or problems.NOTHING),
        (OPEN_FOR, problems.age(line, ctx)),
        (PLANNED, planned),
        *([] if line.is_open else [(ENDED, problems.ending(line, ctx))]),
    ]
    return [(ctx.say(label), value) for label, value in found]


def _act(line: ProblemLine, ctx: Context) -> None:
    """The forms for whoever may decide; for the others who it is."""
    if not ctx.user.may(Action.DECIDE) or session.chosen("known_at"):
        words = IN_THE_PAST if ctx.user.may(Action.DECIDE) else WHO
        show(tag("p", text(ctx.say(words)), css="tt-quiet"))
        return
    day = min(ctx.ask.as_of, now().date())
    show(tag("p", text(ctx.say(TAKES_EFFECT, day=say_date(day, ctx.language))), css="tt-quiet"))
    if line.is_open:
        _plan_form(line, day, ctx)
        _reason_form(CLOSE, REASON_CLOSE, DO_CLOSE, line, day, ctx)
    else:
        _reason_form(REOPEN, REASON_REOPEN, DO_REOPEN, line, day, ctx)


def _plan_form(line: ProblemLine, day: date, ctx: Context) -> None:
    # Forms are keyed by the problem and by how often this session has decided: nothing typed survives its problem.
    turn = f"{line.key}_{session.kept(_TURN, 0)}"
    with st.form(key=f"problem_plan_{turn}", border=False, enter_to_submit=False):
        action = st.text_input(ctx.say(WHAT), key=f"problem_action_{turn}", max_chars=300)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            owner, due = planning.owner_and_due(line.agency, day, ctx, f"problem_plan_{turn}")
            is_sent = st.form_submit_button(ctx.say(DO_PLAN), type="primary", key=f"problem_do_plan_{turn}")
    if is_sent:
        _do(PLAN, line, day, ctx, plan=register.Plan(action, owner, due))


def _reason_form(kind: str, label: Text, button: Text, line: ProblemLine, day: date, ctx: Context) -> None:
    turn = f"{kind}_{line.key}_{session.kept(_TURN, 0)}"
    form = st.form(key=f"problem_{turn}", border=False, enter_to_submit=False)
    with form, st.container(horizontal=True, vertical_alignment="bottom"):
        reason = st.text_input(ctx.say(label), key=f"problem_reason_{turn}", max_chars=300)
        is_sent = st.form_submit_button(ctx.say(button), key=f"problem_do_{turn}")
    if is_sent:
        _do(kind, line, day, ctx, reason=reason)


def _do(
    kind: str, line: ProblemLine, day: date, ctx: Context, reason: str | None = None, plan: register.Plan | None = None
) -> None:
    """Record it; the right is asked again in `etl.problems.record`, where it happens."""
    year, folder = ctx.ask.round.fiscal_year, ctx.build.path.parent
    try:
        register.record(ctx.ledger, folder, ctx.user, kind, year, line.key, on=day, reason=reason, plan=plan)
    except (NotAllowed, DecisionRefused, LedgerFault, BuildFault) as fault:
        session.keep(_SAID, (False, why(fault)))
    else:
        session.keep(_SAID, (True, DONE[kind]))
        session.keep(_TURN, session.kept(_TURN, 0) + 1)
    st.rerun()
