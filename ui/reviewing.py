"""Reviewing: the queue with its ticks, one submission opened beside it, and the verdicts."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from base.access import NotAllowed
from base.period import parse_period
from base.thai import say_moment
from base.words import Text
from etl import review
from etl.receipt import STATUS_NAMES
from etl.review import Verdicts, Waiting
from ledger.decisions import DecisionRefused
from ledger.store import LedgerFault
from ui import contents, names, receipts, session
from ui.acting import why
from ui.context import Context
from ui.digits import labelled, shown
from ui.markup import heading, show, tag, text

QUEUE = Text("รายงานที่รอตรวจรับ", "Waiting for review")
COUNT = Text("{count} ฉบับ เรียงจากรอนานที่สุด", "{count}, longest waiting first")
NOTHING = Text(
    "ไม่มีรายงานที่รอตรวจรับ รายงานที่ไม่มีข้อผิดพลาดระบบรับให้ทันทีตามค่าที่ตั้งไว้ จนกว่าจะเปลี่ยนเป็นตรวจรับโดยเจ้าหน้าที่",
    "Nothing is waiting. Reports without errors are accepted at once, unless the setting asks for a review",
)
ALL = Text("เลือกทั้งหมดในหน้านี้", "Choose all on this page")
LINE = Text("{reporter} · {period} · รับเมื่อ {received}", "{reporter} · {period} · received {received}")
WARNED = Text(" · ◆ คำเตือนที่ยังไม่ชี้แจง {count} ข้อ", " · ◆ {count} warning(s) not explained")
PAGE_NO = Text("หน้า", "Page")
ACCEPT = Text("รับรายงานที่เลือก", "Accept the chosen")
OPEN = Text("รายงานที่เปิดดู", "Open submission")
NOTHING_OPEN = Text(
    "เลือกรายงานจากรายการที่รอตรวจรับเพื่ออ่านก่อนตัดสินใจ", "Choose a waiting report to read it before the verdict"
)
RETURN = Text("ส่งคืนให้แก้ไข", "Return for correction")
REASON = Text("เหตุผลที่ส่งคืน (ผู้ส่งจะเห็นข้อความนี้)", "Reason for returning (the sender reads this)")
NEEDS_REASON = Text("กรอกเหตุผลก่อนส่งคืน", "Give the reason first")
ACCEPTED = Text("รับแล้ว {count} ฉบับ", "{count} accepted")
RETURNED = Text("ส่งคืน {number} แล้ว", "{number} was returned")
PAGE_SIZE = 20

_TICK, _SAID, _ROUND = "review_tick_", "review_said", "review_round"


def queue(waiting: Sequence[Waiting], ctx: Context) -> None:
    """The queue with a tick for each; what is ticked is accepted in one transaction."""
    heading(ctx.say(QUEUE), ctx.say(COUNT, count=len(waiting)) if waiting else "")
    if not waiting:
        show(tag("p", text(ctx.say(NOTHING)), css="tt-quiet"))
        return
    shown = _page(waiting, ctx)
    # Ticks are keyed by how many verdicts this session has given, so that none survives the list it stood in.
    turn = session.kept(_ROUND, 0)
    with st.form(key="review_form", border=False):
        is_all = st.checkbox(ctx.say(ALL), key=f"review_all_{turn}")
        ticked = [
            one.submission.submission_id
            for one in shown
            if st.checkbox(say(one, ctx), key=f"{_TICK}{one.submission.submission_id}_{turn}")
        ]
        if st.form_submit_button(ctx.say(ACCEPT), type="primary", key="review_accept"):
            _accept([one.submission.submission_id for one in shown] if is_all else ticked, ctx)


def submission(waiting: Sequence[Waiting], ctx: Context) -> None:
    """One submission of the queue: what it says, what was noticed, and the way to give it back."""
    heading(ctx.say(OPEN))
    if not waiting:
        show(tag("p", text(ctx.say(NOTHING_OPEN)), css="tt-quiet"))
        return
    by_number = {one.submission.submission_id: one for one in waiting}
    number = st.selectbox(
        ctx.say(OPEN),
        list(by_number),
        format_func=labelled(lambda number: f"{number} · {say(by_number[number], ctx)}"),
        key=session.choice("id", list(by_number), next(iter(by_number))),
        label_visibility="collapsed",
    )
    kept = by_number[number].submission
    lines = receipts.of_submission(kept, ctx.say(STATUS_NAMES["under_review"]), ctx)
    show(receipts.definition_list(lines))
    contents.findings(kept, ctx)
    contents.rows(kept, ctx)
    contents.download(kept, ctx)
    with st.form(key=f"return_form_{number}", border=False):
        reason = st.text_area(ctx.say(REASON), key=f"return_reason_{number}", max_chars=1000)
        if st.form_submit_button(ctx.say(RETURN), key=f"return_{number}"):
            _give_back(number, reason, ctx)


def say(one: Waiting, ctx: Context) -> str:
    """One line of the queue."""
    kept = one.submission
    line = ctx.say(
        LINE,
        reporter=names.reporter(ctx.build, kept.reporter or "", ctx.language),
        period=parse_period(kept.period or "").say(ctx.language),
        received=say_moment(kept.received_at, ctx.language),
    )
    return line + (ctx.say(WARNED, count=one.unexplained_count) if one.unexplained_count else "")


def said(ctx: Context) -> None:
    """What became of the last verdict, once."""
    for is_done, words in session.kept(_SAID, ()):
        show(tag("p", "▲ " if is_done else "▼ ", text(ctx.say(words)), css="tt-said", role="status"))
    session.keep(_SAID, ())


def _page(waiting: Sequence[Waiting], ctx: Context) -> Sequence[Waiting]:
    pages = [str(number) for number in range(1, (len(waiting) - 1) // PAGE_SIZE + 2)]
    if len(pages) == 1:
        return waiting
    chosen = st.selectbox(
        ctx.say(PAGE_NO),
        pages,
        format_func=shown,
        key=session.choice("page.review", pages, "1", is_quiet=True),
        width=110,
    )
    start = (int(chosen) - 1) * PAGE_SIZE
    return waiting[start : start + PAGE_SIZE]


def _accept(numbers: Sequence[str], ctx: Context) -> None:
    try:
        verdicts = review.accept(ctx.ledger, numbers, ctx.user)
    except (NotAllowed, LedgerFault) as fault:
        _say_next((False, why(fault)))
        return
    _say_next(*_outcome(verdicts))


def _outcome(verdicts: Verdicts) -> list[tuple[bool, Text]]:
    count = len(verdicts.decided)
    done = [(True, Text(ACCEPTED.say("th", count=count), ACCEPTED.say("en", count=count)))] if count else []
    return [*done, *((False, why) for why in verdicts.refused.values())]


def _give_back(number: str, reason: str, ctx: Context) -> None:
    if not reason.strip():
        _say_next((False, NEEDS_REASON))
        return
    try:
        review.give_back(ctx.ledger, number, reason, ctx.user)
    except (NotAllowed, DecisionRefused, LedgerFault) as fault:
        _say_next((False, why(fault)))
        return
    _say_next((True, Text(RETURNED.say("th", number=number), RETURNED.say("en", number=number))))


def _say_next(*words: tuple[bool, Text]) -> None:
    """Keep the words for the next run and start it: the queue is another one now."""
    session.keep(_SAID, words)
    session.keep(_ROUND, session.kept(_ROUND, 0) + 1)
    st.rerun()
