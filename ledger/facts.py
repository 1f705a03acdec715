"""What a build needs: everything that became known after a seq, in one snapshot."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from ledger import attachments, decisions, records, reference
from ledger.attachments import Attachment
from ledger.decisions import Decision
from ledger.records import Submission
from ledger.reference import ReferenceRow
from ledger.schema import journal, submission_rows


@dataclass(frozen=True, slots=True)
class Stamp:
    """One fact of the journal, whatever it holds: when it became known and what kind it is."""

    seq: int
    recorded_at: datetime
    kind: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts in seq order; a submission comes with its rows (Arrow IPC stream) when it is valid and they were asked for.

    `last_fact_seq` is the newest fact's seq of the snapshot (not beyond `upto`); `after` when nothing is new.
    """

    stamps: list[Stamp]
    submissions: list[tuple[Submission, bytes | None]]
    decisions: list[Decision]
    references: list[ReferenceRow]
    last_fact_seq: int
    attachments: list[Attachment] = field(default_factory=list)


def since(connection: sa.Connection, after: int, upto: int | None = None, *, with_rows: bool = True) -> Facts:
    """Every fact with seq > `after` (and <= `upto`)."""
    wanted = [journal.c.is_fact, journal.c.seq > after, *([] if upto is None else [journal.c.seq <= upto])]
    query = sa.select(journal.c.seq, journal.c.recorded_at, journal.c.kind).where(*wanted).order_by(journal.c.seq)
    stamps = [Stamp(row.seq, row.recorded_at, row.kind) for row in connection.execute(query)]
    kept = records.load(connection, *wanted)
    rows = _rows(connection, wanted) if with_rows else {}
    return Facts(
        stamps=stamps,
        submissions=[(one, rows.get(one.seq)) for one in kept],
        decisions=decisions.load(connection, *wanted),
        references=reference.load(connection, *wanted),
        last_fact_seq=stamps[-1].seq if stamps else after,
        attachments=attachments.load(connection, *wanted),
    )


def _rows(connection: sa.Connection, wanted: list[sa.ColumnElement[bool]]) -> dict[int, bytes]:
    query = sa.select(submission_rows.c.seq, submission_rows.c.arrow_ipc)
    query = query.join(journal, submission_rows.c.seq == journal.c.seq).where(*wanted)
    return {row.seq: bytes(row.arrow_ipc) for row in connection.execute(query)}


def last_fact_by(connection: sa.Connection, moment: datetime) -> int:
    """The newest fact's seq that had been recorded at `moment` (Bangkok, naive); 0 when there was none."""
    known = sa.select(sa.func.max(journal.c.seq)).where(journal.c.is_fact, journal.c.recorded_at <= moment)
    return connection.execute(known).scalar() or 0
