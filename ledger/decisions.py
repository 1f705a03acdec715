"""Decisions: accept, return, waive and the rest. The rules of what may follow what are kept here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from base.words import Text
from ledger.canonical import Json, canonical, clean
from ledger.records import Submission, say_id, seq_of
from ledger.schema import DECISION_KINDS, REASONED_KINDS, decision, journal
from ledger.store import Writer
from ledger.submissions import by_id

_ON_SUBMISSION = frozenset({"accept", "return", "lock", "verify", "reject", "explain"})
_ON_ROW = frozenset({"verify", "reject"})


class DecisionRefused(ValueError):
    """The decision may not follow what was decided before; `text` says why."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.th)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision as recorded."""

    seq: int
    recorded_at: datetime
    actor: str
    is_demo: bool
    kind: str
    submission_id: str | None
    row_no: int | None
    subject: str
    reason: str | None
    payload: dict[str, Any]


def decide(
    writer: Writer,
    kind: str,
    *,
    submission_id: str | None = None,
    row_no: int | None = None,
    subject: str = "",
    reason: str | None = None,
    payload: Mapping[str, Json] | None = None,
) -> Decision:
    """Record a decision. Raises DecisionRefused when it is not a legal move, ValueError on an unknown kind."""
    if kind not in DECISION_KINDS:
        raise ValueError(f"no such kind of decision: {kind}")
    reason = (reason or "").strip() or None
    if kind in REASONED_KINDS and reason is None:
        raise DecisionRefused(NEEDS_REASON)
    target = None if submission_id is None else by_id(writer.connection, submission_id)
    _may_follow(writer.connection, kind, submission_id, target, row_no)
    columns: dict[str, Any] = clean(
        {"kind": kind, "submission_seq": target.seq if target else None, "row_no": row_no, "subject": subject}
        | {"reason": reason, "payload": canonical(payload or {})}
    )
    shown = {"submission_id": submission_id, "row_no": row_no, "subject": subject, "reason": reason}
    shown_subject = submission_id or subject
    seq = writer.append(kind, shown_subject, {**shown, "payload": dict(payload or {})}, rows={decision: [columns]})
    return load(writer.connection, decision.c.seq == seq)[0]


def of_submission(connection: sa.Connection, submission_id: str) -> list[Decision]:
    """Every decision on this submission, oldest first."""
    return load(connection, decision.c.submission_seq == seq_of(submission_id))


def of_kind(connection: sa.Connection, kind: str) -> list[Decision]:
    """Every decision of this kind, oldest first."""
    return load(connection, decision.c.kind == kind)


def load(connection: sa.Connection, *wanted: sa.ColumnElement[bool]) -> list[Decision]:
    """The decisions that answer to the conditions on the tables `decision` and `journal`, in seq order."""
    query = sa.select(decision, journal.c.recorded_at, journal.c.actor, journal.c.is_demo)
    query = query.join(journal, decision.c.seq == journal.c.seq).where(*wanted).order_by(decision.c.seq)
    return [
        Decision(
            seq=row.seq,
            recorded_at=row.recorded_at,
            actor=row.actor,
            is_demo=row.is_demo,
            kind=row.kind,
            submission_id=None if row.submission_seq is None else say_id(row.submission_seq),
            row_no=row.row_no,
            subject=row.subject,
            reason=row.reason,
            payload=json.loads(row.payload),
        )
        for row in connection.execute(query)
    ]


def _may_follow(
    connection: sa.Connection, kind: str, submission_id: str | None, target: Submission | None, row_no: int | None
) -> None:
    if submission_id is not None and target is None:
        raise DecisionRefused(_about(UNKNOWN, submission_id))
    if target is None:
        if kind in _ON_SUBMISSION - {"lock"}:
            raise DecisionRefused(NEEDS_SUBMISSION)
        return
    if kind in _ON_SUBMISSION and kind != "explain" and target.status != "valid":
        raise DecisionRefused(_about(NOT_VALID, target.submission_id))
    if kind in _ON_ROW and (row_no is None or row_no < 1):
        raise DecisionRefused(_about(NEEDS_ROW, target.submission_id))
    if kind in ("accept", "return", "lock"):
        _may_move(connection, kind, target.submission_id)


def _may_move(connection: sa.Connection, kind: str, submission_id: str) -> None:
    """received → accepted ⇄ returned, and accepted → locked, from which nothing leads away."""
    moves = [one.kind for one in of_submission(connection, submission_id) if one.kind in ("accept", "return", "lock")]
    state = moves[-1] if moves else None
    if state == "lock":
        raise DecisionRefused(_about(LOCKED, submission_id))
    if kind == "lock" and state != "accept":
        raise DecisionRefused(_about(NOT_ACCEPTED, submission_id))
    if kind == state:
        raise DecisionRefused(_about(ALREADY_ACCEPTED if kind == "accept" else ALREADY_RETURNED, submission_id))


def _about(text: Text, submission_id: str) -> Text:
    return Text(text.say("th", id=submission_id), text.say("en", id=submission_id))


NEEDS_REASON = Text("กรุณาระบุเหตุผลก่อนบันทึก", "Please give the reason before recording")
NEEDS_SUBMISSION = Text("กรุณาระบุเลขที่รับของรายงานที่จะพิจารณา", "Name the submission that this decision is about")
NEEDS_ROW = Text("กรุณาระบุแถวของรายงาน {id} ที่จะพิจารณา", "Name the row of submission {id} that this decision is about")
UNKNOWN = Text("ไม่พบรายงานเลขที่รับ {id} กรุณาตรวจเลขที่รับอีกครั้ง", "There is no submission {id}; please check the number")
NOT_VALID = Text(
    "รายงาน {id} ยังมีข้อผิดพลาดหรือถูกปฏิเสธ จึงยังพิจารณาไม่ได้ ให้หน่วยงานแก้ไขแล้วส่งใหม่",
    "Submission {id} has errors or was refused, so there is nothing to decide; the agency should correct and resend it",
)
ALREADY_ACCEPTED = Text("รายงาน {id} มีสถานะ “รับแล้ว” อยู่แล้ว", "Submission {id} has already been accepted")
ALREADY_RETURNED = Text("รายงาน {id} มีสถานะ “ส่งคืน” อยู่แล้ว", "Submission {id} has already been returned")
NOT_ACCEPTED = Text(
    "รายงาน {id} ยังไม่มีสถานะ “รับแล้ว” จึงยังปิดการแก้ไขไม่ได้", "Submission {id} has not been accepted, so it cannot be locked"
)
LOCKED = Text(
    "รายงาน {id} ปิดการแก้ไขแล้ว หากต้องแก้ไขให้หน่วยงานส่งฉบับใหม่",
    "Submission {id} is locked; a correction comes as a new version from the agency",
)
