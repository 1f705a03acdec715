"""Accounts: who may sign in. Every change is a journal row; no account has a password that somebody else chose.

An account belongs to one code of the table `people` (or `agency.CODE`), and the code is the name one signs in with.
The role is never kept here: it is read from `people` each time (domain.md 1.10).
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import sqlalchemy as sa

from base.access import Role
from base.clock import now
from base.words import Text
from ledger import passwords, people, sessions
from ledger.canonical import Json, clean
from ledger.schema import account, journal, one_time_token, sign_in_attempt
from ledger.store import Ledger, Writer

KIND = "account"
SETUP_LASTS = timedelta(hours=1)
LINK_LASTS = timedelta(hours=24)
Purpose = Literal["setup", "password"]
_STATUS_AFTER = {"lock": "locked", "unlock": "active", "disable": "disabled", "enable": "active"}

EXISTS = Text("มีบัญชี “{code}” อยู่แล้ว", "There is an account “{code}” already")
NO_ACCOUNT = Text("ไม่พบบัญชี “{code}” ให้ตรวจชื่อบัญชีอีกครั้ง", "There is no account “{code}”; please check the name")
NO_CHANGE = Text("บัญชี “{code}” มีสถานะนี้อยู่แล้ว", "The account “{code}” is in that state already")
LAST_ADMIN = Text(
    "บัญชี “{code}” เป็นผู้ดูแลระบบคนสุดท้ายที่ใช้งานได้ ให้เพิ่มผู้ดูแลระบบอีกคนก่อน",
    "“{code}” is the last administrator who can sign in; add another one first",
)
BAD_TOKEN = Text(
    "ลิงก์นี้ใช้ไปแล้วหรือหมดอายุ ให้ขอลิงก์ใหม่จากผู้ดูแลระบบ",
    "This link was used or has expired; ask the administrator for a new one",
)
LINK_TAKEN = Text("ผู้ใช้ภายนอกนี้ผูกกับบัญชี “{code}” อยู่แล้ว", "That outside identity belongs to “{code}” already")


class AccountRefused(ValueError):
    """What was asked of an account cannot be done; `text` says why."""

    def __init__(self, text: Text, **blanks: object) -> None:
        self.text = text.filled(**blanks) if blanks else text
        super().__init__(self.text.th)


@dataclass(frozen=True, slots=True)
class Account:
    """One account as it stands: who, whether it may sign in, the argon2id hash, the subject or e-mail outside."""

    code: str
    status: str
    password_hash: str | None
    external_id: str | None
    seq: int
    recorded_at: datetime | None = None

    @property
    def is_active(self) -> bool:
        return self.status == "active"


def last_signed_in(connection: sa.Connection, code: str) -> datetime | None:
    """When the account was last signed in to (Bangkok); None when never."""
    mine = (journal.c.kind == "sign_in", journal.c.subject == code)
    return connection.execute(sa.select(sa.func.max(journal.c.recorded_at)).where(*mine)).scalar()


def is_any(connection: sa.Connection) -> bool:
    """Whether there is an account at all, of whatever status."""
    return connection.execute(sa.select(account.c.seq).limit(1)).scalar() is not None


def every(connection: sa.Connection) -> list[Account]:
    """Each account as it stands, by code."""
    newest = sa.select(sa.func.max(account.c.seq)).group_by(account.c.code)
    rows = connection.execute(sa.select(account).where(account.c.seq.in_(newest)).order_by(account.c.code))
    return [Account(row.code, row.status, row.password_hash, row.external_id, row.seq) for row in rows]


def by_name(connection: sa.Connection, name: str) -> Account | None:
    """The account somebody signs in to with this name, whatever its capitals."""
    wanted = name.strip().casefold()
    return next((one for one in every(connection) if one.code.casefold() == wanted), None)


def by_external(connection: sa.Connection, external_ids: set[str]) -> Account | None:
    """The account that one of these subjects or verified e-mail addresses belongs to; None when not exactly one."""
    found = [one for one in every(connection) if one.external_id in external_ids]
    return found[0] if len(found) == 1 else None


def add(writer: Writer, code: str, external_id: str | None = None) -> Account:
    """Open an account without a password. Raises UnknownUser and AccountRefused."""
    if by_name(writer.connection, code):
        raise AccountRefused(EXISTS, code=code)
    people.user(writer.connection, code)
    _must_be_free(writer, external_id)
    return _record(writer, Account(code, "active", None, external_id or None, 0), "create")


def change(writer: Writer, code: str, event: str) -> Account:
    """`lock`, `unlock`, `disable` or `enable`; sessions end unless the account is active. Raises AccountRefused."""
    found = _must_exist(writer, code)
    status = _STATUS_AFTER[event]
    if found.status == status:
        raise AccountRefused(NO_CHANGE, code=code)
    if status == "active":
        forgive(writer, found.code)
    else:
        _must_leave_an_administrator(writer.connection, found)
        sessions.end_all(writer, found.code)
        _forget_tokens(writer, found.code)
    return _record(writer, Account(found.code, status, found.password_hash, found.external_id, 0), event)


def link(writer: Writer, code: str, external_id: str | None) -> Account:
    """Bind the account to a subject or an e-mail address of the outside provider, or to none. Raises AccountRefused."""
    found = _must_exist(writer, code)
    _must_be_free(writer, external_id)
    return _record(writer, Account(found.code, found.status, found.password_hash, external_id or None, 0), "link")


def set_password(writer: Writer, code: str, password_hash: str) -> Account:
    """A new password ends every session and every open link of the account. Raises AccountRefused."""
    found = _must_exist(writer, code)
    sessions.end_all(writer, found.code)
    _forget_tokens(writer, found.code)
    forgive(writer, found.code)
    return _record(writer, Account(found.code, found.status, password_hash, found.external_id, 0), "password")


def reset(writer: Writer, code: str) -> str:
    """End the old password and every session; gives the token of the link that sets a new one.

    Raises AccountRefused.
    """
    found = _must_exist(writer, code)
    sessions.end_all(writer, found.code)
    _forget_tokens(writer, found.code)
    if found.password_hash is not None:
        _record(writer, Account(found.code, found.status, None, found.external_id, 0), "password")
    return issue(writer, "password", found.code, LINK_LASTS)


def issue(writer: Writer, purpose: Purpose, code: str, lasts: timedelta) -> str:
    """A one-time token, 256 random bits; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    row = {"token_hash": digest(token), "purpose": purpose, "code": code, "expires_at": now() + lasts}
    writer.connection.execute(one_time_token.insert(), row)
    writer.append("account_link", code, {"purpose": purpose}, is_fact=False)
    return token


