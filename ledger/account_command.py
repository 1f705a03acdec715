"""`python -m ledger account ...`: the administrator's way to open, reset, lock and list accounts."""

from __future__ import annotations

import argparse
import json
from typing import Any

from base.access import Action, NotAllowed, User
from base.settings import Settings
from base.thai import say_moment
from base.words import Text
from ledger import accounts, people
from ledger.accounts import Account, AccountRefused
from ledger.store import Ledger

CHANGES = ("lock", "unlock", "disable", "enable")
STATUS_WORDS = {
    "active": Text("ใช้งานได้", "active"),
    "locked": Text("ล็อก", "locked"),
    "disabled": Text("ปิดใช้งาน", "disabled"),
}
LINK = Text(
    "ส่งลิงก์นี้ให้เจ้าของบัญชี {code} ตั้งรหัสผ่านภายใน 24 ชั่วโมง (ใช้ได้ครั้งเดียว)\n{link}",
    "Give this link to the holder of {code} to choose a password within 24 hours (it works once)\n{link}",
)
OUTSIDE_ONLY = Text("เปิดบัญชี {code} แล้ว เข้าสู่ระบบด้วยบัญชีภายนอก", "Opened {code}; it signs in with the outside account")
NOW = Text("บัญชี {code}: {status}", "{code}: {status}")
NOBODY = Text("ยังไม่มีบัญชีผู้ใช้", "There is no account yet")
NO_PASSWORD = Text("ยังไม่ตั้งรหัสผ่าน", "no password yet")
HAS_PASSWORD = Text("มีรหัสผ่าน", "has a password")
REFUSALS = (NotAllowed, AccountRefused, people.UnknownUser)
"""What a command may be refused with; each carries its sentence in `text`."""


def add_parser(commands: Any) -> None:
    """Add the `account` command to the parser of `python -m ledger`."""
    account = commands.add_parser("account", help="บัญชีผู้ใช้")
    account.add_argument("--as", dest="user", metavar="USER", help="ผู้ทำรายการ (ต้องเป็นผู้ดูแลระบบ)")
    account.add_argument("--json", action="store_true", help="ผลเป็น JSON")
    does = account.add_subparsers(dest="does", required=True)
    for name, said in (
        ("add", "เปิดบัญชีและพิมพ์ลิงก์ตั้งรหัสผ่าน"),
        ("reset", "ยกเลิกรหัสผ่านเดิมและพิมพ์ลิงก์ตั้งรหัสผ่านใหม่"),
        ("lock", "ล็อกบัญชีและออกจากระบบทุกเครื่อง"),
        ("unlock", "ปลดล็อกบัญชี"),
        ("disable", "ปิดใช้งานบัญชีและออกจากระบบทุกเครื่อง"),
        ("enable", "เปิดใช้งานบัญชีอีกครั้ง"),
        ("link", "ผูกกับบัญชีภายนอก หรือยกเลิกเมื่อไม่ระบุ"),
    ):
        one = does.add_parser(name, help=said)
        one.add_argument("code", metavar="CODE", help="รหัสในทะเบียน people หรือ agency.CODE")
        if name in ("add", "link"):
            which = one.add_mutually_exclusive_group()
            which.add_argument("--email", help="อีเมลของบัญชีภายนอกที่ยืนยันแล้ว")
            which.add_argument("--subject", help="subject ของบัญชีภายนอก")
    does.add_parser("list", help="บัญชีทั้งหมด")


def run(asked: argparse.Namespace, ledger: Ledger, settings: Settings) -> int:
    """Do what was asked of accounts; prints the result. Raises one of REFUSALS."""
    with ledger.read() as connection:
        actor = people.user(connection, asked.user or settings.default_user)
    actor.must(Action.ACCOUNT_EDIT)
    if asked.does == "list":
        return _list(ledger, is_json=asked.json)
    done, token = _change(asked, ledger, actor)
    link = f"{settings.public_url}/password?token={token}" if token else None
    if asked.json:
        print(json.dumps({"code": done.code, "status": done.status, "link": link}, ensure_ascii=False))
    elif link:
        print(LINK.say("th", code=done.code, link=link))
    elif asked.does == "add":
        print(OUTSIDE_ONLY.say("th", code=done.code))
    else:
        print(NOW.say("th", code=done.code, status=STATUS_WORDS[done.status].th))
    return 0


def _change(asked: argparse.Namespace, ledger: Ledger, actor: User) -> tuple[Account, str | None]:
    """The account afterwards, and the token of a link where one was made."""
    with ledger.write(actor.code) as writer:
        if asked.does in CHANGES:
            return accounts.change(writer, asked.code, asked.does), None
        if asked.does == "link":
            return accounts.link(writer, asked.code, _outside(asked)), None
        if asked.does == "reset":
            token = accounts.reset(writer, asked.code)
            found = accounts.by_name(writer.connection, asked.code)
            assert found is not None
            return found, token
        made = accounts.add(writer, asked.code, _outside(asked))
        is_outside = made.external_id is not None
        return made, None if is_outside else accounts.issue(writer, "password", made.code, accounts.LINK_LASTS)


def _outside(asked: argparse.Namespace) -> str | None:
    if asked.email:
        return accounts.of_email(asked.email)
    return accounts.of_subject(asked.subject) if asked.subject else None


def _list(ledger: Ledger, *, is_json: bool) -> int:
    with ledger.read() as connection:
        found = [
            (one, _role(connection, one), accounts.last_signed_in(connection, one.code))
            for one in accounts.every(connection)
        ]
    if is_json:
        rows = [
            {"code": one.code, "role": role, "status": one.status, "has_password": one.password_hash is not None}
            | {"outside": one.external_id, "last_signed_in": last.isoformat() if last else None}
            for one, role, last in found
        ]
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    for one, role, last in found:
        password = (NO_PASSWORD if one.password_hash is None else HAS_PASSWORD).th
        seen = say_moment(last, "th") if last else "–"
        outside = one.external_id or "–"
        print(f"{one.code:24}{role or '–':12}{STATUS_WORDS[one.status].th:12}{password:20}{outside:32}{seen}")
    if not found:
        print(NOBODY.th)
    return 0


def _role(connection: Any, one: Account) -> str | None:
    try:
        return people.user(connection, one.code).role.value
    except people.UnknownUser:
        return None
