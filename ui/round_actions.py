"""Freezing a round and reopening it: what will happen is shown before it does, and a reason is asked for."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from base.access import Action, NotAllowed
from base.clock import now
from base.thai import say_date
from base.words import Text
from kpi import rounds, speak
from kpi.indicators import BY_CODE
from kpi.model import Family
from kpi.rounds import REOPEN_DAYS, RoundFault, RoundState
from ledger.decisions import DecisionRefused
from ledger.store import LedgerFault
from ui import cards, figures, matrix, session
from ui.acting import why
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, show, tag, text
from ui.rounds import SHOWN, name, state

TITLE = Text("ปิดรอบและเปิดแก้ไข", "Freeze and reopen")
FREEZE, REOPEN = Text("ปิด{round}", "Freeze {round}"), Text("เปิดแก้ไข{round}", "Reopen {round}")
CONFIRM_FREEZE = Text("ยืนยันปิดรอบ", "Freeze now")
CONFIRM_REOPEN = Text("ยืนยันเปิดแก้ไข", "Reopen now")
WORKING = Text("กำลังบันทึก", "Recording")
REASON = Text("เหตุผล (จำเป็น)", "Reason (required)")
WHO = Text(
    "ผู้อำนวยการสำนักงานเป็นผู้ปิดรอบและเปิดแก้ไข ตำแหน่งนี้ดูได้อย่างเดียว",
    "The Director freezes and reopens rounds; this position may only look",
)
IN_THE_PAST = Text(
    "กำลังดูข้อมูลตามที่บันทึกไว้ในอดีต เลือก “ปัจจุบัน” ก่อนจึงจะปิดรอบหรือเปิดแก้ไขได้",
    "This is how things were known in the past; choose “Now” to freeze or reopen",
)
TOO_EARLY = Text("ปิดรอบได้ตั้งแต่วันที่ {day}", "The round may be frozen from {day}")
READY = Text(
    "พ้นกำหนดส่งรายงานเดือนสุดท้ายแล้ว ปิดรอบได้ (ยังขาด {count} รายการ)",
    "The last reports have fallen due: the round may be frozen ({count} things are missing)",
)
IS_FROZEN = Text(
    "ปิดรอบแล้ว ค่าที่เก็บไว้จะไม่เปลี่ยนแม้มีข้อมูลส่งเข้ามาภายหลัง", "Frozen: what was kept does not move, whatever comes in later"
)
WILL_KEEP = Text(
    "ระบบจะเก็บค่า {count} ค่าของ{round} ณ วันที่ {day} พร้อมตัวตั้ง ตัวหาร รุ่นของนิยาม และลายนิ้วมือของข้อมูลต้นทาง",
    "{count} figures of {round} will be kept as of {day}, with numerator, denominator, definition version and a digest "
    "of what they rest on",
)
WILL_MISS = Text("ยังขาดอยู่ {count} รายการ ค่าที่เก็บจะไม่รวมสิ่งเหล่านี้", "{count} things are missing and will not be in them")
WILL_REOPEN = Text(
    "ค่าของ{round} จะกลับเป็นเบื้องต้นจนกว่าจะปิดรอบใหม่ หากครบกำหนดแล้วยังไม่ปิดใหม่ การปิดครั้งก่อนจะมีผลอีกครั้ง ค่าที่เก็บไว้เดิมยังอยู่ในบันทึก",
    "The figures of {round} become preliminary until it is frozen anew; if nobody does so in time, the last freeze "
    "holds again. What was kept stays in the log",
)
UNTIL = Text("เปิดแก้ไขถึงสิ้นวันที่", "Open to the end of")
OPEN_UNTIL = Text(
    "เปิดแก้ไขถึงสิ้นวันที่ {day} หลังจากนั้นการปิดครั้งก่อนมีผลอีกครั้ง", "Open to the end of {day}; then the last freeze holds again"
)
LONGEST_DAYS = 90
"""As far ahead as the dialog offers a last day."""
DONE_FREEZE = Text("ปิด{round}แล้ว", "{round} is frozen")
DONE_REOPEN = Text("เปิดแก้ไข{round}แล้ว", "{round} is reopened")


def act(ctx: Context) -> None:
    """What may be done with the asked round now, with its button for whoever may press it."""
    heading(ctx.say(TITLE), name(ctx.ask.round, ctx))
    _said(ctx)
    if not ctx.user.may(Action.ROUND_FREEZE):
        show(tag("p", text(ctx.say(WHO)), css="tt-quiet"))
        return
    if session.chosen("known_at"):
        show(tag("p", text(ctx.say(IN_THE_PAST)), css="tt-quiet"))
        return
    is_frozen = state(ctx) is RoundState.FROZEN
    first_day = rounds.freezable_from(ctx.build, ctx.ask.round, ctx.build.last_seq)
    if not is_frozen and now().date() < first_day:
        show(tag("p", text(ctx.say(TOO_EARLY, day=say_date(first_day, ctx.language))), css="tt-quiet"))
        return
    said = ctx.say(IS_FROZEN) if is_frozen else ctx.say(READY, count=len(figures.gaps(ctx)))
    show(tag("p", text(said), css="tt-quiet"))
    _lasts(ctx)
    label = ctx.say(REOPEN if is_frozen else FREEZE, round=name(ctx.ask.round, ctx))
    if st.button(label, key="round_act", type="secondary" if is_frozen else "primary"):
        _confirm(label, ctx, is_reopening=is_frozen)


def _lasts(ctx: Context) -> None:
    """Until when the round is open, while it is reopened."""
    entries = rounds.log(ctx.build, ctx.ask.round, ctx.build.seq_at(ctx.ask.known_at))
    if entries and entries[-1].until and state(ctx) is RoundState.REOPENED:
        day = say_date(entries[-1].until, ctx.language)
        show(tag("p", "▼ ", text(ctx.say(OPEN_UNTIL, day=day)), css="tt-quiet"))


def _confirm(title: str, ctx: Context, *, is_reopening: bool) -> None:
    """The dialog: what will happen, why, and only then the button that does it."""

    @st.dialog(title, width="large")
    def ask_first() -> None:
        (_before_reopening if is_reopening else _before_freezing)(ctx)
        with st.form(key="round_form", border=False, enter_to_submit=False):
            reason = st.text_area(ctx.say(REASON), key="round_reason", max_chars=None, height=80)
            until = _until(ctx) if is_reopening else None
            label = ctx.say(CONFIRM_REOPEN if is_reopening else CONFIRM_FREEZE)
            is_confirmed = st.form_submit_button(label, type="primary", key="round_confirm")
        if is_confirmed:
            with st.spinner(ctx.say(WORKING)):
                _do(reason, until, ctx, is_reopening=is_reopening)
            st.rerun()

    ask_first()


def _before_freezing(ctx: Context) -> None:
    found, missing = figures.every(ctx), figures.gaps(ctx)
    day = say_date(ctx.ask.round.end, ctx.language)
    keeps = ctx.say(WILL_KEEP, count=f"{len(found):,}", round=name(ctx.ask.round, ctx), day=day)
    lines = "".join(tag("li", text(ctx.say(gap))) for gap in missing[:SHOWN])
    lacks = tag("p", "◆ ", text(ctx.say(WILL_MISS, count=len(missing)))) + tag("ul", lines) if missing else ""
    show(tag("p", text(keeps)), tag("div", lacks, css="tt-todo"))
    cascaded = [figure for figure in found if cards.is_main(figure) and BY_CODE[figure.kpi].family is Family.CASCADED]
    show(matrix.lines_table(cascaded, ctx.say(matrix.CASCADED), ctx))


def _before_reopening(ctx: Context) -> None:
    show(tag("p", text(ctx.say(WILL_REOPEN, round=name(ctx.ask.round, ctx)))))


def _until(ctx: Context) -> date:
    """The last day of a reopening; a list, because the calendar of the browser counts in another era."""
    days = [now().date() + timedelta(days=ahead) for ahead in range(LONGEST_DAYS + 1)]
    return st.selectbox(
        ctx.say(UNTIL),
        days,
        index=REOPEN_DAYS,
        format_func=labelled(lambda day: say_date(day, ctx.language)),
        key="round_until",
        width=260,
    )


def _do(reason: str, until: date | None, ctx: Context, *, is_reopening: bool) -> None:
    """Freeze or reopen; the right is asked again in `kpi.rounds`, where it happens."""
    try:
        if is_reopening:
            rounds.reopen(ctx.ledger, ctx.build, ctx.ask.round, user=ctx.user, reason=reason, until=until)
        else:
            rounds.freeze(ctx.ledger, ctx.build, ctx.ask, user=ctx.user, reason=reason)
    except (NotAllowed, RoundFault, DecisionRefused, LedgerFault) as fault:
        session.keep("round_said", (False, why(fault)))
        return
    done = DONE_REOPEN if is_reopening else DONE_FREEZE
    round_ = ctx.ask.round
    words = Text(*(done.say(one, round=round_.say(one)) for one in ("th", "en")))
    session.keep("round_said", (True, words))


def _said(ctx: Context) -> None:
    """What became of the last press of the button; said once."""
    said = session.kept("round_said")
    if said is None:
        return
    is_done, words = said
    mark = speak.SHAPE["pass"] if is_done else speak.SHAPE["fail"]
    show(tag("p", f"{mark} ", text(ctx.say(words)), css="tt-done" if is_done else "tt-warning", role="status"))
    session.keep("round_said", None)
