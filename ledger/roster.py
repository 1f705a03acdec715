"""Who may sign in, with which role, and what the administrator does about it from a page.

Positions are rows of the register `people` (never names of persons, R-112); an account is opened for one of them or for
the reporter of an agency. Every function asks for the right, and works only where people sign in: in a demonstration
anybody may call themselves administrator, and whoever opened the first account there would own the server.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from base.access import Action, Role, User
from base.clock import now
from base.words import Text
from ledger import accounts, people, reference, sessions
from ledger.accounts import LAST_ADMIN, Account, AccountRefused
from ledger.schema import journal, reference_row, sign_in_attempt
from ledger.store import Ledger, Writer

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9._-]{1,39}")
_RESERVED = ("system", "agency")

BY_SET_UP = Text(
    "บัญชีแรกเปิดด้วยลิงก์ “เริ่มใช้งาน” ที่พิมพ์บนเครื่องแม่ข่ายเมื่อเปิดระบบ จากนั้นจึงดูแลบัญชีจากหน้านี้ได้",
    "The first account is opened with the set-up link that the server prints when it starts; then this page works",
)
BAD_CODE = Text(
    "ตั้งรหัสด้วยอักษรอังกฤษ ตัวเลข และ . _ - ขึ้นต้นด้วยอักษร 2 ถึง 40 ตัว และไม่ใช้คำว่า system หรือ agency (พบ “{found}”)",
    "Make the code of letters, digits and . _ -, a letter first, 2 to 40, not beginning with system or agency "
    "(found “{found}”)",
)
TAKEN = Text("มีรหัส “{found}” ในทะเบียนแล้ว", "The register has “{found}” already")
NO_TITLE = Text("กรอกชื่อตำแหน่งภาษาไทย", "Give the title of the position in Thai")
NO_SCOPE = Text(
    "เลือกกลุ่มของหัวหน้ากลุ่ม หรือหน่วยงานของผู้รายงาน (พบ “{found}”)",
    "Choose the group of a group head, or the agency of a reporter (found “{found}”)",
)
NOT_A_POSITION = Text(
    "“{found}” ไม่ใช่ตำแหน่งในทะเบียน ผู้รายงานของหน่วยงานมีบทบาทตามหน่วยงาน",
    "“{found}” is no position of the register; a reporter's role comes with the agency",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the list: the position, and its account where there is one."""

    user: User
    account: Account | None
    last_signed_in: datetime | None
    mistakes: int
    waits_until: datetime | None
    """Until when wrong passwords keep the name out; None when they do not."""


@dataclass(frozen=True, slots=True)
class Position:
    """What the register says of a position."""

    role: Role
    title: Text
    scope: str


def everybody(connection: sa.Connection, user: User) -> list[Line]:
    """Every position, then every agency's reporter that has an account. Raises NotAllowed."""
    user.must(Action.ACCOUNT_EDIT)
    held = {one.code: one for one in accounts.every(connection)}
    codes = dict.fromkeys((*reference.current(connection, "people"), *held))
    tries = {row.name: row for row in connection.execute(sa.select(sign_in_attempt))}
    last = _last_signed_in(connection)
    found = []
    for code in codes:
        try:
            who = people.user(connection, code)
        except people.UnknownUser:
            who = User(code, Role.VIEWER, Text(code, code))  # no longer in the register: nobody signs in with it
        tried = tries.get(code.casefold())
        waits = tried.blocked_until if tried and tried.blocked_until > now() else None
        found.append(Line(who, held.get(code), last.get(code), tried.failures if tried else 0, waits))
    return found


def without_account(connection: sa.Connection) -> list[str]:
    """The codes of everybody for whom an account may be opened."""
    held = {one.code for one in accounts.every(connection)}
    return [code for code in people.everybody(connection) if code not in held]


def open_account(ledger: Ledger, user: User, code: str) -> str:
    """Open an account; gives the token of the one-time link. Raises NotAllowed, AccountRefused and UnknownUser."""
    with _desk(ledger, user) as writer:
        made = accounts.add(writer, code)
        return accounts.issue(writer, "password", made.code, accounts.LINK_LASTS)


