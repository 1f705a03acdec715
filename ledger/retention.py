"""How long what is known about people at the door is kept: the working tables, cleared of what nobody needs any more.

The journal itself is never cleared: it is the proof of who did what, and a gap in it would look like a crime.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from ledger.schema import attachment, one_time_token, session, sign_in_attempt
from ledger.store import Writer

KIND = "tidy"


@dataclass(frozen=True, slots=True)
class Cleared:
    """How many rows went."""

    sessions: int
    tokens: int
    attempts: int


@dataclass(frozen=True, slots=True)
class Held:
    """What stands in the ledger about people now."""

    sessions: int
    attempts: int
    pictures: int
    pictures_with_consent: int


def tidy(writer: Writer, days: int, now: datetime) -> Cleared:
    """Remove sessions, one-time links and counted mistakes that ended more than `days` ago; the chain says how many."""
    before = now - timedelta(days=days)
    old_session = sa.or_(session.c.ended_at < before, sa.and_(session.c.ended_at.is_(None), session.c.seen_at < before))
    cleared = Cleared(
        writer.connection.execute(session.delete().where(old_session)).rowcount,
        writer.connection.execute(one_time_token.delete().where(one_time_token.c.expires_at < before)).rowcount,
        writer.connection.execute(sign_in_attempt.delete().where(sign_in_attempt.c.last_at < before)).rowcount,
    )
    told = {"days": days, "sessions": cleared.sessions, "tokens": cleared.tokens, "attempts": cleared.attempts}
    writer.append(KIND, "ledger", told, is_fact=False)
    return cleared


def held(connection: sa.Connection) -> Held:
    """The numbers of the privacy page."""
    is_picture = attachment.c.media_type.like("image/%")

    def count(query: sa.Select[Any]) -> int:
        return int(connection.execute(query).scalar_one())

    number = sa.select(sa.func.count())
    return Held(
        count(number.select_from(session)),
        count(number.select_from(sign_in_attempt)),
        count(number.select_from(attachment).where(is_picture)),
        count(number.select_from(attachment).where(is_picture, attachment.c.has_consent)),
    )
