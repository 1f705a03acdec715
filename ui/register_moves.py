"""A change of a register that would move figures: which ones, before it is recorded; any other is recorded at once."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from base.clock import now
from base.thai import say_date
from base.words import Text
from etl import register_edit
from etl.register_edit import Edit
from etl.registers import RegisterRefused
from kpi import preview
from kpi.preview import Change, Shift
from ui import session, settings
from ui.acting import act, form_key
from ui.context import Context
from ui.markup import show, tag, text

WORKING = Text("กำลังคำนวณตัวเลขที่จะเปลี่ยน", "Computing what would move")
LOOK = Text(
    "ยังไม่บันทึก {key} ที่มีผลตั้งแต่ {day} เพราะจะทำให้ตัวเลขข้างล่างเปลี่ยน โปรดตรวจแล้วเลือก",
    "{key}, in force from {day}, is not recorded yet: it would move the figures below. Look at them and choose",
)
RECORD, LEAVE = Text("บันทึกการเปลี่ยน", "Record the change"), Text("ไม่บันทึก", "Do not record")
DONE = Text("บันทึก {key} แล้ว มีผลตั้งแต่ {day}", "{key} is recorded, in force from {day}")
LEFT = Text("ไม่ได้บันทึก {key}", "{key} was not recorded")
_TRIED = "register_tried"


def attempt(wanted: Callable[[], Edit], ctx: Context) -> None:
    """Record what is wanted when it moves no figure; else keep it, for `waiting` to ask. `wanted` may refuse."""
    try:
        edit = wanted()
        with st.spinner(ctx.say(WORKING)):
            found = shifts(edit, ctx)
    except RegisterRefused as refused:
        act(_refusing(refused))
    session.keep(_TRIED, (edit, ctx.build.name, found))
    if not found:
        act(lambda: _recorded(edit, ctx))


def waiting(code: str, ctx: Context) -> None:
    """The change of this register that waits for a yes, and the figures that it would move on the data of now."""
    tried = session.kept(_TRIED)
    if tried is None or tried[0].code != code:
        return
    edit, build, found = tried
    if build != ctx.build.name:
        attempt(lambda: edit, ctx)
        found = session.kept(_TRIED)[2]
    with st.container(key="panel_register_moves"):
        show(tag("p", "◆ ", text(ctx.say(_said(LOOK, edit))), css="tt-warning", role="alert"))
        settings.moves(found, ctx)
        with st.container(horizontal=True):
            if st.button(ctx.say(RECORD), type="primary", key=form_key("register_yes", ctx)):
                act(lambda: _recorded(edit, ctx))
            if st.button(ctx.say(LEAVE), key=form_key("register_no", ctx)):
                act(lambda: _left(edit))


def shifts(edit: Edit, ctx: Context) -> tuple[Shift, ...]:
    """Every figure that the change would move. Raises RegisterRefused."""
    with ctx.ledger.read() as connection:
        rows = register_edit.rows_of(connection, edit)
    changes = [Change(edit.code, key, since, payload, is_retired) for key, since, is_retired, payload in rows]
    return preview.preview(ctx.build, changes, now())


def _refusing(refused: RegisterRefused) -> Callable[[], Text]:
    def refuse() -> Text:
        raise refused

    return refuse


def _recorded(edit: Edit, ctx: Context) -> Text:
    register_edit.apply(ctx.ledger, ctx.user, edit)
    session.keep(_TRIED, None)
    return _said(DONE, edit)


def _left(edit: Edit) -> Text:
    session.keep(_TRIED, None)
    return _said(LEFT, edit)


def _said(words: Text, edit: Edit) -> Text:
    key = edit.key or " ".join(edit.values[name] for name in register_edit.KEPT[edit.code].makes_key)
    return Text(*(words.say(language, key=key, day=say_date(edit.since, language)) for language in ("th", "en")))
