"""Who has sent which month: the submissions board, agency × month (domain.md 3.5, R-66, R-67)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from itertools import groupby

from base.period import FiscalYear, Month, Round
from base.words import Text
from kpi.facts import Facts
from kpi.kept import lasting
from kpi.round_log import freeze_in_force
from kpi.shared_facts import facts_of
from kpi.store import Build

DAY = timedelta(days=1)


class State(StrEnum):
    """State of one monthly report."""

    NOT_EXPECTED = "not_expected"
    NOT_DUE = "not_due"
    OPEN = "open"
    OVERDUE = "overdue"
    REJECTED = "rejected"
    UNDER_REVIEW = "under_review"
    RETURNED = "returned"
    ON_TIME = "on_time"
    LATE = "late"
    WAIVED = "waived"


STATE_WORDS: dict[State, Text] = {
    State.NOT_EXPECTED: Text("ไม่ต้องรายงาน", "Not expected"),
    State.NOT_DUE: Text("ยังไม่ถึงกำหนด", "Not due"),
    State.OPEN: Text("เปิดรับ", "Open"),
    State.OVERDUE: Text("เกินกำหนด", "Overdue"),
    State.REJECTED: Text("ไม่ผ่านการตรวจ", "Rejected"),
    State.UNDER_REVIEW: Text("รอตรวจรับ", "Under review"),
    State.RETURNED: Text("ส่งคืนให้แก้ไข", "Returned"),
    State.ON_TIME: Text("รับแล้ว (ตรงเวลา)", "Accepted (on time)"),
    State.LATE: Text("รับแล้ว (ล่าช้า)", "Accepted (late)"),
    State.WAIVED: Text("ยกเว้น", "Waived"),
}
LOCKED = Text("ปิดรอบแล้ว", "Frozen")
"""Beside a month whose round is frozen: its report's state goes on being told, with its timeliness."""
AFTER_FREEZE = Text("หลังปิดรอบ", "After freeze")
"""Beside a version that the figures in force of its round do not hold (domain.md 3.5)."""
MISSING = frozenset({State.OVERDUE, State.REJECTED, State.RETURNED})
"""States of a report whose content is still owed once its deadline has passed."""


