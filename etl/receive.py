"""One file received: read, understood, checked, and recorded in one transaction with its receipt.

In: bytes and whoever sends them. Out: an Outcome. A file that may not be read leaves its hash, name, size and reason;
one with errors its original and findings; a valid one its rows as well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from base.access import Action, User
from base.clock import now
from base.period import Month, Period, fiscal_year_of
from base.thai import say_date
from etl.cells import Workbook
from etl.check import Lookup
from etl.findings import Finding, Report, find
from etl.gate import GateRefusal
from etl.identify import Asked, Identity
from etl.lookups import Lookups, lookups_of
from etl.privacy import masked_file, masked_text, personal_cells
from etl.read import read
from etl.receipt import AFTER_FREEZE, Outcome, Receipt, StatedInFuture, outcome_of
from etl.understand import Understood, understand
from ledger import decisions, locks, submissions
from ledger.store import Ledger, Writer
from ledger.submissions import NewSubmission, StoredFinding, Submission

__all__ = ["Outcome", "Receipt", "submit"]

CLOCK_SLACK = timedelta(minutes=5)
BeforeKeeping = Callable[[sa.Connection, Understood], dict[str, Any]]
"""Asked inside the writing transaction: raises to keep nothing, gives what the layout shall also say."""
POLICY, AUTOMATIC, MANUAL = "review.policy", "auto", "manual"
PERSONAL, REFUSE, MASK = "intake.personal_data", "refuse", "mask"
PLACES = 20
"""As many masked places as a finding names."""


@dataclass(frozen=True, slots=True)
class _Parcel:
    """What arrived, before it is opened."""

    data: bytes
    file_name: str
    sha256: str
    user: User
    channel: str
    received_at: datetime
    stated_at: datetime | None
    is_demo: bool
    before_keeping: BeforeKeeping | None = None


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
    user.must(Action.SUBMIT)
    if received_at is not None:
        user.must(Action.BACKDATE)
        if received_at > now() + CLOCK_SLACK:
            raise StatedInFuture(received_at)
    digest = hashlib.sha256(data).hexdigest()
    said_at = (received_at or now(), received_at)
    parcel = _Parcel(data, masked_text(file_name), digest, user, channel, *said_at, is_demo, before_keeping)
    try:
        workbook = read(data)
    except GateRefusal as refusal:
        return _refuse(ledger, parcel, (find(refusal.code, **refusal.params),))
    if personal := personal_cells(workbook):
        return _receive_personal(ledger, parcel, workbook, Asked(form, reporter, period), personal)
    return _receive(ledger, parcel, workbook, Asked(form, reporter, period))


def _receive_personal(
    ledger: Ledger, parcel: _Parcel, workbook: Workbook, asked: Asked, personal: list[Finding]
) -> Outcome:
    """Nothing of the file as sent is kept: it is refused or, where the setting says so, a masked copy takes its place.

    The copy is read again; one that still holds something personal is refused after all.
    """
    with ledger.read() as connection:
        year = Month.of(parcel.received_at.date()).fiscal_year
        policy = _setting(lookups_of(ledger).of(connection, year), PERSONAL, REFUSE)
    copy = masked_file(parcel.data, workbook.kind) if policy == MASK else None
    if copy is not None:
        with suppress(GateRefusal):
            masked = read(copy)
            if not personal_cells(masked):
                places = ", ".join(sorted({finding.place for finding in personal})[:PLACES])
                said = find("V90", found=str(len(personal)), places=places)
                kept = replace(parcel, data=copy, sha256=hashlib.sha256(copy).hexdigest())
                return _receive(ledger, kept, masked, asked, (said,))
    return _refuse(ledger, parcel, Report.of(personal).findings)


def _receive(
    ledger: Ledger, parcel: _Parcel, workbook: Workbook, asked: Asked, noted: tuple[Finding, ...] = ()
) -> Outcome:
    kept = lookups_of(ledger)
    with ledger.read() as connection:
        known = understand(connection, workbook, asked, lambda year: kept.of(connection, year), parcel.received_at)
        twin = _twin(connection, known, parcel.sha256)
        policy = _policy(kept, connection, known)
        stranger = _not_yours(kept, connection, known, parcel.user)
    known = replace(known, report=Report.of([*noted, *known.report.findings]))
    if stranger is not None:
        return _refuse(ledger, parcel, (stranger,))
    if any(finding.code == "V42" for finding in known.report.findings):
        return _refuse(ledger, parcel, known.report.findings)
    with _pen(ledger, parcel) as writer:
        also = parcel.before_keeping(writer.connection, known) if parcel.before_keeping else {}
        if twin is None and known.report.is_valid:
            twin = _twin(writer.connection, known, parcel.sha256)
        if twin is not None:
            return _again(writer, parcel, twin)
        return _keep(writer, parcel, known, is_automatic=policy == AUTOMATIC, also=also)


def _pen(ledger: Ledger, parcel: _Parcel) -> AbstractContextManager[Writer]:
    return ledger.write(parcel.user.code, at=parcel.stated_at, is_demo=parcel.is_demo)


def _twin(connection: sa.Connection, known: Understood, digest: str) -> Submission | None:
    """The latest valid version of the same key when it is this very file (R-31)."""
    who = known.identity
    if who.form is None or who.reporter is None or who.period is None:
        return None
    latest = submissions.latest_valid(connection, who.form.code, who.reporter, str(who.period))
    return latest if latest is not None and latest.sha256 == digest else None


def _policy(kept: Lookups, connection: sa.Connection, known: Understood) -> str:
    """`auto` or `manual`: the setting of this form, else that of all forms, in the submission's fiscal year."""
    who = known.identity
    if who.form is None or who.period is None:
        return MANUAL
    lookup = kept.of(connection, fiscal_year_of(who.period))
    return _setting(lookup, f"{POLICY}.{who.form.code}", _setting(lookup, POLICY, AUTOMATIC))


