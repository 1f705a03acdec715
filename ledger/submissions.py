"""Submissions: kept exactly as they came, numbered, never edited. Key = (form, reporter, period)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from ledger.canonical import canonical, clean, sha256
from ledger.records import NewSubmission, StoredFinding, Submission, load, say_id, seq_of
from ledger.schema import decision, finding, submission, submission_rows
from ledger.schema import original as original_table
from ledger.standing import stands
from ledger.store import Writer

__all__ = (
    "NewSubmission",
    "StoredFinding",
    "Submission",
    "by_id",
    "findings",
    "keep",
    "keep_original",
    "last_official_before",
    "latest_valid",
    "of_file",
    "original",
    "returned",
    "rows",
    "valid_of",
    "waiting",
)

_AS_GIVEN = (
    *("status", "form", "reporter", "period", "form_version", "is_nil", "channel", "file_name"),
    *("size_bytes", "sha256", "row_count", "received_at"),
)


def keep(writer: Writer, new: NewSubmission) -> Submission:
    """Keep a submission with its original bytes, rows and findings; a valid one gets the next version of its key.

    Raises ValueError when the parts contradict one another (wrong hash or size, valid without key or rows).
    """
    _must_agree(new)
    if new.original is not None:
        keep_original(writer.connection, new.sha256, new.original)
    version = next_version(writer.connection, new.form, new.reporter, new.period) if new.status == "valid" else None
    columns: dict[str, Any] = clean({name: getattr(new, name) for name in _AS_GIVEN})
    columns |= {
        "version": version,
        "layout": canonical(new.layout),
        "original_sha256": None if new.original is None else new.sha256,
        "rows_sha256": None if new.rows is None else sha256(new.rows),
    }
    rows = [] if new.rows is None else [{"arrow_ipc": new.rows, "sha256": columns["rows_sha256"]}]
    findings = [{"no": no, **_finding_columns(one)} for no, one in enumerate(new.findings, 1)]
    shown = {name: columns[name] for name in ("status", "form", "reporter", "period", "version", "file_name", "sha256")}
    subject = "/".join(part or "-" for part in (new.form, new.reporter, new.period))
    held = {submission_rows: rows, submission: [columns], finding: findings}
    seq = writer.append("submission", subject, shown, rows=held)
    kept = by_id(writer.connection, say_id(seq))
    assert kept is not None
    return kept


def by_id(connection: sa.Connection, submission_id: str) -> Submission | None:
    """The submission with this number."""
    found = load(connection, submission.c.seq == seq_of(submission_id)) if seq_of(submission_id) else []
    return found[0] if found else None


def latest_valid(connection: sa.Connection, form: str, reporter: str, period: str) -> Submission | None:
    """The newest valid version of this key, returned or not."""
    wanted = (submission.c.status == "valid", stands(submission.c.seq))
    return _newest(connection, *_key_is(form, reporter, period), *wanted)


def last_official_before(
    connection: sa.Connection, form: str, reporter: str, period: str, fy_start_period: str
) -> Submission | None:
    """The official version of the latest period before `period` and not before `fy_start_period`.

    Official: accepted by a decision and not returned since. Periods are texts of one kind, so they sort in time.
    """
    window = (submission.c.period < period, submission.c.period >= fy_start_period)
    mine = (submission.c.form == form, submission.c.reporter == reporter, submission.c.status == "valid")
    wanted = sa.and_(*mine, *window, last_verdict() == "accept", stands(submission.c.seq))
    order = (submission.c.period.desc(), submission.c.seq.desc())
    seq = connection.execute(sa.select(submission.c.seq).where(wanted).order_by(*order).limit(1)).scalar()
    return None if seq is None else by_id(connection, say_id(seq))


def valid_of(
    connection: sa.Connection, form: str, *, reporter: str | None = None, period: str | None = None
) -> list[Submission]:
    """The latest valid version that is not returned, one per key, ordered by period and reporter."""
    wanted = [submission.c.form == form, submission.c.status == "valid", stands(submission.c.seq)]
    wanted += [] if reporter is None else [submission.c.reporter == reporter]
    wanted += [] if period is None else [submission.c.period == period]
    not_returned = sa.func.coalesce(last_verdict(), "") != "return"
    newest = sa.select(sa.func.max(submission.c.seq)).where(*wanted, not_returned)
    found = load(connection, submission.c.seq.in_(newest.group_by(submission.c.reporter, submission.c.period)))
    return sorted(found, key=lambda one: (one.period or "", one.reporter or ""))


def waiting(connection: sa.Connection) -> list[Submission]:
    """The latest valid versions that nobody has accepted or returned yet, the longest waiting first."""
    return _newest_with(connection, last_verdict().is_(None))


def returned(connection: sa.Connection) -> list[Submission]:
    """The latest valid versions that were given back, the longest waiting first."""
    return _newest_with(connection, last_verdict() == "return")


def _newest_with(connection: sa.Connection, verdict: sa.ColumnElement[bool]) -> list[Submission]:
    newest = sa.select(sa.func.max(submission.c.seq)).where(submission.c.status == "valid", stands(submission.c.seq))
    newest = newest.group_by(submission.c.form, submission.c.reporter, submission.c.period)
    found = load(connection, submission.c.seq.in_(newest), verdict)
    return sorted(found, key=lambda one: (one.received_at, one.seq))


def of_file(connection: sa.Connection, file_sha256: str) -> list[Submission]:
    """Every submission of exactly these bytes, oldest first (a file that was sent before)."""
    return load(connection, submission.c.sha256 == file_sha256, stands(submission.c.seq))


def original(connection: sa.Connection, sha256: str) -> bytes | None:
    """The bytes as sent; None when they were not kept."""
    found = connection.execute(sa.select(original_table.c.bytes).where(original_table.c.sha256 == sha256)).scalar()
    return None if found is None else bytes(found)


def rows(connection: sa.Connection, submission_id: str) -> bytes | None:
    """The parsed rows as an Arrow IPC stream; None unless the submission is valid."""
    wanted = submission_rows.c.seq == seq_of(submission_id)
    found = connection.execute(sa.select(submission_rows.c.arrow_ipc).where(wanted)).scalar()
    return None if found is None else bytes(found)


def findings(connection: sa.Connection, submission_id: str) -> list[StoredFinding]:
    """The findings of a submission, in the order in which they were found."""
    kept = by_id(connection, submission_id)
    return list(kept.findings) if kept else []


def last_verdict() -> sa.ScalarSelect[Any]:
    """The latest accept or return on the submission of the enclosing query, as its kind."""
    mine = sa.and_(decision.c.submission_seq == submission.c.seq, decision.c.kind.in_(("accept", "return")))
    newest = sa.select(decision.c.kind).where(mine).order_by(decision.c.seq.desc()).limit(1)
    return newest.correlate(submission).scalar_subquery()


def _newest(connection: sa.Connection, *wanted: sa.ColumnElement[bool]) -> Submission | None:
    seq = connection.execute(sa.select(sa.func.max(submission.c.seq)).where(*wanted)).scalar()
    return None if seq is None else by_id(connection, say_id(seq))


def _key_is(form: str | None, reporter: str | None, period: str | None) -> Iterable[sa.ColumnElement[bool]]:
    return submission.c.form == form, submission.c.reporter == reporter, submission.c.period == period


def next_version(connection: sa.Connection, form: str | None, reporter: str | None, period: str | None) -> int:
    """The number that the next valid version of this key gets."""
    newest = sa.select(sa.func.max(submission.c.version)).where(*_key_is(form, reporter, period))
    return (connection.execute(newest).scalar() or 0) + 1


def keep_original(connection: sa.Connection, digest: str, data: bytes) -> None:
    """Keep these bytes under their SHA-256, once. The row that names them belongs to the same transaction."""
    kept = sa.select(original_table.c.sha256).where(original_table.c.sha256 == digest)
    if connection.execute(kept).scalar() is None:
        connection.execute(original_table.insert(), {"sha256": digest, "bytes": data, "size": len(data)})


def _finding_columns(one: StoredFinding) -> dict[str, Any]:
    place = {"sheet": one.sheet, "cell": one.cell, "field": one.field}
    columns: dict[str, Any] = clean(
        {"code": one.code, "severity": one.severity, **place, "params": canonical(one.params)}
    )
    return columns


def _must_agree(new: NewSubmission) -> None:
    is_valid = new.status == "valid"
    if is_valid and None in (new.form, new.reporter, new.period):
        raise ValueError("a valid submission has a form, a reporter and a period")
    if is_valid != (new.rows is not None):
        raise ValueError("a submission has rows exactly when it is valid")
    if new.received_at.tzinfo is not None:
        raise ValueError("the ledger keeps naive Bangkok time")
    if new.original is None:
        return
    if new.status == "refused":
        raise ValueError("the bytes of a refused file are not kept")
    if sha256(new.original) != new.sha256 or len(new.original) != new.size_bytes:
        raise ValueError("hash or size is not that of the original bytes")
