"""Google Sheets in the ledger: which sheet belongs to which agency and form, and what every pull found of it.

None of it is a fact: it moves no figure. What a sheet says becomes a fact only as a submission (channel `sheet`).
Journal rows of kind `sheet_register` (the last one of a key counts), `sheet_read` (a reading that found something
new, with the snapshot that it kept) and `sheet_cycle` (one pull, with the sheets that it looked at).
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from base.words import Text
from ledger.canonical import sha256
from ledger.records import StoredFinding
from ledger.schema import journal
from ledger.standing import stands
from ledger.store import Writer
from ledger.submissions import keep_original

REGISTER, READ, CYCLE = "sheet_register", "sheet_read", "sheet_cycle"

TAKEN = Text(
    "เลือกชีตอื่น หรือยกเลิกการลงทะเบียนเดิมก่อน (ชีตนี้ลงทะเบียนไว้แล้วเป็น {key})",
    "Choose another sheet, or take the other entry out first (this one is registered as {key})",
)
NOT_REGISTERED = Text("ตรวจรหัสชีต (ไม่พบ {key} ในทะเบียน)", "Check the key: {key} is not registered")


class SheetRefused(ValueError):
    """The register cannot say this; `text` is the sentence."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.th)


class State(StrEnum):
    """Where a sheet stands after a pull."""

    WATCHED = "watched"
    """Read and kept; its report is taken at the cut-off."""
    FROZEN = "frozen"
    WITH_ERRORS = "with_errors"
    """Its day is over, but there are errors: it does not count yet."""
    EDITED_LATE = "edited_late"
    SENT_OTHERWISE = "sent_otherwise"
    """The agency sent a newer version by another way."""
    NOT_KEPT = "not_kept"
    """It may not be kept: personal data, or no form of ours."""
    GONE = "gone"
    NO_ACCESS = "no_access"
    FAILED = "failed"
    """It could not be read this time."""


UNREAD = frozenset({State.GONE, State.NO_ACCESS, State.FAILED})
"""It could not be read: what it was before is told by the rest of the reading."""


