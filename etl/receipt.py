"""What the sender gets back: the outcome of one file and the receipt of what was kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from base.thai import say_moment
from base.words import Text
from etl.findings import Finding, Report
from ledger.submissions import Submission

STATUS_NAMES: dict[str, Text] = {
    "accepted": Text("รับแล้ว", "accepted"),
    "under_review": Text("รอตรวจสอบ", "under review"),
    "with_errors": Text("ไม่ผ่านการตรวจ", "received with errors"),
    "refused": Text("ไม่รับไฟล์", "refused"),
    "duplicate": Text("ไฟล์ซ้ำ ไม่บันทึก", "duplicate, not recorded"),
}
AFTER_FREEZE = "V95"
RECEIVED = frozenset({"accepted", "under_review"})


class StatedInFuture(ValueError):
    """A stated time that has not come yet; recording it would date everything after it."""

    def __init__(self, moment: datetime) -> None:
        self.text = Text(
            f"ระบุเวลาที่ผ่านมาแล้ว โดยใช้ปี ค.ศ. (พบ {moment.isoformat(' ', 'minutes')} คือ {say_moment(moment)})",
            f"State a time in the past, with the CE year (found {moment.isoformat(' ', 'minutes')})",
        )
        super().__init__(self.text.th)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof of what was kept: the file's hash, when it came and was recorded, and the journal's head just after."""

    submission_id: str
    sha256: str
    received_at: datetime
    recorded_at: datetime
    form: str | None
    reporter: str | None
    period: str | None
    version: int | None
    row_count: int
    status: str
    is_late: bool
    is_after_freeze: bool
    """The round was frozen when it came: what the round keeps does not follow it."""
    head: str
    """SEQ:HASH of the journal row that closed the transaction."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `status`: accepted, under_review, with_errors, refused or duplicate."""

    submission_id: str | None
    status: str
    form: str | None
    reporter: str | None
    period: str | None
    version: int | None
    findings: tuple[Finding, ...]
    receipt: Receipt | None

    @property
    def is_received(self) -> bool:
        """Whether the file counts as a submission: it had no error."""
        return self.status in RECEIVED

    @property
    def report(self) -> Report:
        return Report(self.findings)


def outcome_of(kept: Submission, status: str, findings: tuple[Finding, ...], head: str, *, is_late: bool) -> Outcome:
    """The outcome and receipt of a submission that was kept; a refused file gets no receipt."""
    receipt = Receipt(
        submission_id=kept.submission_id,
        sha256=kept.sha256,
        received_at=kept.received_at,
        recorded_at=kept.recorded_at,
        form=kept.form,
        reporter=kept.reporter,
        period=kept.period,
        version=kept.version,
        row_count=kept.row_count,
        status=status,
        is_late=is_late,
        is_after_freeze=any(finding.code == AFTER_FREEZE for finding in findings),
        head=head,
    )
    return Outcome(
        submission_id=kept.submission_id,
        status=status,
        form=kept.form,
        reporter=kept.reporter,
        period=kept.period,
        version=kept.version,
        findings=findings,
        receipt=None if status == "refused" else receipt,
    )
