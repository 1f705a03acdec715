"""What the administrator does about people: open and reset accounts, lock, disable, change a role, add a position."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import urlsplit

import streamlit as st

from base.access import ROLE_NAMES, Role
from base.settings import LOCAL_URL, read_settings
from base.words import Text
from ledger import roster
from ledger.roster import Line, Position
from ui import names, session
from ui.acting import act, form_key
from ui.context import Context
from ui.digits import labelled
from ui.markup import code, heading, label, show, tag, text

ONE, WHO = Text("ดูแลบัญชี", "One account"), Text("ตำแหน่ง", "Position")
OPEN = Text("เปิดบัญชีและออกลิงก์", "Open an account")
RESET = Text("ออกลิงก์ตั้งรหัสผ่านใหม่", "Reset the password")
FORGIVE = Text("ให้ลองใหม่ได้ทันที", "Let them try again now")
CHANGES = {
    "lock": Text("ล็อก", "Lock"),
    "unlock": Text("ปลดล็อก", "Unlock"),
    "disable": Text("ปิดใช้งาน", "Disable"),
    "enable": Text("เปิดใช้งาน", "Enable"),
}
OFFERED = {"active": ("lock", "disable"), "locked": ("unlock", "disable"), "disabled": ("enable",)}
RESET_MEANS = Text(
    "รหัสผ่านเดิมใช้ไม่ได้ทันทีและออกจากระบบทุกเครื่อง", "The present password stops working at once, and every session ends"
)
LINK = Text(
    "ส่งลิงก์นี้ให้เจ้าของบัญชีตั้งรหัสผ่านเอง ใช้ได้ครั้งเดียวภายใน 24 ชั่วโมง และจะไม่แสดงอีก",
    "Give this link to the holder: it works once, within 24 hours, and is not shown again",
)
OPENED, DONE = Text("เปิดบัญชี {code} แล้ว", "{code} is opened"), Text("บันทึกบัญชี {code} แล้ว", "{code} is recorded")
ROLE, SCOPE = Text("บทบาท", "Role"), Text("ขอบเขต (กลุ่ม หรือหน่วยงาน)", "Scope (group or agency)")
EVERYTHING = Text("ทั้งหมด", "all")
TITLE_TH, TITLE_EN = Text("ชื่อตำแหน่งภาษาไทย", "Title in Thai"), Text("ชื่อตำแหน่งภาษาอังกฤษ", "Title in English")
CODE = Text("รหัสสำหรับเข้าสู่ระบบ", "Code to sign in with")
CHANGE_ROLE = Text("บันทึกตำแหน่งและบทบาท", "Record title and role")
ADD = Text("เพิ่มตำแหน่ง", "Add a position")
NO_NAMES = Text("ใช้ชื่อตำแหน่ง ไม่ใช้ชื่อบุคคล", "Titles of positions, never names of persons")
_LINK = "people_link"


def one(lines: Sequence[Line], others: Sequence[str], ctx: Context) -> None:
    """One person chosen from everybody, and what may be done about them now."""
    heading(ctx.say(ONE))
    by_code = {line.user.code: line for line in lines}
    codes = list(dict.fromkeys((*by_code, *others)))
    chosen = st.selectbox(
        ctx.say(WHO),
        codes,
        format_func=lambda one: label(f"{names.person(ctx.build, one, ctx.language)} · {one}"),
        key=session.choice("who", codes, codes[0]),
    )
    line = by_code.get(chosen)
    with st.container(horizontal=True, key="person_buttons"):
        if line is None or line.account is None:
            _button(OPEN, "open", lambda: _link(roster.open_account, OPENED, chosen, ctx), ctx, is_first=True)
        else:
            _button(RESET, "reset", lambda: _link(roster.reset, DONE, chosen, ctx), ctx, means=RESET_MEANS)
            for event in OFFERED[line.account.status]:
                _button(CHANGES[event], event, partial(_change, chosen, event, ctx), ctx)
            if line.waits_until:
                _button(FORGIVE, "forgive", lambda: _forgive(chosen, ctx), ctx)
    _show_link(ctx)
    if line is not None and not chosen.startswith("agency."):
        _position(line, ctx)


def _button(
    name: Text, key: str, do: Callable[[], Text], ctx: Context, *, is_first: bool = False, means: Text | None = None
) -> None:
    kind = "primary" if is_first else "secondary"
    if st.button(ctx.say(name), type=kind, help=ctx.say(means) if means else None, key=f"person_{key}"):
        act(do)


def _link(make: Callable[..., str], words: Text, chosen: str, ctx: Context) -> Text:
    settings = read_settings()
    token = make(ctx.ledger, ctx.user, chosen)
    here = urlsplit(st.context.url or LOCAL_URL)
    address = settings.public_url if settings.public_url != LOCAL_URL else f"{here.scheme}://{here.netloc}"
    session.keep(_LINK, f"{address}/password?token={token}")
    return words.filled(code=chosen)


def _show_link(ctx: Context) -> None:
    """The one-time link, in the run after it was made and never again."""
    made = session.kept(_LINK)
    if made:
        show(tag("p", text(ctx.say(LINK)), tag("br"), tag("code", code(made), css="tt-code"), css="tt-done"))
        session.keep(_LINK, None)


def _change(chosen: str, event: str, ctx: Context) -> Text:
    roster.change(ctx.ledger, ctx.user, chosen, event)
    return DONE.filled(code=chosen)


def _forgive(chosen: str, ctx: Context) -> Text:
    roster.forgive(ctx.ledger, ctx.user, chosen)
    return DONE.filled(code=chosen)


def _position(line: Line, ctx: Context) -> None:
    """Title, role and scope of one position, to be changed."""
    user, key = line.user, form_key(line.user.code, ctx)
    with st.form(key=f"person_form_{key}", border=False, enter_to_submit=False):
        position = _fields(key, Position(user.role, user.title, user.scope or ""), ctx)
        if st.form_submit_button(ctx.say(CHANGE_ROLE), key=f"person_record_{key}"):
            act(lambda: _recorded(roster.change_position, user.code, position, ctx))


def add(ctx: Context) -> None:
    """The form that adds a position to the register."""
    heading(ctx.say(ADD), ctx.say(NO_NAMES))
    key = form_key("new", ctx)
    with st.form(key=f"person_add_{key}", border=False, enter_to_submit=False):
        chosen = st.text_input(ctx.say(CODE), max_chars=40, key=f"person_code_{key}")
        position = _fields(key, Position(Role.STAFF, Text("", ""), ""), ctx)
        if st.form_submit_button(ctx.say(ADD), key=f"person_add_button_{key}"):
            act(lambda: _recorded(roster.add_position, chosen.strip(), position, ctx))


def _recorded(do: Callable[..., None], chosen: str, position: Position, ctx: Context) -> Text:
    do(ctx.ledger, ctx.user, chosen, position)
    return DONE.filled(code=chosen)


def _fields(key: str, was: Position, ctx: Context) -> Position:
    thai = st.text_input(ctx.say(TITLE_TH), value=was.title.th, max_chars=120, key=f"person_th_{key}")
    english = st.text_input(ctx.say(TITLE_EN), value=was.title.en, max_chars=120, key=f"person_en_{key}")
    roles = list(ROLE_NAMES)
    scopes = [
        "",
        *(
            code
            for table in ("units", "agencies")
            for code in ctx.build.reference(table, ctx.ask.as_of, ctx.build.last_seq)
        ),
    ]
    left, right = st.columns(2)
    role = left.selectbox(
        ctx.say(ROLE),
        roles,
        index=roles.index(was.role),
        format_func=labelled(lambda one: ctx.say(ROLE_NAMES[one])),
        key=f"person_role_{key}",
    )
    scope = right.selectbox(
        ctx.say(SCOPE),
        scopes,
        index=scopes.index(was.scope) if was.scope in scopes else 0,
        format_func=labelled(lambda one: names.reporter(ctx.build, one, ctx.language) if one else ctx.say(EVERYTHING)),
        key=f"person_scope_{key}",
    )
    return Position(role, Text(thai, english), scope)