@dataclass(frozen=True, slots=True)
class BoardCell:
    """One report: its state, when its first valid version came, how many days late, and which version counts."""

    state: State
    received_at: datetime | None = None
    days_late: int = 0
    submission_id: str | None = None
    version: int | None = None
    is_after_freeze: bool = False
    """The version came after the freeze that holds: live figures follow it, frozen ones never."""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One agency's year."""

    agency: str
    name: Text
    kind: str
    cells: tuple[BoardCell, ...]
    """Twelve, October first."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """A report that is owed: which, and for how many days past its deadline."""

    agency: str
    name: Text
    month: Month
    due: datetime
    """The last second at which it would have been on time (A-33)."""
    days_late: int
    state: State


@dataclass(frozen=True, slots=True)
class Board:
    """All agencies that report in the year, and what is owed, longest first."""

    fiscal_year: FiscalYear
    months: tuple[Month, ...]
    rows: tuple[BoardRow, ...]
    overdue: tuple[Overdue, ...]
    locked: frozenset[Month]
    """The months whose round is frozen."""


@dataclass(frozen=True, slots=True)
class _Version:
    seq: int
    submission_id: str
    version: int | None
    status: str
    received_at: datetime
    is_accepted: bool
    is_returned: bool


def board(build: Build, year: FiscalYear, known_at: datetime) -> Board:
    """The board of a fiscal year as known at a moment; what is not due then is not late."""
    return build.once(("board", year, known_at), partial(_board, build, year, known_at))


def _board(build: Build, year: FiscalYear, known_at: datetime) -> Board:
    facts = facts_of(build, year, known_at)
    agencies = facts.reference("agencies", year.end)
    versions = _versions(facts)
    frozen_at = _frozen_at(build, year, known_at)
    reporting = [facts.reporting_agencies(month) for month in year.months]
    order = {code: (row.get("kind") != "ministry", position) for position, (code, row) in enumerate(agencies.items())}
    rows = []
    for code in sorted(frozenset[str]().union(*reporting), key=lambda code: order.get(code, (True, len(order)))):
        tried = [versions.get((code, month), []) for month in year.months]
        cells = tuple(
            _marked(_cell(facts, code, month, attempts, is_expected=code in expected), attempts, frozen_at.get(month))
            for month, attempts, expected in zip(year.months, tried, reporting, strict=True)
        )
        rows.append(BoardRow(code, _name(agencies.get(code, {}), code), agencies.get(code, {}).get("kind", ""), cells))
    return Board(year, year.months, tuple(rows), _overdue(rows, facts), frozenset(frozen_at))


def _frozen_at(build: Build, year: FiscalYear, known_at: datetime) -> dict[Month, int]:
    """Each month of a frozen round → the seq of the freeze that holds."""
    held = {number: freeze_in_force(build, Round(year, number), known_at) for number in (1, 2)}
    return {month: entry.seq for number, entry in held.items() if entry for month in Round(year, number).months}


def _marked(cell: BoardCell, attempts: list[_Version], frozen_at: int | None) -> BoardCell:
    """The cell, told apart when its version is newer than the freeze (its seq); a file with errors is no version."""
    if frozen_at is None or cell.version is None:
        return cell
    is_newer = any(one.seq > frozen_at for one in attempts if one.submission_id == cell.submission_id)
    return replace(cell, is_after_freeze=is_newer)


def _name(row: dict[str, str], code: str) -> Text:
    return Text(row.get("short_th") or row.get("name_th") or code, row.get("short_en") or row.get("name_en") or code)


@lasting("submission", "decision")
def _versions(facts: Facts) -> dict[tuple[str, Month], list[_Version]]:
    """Every attempt of the year, oldest first, with the last decision on each."""
    rows = facts.build.rows(
        """
        SELECT reporter, period_start, submission.submission_id, version, status, received_at, last.kind,
               submission.seq
        FROM submission LEFT JOIN (
            SELECT submission_id, arg_max(kind, seq) AS kind FROM decision
            WHERE kind IN ('accept', 'return') AND seq <= $seq GROUP BY submission_id
        ) AS last USING (submission_id)
        WHERE form = 'progress' AND fy = $fy AND seq <= $seq AND status IN ('valid', 'with_errors')
          AND reporter IS NOT NULL
        ORDER BY seq
        """,
        {"fy": facts.year.year_be, "seq": facts.seq},
    )
    found: dict[tuple[str, Month], list[_Version]] = {}
    for reporter, start, number, version, status, received_at, decision, at_seq in rows:
        attempt = _Version(at_seq, number, version, status, received_at, decision == "accept", decision == "return")
        found.setdefault((reporter, Month.of(start)), []).append(attempt)
    return found


def _cell(facts: Facts, agency: str, month: Month, attempts: list[_Version], *, is_expected: bool) -> BoardCell:
    if not is_expected:
        return BoardCell(State.NOT_EXPECTED)
    filing = facts.filing(agency, month)
    valid = [attempt for attempt in attempts if attempt.status == "valid"]
    standing = [attempt for attempt in valid if not attempt.is_returned]
    if standing:
        last = standing[-1]
        late = days_late(filing.first_valid_at, facts.due(month))
        state = State.UNDER_REVIEW if not last.is_accepted else State.LATE if late else State.ON_TIME
        return BoardCell(state, filing.first_valid_at, late, last.submission_id, last.version)
    if filing.is_waived:
        return BoardCell(State.WAIVED)
    if attempts:
        last = attempts[-1]
        state = State.RETURNED if last.is_returned else State.REJECTED
        return BoardCell(state, last.received_at, 0, last.submission_id, last.version)
    if facts.due(month) < facts.known_at:
        return BoardCell(State.OVERDUE)
    return BoardCell(State.OPEN if month.last_day < facts.known_at.date() else State.NOT_DUE)


def days_late(received_at: datetime | None, due: datetime) -> int:
    """Whole days from the deadline's day to the day of receipt; 0 when on time or not received."""
    if received_at is None or received_at <= due:
        return 0
    return max(1, (received_at.date() - due.date()).days)


def _overdue(rows: list[BoardRow], facts: Facts) -> tuple[Overdue, ...]:
    owed = [
        Overdue(row.agency, row.name, month, facts.due(month), days_late(facts.known_at, facts.due(month)), cell.state)
        for row in rows
        for month, cell in zip(facts.year.months, row.cells, strict=True)
        if cell.state in MISSING and facts.due(month) < facts.known_at
    ]
    return tuple(sorted(owed, key=lambda one: (-one.days_late, one.agency)))


def by_agency(overdue: Sequence[Overdue]) -> list[list[Overdue]]:
    """The owed reports, one list per agency; the agency with the oldest debt first."""
    grouped = [
        list(reports)
        for _, reports in groupby(sorted(overdue, key=lambda one: (one.agency, one.month)), lambda one: one.agency)
    ]
    return sorted(
        grouped, key=lambda reports: (-max(one.days_late for one in reports), -len(reports), reports[0].agency)
    )
