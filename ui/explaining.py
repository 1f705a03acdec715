"""The explanation that a warning asks for: a field beside each, one button for all."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from base.access import NotAllowed
from base.words import Text
from etl import answers
from etl.answers import Place
from etl.explained import NO_CELL
from etl.findings import Finding, Severity
from ledger.decisions import DecisionRefused
from ledger.store import LedgerFault
from ledger.submissions import Submission
from ui import contents, found, session
from ui.acting import why
from ui.context import Context
from ui.markup import show, tag, text

TITLE = Text("คำเตือนที่ต้องชี้แจง {count} ข้อ", "{count} warning(s) to explain")
HOW = Text(
    "ไม่ต้องส่งไฟล์ใหม่หากตัวเลขถูกต้องแล้ว คำชี้แจงเรื่องเดิมใช้ได้กับรายงานครั้งต่อไปด้วย",
    "No need to resend if the figures are right; the explanation also holds for later reports of the same matter",
)
WORDS = Text("คำชี้แจง ({place})", "Explanation ({place})")
SAVE = Text("บันทึกคำชี้แจง", "Record the explanations")
DONE = Text("▲ ชี้แจงแล้ว: {words}", "▲ Explained: {words}")
LONGEST = 1000


def ask(kept: Submission, findings: Sequence[Finding], ctx: Context) -> None:
    """The warnings of what was received with their explanations, or the fields to give them; nothing without any."""
    matters: dict[Place, list[Finding]] = {}
    for one in findings:
        if one.severity is Severity.WARNING:
            matters.setdefault((one.code, one.cell or NO_CELL), []).append(one)
    if not matters:
        return
    with st.container(key=f"panel_explain_{kept.submission_id}"):
        show(tag("h3", "◆ ", text(ctx.say(TITLE, count=len(matters))), css="tt-h2"))
        show(tag("p", text(ctx.say(HOW)), css="tt-quiet"))
        _refused(kept, ctx)
        said = contents.explanations(kept, ctx)
        with st.form(key=f"explain_form_{kept.submission_id}", border=False, enter_to_submit=False):
            given = [
                (matter, _line(f"{kept.submission_id}_{number}", found_here, said.get(matter), ctx))
                for number, (matter, found_here) in enumerate(matters.items())
            ]
            is_open = any(matter not in said for matter in matters)
            if st.form_submit_button(ctx.say(SAVE), key=f"explain_{kept.submission_id}", disabled=not is_open):
                _record(kept, {matter: words for matter, words in given if words.strip()}, ctx)


def _line(key: str, findings: Sequence[Finding], said: str | None, ctx: Context) -> str:
    """One matter: what was found, and beside it what is said of it."""
    first, second = st.columns([3, 2], vertical_alignment="center")
    where = found.place(findings[0], ctx)
    lines = [tag("p", text(one.message(ctx.language)), css="tt-prose") for one in findings]
    with first:
        show(tag("b", text(where)), " ", tag("small", text(findings[0].code)), *lines)
    with second:
        if said is not None:
            show(tag("p", text(ctx.say(DONE, words=said)), css="tt-prose"))
            return ""
        return st.text_input(ctx.say(WORDS, place=where), max_chars=LONGEST, key=f"explain_words_{key}") or ""


def _record(kept: Submission, words: dict[Place, str], ctx: Context) -> None:
    """Record what was filled in; the right is asked again in `etl.answers`, where it happens."""
    session.keep(f"explain_{kept.submission_id}", None)
    try:
        if words:
            answers.explain(ctx.ledger, ctx.user, kept.submission_id, words)
    except (NotAllowed, DecisionRefused, LedgerFault) as fault:
        session.keep(f"explain_{kept.submission_id}", why(fault))
    st.rerun()


def _refused(kept: Submission, ctx: Context) -> None:
    why = session.kept(f"explain_{kept.submission_id}")
    if why is not None:
        show(tag("p", "▼ ", text(ctx.say(why)), css="tt-warning", role="alert"))
