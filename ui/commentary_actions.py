"""One figure below its target: what was written in each version, and the forms for whoever may write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from base.access import NotAllowed
from base.clock import now
from base.commentary import CLOSE, REOPEN, Key
from base.thai import say_date
from base.words import Text
from etl import commentary as register
from kpi import speak
from kpi.commentary import ActionLine, Commentary, State
from kpi.indicators import BY_CODE
from kpi.model import OFFICE, Figure
from ledger.decisions import DecisionRefused
from ledger.store import LedgerFault
from ui import cards, commentary, marks, names, planning, receipts, session
from ui.acting import why
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, show, tag, text

ONE = Text("เขียนคำชี้แจง", "Write commentary")
WHICH = Text("ตัวชี้วัดที่ต่ำกว่าเกณฑ์", "Figure below its target")
OPTION = Text("{mark} {kpi} {name} · {scope}", "{mark} {kpi} {name} · {scope}")
VALUE, TARGET = Text("ผล", "Value"), Text("เป้าหมาย", "Target")
HISTORY = Text("ฉบับที่ผ่านมา {count} ฉบับ", "{count} earlier version(s)")
WROTE = Text("เดือน{month} ฉบับที่ {number} · {day} · {who}", "{month}, version {number} · {day} · {who}")

PLAN = Text("การดำเนินการ (ถ้ามี)", "Action (if any)")
DO_WRITE, DO_CLOSE, DO_REOPEN = (
    Text("บันทึกคำชี้แจง", "Record the commentary"),
    Text("ดำเนินการเสร็จแล้ว", "It is done"),
    Text("ยังไม่เสร็จ", "It is not done"),
)
WHICH_ACTION = Text("ปรับปรุงการดำเนินการ", "Update an action")
REASON_CLOSE = Text("ดำเนินการอย่างไร (จำเป็น)", "How it was done (required)")
REASON_REOPEN = Text("เหตุใดจึงยังไม่เสร็จ (จำเป็น)", "Why it is not done after all (required)")
DONE = Text("บันทึกแล้ว", "Recorded")
WHO = Text(
    "ผู้อำนวยการ หัวหน้ากลุ่ม (เฉพาะกลุ่มของตน) ฝ่ายบริหารทั่วไป และเจ้าหน้าที่เป็นผู้เขียนคำชี้แจง ตำแหน่งนี้ดูได้อย่างเดียว",
    "The Director, group heads (of their own group), General Administration and staff write commentary; this position "
    "may only look",
)
IN_THE_PAST = Text(
    "กำลังดูข้อมูลตามที่บันทึกไว้ในอดีต เลือก “ปัจจุบัน” ก่อนจึงจะบันทึกได้",
    "This is how things were known in the past; choose “Now” to record anything",
)
_SAID, _TURN = "commentary_said", "commentary_turn"
HEIGHT = 92


def said(ctx: Context) -> None:
    """What became of the last entry, once."""
    told = session.kept(_SAID)
    if told is not None:
        is_done, words = told
        mark = "▲" if is_done else "▼"
        show(tag("p", f"{mark} ", text(ctx.say(words)), css="tt-done" if is_done else "tt-warning", role="status"))
        session.keep(_SAID, None)


def one(below: Sequence[Figure], said: Commentary, ctx: Context) -> None:
    """One figure, chosen by the reader and kept in the address: its words on one side, the form on the other."""
    heading(ctx.say(ONE), commentary.in_words(said, ctx))
    by_key = {f"{one.kpi}:{one.scope}": one for one in sorted(below, key=lambda one: _is_written(one, said))}
    first = next((key for key, one in by_key.items() if ctx.user.may_comment_on(one.scope)), next(iter(by_key)))
    chosen = st.selectbox(
        ctx.say(WHICH),
        list(by_key),
        format_func=labelled(lambda key: _label(by_key[key], said, ctx)),
        key=session.choice("id", list(by_key), first),
        label_visibility="collapsed",
    )
    figure = by_key[chosen]
    words, form = st.columns([5, 7])
    with words:
        _words(figure, said, ctx)
    with form:
        if _may(figure.scope, ctx):
            _write_form(figure, said, ctx)


def update(lines: Sequence[ActionLine], ctx: Context) -> None:
    """Say that an action is done or is not; nothing for those who may not."""
    own = {str(line.key): line for line in lines if ctx.user.may_comment_on(line.key.scope)}
    if not own or session.chosen("known_at"):
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="update_action"):
        chosen = st.selectbox(
            ctx.say(WHICH_ACTION),
            list(own),
            format_func=labelled(lambda key: f"{commentary.SHAPES[own[key].state]} {own[key].action}"),
            key=session.choice("step", list(own), next(iter(own))),
            width=420,
        )
        _reason_form(own[chosen], ctx)


def _is_written(figure: Figure, said: Commentary) -> bool:
    return said.in_force(figure.kpi, figure.scope) is not None


def _label(figure: Figure, said: Commentary, ctx: Context) -> str:
    mark = "▲" if _is_written(figure, said) else "◊"
    name, scope = ctx.say(BY_CODE[figure.kpi].short), speak.scope(ctx.build, figure, ctx.language)
    return ctx.say(OPTION, mark=mark, kpi=figure.kpi, name=name, scope=scope)


def _words(figure: Figure, said: Commentary, ctx: Context) -> None:
    """The figure, what is in force, and every older version behind a word that opens it."""
    latest, *older = said.history(figure.kpi, figure.scope) or (None,)
    facts = [(ctx.say(VALUE), marks.worded(figure, ctx)), (ctx.say(TARGET), text(speak.target(figure, ctx.language)))]
    if latest:
        facts += [(ctx.say(commentary.CAUSE), text(latest.cause)), (ctx.say(commentary.REMEDY), text(latest.remedy))]
    chips = cards.chip(figure, ctx) + " " + commentary.chip(latest, said, ctx)
    show(tag("p", chips, css="tt-status tt-comments-state"), receipts.facts_list(facts))
    if older:
        lines = "".join(
            tag(
                "li",
                tag("small", text(_wrote(one, ctx))),
                tag("p", text(f"{one.cause} → {one.remedy}")),
            )
            for one in older
        )
        count = text(ctx.say(HISTORY, count=len(older)))
        show(tag("details", tag("summary", count), tag("ul", lines), css="tt-todo tt-versions"))


def _wrote(one: commentary.Comment, ctx: Context) -> str:
    day, who = say_date(one.recorded_at.date(), ctx.language), names.person(ctx.build, one.by, ctx.language)
    return ctx.say(WROTE, month=one.key.month.say(ctx.language, full=True), number=one.version, day=day, who=who)


def _may(scope: str, ctx: Context) -> bool:
    """Whether there is a form; those without one read why."""
    may = ctx.user.may_comment_on(scope)
    if not may or session.chosen("known_at"):
        show(tag("p", text(ctx.say(IN_THE_PAST if may else WHO)), css="tt-quiet"))
        return False
    return True


def _write_form(figure: Figure, said: Commentary, ctx: Context) -> None:
    # Keyed by the figure, the month and how often this session has written: nothing typed survives its figure.
    key = Key(figure.kpi, figure.scope, said.month)
    turn = f"comment_{key}_{session.kept(_TURN, 0)}"
    written = said.latest(figure.kpi, figure.scope)
    before = (written.cause, written.remedy) if written else ("", "")
    with st.form(key=turn, border=False, enter_to_submit=False):
        sides = st.columns(2)
        cause, remedy = (
            side.text_area(ctx.say(label), text_, key=f"{turn}_{name}", height=HEIGHT, max_chars=register.LONGEST)
            for side, label, text_, name in zip(
                sides, (commentary.CAUSE, commentary.REMEDY), before, ("cause", "remedy"), strict=True
            )
        )
        action = st.text_input(ctx.say(PLAN), key=f"{turn}_action", max_chars=300)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            first = "GEN" if figure.scope == OFFICE else figure.scope
            owner, due = planning.owner_and_due(first, _today(ctx), ctx, turn)
            is_sent = st.form_submit_button(ctx.say(DO_WRITE), type="primary", key=f"{turn}_do")
    if is_sent:
        plan = register.Plan(action, owner, due) if action.strip() else None
        _do(lambda: register.write(ctx.ledger, ctx.user, key, cause, remedy, plan=plan))


def _reason_form(line: ActionLine, ctx: Context) -> None:
    kind, label, button = (CLOSE, REASON_CLOSE, DO_CLOSE)
    if line.state is State.DONE:
        kind, label, button = (REOPEN, REASON_REOPEN, DO_REOPEN)
    turn = f"action_{kind}_{line.key}_{session.kept(_TURN, 0)}"
    form = st.form(key=turn, border=False, enter_to_submit=False)
    with form, st.container(horizontal=True, vertical_alignment="bottom"):
        reason = st.text_input(ctx.say(label), key=f"{turn}_reason", max_chars=300, width=330)
        is_sent = st.form_submit_button(ctx.say(button), key=f"{turn}_do")
    if is_sent:
        day = _today(ctx)
        _do(lambda: register.end(ctx.ledger, ctx.user, kind, line.key, reason, on=day))


def _today(ctx: Context) -> date:
    """What is recorded takes effect on the day asked for, at the latest today."""
    return min(ctx.ask.as_of, now().date())


def _do(record: Callable[[], object]) -> None:
    """Record it; the right is asked again in `etl.commentary`, where it happens."""
    try:
        record()
    except (NotAllowed, DecisionRefused, LedgerFault) as fault:
        session.keep(_SAID, (False, why(fault)))
    else:
        session.keep(_SAID, (True, DONE))
        session.keep(_TURN, session.kept(_TURN, 0) + 1)
    st.rerun()
