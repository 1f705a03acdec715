"""People on the screen: positions with their accounts, and the table of permissions."""

from __future__ import annotations

from collections.abc import Sequence

from base.access import ACTION_NAMES, GRANTS, ROLE_NAMES
from base.thai import say_moment
from base.words import Text
from ledger.account_command import STATUS_WORDS
from ledger.roster import Line
from ui import names
from ui.context import Context
from ui.markup import code, heading, show, table, tag, text

PEOPLE = Text("ตำแหน่งและบัญชี", "Positions and accounts")
COUNT = Text("{count} ตำแหน่ง เปิดบัญชีแล้ว {held}", "{count} positions, {held} with an account")
HEADS = (
    Text("ตำแหน่ง", "Position"),
    Text("บทบาท", "Role"),
    Text("ขอบเขต", "Scope"),
    Text("บัญชี", "Account"),
    Text("เข้าสู่ระบบล่าสุด", "Last sign-in"),
    Text("ใส่รหัสผ่านผิด", "Wrong passwords"),
)
NO_ACCOUNT = Text("ยังไม่เปิดบัญชี", "no account")
NO_PASSWORD = Text("รอเจ้าของตั้งรหัสผ่าน", "waits for a password")
OUTSIDE = Text("บัญชีภายนอก", "outside account")
NEVER, EVERYTHING, NOTHING = Text("ยังไม่เคย", "never"), Text("ทั้งหมด", "all"), "–"
WAITS = Text("{count} ครั้ง รอถึง {moment}", "{count}, waits until {moment}")
TIMES = Text("{count} ครั้ง", "{count}")
SHAPES = {"active": "▲", "locked": "■", "disabled": "✕"}

RIGHTS = Text("ตารางสิทธิ์", "Permissions")
RIGHTS_NOTE = Text("▲ ทำได้ · – ทำไม่ได้", "▲ may · – may not")
ACTION = Text("การกระทำ", "Action")
MAY, MAY_NOT = Text("ทำได้", "may"), Text("ทำไม่ได้", "may not")


def listed(lines: Sequence[Line], ctx: Context) -> None:
    """Everybody with role, scope, account, last sign-in and lock-out."""
    held = sum(one.account is not None for one in lines)
    heading(ctx.say(PEOPLE), ctx.say(COUNT, count=len(lines), held=held))
    rows = [_row(one, ctx) for one in lines]
    show(table(ctx.say(PEOPLE), [ctx.say(head) for head in HEADS], rows, css="tt-trail"))


def _row(one: Line, ctx: Context) -> list[str]:
    scope = names.reporter(ctx.build, one.user.scope, ctx.language) if one.user.scope else ctx.say(EVERYTHING)
    last = say_moment(one.last_signed_in, ctx.language) if one.last_signed_in else ctx.say(NEVER)
    return [
        text(ctx.say(one.user.title)) + tag("small", tag("code", code(one.user.code))),
        text(ctx.say(ROLE_NAMES[one.user.role])),
        text(scope),
        _account(one, ctx),
        text(last if one.account else NOTHING),
        text(_mistakes(one, ctx)),
    ]


def _account(one: Line, ctx: Context) -> str:
    held = one.account
    if held is None:
        return tag("span", f"◊ {text(ctx.say(NO_ACCOUNT))}", css="tt-quiet")
    how = OUTSIDE if held.external_id else NO_PASSWORD if held.password_hash is None else None
    return text(f"{SHAPES[held.status]} {ctx.say(STATUS_WORDS[held.status])}") + (
        tag("small", text(ctx.say(how))) if how else ""
    )


def _mistakes(one: Line, ctx: Context) -> str:
    if one.waits_until:
        return ctx.say(WAITS, count=one.mistakes, moment=say_moment(one.waits_until, ctx.language))
    return ctx.say(TIMES, count=one.mistakes) if one.mistakes else NOTHING


def rights(ctx: Context) -> None:
    """Role × action: the one table of `base.access`, on one screen."""
    heading(ctx.say(RIGHTS), ctx.say(RIGHTS_NOTE))
    marks = {
        may: tag("span", "▲" if may else "–", tag("span", text(ctx.say(words)), css="tt-unseen"))
        for may, words in ((True, MAY), (False, MAY_NOT))
    }
    rows = [
        [text(ctx.say(name)), *(marks[action in granted] for granted in GRANTS.values())]
        for action, name in ACTION_NAMES.items()
    ]
    heads = [ctx.say(ACTION), *(ctx.say(ROLE_NAMES[role]) for role in GRANTS)]
    show(table(ctx.say(RIGHTS), heads, rows, css="tt-rights"))
