"""What a submission is in the ledger: as it comes in, as it is kept, and how it is read back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ledger.schema import finding, journal, submission


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """One finding as the ledger keeps it: the catalogue's code, where it stands, and the blanks of its sentence."""

    code: str
    severity: str
    sheet: str | None
    cell: str | None
    field: str | None
    params: dict[str, str]


@dataclass(frozen=True, slots=True)
class NewSubmission:
    """What came in, before it has a number. `original` is None for a refusal, `rows` only there when valid."""

    status: str
    form: str | None
    reporter: str | None
    period: str | None
    form_version: str | None
    is_nil: bool
    channel: str
    file_name: str
    size_bytes: int
    sha256: str
    original: bytes | None
    rows: bytes | None
    row_count: int
    layout: dict[str, Any]
    received_at: datetime
    findings: tuple[StoredFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """One submission as recorded. `version` counts the valid ones of its key from 1; None unless valid."""

    submission_id: str
    seq: int
    recorded_at: datetime
    submitted_by: str
    is_demo: bool
    version: int | None
    status: str
    form: str | None
    reporter: str | None
    period: str | None
    form_version: str | None
    is_nil: bool
    channel: str
    file_name: str
    size_bytes: int
    sha256: str
    row_count: int
    layout: dict[str, Any]
    received_at: datetime
    findings: tuple[StoredFinding, ...]

    @property
    def error_count(self) -> int:
        return sum(one.severity == "error" for one in self.findings)

    @property
    def warning_count(self) -> int:
        return sum(one.severity == "warning" for one in self.findings)


def say_id(seq: int) -> str:
    """12 → `S000012`."""
    return f"S{seq:06d}"


def seq_of(submission_id: str) -> int | None:
    """`S000012` → 12; None when it is not the number of a submission."""
    digits = submission_id[1:]
    is_id = submission_id[:1] == "S" and digits.isascii() and digits.isdecimal() and len(digits) < 18
    return int(digits) if is_id and say_id(int(digits)) == submission_id else None


def load(connection: sa.Connection, *wanted: sa.ColumnElement[bool]) -> list[Submission]:
    """The submissions that answer to the conditions on the tables `submission` and `journal`, in seq order."""
    own = [column for column in submission.columns if column.name not in ("original_sha256", "rows_sha256")]
    stamp = (journal.c.recorded_at, journal.c.actor.label("submitted_by"), journal.c.is_demo)
    query = sa.select(*own, *stamp).join_from(submission, journal, submission.c.seq == journal.c.seq).where(*wanted)
    found = connection.execute(query.order_by(submission.c.seq)).mappings().all()
    seqs = sa.select(submission.c.seq).join(journal, submission.c.seq == journal.c.seq).where(*wanted)
    noted = _findings(connection, finding.c.seq.in_(seqs)) if found else {}
    return [
        Submission(
            **{**row, "layout": json.loads(row["layout"])},
            submission_id=say_id(row["seq"]),
            findings=tuple(noted.get(row["seq"], ())),
        )
        for row in found
    ]


def _findings(connection: sa.Connection, wanted: sa.ColumnElement[bool]) -> dict[int, list[StoredFinding]]:
    noted: dict[int, list[StoredFinding]] = {}
    for row in connection.execute(sa.select(finding).where(wanted).order_by(finding.c.seq, finding.c.no)):
        one = StoredFinding(row.code, row.severity, row.sheet, row.cell, row.field, json.loads(row.params))
        noted.setdefault(row.seq, []).append(one)
    return noted