def reset(ledger: Ledger, user: User, code: str) -> str:
    """End the password; gives the token of the one-time link. Raises NotAllowed and AccountRefused."""
    with _desk(ledger, user) as writer:
        return accounts.reset(writer, code)


def change(ledger: Ledger, user: User, code: str, event: str) -> Account:
    """`lock`, `unlock`, `disable` or `enable`. Raises NotAllowed and AccountRefused."""
    with _desk(ledger, user) as writer:
        return accounts.change(writer, code, event)


def forgive(ledger: Ledger, user: User, code: str) -> None:
    """Let a name that waits after wrong passwords try again at once. Raises NotAllowed."""
    with _desk(ledger, user) as writer:
        accounts.forgive(writer, code)
        writer.append("account_forgiven", code, {}, is_fact=False)


def add_position(ledger: Ledger, user: User, code: str, position: Position) -> None:
    """A new row of the register. Raises NotAllowed and AccountRefused."""
    with _desk(ledger, user) as writer:
        known = reference.current(writer.connection, "people")
        if not _CODE.fullmatch(code) or code.casefold().startswith(_RESERVED):
            raise AccountRefused(BAD_CODE, found=code)
        if code.casefold() in {one.casefold() for one in known}:
            raise AccountRefused(TAKEN, found=code)
        _record(writer, code, position)


def change_position(ledger: Ledger, user: User, code: str, position: Position) -> None:
    """Another role, scope or title from now on; sessions with the former role end. Raises as `add_position`."""
    with _desk(ledger, user) as writer:
        known = reference.current(writer.connection, "people").get(code)
        if known is None:
            raise AccountRefused(NOT_A_POSITION, found=code)
        if known["role"] == Role.ADMIN and position.role is not Role.ADMIN:
            _must_leave_an_administrator(writer.connection, code)
        _record(writer, code, position)
        if (known["role"], known["scope"]) != (position.role, position.scope):
            sessions.end_all(writer, code)


@contextmanager
def _desk(ledger: Ledger, user: User) -> Iterator[Writer]:
    """A writing transaction for whoever may look after accounts, where people sign in."""
    user.must(Action.ACCOUNT_EDIT)
    with ledger.write(user.code) as writer:
        if not accounts.is_any(writer.connection):
            raise AccountRefused(BY_SET_UP)
        yield writer


def _record(writer: Writer, code: str, position: Position) -> None:
    _must_hold(writer.connection, position)
    title = position.title.th.strip()
    payload = {"code": code, "role": str(position.role), "title_th": title}
    payload |= {"title_en": position.title.en.strip() or title, "scope": position.scope}
    reference.append_rows(writer, "people", [(code, _since(writer.connection, code), False, payload)])


def _since(connection: sa.Connection, code: str) -> date:
    """Today, or the later day of a row already there: a role is what the register says last."""
    mine = (reference_row.c.table_name == "people", reference_row.c.key == code)
    last = connection.execute(sa.select(sa.func.max(reference_row.c.effective_from)).where(*mine)).scalar()
    return max(now().date(), last) if last else now().date()


def _must_hold(connection: sa.Connection, position: Position) -> None:
    if not position.title.th.strip():
        raise AccountRefused(NO_TITLE)
    units, agencies = (reference.current(connection, table) for table in ("units", "agencies"))
    allowed = {Role.GROUP_HEAD: set(units), Role.REPORTER: set(agencies)}.get(position.role, {"", *units})
    if position.scope not in allowed:
        raise AccountRefused(NO_SCOPE, found=position.scope)


def _must_leave_an_administrator(connection: sa.Connection, leaving: str) -> None:
    active = (one.code for one in accounts.every(connection) if one.is_active and one.code != leaving)
    if not any(people.user(connection, code).role is Role.ADMIN for code in active):
        raise AccountRefused(LAST_ADMIN, code=leaving)


def _last_signed_in(connection: sa.Connection) -> dict[str, datetime]:
    newest = sa.select(journal.c.subject, sa.func.max(journal.c.recorded_at).label("at"))
    rows = connection.execute(newest.where(~journal.c.is_fact, journal.c.kind == "sign_in").group_by(journal.c.subject))
    return {row.subject: row.at for row in rows}
