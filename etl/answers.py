"""What senders answer: what a header of theirs means, and why a figure that was asked about is right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from base.access import Action, NotAllowed, User
from base.words import Text
from etl.explained import NO_CELL
from etl.forms import FORMS
from etl.headers import header_key
from etl.match import IGNORE
from ledger import decisions, reference, submissions
from ledger.decisions import Decision, DecisionRefused
from ledger.store import Ledger

Place = tuple[str, str]
"""Code and cell of a finding; "-" for the cell of one that speaks of the whole file."""

NO_AGENCY = Text("ระบุรหัสหน่วยงานที่มีในทะเบียน (ไม่พบ “{found}”)", "Give the code of a registered agency (no “{found}”)")
NO_SUBMISSION = Text("ตรวจเลขที่รับ (ไม่พบ {found})", "Check the number: there is no submission {found}")
NO_FINDING = Text(
    "ตรวจรหัสและช่อง (ไม่พบ {code} ที่ช่อง {cell} ของ {submission})",
    "Check code and cell: {submission} has no {code} at {cell}",
)
NO_FIELD = Text("ระบุรหัสคอลัมน์ของแบบฟอร์ม หรือ ignore (ไม่พบ “{found}”)", "Give a field code or ignore (no “{found}”)")
NO_HEADER = Text("ระบุหัวคอลัมน์ที่มีตัวอักษรหรือตัวเลข (พบ “{found}”)", "Give a header with letters or digits (found “{found}”)")
NO_WORDS = Text("กรอกคำชี้แจง (พบว่ายังว่างอยู่)", "Give the explanation (it is empty)")
TWICE = Text(
    "เลือกหัวคอลัมน์เดียวสำหรับ “{column}” (เลือกไว้หลายหัวคอลัมน์: {headers})",
    "Choose one header for “{column}” (several were chosen: {headers})",
)


def remember_headers(
    ledger: Ledger, user: User, reporter: str, headers: Mapping[str, str], *, at: datetime | None = None
) -> tuple[Decision, ...]:
    """Remember for this reporter what each header means: header as it stands → field code or "ignore".

    Whoever may send in the name of the reporter may say so, and whoever keeps the registers. All are recorded in one
    transaction or none. Raises NotAllowed, DecisionRefused and LedgerFault.
    """
    if not (user.may_report_for(reporter) or user.may(Action.REFERENCE_EDIT)):
        raise NotAllowed(user, Action.REFERENCE_EDIT)
    _must_be_clear(headers)
    with ledger.write(user.code, at=at) as writer:
        known = reference.current(writer.connection, "agencies") | reference.current(writer.connection, "units")
        if reporter not in known:
            raise _refusal(NO_AGENCY, found=reporter)
        return tuple(
            decisions.decide(
                writer,
                "map_header",
                subject=reporter,
                payload={"header": header_key(header), "text": header, "field": field},
            )
            for header, field in headers.items()
        )


def explain(
    ledger: Ledger, user: User, submission_id: str, words: Mapping[Place, str], *, at: datetime | None = None
) -> tuple[Decision, ...]:
    """Record the explanation of each of these findings of one submission, in one transaction.

    Whoever may send in the name of its reporter may explain. Raises NotAllowed, DecisionRefused and LedgerFault.
    """
    with ledger.read() as connection:
        kept = submissions.by_id(connection, submission_id)
    if kept is None:
        raise _refusal(NO_SUBMISSION, found=submission_id)
    if not user.may_report_for(kept.reporter or ""):
        raise NotAllowed(user, Action.SUBMIT)
    there = {(one.code, one.cell or NO_CELL) for one in kept.findings}
    for (code, cell), text in words.items():
        if not text.strip():
            raise DecisionRefused(NO_WORDS)
        if (code, cell) not in there:
            raise _refusal(NO_FINDING, code=code, cell=cell, submission=submission_id)
    with ledger.write(user.code, at=at) as writer:
        return tuple(
            decisions.decide(
                writer,
                "explain",
                submission_id=submission_id,
                subject=f"{code}:{cell}",
                reason=text,
                payload={"code": code, "cell": cell},
            )
            for (code, cell), text in words.items()
        )


def _must_be_clear(headers: Mapping[str, str]) -> None:
    """Every header has a key, every field exists, and no field gets two columns."""
    fields = {field.code: field for form in FORMS.values() for field in form.fields}
    chosen: dict[str, list[str]] = {}
    for header, code in headers.items():
        if code != IGNORE and code not in fields:
            raise _refusal(NO_FIELD, found=code)
        if not header_key(header):
            raise _refusal(NO_HEADER, found=header)
        chosen.setdefault(code, []).append(header)
    for code, several in chosen.items():
        if code != IGNORE and len(several) > 1:
            quoted = ", ".join(f"“{header}”" for header in several)
            raise _refusal(TWICE, column=fields[code].header.th, headers=quoted)


def _refusal(text: Text, **blanks: str) -> DecisionRefused:
    return DecisionRefused(Text(text.say("th", **blanks), text.say("en", **blanks)))
