"""Review: what waits to be accepted, oldest first; accept many at once, or give one back (domain.md 3.5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from base.access import Action, Role, User
from base.words import Text
from ledger import decisions, locks, reference, submissions
from ledger.decisions import DecisionRefused
from ledger.store import Ledger, Writer
from ledger.submissions import Submission

NOT_YOURS = Text(
    "รายงาน {id} เป็นของกลุ่มอื่น ให้หัวหน้ากลุ่มนั้นหรือฝ่ายบริหารทั่วไปเป็นผู้ตรวจรับ",
    "Submission {id} belongs to another group; its head or General Administration reviews it",
)
OWN_WORK = Text(
    "รายงาน {id} ท่านเป็นผู้ส่งเอง ให้ผู้อื่นเป็นผู้ตรวจรับ", "You sent submission {id} yourself; somebody else has to review it"
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One version that waits for a verdict, and how many of its warnings nobody has explained."""

    submission: Submission
    warning_count: int
    unexplained_count: int


@dataclass(frozen=True, slots=True)
class Returned:
    """A version that was given back and not replaced yet, and why."""

    submission: Submission
    reason: str


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What became of a bulk decision: the numbers decided, and for each of the others the sentence that says why."""

    decided: tuple[str, ...]
    refused: Mapping[str, Text]


def waiting(connection: sa.Connection, user: User) -> tuple[Waiting, ...]:
    """What this user may decide on now, the longest waiting first. Raises NotAllowed."""
    user.must(Action.DECIDE)
    owners = _owners(connection)
    mine = (one for one in submissions.waiting(connection) if _why_not(one, user, owners) is None)
    return tuple(_with_warnings(connection, one) for one in mine)


def returned_to(connection: sa.Connection, user: User) -> tuple[Returned, ...]:
    """What this user may report for and somebody gave back; gone once a newer version has come."""
    mine = [one for one in submissions.returned(connection) if user.may_report_for(one.reporter or "")]
    if not mine:
        return ()
    reasons = {
        one.submission_id: one.reason or "" for one in decisions.of_kind(connection, "return") if one.submission_id
    }
    return tuple(Returned(one, reasons[one.submission_id]) for one in mine)


def accept(ledger: Ledger, numbers: Iterable[str], user: User, *, at: datetime | None = None) -> Verdicts:
    """Accept each of these submissions, all in one transaction; one that may not be accepted stops no other.

    Raises NotAllowed when the user may not decide at all.
    """
    user.must(Action.DECIDE)
    decided, refused = [], {}
    with ledger.write(user.code, at=at) as writer:
        for number in dict.fromkeys(numbers):
            try:
                _decide(writer, "accept", number, user)
            except DecisionRefused as refusal:
                refused[number] = refusal.text
            else:
                decided.append(number)
    return Verdicts(tuple(decided), refused)


def give_back(ledger: Ledger, number: str, reason: str, user: User, *, at: datetime | None = None) -> None:
    """Return one submission to its sender with the reason. Raises NotAllowed and DecisionRefused."""
    user.must(Action.DECIDE)
    with ledger.write(user.code, at=at) as writer:
        _decide(writer, "return", number, user, reason)


def must_be_open_to(writer: Writer, number: str, user: User) -> None:
    """Raises DecisionRefused when this submission is not this user's to decide on, or its round is frozen.

    Asked inside the writing transaction, so that no freeze can come between; an unknown number passes.
    """
    kept = submissions.by_id(writer.connection, number)
    if kept is None:
        return
    why = _why_not(kept, user, _owners(writer.connection))
    if why is not None:
        raise DecisionRefused(why.filled(id=number))
    locked = locks.why_locked(writer.connection, number, kept.period, writer.recorded_at)
    if locked is not None:
        raise DecisionRefused(locked)


def _decide(writer: Writer, kind: str, number: str, user: User, reason: str | None = None) -> None:
    must_be_open_to(writer, number, user)
    decisions.decide(writer, kind, submission_id=number, reason=reason)


def _owners(connection: sa.Connection) -> dict[str, str]:
    """Reporter → the unit that answers for it; a unit answers for itself, an agency without owner for nobody alone."""
    agencies = {code: row.get("owner") or "" for code, row in reference.current(connection, "agencies").items()}
    return agencies | {code: code for code in reference.current(connection, "units")}


def _why_not(kept: Submission, user: User, owners: Mapping[str, str]) -> Text | None:
    """Why this user may not decide on it: a group head answers for the own group, nobody for what they sent."""
    if user.role is Role.ADMIN:
        return None
    if kept.submitted_by == user.code:
        return OWN_WORK
    owner = owners.get(kept.reporter or "", "")
    is_another_group = user.role is Role.GROUP_HEAD and owner in UNITS_WITH_HEADS and owner != user.scope
    return NOT_YOURS if is_another_group else None


UNITS_WITH_HEADS = frozenset({"INF", "OLD", "DIS"})
"""The three groups; what belongs to none of them (agencies, provincial centres, the Office) any head may review."""


def _with_warnings(connection: sa.Connection, kept: Submission) -> Waiting:
    warned = {(one.code, one.cell or "-") for one in kept.findings if one.severity == "warning"}
    said = decisions.of_submission(connection, kept.submission_id)
    explained = {(one.payload.get("code"), one.payload.get("cell")) for one in said if one.kind == "explain"}
    return Waiting(kept, len(warned), len(warned - explained))
