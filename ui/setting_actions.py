"""A target or a setting is changed: the new value, the figures that would move, and only then the recording."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from base.ambiguities import SETTINGS
from base.clock import now
from base.period import FiscalYear
from base.setting import Setting, SettingRefused
from base.words import Text
from kpi import preview, recording
from kpi.definitions import Entry
from kpi.preview import Change, ChangeRefused
from ui import session, settings
from ui.acting import act, form_key
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, label, show, tag, text

TITLE = Text("เปลี่ยนเป้าหมายหรือค่ากำหนด", "Change a target or a setting")
STAYS = Text("ค่าเดิมยังอยู่ในประวัติ ปีก่อนหน้าไม่เปลี่ยน", "The former value stays in the history; earlier years do not change")
WHICH = Text("ข้อที่จะเปลี่ยน", "What to change")
VALUE, NUMBER = Text("ค่าใหม่", "New value"), Text("เป้าหมายใหม่ (ไม่น้อยกว่า)", "New target (at least)")
SPAN = Text("ใช้กับ", "Holds for")
SPANS = {
    "year": Text("เฉพาะ{year}", "{year} only"),
    "on": Text("ทุกปีตั้งแต่{year}", "every year from {year} on"),
}
REASON = Text("เหตุผลหรือเลขที่มติ (จำเป็น)", "Reason or number of the resolution (required)")
TRY, WORKING = Text("ดูตัวเลขที่จะเปลี่ยน", "Show what would move"), Text("กำลังคำนวณ", "Computing")
RECORD = Text("บันทึกการเปลี่ยน", "Record the change")
FIRST = Text("กด “ดูตัวเลขที่จะเปลี่ยน” ก่อนจึงบันทึกได้", "Press “Show what would move” first; then it can be recorded")
DONE = Text("บันทึก {what} แล้ว", "{what} is recorded")
_TRIED = "setting_tried"


def change(of: FiscalYear, targets: Mapping[str, Entry], ctx: Context) -> None:
    """The form, the figures that would move, and the button that records exactly what was shown."""
    heading(ctx.say(TITLE), ctx.say(STAYS))
    open_ = {f"set {name}": ctx.say(one.question) for name, one in SETTINGS.items() if one.only is None}
    known = {f"aim {key}": settings.target_name(key, ctx) for key in targets} | open_
    chosen = st.selectbox(
        ctx.say(WHICH),
        list(known),
        format_func=lambda one: label(known[one]),
        key=session.choice("key", list(known), next(iter(known))),
    )
    name, key = chosen[4:], form_key(f"{chosen}_{of.year_be}", ctx)
    left, right = st.columns(2)
    with left:
        if chosen in open_:
            value = _value(SETTINGS[name], recording.of_year(ctx.build, of)[name][0], key, ctx)
        else:
            value = st.text_input(ctx.say(NUMBER), value=targets[name].value or "", max_chars=12, key=f"aim_{key}")
    with right:
        spans = list(SPANS) if chosen in open_ else ["on"]
        span = st.selectbox(
            ctx.say(SPAN),
            spans,
            format_func=labelled(lambda one: ctx.say(SPANS[one], year=of.say(ctx.language))),
            key=f"setting_span_{key}",
        )
    reason = st.text_input(ctx.say(REASON), max_chars=300, key=f"setting_reason_{key}")
    try:
        if chosen in open_:
            new = preview.setting_change(f"{name}={value}", of if span == "year" else None, of.start)
        else:
            new = preview.target_change(f"{name}={value}", of.start)
    except (ChangeRefused, SettingRefused) as refused:
        show(tag("p", "▼ ", text(ctx.say(refused.text)), css="tt-warning", role="alert"))
        return
    _try_and_record(new, known[chosen], reason, key, ctx)


def _value(setting: Setting, value: str, key: str, ctx: Context) -> str:
    if setting.choices:
        values = list(setting.choices)
        return st.selectbox(
            ctx.say(VALUE),
            values,
            index=values.index(value) if value in values else 0,
            format_func=labelled(lambda one: settings.value_of(setting, one, ctx)),
            key=f"setting_value_{key}",
        )
    return st.text_input(ctx.say(VALUE), value=value, max_chars=80, key=f"setting_value_{key}").strip()


def _try_and_record(new: Change, name: str, reason: str, key: str, ctx: Context) -> None:
    """Recorded is only what was tried on the data of now."""
    row = st.container(horizontal=True)
    if row.button(ctx.say(TRY), type="secondary", icon=":material/calculate:", key=f"setting_try_{key}"):
        with st.spinner(ctx.say(WORKING)):
            session.keep(_TRIED, (new, ctx.build.name, preview.preview(ctx.build, [new], now())))
    tried = session.kept(_TRIED)
    is_tried = tried is not None and tried[:2] == (new, ctx.build.name)
    if row.button(ctx.say(RECORD), type="primary", disabled=not is_tried, key=f"setting_record_{key}"):
        act(lambda: _recorded(new, name, reason, ctx))
    if is_tried:
        settings.moves(tried[2], ctx)
    else:
        show(tag("p", text(ctx.say(FIRST)), css="tt-quiet"))


def _recorded(new: Change, name: str, reason: str, ctx: Context) -> Text:
    recording.record(ctx.ledger, ctx.user, [new], reason)
    session.keep(_TRIED, None)
    return DONE.filled(what=name)
