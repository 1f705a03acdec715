"""One file examined: read, held against the rule on personal data, understood, and what would become of it.

In: a parcel. Out: what was found and the status it leads to. Nothing is recorded here: `receive` records it,
`preview` only shows it, so that what a sender is shown before confirming is what confirming does.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from base.access import Action, User
from base.clock import now
from base.period import Month, fiscal_year_of
from base.thai import say_date
from etl.cells import Workbook
from etl.check import Lookup
from etl.findings import Finding, Report, find
from etl.gate import GateRefusal
from etl.identify import Asked, Identity
from etl.lookups import Lookups, lookups_of
from etl.privacy import masked_file, masked_text, personal_cells
from etl.read import read
from etl.receipt import AFTER_FREEZE, StatedInFuture
from etl.understand import Understood, understand
from ledger import locks, submissions
from ledger.store import Ledger
from ledger.submissions import Submission

CLOCK_SLACK = timedelta(minutes=5)
POLICY, AUTOMATIC, MANUAL = "review.policy", "auto", "manual"
PERSONAL, REFUSE, MASK = "intake.personal_data", "refuse", "mask"
KEPT_WORKBOOKS, LARGEST_KEPT_BYTES = 16, 2**20
PLACES = 20
"""As many masked places as a finding names."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What arrived, before it is opened."""

    data: bytes
    file_name: str
    sha256: str
    user: User
    received_at: datetime
    stated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file turned out to be.

    `parcel` is the masked copy where the setting asks for one; `twin` is the standing version with these very bytes.
    """

    parcel: Parcel
    known: Understood
    refusal: tuple[Finding, ...] | None = None
    """Why the file is not kept at all; None when it may be kept, with or without errors."""
    workbook: Workbook | None = None
    twin: Submission | None = None
    is_automatic: bool = False

    @property
    def status(self) -> str:
        """As an outcome says it: accepted, under_review, with_errors, refused or duplicate."""
        if self.refusal is not None:
            return "refused"
        if self.twin is not None:
            return "duplicate"
        if not self.known.report.is_valid:
            return "with_errors"
        return "accepted" if self.is_automatic else "under_review"


def parcel(data: bytes, file_name: str, user: User, received_at: datetime | None) -> Parcel:
    """What arrived, from somebody who may send. Raises NotAllowed and StatedInFuture."""
    user.must(Action.SUBMIT)
    if received_at is not None:
        user.must(Action.BACKDATE)
        if received_at > now() + CLOCK_SLACK:
            raise StatedInFuture(received_at)
    digest = hashlib.sha256(data).hexdigest()
    return Parcel(data, masked_text(file_name), digest, user, received_at or now(), received_at)


class ReadBefore:
    """The workbooks of the last previews, so that what somebody confirms need not be read a second time.

    By the digest of their bytes: the same bytes are the same cells. Each is taken once, and large ones are not kept.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Workbook] = OrderedDict()
        self._pen = threading.Lock()

    def keep(self, arrived: Parcel, workbook: Workbook) -> None:
        """Keep what was read of a file."""
        if len(arrived.data) > LARGEST_KEPT_BYTES:
            return
        with self._pen:
            self._kept[arrived.sha256] = workbook
            while len(self._kept) > KEPT_WORKBOOKS:
                self._kept.popitem(last=False)

    def take(self, arrived: Parcel) -> Workbook | None:
        """What was read of these very bytes, once; None where nothing is kept of them."""
        with self._pen:
            return self._kept.pop(arrived.sha256, None)


_read_before = ReadBefore()


def examine(ledger: Ledger, arrived: Parcel, asked: Asked, *, is_preview: bool = False) -> Examined:
    """Everything there is to say of a file without recording anything. Raises LedgerFault."""
    try:
        workbook = _read_before.take(arrived) or read(arrived.data)
    except GateRefusal as refusal:
        return _refused(arrived, (find(refusal.code, **refusal.params),))
    if personal := personal_cells(workbook):
        return _examine_personal(ledger, arrived, workbook, asked, personal)
    if is_preview:
        _read_before.keep(arrived, workbook)
    return _examine(ledger, arrived, workbook, asked)


def twin_of(connection: sa.Connection, known: Understood, digest: str) -> Submission | None:
    """The latest valid version of the same key when it is this very file (R-31)."""
    who = known.identity
    if who.form is None or who.reporter is None or who.period is None:
        return None
    latest = submissions.latest_valid(connection, who.form.code, who.reporter, str(who.period))
    return latest if latest is not None and latest.sha256 == digest else None


def with_freeze(connection: sa.Connection, known: Understood, at: datetime) -> Understood:
    """With V95 when the round is frozen at that moment: the version moves live figures only (domain.md 3.5)."""
    if not known.report.is_valid:
        return known
    found = locks.freeze_over(connection, str(known.identity.period), at)
    if found is None:
        return known
    round_, held = found
    said = {"round": round_.say(), "round_en": round_.say("en")}
    note = find(AFTER_FREEZE, **said, day=say_date(held.at.date()), day_en=say_date(held.at.date(), "en"))
    return replace(known, report=Report.of([note, *known.report.findings]))


def sent_before(twin: Submission) -> Finding:
    """V06: these very bytes are the standing version already."""
    return find("V06", submission=twin.submission_id, version=str(twin.version))


def _refused(arrived: Parcel, findings: tuple[Finding, ...], workbook: Workbook | None = None) -> Examined:
    """A file of which nothing is kept says nothing about whose it was either."""
    return Examined(arrived, Understood(Identity(), Report(findings)), findings, workbook)


def _examine_personal(
    ledger: Ledger, arrived: Parcel, workbook: Workbook, asked: Asked, personal: list[Finding]
) -> Examined:
    """Nothing of the file as sent is kept: it is refused or, where the setting says so, a masked copy takes its place.

    The copy is read again; one that still holds something personal is refused after all.
    """
    with ledger.read() as connection:
        year = Month.of(arrived.received_at.date()).fiscal_year
        policy = _setting(lookups_of(ledger).of(connection, year), PERSONAL, REFUSE)
    copy = masked_file(arrived.data, workbook.kind) if policy == MASK else None
    if copy is not None:
        with suppress(GateRefusal):
            masked = read(copy)
            if not personal_cells(masked):
                places = ", ".join(sorted({finding.place for finding in personal})[:PLACES])
                said = find("V90", found=str(len(personal)), places=places)
                kept = replace(arrived, data=copy, sha256=hashlib.sha256(copy).hexdigest())
                return _examine(ledger, kept, masked, asked, (said,))
    return _refused(arrived, Report.of(personal).findings)


def _examine(
    ledger: Ledger, arrived: Parcel, workbook: Workbook, asked: Asked, noted: tuple[Finding, ...] = ()
) -> Examined:
    kept = lookups_of(ledger)
    with ledger.read() as connection:
        known = understand(connection, workbook, asked, lambda year: kept.of(connection, year), arrived.received_at)
        twin = twin_of(connection, known, arrived.sha256)
        policy = _policy(kept, connection, known)
        stranger = _not_yours(kept, connection, known, arrived.user)
    known = replace(known, report=Report.of([*noted, *known.report.findings]))
    if stranger is not None:
        return _refused(arrived, (stranger,))
    if any(finding.code == "V42" for finding in known.report.findings):
        return _refused(arrived, known.report.findings, workbook)
    return Examined(arrived, known, None, workbook, twin, is_automatic=policy == AUTOMATIC)


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