def holder_of(connection: sa.Connection, purpose: Purpose, token: str) -> str:
    """The code this token was made for. Raises AccountRefused when it was used, has expired or never was."""
    wanted = (one_time_token.c.token_hash == digest(token), one_time_token.c.purpose == purpose)
    is_open = (one_time_token.c.used_at.is_(None), one_time_token.c.expires_at > now())
    code = connection.execute(sa.select(one_time_token.c.code).where(*wanted, *is_open)).scalar()
    if code is None or (purpose == "setup" and is_any(connection)):
        raise AccountRefused(BAD_TOKEN)
    return str(code)


def redeem(ledger: Ledger, purpose: Purpose, token: str, password: str) -> str:
    """Set the password that the holder of a token chose; gives the account's code.

    `setup` also opens the first account, the administrator's. Raises AccountRefused and PasswordRefused.
    """
    with ledger.read() as connection:
        code = holder_of(connection, purpose, token)
    passwords.must_be_good(password, code)
    kept = passwords.hashed(password)
    with ledger.write(code) as writer:
        if holder_of(writer.connection, purpose, token) != code:
            raise AccountRefused(BAD_TOKEN)
        used = one_time_token.update().where(one_time_token.c.token_hash == digest(token)).values(used_at=now())
        writer.connection.execute(used)
        if purpose == "setup":
            add(writer, code)
        set_password(writer, code, kept)
    return code


def setup_token(ledger: Ledger) -> str | None:
    """A token to open the first account with; None when there is one already or nobody is administrator."""
    with ledger.read() as connection:
        if is_any(connection):
            return None
        codes = people.everybody(connection)
        code = next((one for one in codes if people.user(connection, one).role is Role.ADMIN), None)
    if code is None:
        return None
    with ledger.write("system") as writer:
        return issue(writer, "setup", code, SETUP_LASTS)


def forgive(writer: Writer, code: str) -> None:
    """Forget the mistakes made with this name."""
    writer.connection.execute(sign_in_attempt.delete().where(sign_in_attempt.c.name == code.casefold()))


def of_email(address: str) -> str:
    """How an account's e-mail address at the outside provider is kept."""
    return f"email:{address.strip().casefold()}"


def of_subject(subject: str) -> str:
    """How an account's subject at the outside provider is kept. No e-mail address can pass for one."""
    return f"sub:{subject}"


def digest(secret: str) -> str:
    """What is kept of a random secret; it is long enough that its hash needs no salt."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _record(writer: Writer, after: Account, event: str) -> Account:
    columns = clean(
        {"code": after.code, "event": event, "status": after.status}
        | {"password_hash": after.password_hash, "external_id": after.external_id}
    )
    shown: dict[str, Json] = {"event": event, "status": after.status, "has_password": after.password_hash is not None}
    seq = writer.append(KIND, after.code, shown, is_fact=False, rows={account: [columns]})
    return Account(after.code, after.status, after.password_hash, after.external_id, seq, writer.recorded_at)


def _must_exist(writer: Writer, code: str) -> Account:
    found = by_name(writer.connection, code)
    if found is None:
        raise AccountRefused(NO_ACCOUNT, code=code)
    return found


def _must_be_free(writer: Writer, external_id: str | None) -> None:
    taken = by_external(writer.connection, {external_id}) if external_id else None
    if taken:
        raise AccountRefused(LINK_TAKEN, code=taken.code)


def _must_leave_an_administrator(connection: sa.Connection, leaving: Account) -> None:
    def is_admin(one: Account) -> bool:
        return one.is_active and people.user(connection, one.code).role is Role.ADMIN

    if is_admin(leaving) and not any(is_admin(one) for one in every(connection) if one.code != leaving.code):
        raise AccountRefused(LAST_ADMIN, code=leaving.code)


def _forget_tokens(writer: Writer, code: str) -> None:
    mine = (one_time_token.c.code == code, one_time_token.c.used_at.is_(None))
    writer.connection.execute(one_time_token.update().where(*mine).values(used_at=now()))
