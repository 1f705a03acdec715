"""Every original that was kept, examined again by today's rules, each against the record as it stood when it came.

After a rule has changed this says which reports would be judged otherwise today. Nothing is recorded, no figure moves:
what was received stays received; whoever should send again is asked to by people.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from base.access import Role, User
from base.period import parse_period
from base.words import Text
from etl.examine import Examined, Parcel, examine, with_freeze
from etl.identify import Asked
from etl.rows import from_ipc
from ledger import records, submissions
from ledger.engines import make_engine
from ledger.records import Submission
from ledger.schema import JOURNALLED, METADATA, attachment, finding, journal, submission, submission_rows
from ledger.store import Ledger

NOT_JUDGED_AGAIN = frozenset({"V06", "V90", "V93"})
"""Said of the act of sending (sent before, masked on the way), not of what the file holds."""
_JUDGE = User("revalidation", Role.ADMIN, Text("การตรวจซ้ำ", "Revalidation"))
_MINE = (submission_rows, submission, finding)

Place = tuple[str, str | None, str | None]
"""A finding's code, sheet and cell."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One report that would be judged otherwise today."""

    kept: Submission
    status: str
    """What it would be today: valid, with_errors or refused."""
    gone: tuple[Place, ...]
    new: tuple[Place, ...]
    rows_differ: bool


@dataclass(frozen=True, slots=True)
class Revalidated:
    """How many originals were examined again, and those that came out otherwise."""

    count: int
    differences: tuple[Difference, ...]


def revalidate(ledger: Ledger) -> Revalidated:
    """Examine every kept original again. Reads one snapshot; writes only to a temporary file. Raises LedgerFault."""
    with tempfile.TemporaryDirectory(prefix="tidtam-again-") as folder, ledger.read() as connection:
        engine = make_engine(f"sqlite:///{Path(folder) / 'then.sqlite'}")
        try:
            METADATA.create_all(engine)
            then, count, found = Ledger(engine, ledger.audit_key), 0, []
            for kept in _replayed(connection, engine):
                data = submissions.original(connection, kept.sha256)
                if data is None:
                    continue
                count += 1
                if difference := _judge(then, connection, kept, data):
                    found.append(difference)
            return Revalidated(count, tuple(found))
        finally:
            engine.dispose()


def _replayed(connection: sa.Connection, engine: sa.Engine) -> Iterator[Submission]:
    """Each submission in turn; meanwhile the engine holds exactly what was recorded before it."""
    ids = {one.seq: one for one in records.load(connection)}
    with engine.connect() as target:
        target.exec_driver_sql("PRAGMA foreign_keys = OFF")  # Originals are not copied.
        waiting: list[dict[str, Any]] = []
        for entry in connection.execute(sa.select(journal).order_by(journal.c.seq)).mappings().all():
            if entry["seq"] in ids:
                _copy(connection, target, waiting)
                waiting = []
                yield ids[entry["seq"]]
            waiting.append(dict(entry))


def _copy(connection: sa.Connection, target: sa.Connection, entries: list[dict[str, Any]]) -> None:
    if not entries:
        return
    target.exec_driver_sql("BEGIN")
    target.execute(journal.insert(), entries)
    low, high = entries[0]["seq"], entries[-1]["seq"]
    for table in JOURNALLED:
        if table is not attachment:
            rows = connection.execute(sa.select(table).where(table.c.seq.between(low, high))).mappings().all()
            if rows:
                target.execute(table.insert(), [dict(row) for row in rows])
    target.exec_driver_sql("COMMIT")


def _judge(then: Ledger, connection: sa.Connection, kept: Submission, data: bytes) -> Difference | None:
    said = Asked(kept.form, kept.reporter, parse_period(kept.period) if kept.period else None)
    seen = examine(then, Parcel(data, kept.file_name, kept.sha256, _JUDGE, kept.received_at, None), said)
    findings = _findings(then, seen, kept)
    was = Counter((one.code, one.sheet, one.cell) for one in kept.findings if one.code not in NOT_JUDGED_AGAIN)
    status = "refused" if seen.refusal is not None else "valid" if seen.known.report.is_valid else "with_errors"
    rows_differ = status == kept.status == "valid" and not _same_rows(connection, kept, seen)
    if status == kept.status and findings == was and not rows_differ:
        return None
    return Difference(kept, status, _sorted(was - findings), _sorted(findings - was), rows_differ)


def _findings(then: Ledger, seen: Examined, kept: Submission) -> Counter[Place]:
    if seen.refusal is not None:
        found = seen.refusal
    else:
        with then.read() as connection:
            found = with_freeze(connection, seen.known, kept.recorded_at).report.findings
    return Counter((one.code, one.sheet, one.cell) for one in found if one.code not in NOT_JUDGED_AGAIN)


def _same_rows(connection: sa.Connection, kept: Submission, seen: Examined) -> bool:
    before = submissions.rows(connection, kept.submission_id)
    return before is not None and bool(from_ipc(before).equals(from_ipc(seen.known.arrow())))


def _sorted(places: Counter[Place]) -> tuple[Place, ...]:
    return tuple(sorted(places.elements(), key=lambda one: tuple(part or "" for part in one)))
