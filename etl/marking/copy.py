"""The marked copy of a submission in the ledger, for whoever may read it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import sqlalchemy as sa

from base.access import Action, NotAllowed, User
from base.period import FiscalYear, fiscal_year_of, parse_period
from base.thai import buddhist_year
from base.words import Text
from etl.findings import Finding, Severity
from etl.forms import FORMS
from etl.gate.sniff import sniff
from etl.lookups import lookups_of
from etl.marking.faults import CannotPatch
from etl.marking.package import mark_package
from etl.marking.plain import plain_copy
from etl.marking.summary import NO_CELL, About
from etl.read import read
from ledger import decisions, submissions
from ledger.store import Ledger
from ledger.submissions import Submission

NO_SUBMISSION = Text("ตรวจเลขที่รับ (ไม่พบ {found})", "Check the number: there is no submission {found}")
NOT_KEPT = Text(
    "ส่งไฟล์ใหม่แทน (ระบบไม่รับไฟล์ของ {found} จึงไม่มีไฟล์ให้ใส่เครื่องหมาย)",
    "Send a new file: that of {found} was refused, so there is nothing to mark",
)
PREFIX = "แก้ไข"


class NothingToMark(ValueError):
    """A number without a file behind it; `text` says why in one sentence."""

    def __init__(self, text: Text, submission_id: str) -> None:
        self.text = text.filled(found=submission_id)
        super().__init__(self.text.th)


@dataclass(frozen=True, slots=True)
class MarkedCopy:
    """An .xlsx to hand back. `is_copy`: it holds the values only, since the file itself could not be marked."""

    file_name: str
    data: bytes
    is_copy: bool


def may_read(user: User, kept: Submission) -> bool:
    """Whether this user may have the file: those who may see the reporter's originals, and whoever sent it."""
    if not user.may(Action.ORIGINAL_DOWNLOAD):
        return False
    return user.code == kept.submitted_by or user.may_see_original_of(kept.reporter or "")


def marked_copy(ledger: Ledger, submission_id: str, user: User) -> MarkedCopy:
    """The submission's own workbook with its findings marked in it.

    Raises NothingToMark and NotAllowed; GateRefusal when the file can no longer be read.
    """
    with ledger.read() as connection:
        kept = submissions.by_id(connection, submission_id)
        if kept is None:
            raise NothingToMark(NO_SUBMISSION, submission_id)
        if not may_read(user, kept):
            raise NotAllowed(user, Action.ORIGINAL_DOWNLOAD)
        data = submissions.original(connection, kept.sha256) if kept.status != "refused" else None
        if data is None:
            raise NothingToMark(NOT_KEPT, submission_id)
        words = (_about(ledger, connection, kept), _reason(connection, kept))
        about = About(kept.submission_id, kept.file_name, kept.received_at, *words)
    return _marked(data, kept, about)


def file_name_of(kept: Submission) -> str:
    """A file name with the Buddhist year: `แก้ไข-progress-DSD-2564-03-S000012.xlsx`."""
    parts = (PREFIX, kept.form, kept.reporter, _be(kept.period) if kept.period else None, kept.submission_id)
    return "-".join(part for part in parts if part) + ".xlsx"


def _marked(data: bytes, kept: Submission, about: About) -> MarkedCopy:
    findings = [
        Finding(one.code, Severity(one.severity), one.sheet, one.cell, one.field, one.params) for one in kept.findings
    ]
    name = file_name_of(kept)
    if sniff(data) == "xlsx":
        try:
            return MarkedCopy(name, mark_package(data, findings, about), False)
        except CannotPatch:
            pass
    plain, renamed = plain_copy(read(data), findings)
    return MarkedCopy(name, mark_package(plain, renamed, replace(about, is_copy=True)), True)


def _about(ledger: Ledger, connection: sa.Connection, kept: Submission) -> str:
    """Form, reporter and period in words, as far as they are known."""
    parts = [FORMS[kept.form].name.th] if kept.form in FORMS else []
    if kept.reporter and kept.period:
        lookup = lookups_of(ledger).of(connection, fiscal_year_of(parse_period(kept.period)))
        table = "agencies" if kept.reporter in lookup.register.agencies else "units"
        parts.append(lookup.say(table, kept.reporter))
    if kept.period:
        parts.append(parse_period(kept.period).say("th"))
    return " · ".join(parts) or NO_CELL


def _reason(connection: sa.Connection, kept: Submission) -> str:
    """Why it was returned, when the last verdict was a return."""
    verdicts = [
        one for one in decisions.of_submission(connection, kept.submission_id) if one.kind in ("accept", "return")
    ]
    return (verdicts[-1].reason or "") if verdicts and verdicts[-1].kind == "return" else ""


def _be(period: str) -> str:
    wanted = parse_period(period)
    if isinstance(wanted, FiscalYear):
        return str(wanted.year_be)
    return f"{buddhist_year(wanted.year)}-{wanted.number:02d}"