@dataclass(frozen=True, slots=True)
class Registered:
    """One sheet of the register."""

    key: str
    """`DSD-progress`: one sheet for each form of an agency."""
    spreadsheet: str
    form: str
    reporter: str
    writes_check: bool = False
    """Whether the findings are written back into a sheet of their own."""
    period: str | None = None
    """Of a sheet for one month or year that does not say itself which; else None, and its heading says it."""
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one pull found of a sheet."""

    key: str
    spreadsheet: str
    state: State
    title: str = ""
    locale: str = ""
    modified: datetime | None = None
    """When Drive says that it was changed last."""
    content: str = ""
    written: datetime | None = None
    """When this content first stood there, as far as pulls have seen."""
    snapshot: str | None = None
    """SHA-256 of the snapshot kept of it; None when none may be kept."""
    period: str | None = None
    submission: str | None = None
    findings: tuple[StoredFinding, ...] = ()
    notes: tuple[dict[str, str], ...] = ()
    """What else happened: renamed, another locale, columns moved."""
    gids: dict[str, int] = field(default_factory=dict)
    wrong: str = ""
    """Why it could not be read."""
    at: datetime | None = None
    """When it was recorded."""


def key_of(reporter: str, form: str) -> str:
    """How a sheet is named on the command line."""
    return f"{reporter}-{form}"


def register(writer: Writer, one: Registered) -> None:
    """Enter or change one sheet. Raises SheetRefused when the spreadsheet is registered under another key."""
    for other in registered(writer.connection).values():
        if other.spreadsheet == one.spreadsheet and other.key != one.key:
            raise SheetRefused(TAKEN.filled(key=other.key))
    told: dict[str, Any] = {"spreadsheet": one.spreadsheet, "form": one.form, "reporter": one.reporter}
    told |= {"writes_check": one.writes_check, "period": one.period, "is_retired": False}
    writer.append(REGISTER, one.key, told, is_fact=False)


def retire(writer: Writer, key: str) -> None:
    """Take a sheet out; what was taken from it stays. Raises SheetRefused when it is not registered."""
    if key not in registered(writer.connection):
        raise SheetRefused(NOT_REGISTERED.filled(key=key))
    writer.append(REGISTER, key, {"is_retired": True}, is_fact=False)


def registered(connection: sa.Connection) -> dict[str, Registered]:
    """Every sheet that is registered now, by its key."""
    found: dict[str, Registered] = {}
    for row in _newest(connection, REGISTER):
        told = json.loads(row.payload)
        if not told["is_retired"]:
            own = (told["spreadsheet"], told["form"], told["reporter"], told["writes_check"], told["period"])
            found[row.subject] = Registered(row.subject, *own, row.recorded_at, row.actor)
    return dict(sorted(found.items()))


def note(writer: Writer, one: Reading, snapshot: bytes | None = None) -> None:
    """Record a reading, with the bytes of its snapshot when they are not kept yet."""
    if snapshot is not None:
        if sha256(snapshot) != one.snapshot:
            raise ValueError("the hash is not that of the snapshot")
        keep_original(writer.connection, sha256(snapshot), snapshot)
    told: dict[str, Any] = {
        "spreadsheet": one.spreadsheet,
        "state": one.state.value,
        "title": one.title,
        "locale": one.locale,
        "modified": one.modified.isoformat() if one.modified else None,
        "content": one.content,
        "written": one.written.isoformat() if one.written else None,
        "snapshot": one.snapshot,
        "period": one.period,
        "submission": one.submission,
        "findings": [[f.code, f.severity, f.sheet, f.cell, f.field, dict(f.params)] for f in one.findings],
        "notes": [dict(told) for told in one.notes],
        "gids": dict(one.gids),
        "wrong": one.wrong,
    }
    writer.append(READ, one.key, told, is_fact=False)


def end_cycle(writer: Writer, keys: Collection[str], counts: dict[str, int]) -> None:
    """Record that a pull looked at these sheets."""
    writer.append(CYCLE, "sheets", {"keys": sorted(keys), "counts": counts}, is_fact=False)


def readings(connection: sa.Connection) -> dict[str, Reading]:
    """The latest reading of every sheet, by its key."""
    return {row.subject: _reading(row) for row in _newest(connection, READ)}


def last_pulls(connection: sa.Connection) -> dict[str, datetime]:
    """When each sheet was looked at last."""
    wanted = sa.select(journal).where(~journal.c.is_fact, journal.c.kind == CYCLE, stands(journal.c.seq))
    found: dict[str, datetime] = {}
    for row in connection.execute(wanted.order_by(journal.c.seq.desc())):
        for key in json.loads(row.payload)["keys"]:
            found.setdefault(key, row.recorded_at)
    return found


def snapshots_named(connection: sa.Connection) -> dict[str, int]:
    """SHA-256 of every snapshot that a reading kept → the journal row that names it."""
    wanted = sa.select(journal.c.seq, journal.c.payload).where(~journal.c.is_fact, journal.c.kind == READ)
    found: dict[str, int] = {}
    for row in connection.execute(wanted.order_by(journal.c.seq)):
        if (digest := json.loads(row.payload).get("snapshot")) is not None:
            found.setdefault(digest, row.seq)
    return found


def _newest(connection: sa.Connection, kind: str) -> list[Any]:
    """The last journal row of this kind of each subject."""
    mine = (~journal.c.is_fact, journal.c.kind == kind, stands(journal.c.seq))
    newest = sa.select(sa.func.max(journal.c.seq)).where(*mine).group_by(journal.c.subject)
    return list(connection.execute(sa.select(journal).where(journal.c.seq.in_(newest)).order_by(journal.c.subject)))


def _reading(row: Any) -> Reading:
    told = json.loads(row.payload)
    plain = {
        name: told[name]
        for name in ("spreadsheet", "title", "locale", "content", "snapshot", "period", "submission", "gids", "wrong")
    }
    findings = tuple(StoredFinding(*one) for one in told["findings"])
    return Reading(
        key=row.subject,
        state=State(told["state"]),
        findings=findings,
        notes=tuple(told["notes"]),
        at=row.recorded_at,
        modified=_moment(told["modified"]),
        written=_moment(told["written"]),
        **plain,
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
