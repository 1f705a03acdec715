"""What a press of a button did, said once on the page that is drawn anew after it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import NoReturn, Protocol

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from base.words import Text
from etl.build import BuildFault
from ledger.faults import LedgerBusy, LedgerNotWritable, LedgerTooNew, LedgerUnreachable, NotALedger, WrongAuditKey
from ui import session
from ui.context import Context
from ui.markup import show, tag, text

_SAID, _TURN = "acting_said", "acting_turn"
AWAY = Text(
    "ระบบติดต่อฐานข้อมูลไม่ได้ในขณะนี้ กรุณารอสักครู่ เปิดหน้านี้ใหม่ ตรวจว่ารายการบันทึกแล้วหรือไม่ ถ้ายังไม่บันทึกให้ทำอีกครั้ง",
    "The system cannot reach its database just now. Wait a moment, open this page anew, see whether it was recorded,"
    " and do it again if it was not",
)
BUSY = Text(
    "มีผู้อื่นกำลังบันทึกข้อมูลอยู่นาน รายการนี้ยังไม่บันทึก กรุณาลองใหม่อีกครั้งในอีกสักครู่",
    "Others have been recording for long; nothing was recorded. Please try again in a moment",
)
SHUT = Text(
    "ระบบบันทึกข้อมูลไม่ได้ในขณะนี้ รายการนี้ยังไม่บันทึก กรุณาแจ้งผู้ดูแลระบบ แล้วลองใหม่ภายหลัง",
    "The system cannot record just now; nothing was recorded. Please tell the administrator and try again later",
)
NO_NEW_BUILD = Text(
    "ระบบจัดทำชุดข้อมูลใหม่ไม่สำเร็จ กรุณาแจ้งผู้ดูแลระบบ แล้วลองใหม่ภายหลัง",
    "The newest data could not be prepared. Please tell the administrator and try again later",
)
_SHOWN = (
    (LedgerUnreachable, AWAY),
    (LedgerBusy, BUSY),
    ((LedgerNotWritable, NotALedger, LedgerTooNew, WrongAuditKey), SHUT),
    (BuildFault, NO_NEW_BUILD),
)

log = logging.getLogger("tidtam")


class Worded(Protocol):
    """A fault that carries a sentence for people."""

    text: Text


def why(fault: Worded) -> Text:
    """Why a press did nothing, for whoever pressed; where the ledger and the builds are is for the log alone."""
    shown = next((words for kind, words in _SHOWN if isinstance(fault, kind)), None)
    if shown is None:
        return fault.text
    log.error("%s", fault.text.th)
    return shown


def said(ctx: Context) -> None:
    """What became of the last action, once."""
    told = session.kept(_SAID)
    if told is not None:
        is_done, words = told
        mark, css = ("▲", "tt-done") if is_done else ("▼", "tt-warning")
        show(tag("p", f"{mark} ", text(ctx.say(words)), css=css, role="status" if is_done else "alert"))
        session.keep(_SAID, None)


def act(do: Callable[[], Text]) -> NoReturn:
    """Do it and draw the page anew with what `do` says, or with why it was refused.

    A fault that carries no sentence for people goes on to whoever handles those.
    """
    try:
        told = True, do()
    except Exception as fault:
        if not isinstance(getattr(fault, "text", None), Text):
            raise
        told = False, why(fault)
    session.keep(_SAID, told)
    if told[0]:
        session.keep(_TURN, turn() + 1)
    st.rerun()


def again() -> NoReturn:
    """Draw anew what is at work: the page alone after a press on it, all of it otherwise."""
    context = get_script_run_ctx()
    st.rerun(scope="fragment" if context is not None and context.fragment_ids_this_run else "app")


def form_key(name: str, ctx: Context) -> str:
    """The key of a form or of a widget in it: another one after every action, and in the other language."""
    return f"{name}_{ctx.language}_{turn()}"


def turn() -> int:
    """How many actions of this session were done: the keys of a form carry it, so that a done form is empty again."""
    done: int = session.kept(_TURN, 0)
    return done
