"""Sessions: who is signed in, kept on the server. The browser holds a random number; here stands only its hash."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import sqlalchemy as sa

from base.access import User
from base.clock import now
from ledger import admission, people
from ledger.schema import account, session
from ledger.store import Ledger, Writer

IDLE = timedelta(minutes=60)
"""A session nobody uses for this long has ended."""
LONGEST = timedelta(hours=12)
"""No session lasts longer, however busy it is."""
TOUCH_EVERY = timedelta(minutes=5)
"""So much earlier than after IDLE a session may end. Each touch is a write, and there are hundreds of sessions."""
KEPT_AFTER_END = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Signed:
    """A session that holds now, and who it is with the role that the register gives them at this moment."""

    id_hash: str
    user: User
    seen_at: datetime


_seen: dict[str, datetime] = {}
"""When this process last saw a session or knew it seen: `ledger.admission` does not tell. Without it, it is asked."""
MOST_SEEN = 10_000

_Begun = tuple[Signed, datetime]
"""A session that was not ended, and when it began; time may have ended it."""


def begin(writer: Writer, user: User) -> str:
    """Begin a session; gives the secret for the cookie (256 random bits), which is kept nowhere else."""
    secret = secrets.token_urlsafe(32)
    moment = now()
    row = {"id_hash": hash_of(secret), "code": user.code, "rights": _rights(user), "started_at": moment}
    writer.connection.execute(session.insert(), row | {"seen_at": moment})
    old = sa.or_(session.c.ended_at < moment - KEPT_AFTER_END, session.c.started_at < moment - KEPT_AFTER_END - LONGEST)
    writer.connection.execute(session.delete().where(old))
    return secret


def of(connection: sa.Connection, id_hash: str) -> Signed | None:
    """Whose session this is; None when it has ended, its account is not active, or the role changed since."""
    return _while_it_lasts(_begun(connection, id_hash))


def found(ledger: Ledger, id_hash: str) -> Signed | None:
    """The session `of` the ledger as it stands at this moment. Raises LedgerFault."""
    # What is written is remembered until anything is written; what time does to a session is asked every time.
    question = partial(_begun, id_hash=id_hash)
    begun = _seen_since(ledger.remembered(("session", id_hash), question, admission.state))
    if begun is not None and now() - begun[0].seen_at >= TOUCH_EVERY:
        # Another process may have seen it meanwhile.
        begun = ledger.remembered(("session now", id_hash), question)
        if begun is not None:
            _note_seen(id_hash, begun[0].seen_at)
    return _while_it_lasts(begun)


def _seen_since(begun: _Begun | None) -> _Begun | None:
    """The session with the last moment at which this process knows it to have been seen."""
    if begun is None:
        return None
    signed, started_at = begun
    return replace(signed, seen_at=max(signed.seen_at, _seen.get(signed.id_hash, signed.seen_at))), started_at


def _note_seen(id_hash: str, moment: datetime) -> None:
    if len(_seen) >= MOST_SEEN:
        _seen.clear()
    _seen[id_hash] = moment


def _begun(connection: sa.Connection, id_hash: str) -> _Begun | None:
    newest = sa.select(account.c.status).where(account.c.code == session.c.code).order_by(account.c.seq.desc()).limit(1)
    query = sa.select(session, newest.scalar_subquery().label("status")).where(session.c.id_hash == id_hash)
    row = connection.execute(query).one_or_none()
    if row is None or row.ended_at is not None or row.status != "active":
        return None
    try:
        user = people.user(connection, row.code)
    except people.UnknownUser:
        return None
    return (Signed(id_hash, user, row.seen_at), row.started_at) if _rights(user) == row.rights else None


def _while_it_lasts(begun: _Begun | None) -> Signed | None:
    if begun is None:
        return None
    signed, started_at = begun
    moment = now()
    return None if moment - signed.seen_at > IDLE or moment - started_at > LONGEST else signed


def touch(ledger: Ledger, signed: Signed) -> None:
    """Remember that the session was used, at most once in TOUCH_EVERY.

    Nobody waits for that: where somebody else is writing, it is for the next time.
    """
    if now() - signed.seen_at < TOUCH_EVERY or ledger.is_written:
        return
    with ledger.write(signed.user.code) as writer:
        moment = now()
        writer.connection.execute(session.update().where(session.c.id_hash == signed.id_hash).values(seen_at=moment))
    _note_seen(signed.id_hash, moment)


def end(ledger: Ledger, signed: Signed) -> None:
    """Sign out."""
    with ledger.write(signed.user.code) as writer:
        _end(writer, session.c.id_hash == signed.id_hash)
        writer.append("sign_out", signed.user.code, {}, is_fact=False)


def end_quietly(writer: Writer, id_hash: str) -> None:
    """End the session that another one takes the place of."""
    _end(writer, session.c.id_hash == id_hash)


def end_all(writer: Writer, code: str) -> None:
    """End every session of an account."""
    _end(writer, session.c.code == code)


def hash_of(secret: str) -> str:
    """The SHA-256 of a session's secret; it is random and long enough to need no salt."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _end(writer: Writer, which: sa.ColumnElement[bool]) -> None:
    writer.connection.execute(session.update().where(which, session.c.ended_at.is_(None)).values(ended_at=now()))


def _rights(user: User) -> str:
    return f"{user.role}:{user.scope or ''}"
