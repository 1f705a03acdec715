"""A snapshot examined and taken as a report, by the way that every file goes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from base.access import User
from base.period import Month, Period, parse_period
from etl import receive
from etl.deadline import due_of
from etl.examine import Examined, Parcel, examine
from etl.identify import Asked
from etl.privacy import masked_text
from etl.receipt import Outcome
from etl.understand import Understood
from ledger import submissions
from ledger.records import load
from ledger.schema import submission
from ledger.sheets import Registered
from ledger.standing import stands
from ledger.store import Ledger
from ledger.submissions import Submission

CHANNEL = "sheet"
ENDING = ".json.gz"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What stood in a sheet, and since when (naive Bangkok time)."""

    data: bytes
    title: str
    content: str
    written: datetime
    gids: dict[str, int]


class TakenBefore(Exception):
    """The same content was taken by another pull at the same time; nothing was recorded."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who pulls, into which ledger, at which stated moment (None = now)."""

    ledger: Ledger
    user: User
    stated_at: datetime | None = None


def look(desk: Desk, sheet: Registered, snapshot: Snapshot) -> Examined:
    """Everything there is to say of a snapshot. Raises LedgerFault.

    The report came when its content was written: that is what timeliness goes by, not the hour of the pull.
    """
    digest = hashlib.sha256(snapshot.data).hexdigest()
    name = masked_text(snapshot.title or sheet.key) + ENDING
    arrived = Parcel(snapshot.data, name, digest, desk.user, snapshot.written, desk.stated_at)
    period = parse_period(sheet.period) if sheet.period else None
    return examine(desk.ledger, arrived, Asked(sheet.form, sheet.reporter, period))


def take(desk: Desk, sheet: Registered, snapshot: Snapshot, seen: Examined) -> Outcome:
    """Record an examined snapshot. Raises TakenBefore, NotAllowed and LedgerFault."""

    def unless_taken(connection: sa.Connection, known: Understood) -> dict[str, Any]:
        period = known.identity.period
        if period is not None and taken(connection, sheet, str(period), snapshot.content) is not None:
            raise TakenBefore
        return {"google": _told(sheet, snapshot)}

    return receive.record(desk.ledger, seen, channel=CHANNEL, before_keeping=unless_taken)


def _told(sheet: Registered, snapshot: Snapshot) -> dict[str, Any]:
    """What the layout of a submission says of the sheet that it came from."""
    return {
        "key": sheet.key,
        "spreadsheet": sheet.spreadsheet,
        "content": snapshot.content,
        "written": snapshot.written.isoformat(),
        "gids": snapshot.gids,
    }


def of_sheet(connection: sa.Connection, sheet: Registered, period: str) -> list[Submission]:
    """Everything taken from a sheet for a period, oldest first."""
    own = submission.c
    mine = (own.channel == CHANNEL, own.form == sheet.form, own.reporter == sheet.reporter, own.period == period)
    return [one for one in load(connection, *mine, stands(own.seq)) if "google" in one.layout]


def taken(connection: sa.Connection, sheet: Registered, period: str, content: str) -> Submission | None:
    """The submission with exactly this content."""
    same = [one for one in of_sheet(connection, sheet, period) if one.layout["google"]["content"] == content]
    return same[-1] if same else None


def standing(connection: sa.Connection, sheet: Registered, period: str) -> Submission | None:
    """The newest valid version of the sheet's report, however it came."""
    return submissions.latest_valid(connection, sheet.form, sheet.reporter, period)


def cut_off(connection: sa.Connection, period: Period | None) -> datetime | None:
    """The moment at which a sheet is taken as it stands; None where a form has no monthly deadline."""
    return due_of(connection, period) if isinstance(period, Month) else None
