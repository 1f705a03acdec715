"""Submissions to write, and a way around the locks of the ledger for the tests that tamper with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from ledger import attachments, decisions, reference, submissions
from ledger.attachments import NewAttachment
from ledger.canonical import sha256
from ledger.store import Ledger
from ledger.submissions import NewSubmission, StoredFinding, Submission

FINDINGS = (
    StoredFinding("V22", "warning", "รายงาน", "K12", "progress_pct", {"found": "120"}),
    StoredFinding("V31", "note", None, None, None, {}),
)


def new(data: bytes = b"workbook", **changes: Any) -> NewSubmission:
    """A valid progress report of the DOE for October 2020, changed where the test says so."""
    plain = NewSubmission(
        status="valid",
        form="progress",
        reporter="DOE",
        period="2020-10",
        form_version="1",
        is_nil=False,
        channel="cli",
        file_name="รายงาน ต.ค.xlsx",
        size_bytes=len(data),
        sha256=sha256(data),
        original=data,
        rows=b"arrow of " + data,
        row_count=3,
        layout={"sheet": "รายงาน", "header_row": 10, "columns": {"progress_pct": "K"}},
        received_at=datetime(2020, 11, 3, 9, 30),
        findings=FINDINGS,
    )
    return replace(plain, **changes)


def refused(data: bytes = b"macro", **changes: Any) -> NewSubmission:
    """A file that the gate refused: no bytes, no rows."""
    return new(data, status="refused", original=None, rows=None, row_count=0, **changes)


def with_errors(data: bytes = b"wrong", **changes: Any) -> NewSubmission:
    """A workbook with errors: its bytes and findings, no rows."""
    return new(data, status="with_errors", rows=None, row_count=0, **changes)


def keep(ledger: Ledger, one: NewSubmission | None = None, *, at: datetime | None = None) -> Submission:
    """Keep one submission in its own transaction."""
    with ledger.write("agency.DOE", at=at) as writer:
        return submissions.keep(writer, one or new())


def attach(
    ledger: Ledger, submission_id: str, data: bytes = b"minutes of it", **changes: Any
) -> attachments.Attachment:
    """Attach a file to a submission in its own transaction."""
    plain = NewAttachment(submission_id, None, data, "application/pdf", "มติ.pdf", "รายงานการประชุม", False)
    with ledger.write("steward") as writer:
        return attachments.keep(writer, replace(plain, **changes))


def decide(ledger: Ledger, kind: str, **parts: Any) -> decisions.Decision:
    """Record one decision in its own transaction."""
    with ledger.write("director") as writer:
        return decisions.decide(writer, kind, **parts)


def fill(ledger: Ledger) -> None:
    """A little of everything: journal rows 1 to 6."""
    kept = keep(ledger)
    keep(ledger, with_errors())
    keep(ledger, refused())
    decide(ledger, "accept", submission_id=kept.submission_id)
    with ledger.write("admin") as writer:
        units = [(code, date(2015, 10, 1), False, {"name_th": code}) for code in ("OFF", "INF", "OLD")]
        reference.append_rows(writer, "units", units)
        writer.append("sign_in", "director", {"from": "จอทดสอบ"}, is_fact=False)


def tamper(url: str, *statements: str) -> None:
    """Run SQL on the ledger as somebody would who has the whole database: without triggers and constraints."""
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET session_replication_role = replica")
        else:
            for name in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            assert connection.exec_driver_sql(statement).rowcount > 0, f"changed nothing: {statement}"
