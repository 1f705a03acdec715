"""What the build says, row by row: the shapes in which `kpi.facts` hands it on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from kpi.model import Source, SourceKind


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """The sum of the operating-budget lines of one unit and kind (baht, exact to the satang)."""

    unit: str
    txn_type: str
    amount_thb: Decimal
    """Reversing lines already taken off."""


class Event(NamedTuple):
    """One dated event of an item in one cycle."""

    submission_seq: int
    sheet_row: int
    item_code: str
    event_type: str
    body: str | None
    event_on: date
    order: int
    is_deputy: bool = False
    """Decided on behalf of the body (A-48)."""
    has_improvement: bool = False
    """Names the proposal that it used (A-22)."""


@dataclass(frozen=True, slots=True)
class Item:
    """A strategy, plan or proposal of the register."""

    item_code: str
    item_type: str
    owner: str
    parent_code: str | None


class Filing(NamedTuple):
    """What is known of one agency's report of one month."""

    first_valid_at: datetime | None
    """Receipt of the first version that passed the checks, whatever became of it (A-46); of the latest one where the
    setting m1.first_valid is off. Timeliness goes by it."""
    is_received: bool
    """A valid version that has not been returned exists."""
    is_waived: bool


class Version(NamedTuple):
    """A submission that counts."""

    agency: str
    period_start: date
    submission_id: str


class Receipt(NamedTuple):
    """A valid submission as it came, whether it counts or not."""

    seq: int
    form: str
    agency: str
    period_start: date
    row_count: int
    warned_rows: int
    is_nil: bool
    submission_id: str
    sha256: str
    file_name: str
    sent_by: str
    received_at: datetime
    channel: str

    def source(self, role: str, item: str, value: str | None = None, field: str | None = None) -> Source:
        """The receipt as something that a figure rests on; its value is the moment it came, unless said otherwise."""
        return Source(
            SourceKind.RECEIPT,
            role,
            item,
            self.received_at.isoformat() if value is None else value,
            submission=self.submission_id,
            sha256=self.sha256,
            file=self.file_name,
            field=field,
            reporter=self.agency,
            sent_by=self.sent_by,
            received_at=self.received_at,
        )
