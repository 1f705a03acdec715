"""Typing a form on screen: choose it, see which version it starts from, type, and ask what would change."""

from __future__ import annotations

import streamlit as st

from base.access import NotAllowed
from base.thai import say_moment
from base.words import Text
from etl import screen
from ledger.store import LedgerFault
from ui import names, templates
from ui.acting import why
from ui.context import Context
from ui.editor_draft import Draft, draft_of
from ui.editor_grid import grid
from ui.markup import heading, show, tag, text

NOTHING_TO_SEND = Text("ตำแหน่งนี้ไม่มีแบบฟอร์มที่ต้องส่ง", "This position has no form to send")
BASE = Text(
    "เริ่มจากฉบับที่ {version} (เลขที่ {number}) ผู้ส่ง {who} รับเมื่อ {when}",
    "Starts from version {version} ({number}), sent by {who}, received {when}",
)
NO_BASE = Text(
    "งวดนี้ยังไม่มีรายงาน การบันทึกครั้งแรกจะเป็นฉบับที่ 1", "Nothing was sent for this period yet; the first save is version 1"
)
FILLED = Text(
    "ตารางเติมรายการโครงการและผลสะสมครั้งก่อนไว้ให้แล้ว",
    "Your projects and the last cumulative figures are filled in already",
)
SECOND = Text("2. กรอกหรือแก้ไข", "2. Type or correct")
HOW = Text(
    "คลิกช่องแล้วพิมพ์ · เพิ่มแถวที่แถวว่างล่างสุด · ลบแถวโดยเลือกช่องหน้าแถวแล้วกดรูปถังขยะ",
    "Click a cell and type · add a row in the empty last row · delete: tick the row, then the bin",
)
NIL = Text("ไม่มีความคืบหน้าเพิ่มเติมในเดือนนี้ (ส่งโดยไม่มีแถวข้อมูล)", "Nothing further to report this month (sent without rows)")
LOOK = Text("ดูสิ่งที่จะเปลี่ยน", "See what will change")
DISCARD = Text("ทิ้งสิ่งที่พิมพ์", "Discard what I typed")


def choose(ctx: Context) -> Draft | None:
    """Form, reporter and period of the address, and the draft of it; None when there is nothing to type."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = templates.choose(ctx)
    if chosen is None:
        show(tag("p", text(ctx.say(NOTHING_TO_SEND)), css="tt-quiet"))
        return None
    try:
        draft = draft_of(ctx.ledger, ctx.user, *chosen)
    except (NotAllowed, LedgerFault) as fault:
        show(tag("p", "▼ ", text(ctx.say(why(fault))), css="tt-warning", role="alert"))
        return None
    show(tag("p", text(_standing(draft, ctx)), css="tt-quiet"))
    return draft


def sheet(draft: Draft, ctx: Context) -> bool:
    """The table with its buttons; whether somebody asked what would change."""
    heading(ctx.say(SECOND), ctx.say(HOW))
    _nil(draft, ctx)
    draft.typed = draft.start if draft.is_nil else grid(draft, ctx)
    with st.container(horizontal=True):
        is_asked = st.button(ctx.say(LOOK), type="primary", icon=":material/difference:", key="editor_look")
        is_discarded = st.button(
            ctx.say(DISCARD), icon=":material/undo:", key="editor_discard", disabled=not draft.is_touched
        )
    if is_discarded:
        opened = screen.open_form(ctx.ledger, ctx.user, *draft.key[1:3], draft.opened.period)
        draft.start_from(opened, opened.start, is_nil=opened.is_nil)
        st.rerun()
    return is_asked


def _nil(draft: Draft, ctx: Context) -> None:
    """The tick of a nil report, for the forms that have one."""
    if not screen.is_nil_offered(draft.opened):
        return
    key = f"editor_nil_{'_'.join(draft.key)}_{draft.generation}"
    if key not in st.session_state:
        st.session_state[key] = draft.is_nil
    draft.is_nil = st.checkbox(ctx.say(NIL), key=key)


def _standing(draft: Draft, ctx: Context) -> str:
    """Which version the typing starts from."""
    base = draft.opened.base
    if base is None:
        return " · ".join(ctx.say(one) for one in ((NO_BASE, FILLED) if draft.opened.rows else (NO_BASE,)))
    return ctx.say(
        BASE,
        version=base.version,
        number=base.submission_id,
        who=names.person(ctx.build, base.submitted_by, ctx.language),
        when=say_moment(base.received_at, ctx.language),
    )
