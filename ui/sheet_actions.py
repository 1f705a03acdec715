"""What may be done with sheets: pull them all, test or take one, enter one, take one out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from base.access import Action, NotAllowed
from base.settings import read_settings
from base.words import Text
from etl.forms import FORMS
from etl.sheets.faults import GoogleFault
from etl.sheets.sentences import STATE_NAMES
from ledger.sheets import SheetRefused
from ledger.store import LedgerFault
from ui import names, session, sheets
from ui.acting import why
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, label, show, tag, text
from ui.sheets import Line

PULL = Text("ดึงข้อมูลทุกชีต", "Pull every sheet")
PULLING = Text("กำลังดึง {key} ({done}/{total})", "Pulling {key} ({done}/{total})")
PULLED = Text("ดึงข้อมูลแล้ว {count} ชีต: {states}", "Pulled {count} sheet(s): {states}")
ONE = Text("รายละเอียดของชีต", "One sheet")
WHICH = Text("ชีต", "Sheet")
TEST = Text("ทดสอบการเชื่อมต่อ", "Test the connection")
TAKE = Text("รับเป็นรายงานตามที่เป็นอยู่", "Take the report as it stands")
TAKE_HOW = Text(
    "รับฉบับปัจจุบันของชีตเป็นรายงานทันที ก่อนวันปิดรับ หรือเป็นฉบับแก้ไขหลังปิดรับ",
    "Takes what the sheet says now as the report: before the cut-off, or as a corrected version after it",
)
REMOVE = Text("นำออกจากทะเบียน", "Take out of the register")
ADD = Text("ลงทะเบียนชีต", "Register a sheet")
LINK = Text("ลิงก์ของชีต", "Link of the sheet")
FORM, REPORTER = Text("แบบฟอร์ม", "Form"), Text("หน่วยงาน", "Agency")
MAKE = Text("สร้างชีตจากแบบฟอร์ม", "Make a sheet from the form")
MAKE_HOW = Text(
    "สร้างชีตใหม่ที่เติมรายการของหน่วยงานไว้แล้ว ล็อกช่องที่ไม่ต้องกรอก แบ่งปันให้อีเมลข้างต้น และลงทะเบียนให้ (ไม่ต้องใส่ลิงก์)",
    "Makes a sheet with the agency's rows in it, locks what is not typed, shares and registers it (no link needed)",
)
SHARE = Text("อีเมลผู้กรอก (หลายคนคั่นด้วยจุลภาค)", "E-mail of whoever fills it in (several: commas)")
MADE = Text("สร้างและลงทะเบียน {key} แล้ว", "{key} is made and registered")
CHECK = Text("เขียนผลการตรวจกลับในแผ่นงานแยกของชีต", "Write the findings back into a sheet of their own")
ADDED, REMOVED = Text("ลงทะเบียน {key} แล้ว", "{key} is registered"), Text("นำ {key} ออกแล้ว", "{key} is taken out")
WHO = Text(
    "ฝ่ายบริหารทั่วไปเป็นผู้ลงทะเบียนชีต ตำแหน่งนี้ดูและดึงข้อมูลได้",
    "General Administration registers sheets; this position may look and pull",
)
_SAID, _TURN = "sheet_said", "sheet_turn"
_FAULTS = (NotAllowed, SheetRefused, GoogleFault, LedgerFault)


def said(ctx: Context) -> None:
    """What became of the last action, once."""
    told = session.kept(_SAID)
    if told is not None:
        is_done, words = told
        mark, css = ("▲", "tt-done") if is_done else ("▼", "tt-warning")
        show(tag("p", f"{mark} ", text(ctx.say(words)), css=css, role="status"))
        session.keep(_SAID, None)


def pull(lines: Sequence[Line], ctx: Context) -> None:
    """The button that pulls every sheet of the list, with its progress."""
    if st.button(
        ctx.say(PULL), type="primary", icon=":material/sync:", disabled=not _can_pull(lines), key="sheets_pull"
    ):
        _pull([line.sheet.key for line in lines], ctx, takes_now=False)


def one(lines: Sequence[Line], ctx: Context) -> None:
    """One sheet in full: what is said of it, the test, the taking, the taking out."""
    heading(ctx.say(ONE))
    if not lines:
        show(tag("p", text(ctx.say(sheets.NONE)), css="tt-quiet"))
        return
    by_key = {line.sheet.key: line for line in lines}
    key = st.selectbox(
        ctx.say(WHICH),
        list(by_key),
        format_func=lambda key: label(_name(by_key[key], ctx)),
        key=session.choice("id", list(by_key), next(iter(by_key))),
        label_visibility="collapsed",
    )
    line = by_key[key]
    sheets.details(line, ctx)
    can_pull = _can_pull(lines)
    with st.container(horizontal=True):
        if st.button(ctx.say(TEST), disabled=not can_pull, key="sheet_test"):
            _test(line, ctx)
        if st.button(ctx.say(TAKE), disabled=not can_pull, help=ctx.say(TAKE_HOW), key="sheet_take"):
            _pull([key], ctx, takes_now=True)
        if ctx.user.may(Action.REFERENCE_EDIT) and st.button(ctx.say(REMOVE), key="sheet_remove"):
            _remove(line, ctx)


def add(ctx: Context) -> None:
    """The form that enters a sheet, for whoever keeps the register."""
    heading(ctx.say(ADD))
    if not ctx.user.may(Action.REFERENCE_EDIT):
        show(tag("p", text(ctx.say(WHO)), css="tt-quiet"))
        return
    turn = session.kept(_TURN, 0)
    agencies = list(ctx.build.reference("agencies", ctx.ask.as_of, ctx.build.last_seq))
    with st.form(key=f"sheet_add_{turn}", border=False, enter_to_submit=False):
        link = st.text_input(ctx.say(LINK), key=f"sheet_link_{turn}", max_chars=300)
        form = st.selectbox(
            ctx.say(FORM),
            list(FORMS),
            format_func=labelled(lambda code: ctx.say(FORMS[code].name)),
            key=f"sheet_form_{turn}",
        )
        reporter = st.selectbox(
            ctx.say(REPORTER),
            agencies,
            format_func=labelled(lambda code: names.reporter(ctx.build, code, ctx.language)),
            key=f"sheet_reporter_{turn}",
        )
        share = st.text_input(ctx.say(SHARE), key=f"sheet_share_{turn}", max_chars=300)
        writes = st.checkbox(ctx.say(CHECK), key=f"sheet_check_{turn}")
        with st.container(horizontal=True):
            is_sent = st.form_submit_button(ctx.say(ADD), type="primary", key=f"sheet_do_add_{turn}")
            has_key = read_settings().google_key is not None
            is_new = st.form_submit_button(
                ctx.say(MAKE), help=ctx.say(MAKE_HOW), disabled=not has_key, key=f"sheet_do_make_{turn}"
            )
    if is_sent:
        _add(link, form, reporter, writes, ctx)
    if is_new:
        _make(form, reporter, [one.strip() for one in share.split(",") if one.strip()], writes, ctx)


def _can_pull(lines: Sequence[Line]) -> bool:
    return bool(lines) and read_settings().google_key is not None


def _name(line: Line, ctx: Context) -> str:
    return f"{names.reporter(ctx.build, line.sheet.reporter, ctx.language)} · {ctx.say(FORMS[line.sheet.form].name)}"


def _pull(keys: Sequence[str], ctx: Context, *, takes_now: bool) -> None:
    from etl.sheets.check import write_back  # Google's libraries are only loaded where they are used
    from etl.sheets.client import Client
    from etl.sheets.pull import pull

    bar = st.progress(0.0)

    def tell(done: int, total: int, key: str) -> None:
        bar.progress(done / total, text=label(ctx.say(PULLING, key=key, done=done + 1, total=total)))

    try:
        client = Client.of(read_settings())
        done = pull(ctx.ledger, client, ctx.user, keys=keys, takes_now=takes_now, tell=tell)
        write_back(read_settings(), done)
    except _FAULTS as fault:
        _end(False, why(fault))
    counts = Counter(one.reading.state for one in done if one.reading is not None)
    th, en = (
        " · ".join(f"{STATE_NAMES[state].say(language)} {count}" for state, count in counts.items())
        for language in ("th", "en")
    )
    sentence = Text(PULLED.say("th", count=len(done), states=th), PULLED.say("en", count=len(done), states=en))
    _end(True, sentence)


def _test(line: Line, ctx: Context) -> None:
    from etl.sheets.client import Client
    from etl.sheets.register import probe

    try:
        ctx.user.must(Action.SUBMIT)
        tested = probe(Client.of(read_settings()), line.sheet)
    except _FAULTS as fault:
        _end(False, why(fault))
    _end(tested.works, tested.text)


def _add(link: str, form: str, reporter: str, writes_check: bool, ctx: Context) -> None:
    from etl.sheets import register

    try:
        made = register.add(ctx.ledger, ctx.user, link, form, reporter, writes_check=writes_check)
    except _FAULTS as fault:
        _end(False, why(fault))
    session.keep(_TURN, session.kept(_TURN, 0) + 1)
    _end(True, ADDED.filled(key=made.key))


def _make(form: str, reporter: str, share_with: Sequence[str], writes_check: bool, ctx: Context) -> None:
    from etl.sheets.client import Client
    from etl.sheets.create import create
    from etl.sheets.credential import WRITE

    try:
        client = Client.of(read_settings(), scopes=WRITE)
        with st.spinner(ctx.say(MAKE)):
            made = create(
                ctx.ledger, client, ctx.user, FORMS[form], reporter, share_with=share_with, writes_check=writes_check
            )
    except _FAULTS as fault:
        _end(False, why(fault))
    session.keep(_TURN, session.kept(_TURN, 0) + 1)
    _end(True, MADE.filled(key=made.key))


def _remove(line: Line, ctx: Context) -> None:
    from etl.sheets import register

    try:
        register.remove(ctx.ledger, ctx.user, line.sheet.key)
    except _FAULTS as fault:
        _end(False, why(fault))
    _end(True, REMOVED.filled(key=line.sheet.key))


def _end(is_done: bool, words: Text) -> None:
    session.keep(_SAID, (is_done, words))
    st.rerun()
