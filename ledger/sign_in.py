"""Signing in: a name and a password against the ledger, slower after each mistake, whether or not the name exists."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from base.clock import now
from base.words import Text
from ledger import accounts, passwords, people, sessions
from ledger.accounts import Account
from ledger.schema import sign_in_attempt
from ledger.store import Ledger, Writer

FREE_MISTAKES = 5
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=60)
FORGET_AFTER = timedelta(days=1)

WRONG = Text("ชื่อบัญชีหรือรหัสผ่านไม่ถูกต้อง", "The account name or the password is not right")
WAIT = Text(
    "ใส่รหัสผ่านผิดหลายครั้ง กรุณารอ {minutes} นาทีแล้วลองใหม่ หรือติดต่อผู้ดูแลระบบ",
    "Too many wrong passwords: please wait {minutes} minute(s) and try again, or ask the administrator",
)
NOT_KNOWN_HERE = Text(
    "บัญชีภายนอกนี้ยังไม่ได้ผูกกับบัญชีในระบบ กรุณาติดต่อผู้ดูแลระบบ",
    "That outside account belongs to no account here; please ask the administrator",
)


class SignInRefused(Exception):
    """Nobody was let in; `text` says what to do and tells nothing about which accounts exist."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.th)


def with_password(ledger: Ledger, name: str, password: str, replaces: str | None = None) -> str:
    """A new session for whoever knows the password; gives the cookie's secret. Raises SignInRefused.

    The mistake is counted before the password is looked at, so that many tries at once are counted as many.
    `replaces` is the hash of the session this browser had before; it ends.
    """
    return _begin(ledger, must_know(ledger, name, password), "password", replaces)


def change_password(ledger: Ledger, code: str, current: str, new: str) -> str:
    """Another password for whoever knows the present one; every session ends and a new one begins.

    Gives the new session's secret. `new` was found good before. Raises SignInRefused.
    """
    must_know(ledger, code, current)
    kept = passwords.hashed(new)
    with ledger.write(code) as writer:
        changed = accounts.set_password(writer, code, kept)
    return _begin(ledger, changed, "password")


def must_know(ledger: Ledger, name: str, password: str) -> Account:
    """The account whose password this is; a mistake counts as one at signing in does. Raises SignInRefused."""
    name = name.strip().casefold()[: passwords.LONGEST]
    with ledger.write("system") as writer:
        waits = _count(writer, name)
        found = accounts.by_name(writer.connection, name)
    if waits:
        raise SignInRefused(WAIT.filled(minutes=max(1, -(-int(waits.total_seconds()) // 60))))
    is_right = passwords.is_right(found.password_hash if found else None, password)
    if found is None or not is_right or not found.is_active:
        with ledger.write(found.code if found else "system") as writer:
            # A name that does not exist may be a password typed in the wrong field: it is not kept.
            writer.append("sign_in_failed", found.code if found else "", {"way": "password"}, is_fact=False)
        raise SignInRefused(WRONG)
    return found


def from_outside(ledger: Ledger, external_ids: set[str], replaces: str | None = None) -> str:
    """A new session for the account that belongs to a verified subject or e-mail address. Raises SignInRefused."""
    with ledger.read() as connection:
        found = accounts.by_external(connection, external_ids)
    if found is None or not found.is_active:
        with ledger.write(found.code if found else "system") as writer:
            writer.append("sign_in_failed", found.code if found else "", {"way": "oidc"}, is_fact=False)
        raise SignInRefused(NOT_KNOWN_HERE)
    return _begin(ledger, found, "oidc", replaces)


def _begin(ledger: Ledger, found: Account, way: str, replaces: str | None = None) -> str:
    with ledger.write(found.code) as writer:
        # Locked, disabled or given another password while argon2 was at work: asked again under the lock.
        again = accounts.by_name(writer.connection, found.code)
        if again is None or again.seq != found.seq:
            raise SignInRefused(WRONG)
        try:
            user = people.user(writer.connection, found.code)
        except people.UnknownUser:
            raise SignInRefused(WRONG) from None
        accounts.forgive(writer, found.code)
        if replaces:
            sessions.end_quietly(writer, replaces)
        writer.append("sign_in", found.code, {"way": way}, is_fact=False)
        return sessions.begin(writer, user)


def _count(writer: Writer, name: str) -> timedelta | None:
    """Count one try; gives how long to wait when this name has to wait, in which case the try is not counted."""
    moment, table = now(), sign_in_attempt
    writer.connection.execute(table.delete().where(table.c.last_at < moment - FORGET_AFTER))
    row = writer.connection.execute(sa.select(table).where(table.c.name == name)).one_or_none()
    if row and row.blocked_until > moment:
        return timedelta(seconds=(row.blocked_until - moment).total_seconds())
    failures = (row.failures if row else 0) + 1
    values = {"failures": failures, "last_at": moment, "blocked_until": _blocked_until(failures, moment)}
    if row:
        writer.connection.execute(table.update().where(table.c.name == name).values(values))
    else:
        writer.connection.execute(table.insert(), {"name": name} | values)
    return None


def _blocked_until(failures: int, moment: datetime) -> datetime:
    """Five mistakes are free; from the fifth the wait doubles, from one minute to an hour."""
    if failures < FREE_MISTAKES:
        return moment
    doubled: timedelta = FIRST_WAIT * 2 ** min(failures - FREE_MISTAKES, 10)
    return moment + min(LONGEST_WAIT, doubled)