def _setting(lookup: Lookup, name: str, otherwise: str) -> str:
    """A setting of the fiscal year; a ledger from before the setting was thought of does not have it."""
    with suppress(KeyError):
        return lookup.register.setting(name)
    return otherwise


def _not_yours(kept: Lookups, connection: sa.Connection, known: Understood, user: User) -> Finding | None:
    """V38 when the file is in the name of somebody this user may not report for."""
    who = known.identity
    if who.reporter is None or who.period is None or user.may_report_for(who.reporter):
        return None
    lookup = kept.of(connection, fiscal_year_of(who.period))
    table = "agencies" if who.reporter in lookup.register.agencies else "units"
    name = lookup.say(table, who.reporter)
    return find("V38", found=name, found_en=who.reporter, user=user.title.th, user_en=user.title.en)


def _again(writer: Writer, parcel: _Parcel, twin: Submission) -> Outcome:
    """The same file once more: noted in the journal, but nothing is kept and no figure can change."""
    writer.append("duplicate", twin.submission_id, {"sha256": parcel.sha256}, is_fact=False)
    finding = find("V06", submission=twin.submission_id, version=str(twin.version))
    key = (twin.form, twin.reporter, twin.period, twin.version)
    return Outcome(twin.submission_id, "duplicate", *key, findings=(finding,), receipt=None)


def _refuse(ledger: Ledger, parcel: _Parcel, findings: tuple[Finding, ...]) -> Outcome:
    """Keep that a file was refused and why; not its bytes. A workbook that is no form of ours leaves as little."""
    with _pen(ledger, parcel) as writer:
        kept = submissions.keep(writer, _new(parcel, "refused", findings, original=None))
        return outcome_of(kept, "refused", findings, str(writer.head), is_late=False)


def _keep(writer: Writer, parcel: _Parcel, known: Understood, *, is_automatic: bool, also: dict[str, Any]) -> Outcome:
    """Keep a readable file: with its rows when it is valid, and accepted at once where the policy says so."""
    status = "valid" if known.report.is_valid else "with_errors"
    rows = known.arrow() if known.report.is_valid else None
    if rows is not None:
        known = replace(known, report=Report.of([*_after_freeze(writer, known), *known.report.findings]))
    new = _new(parcel, status, known.report.findings, original=parcel.data, known=known, rows=rows, also=also)
    kept = submissions.keep(writer, new)
    said = "with_errors" if rows is None else "under_review"
    if rows is not None and is_automatic:
        decisions.decide(writer, "accept", submission_id=kept.submission_id, payload={"policy": AUTOMATIC})
        said = "accepted"
    return outcome_of(kept, said, known.report.findings, str(writer.head), is_late=known.is_late)


def _after_freeze(writer: Writer, known: Understood) -> list[Finding]:
    """The note V95 when the round is frozen: this version is kept and moves live figures only (domain.md 3.5)."""
    found = locks.freeze_over(writer.connection, str(known.identity.period), writer.recorded_at)
    if found is None:
        return []
    round_, held = found
    said = {"round": round_.say(), "round_en": round_.say("en")}
    return [find(AFTER_FREEZE, **said, day=say_date(held.at.date()), day_en=say_date(held.at.date(), "en"))]


def _new(
    parcel: _Parcel,
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
        channel=parcel.channel,
        file_name=parcel.file_name,
        size_bytes=len(parcel.data),
        sha256=parcel.sha256,
        original=original,
        rows=rows,
        row_count=len(known.lines) if known and rows is not None else 0,
        layout=(known.layout if known else {}) | (also or {}),
        received_at=parcel.received_at,
        findings=tuple(_stored(finding) for finding in findings),
    )


def _stored(finding: Finding) -> StoredFinding:
    place = (finding.sheet, finding.cell, finding.field)
    return StoredFinding(finding.code, str(finding.severity), *place, dict(finding.params))
