"""One file received: examined, and recorded in one transaction with its receipt.

In: bytes and whoever sends them. Out: an Outcome. A file that may not be read leaves its hash, name, size and reason;
one with errors its original and findings; a valid one its rows as well.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from base.access import User
from base.period import Period
from etl.examine import AUTOMATIC, Examined, Parcel, examine, parcel, sent_before, twin_of, with_freeze
from etl.findings import Finding
from etl.identify import Asked, Identity
from etl.receipt import Outcome, Receipt, outcome_of
from etl.understand import Understood
from ledger import decisions, submissions
from ledger.store import Ledger, Writer
from ledger.submissions import NewSubmission, StoredFinding, Submission

__all__ = ["Outcome", "Receipt", "record", "submit"]

BeforeKeeping = Callable[[sa.Connection, Understood], dict[str, Any]]
"""Asked inside the writing transaction: raises to keep nothing, gives what the layout shall also say."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How a file came, as its record says it."""

    channel: str
    is_demo: bool


def submit(
    ledger: Ledger,
    data: bytes,
    file_name: str,
    *,
    user: User,
    form: str | None = None,
    reporter: str | None = None,
    period: Period | None = None,
    received_at: datetime | None = None,
    channel: str = "cli",
    is_demo: bool = False,
    before_keeping: BeforeKeeping | None = None,
) -> Outcome:
    """Receive one file; everything that is wrong with it comes back as findings, nothing is stored in part.

    `form`, `reporter` and `period` are what the sender said beside the file. `received_at` (Bangkok, naive) states
    another moment than now. Raises NotAllowed, StatedInFuture, LedgerFault and what `before_keeping` raises.
    """
    arrived = parcel(data, file_name, user, received_at)
    seen = examine(ledger, arrived, Asked(form, reporter, period))
    return record(ledger, seen, channel=channel, is_demo=is_demo, before_keeping=before_keeping)


def record(
    ledger: Ledger,
    seen: Examined,
    *,
    channel: str,
    is_demo: bool = False,
    before_keeping: BeforeKeeping | None = None,
) -> Outcome:
    """Record what was examined, in one transaction. Raises LedgerFault and what `before_keeping` raises."""
    way = _Way(channel, is_demo)
    with _pen(ledger, seen.parcel, way) as writer:
        if seen.refusal is not None:
            return _refuse(writer, seen, way)
        also = before_keeping(writer.connection, seen.known) if before_keeping else {}
        twin = seen.twin
        if twin is None and seen.known.report.is_valid:
            twin = twin_of(writer.connection, seen.known, seen.parcel.sha256)
        return _again(writer, seen.parcel, twin) if twin is not None else _keep(writer, seen, way, also)


def _pen(ledger: Ledger, arrived: Parcel, way: _Way) -> AbstractContextManager[Writer]:
    return ledger.write(arrived.user.code, at=arrived.stated_at, is_demo=way.is_demo)


def _again(writer: Writer, arrived: Parcel, twin: Submission) -> Outcome:
    """The same file once more: noted in the journal, but nothing is kept and no figure can change."""
    writer.append("duplicate", twin.submission_id, {"sha256": arrived.sha256}, is_fact=False)
    key = (twin.form, twin.reporter, twin.period, twin.version)
    return Outcome(twin.submission_id, "duplicate", *key, findings=(sent_before(twin),), receipt=None)


def _refuse(writer: Writer, seen: Examined, way: _Way) -> Outcome:
    """Keep that a file was refused and why; not its bytes. A workbook that is no form of ours leaves as little."""
    findings = seen.refusal or ()
    kept = submissions.keep(writer, _new(seen.parcel, way, "refused", findings, original=None))
    return outcome_of(kept, "refused", findings, str(writer.head), is_late=False)


def _keep(writer: Writer, seen: Examined, way: _Way, also: dict[str, Any]) -> Outcome:
    """Keep a readable file: with its rows when it is valid, and accepted at once where the policy says so."""
    is_valid = seen.known.report.is_valid
    known = with_freeze(writer.connection, seen.known, writer.recorded_at)
    rows = known.arrow() if is_valid else None
    new = _new(
        seen.parcel,
        way,
        "valid" if is_valid else "with_errors",
        known.report.findings,
        original=seen.parcel.data,
        known=known,
        rows=rows,
        also=also,
    )
    kept = submissions.keep(writer, new)
    if is_valid and seen.is_automatic:
        decisions.decide(writer, "accept", submission_id=kept.submission_id, payload={"policy": AUTOMATIC})
    return outcome_of(kept, seen.status, known.report.findings, str(writer.head), is_late=known.is_late)


def _new(
    arrived: Parcel,
    way: _Way,
    status: str,
    findings: tuple[Finding, ...],
    *,
    original: bytes | None,
    known: Understood | None = None,
    rows: bytes | None = None,
    also: dict[str, Any] | None = None,
) -> NewSubmission:
    who = known.identity if known else Identity()
    return NewSubmission(
        status=status,
        form=who.form.code if who.form else None,
        reporter=who.reporter,
        period=str(who.period) if who.period else None,
        form_version=who.version,
        is_nil=who.is_nil,
        channel=way.channel,
        file_name=arrived.file_name,
        size_bytes=len(arrived.data),
        sha256=arrived.sha256,
        original=original,
        rows=rows,
        row_count=len(known.lines) if known and rows is not None else 0,
        layout=(known.layout if known else {}) | (also or {}),
        received_at=arrived.received_at,
        findings=tuple(_stored(finding) for finding in findings),
    )


def _stored(finding: Finding) -> StoredFinding:
    place = (finding.sheet, finding.cell, finding.field)
    return StoredFinding(finding.code, str(finding.severity), *place, dict(finding.params))
