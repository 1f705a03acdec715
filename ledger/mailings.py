"""The log of reminders: what was sent to which address about which report on which day, and what became of it.

A mailing is no fact: it moves no figure. Each step is a journal row (kind `mailing`) under the same subject; the last
one says where the mailing stands. What was accepted or refused for good is never tried again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa

from ledger.schema import journal
from ledger.standing import stands
from ledger.store import Writer

KIND = "mailing"
LEASE = timedelta(minutes=15)
"""So long a mailing that was begun belongs to whoever began it; after that he is taken to have died."""


class State(StrEnum):
    """Where a mailing stands."""

    BEGUN = "begun"
    ACCEPTED = "accepted"
    """The server took it."""
    REFUSED = "refused"
    """The server will never take it for this address."""
    FAILED = "failed"
    """It may be tried again."""
    LISTED = "listed"
    """Nothing was sent: its text was shown, for somebody to copy."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """One reminder to one address; `address` is empty where the text is only listed."""

    agency: str
    period: str
    """`2021-03`."""
    on: date
    address: str

    @property
    def key(self) -> str:
        """Subject of its journal rows."""
        return f"{self.agency}:{self.period}:{self.on.isoformat()}:{digest(self.address)}"


@dataclass(frozen=True, slots=True)
class Step:
    """One journal row of a mailing."""

    mailing: Mailing
    state: State
    detail: str
    """The server's answer, for a reader; empty where there was none."""
    at: datetime
    by: str


def digest(address: str) -> str:
    """A short mark of an address."""
    return hashlib.sha256(address.encode()).hexdigest()[:12]


def claim(writer: Writer, mailing: Mailing) -> bool:
    """Whether this process may send the mailing now; if so that it has begun is recorded."""
    steps = _load(writer.connection, journal.c.subject == mailing.key)
    last = steps[-1] if steps else None
    is_held = last is not None and last.state is State.BEGUN and writer.recorded_at - last.at < LEASE
    if last is not None and (is_held or last.state not in (State.BEGUN, State.FAILED)):
        return False
    settle(writer, mailing, State.BEGUN)
    return True


def settle(writer: Writer, mailing: Mailing, state: State, detail: str = "") -> None:
    """Record what became of a mailing."""
    told = {"agency": mailing.agency, "period": mailing.period, "on": mailing.on.isoformat()}
    told |= {"address": mailing.address, "state": state.value, "detail": detail}
    writer.append(KIND, mailing.key, told, is_fact=False)


def every(connection: sa.Connection) -> Sequence[Step]:
    """Where every mailing stands, the newest first."""
    latest = {one.mailing.key: one for one in _load(connection, stands(journal.c.seq))}
    return sorted(latest.values(), key=lambda one: one.at, reverse=True)


def _load(connection: sa.Connection, *wanted: sa.ColumnElement[bool]) -> list[Step]:
    query = sa.select(journal).where(~journal.c.is_fact, journal.c.kind == KIND, *wanted).order_by(journal.c.seq)
    found = []
    for row in connection.execute(query):
        told = json.loads(row.payload)
        mailing = Mailing(told["agency"], told["period"], date.fromisoformat(told["on"]), told["address"])
        found.append(Step(mailing, State(told["state"]), told["detail"], row.recorded_at, row.actor))
    return found
