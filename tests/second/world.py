"""What the ledger holds, as plain rows under both clocks; nothing of `etl` or `kpi` is used to read it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

import pyarrow as pa

from ledger import facts
from ledger.decisions import Decision
from ledger.records import StoredFinding
from ledger.reference import ReferenceRow
from ledger.store import Ledger

Row = dict[str, Any]
Key = tuple[str, str, str]

YEAR = 2564
YEAR_START, YEAR_END = date(2020, 10, 1), date(2021, 9, 30)
MONTHS = tuple(
    f"{year}-{number:02d}" for year, number in [(2020, n) for n in (10, 11, 12)] + [(2021, n) for n in range(1, 10)]
)


def last_day(month: str) -> date:
    """The last day of a month such as 2020-10."""
    year, number = int(month[:4]), int(month[5:])
    return date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)


def due(month: str) -> datetime:
    """The last second at which a month's report is on time: the 5th of the next month (A-33)."""
    day = last_day(month) + timedelta(days=5)
    return datetime(day.year, day.month, day.day, 23, 59, 59)


@dataclass(frozen=True)
class Sheet:
    """One valid submission with its rows."""

    seq: int
    submission_id: str
    form: str
    reporter: str
    period: str
    received_at: datetime
    rows: tuple[Row, ...]
    findings: tuple[StoredFinding, ...] = ()
    sheet_name: str | None = None

    @property
    def key(self) -> Key:
        return self.form, self.reporter, self.period


class World:
    """The whole ledger, read once."""

    def __init__(self, ledger: Ledger) -> None:
        with ledger.read() as connection:
            read = facts.since(connection, 0)
        self.stamps = read.stamps
        self.decisions: list[Decision] = read.decisions
        self.references: list[ReferenceRow] = read.references
        self.sheets = [
            Sheet(
                one.seq,
                one.submission_id,
                one.form,
                one.reporter,
                one.period,
                one.received_at,
                tuple(_plain(data)),
                one.findings,
                one.layout.get("sheet"),
            )
            for one, data in read.submissions
            if one.status == "valid" and data is not None and one.form and one.reporter and one.period
        ]

    def known(self, known_at: datetime, *, official: bool = True) -> Known:
        """What was known at a moment, by what was recorded until then."""
        return Known(
            self, max((one.seq for one in self.stamps if one.recorded_at <= known_at), default=0), known_at, official
        )


class Known:
    """The world as known at one moment, official (accepted) or provisional (valid and not returned)."""

    def __init__(self, world: World, seq: int, known_at: datetime, official: bool) -> None:
        self.known_at, self.official, self.seq = known_at, official, seq
        self.sheets = [one for one in world.sheets if one.seq <= seq]
        self.decisions = [one for one in world.decisions if one.seq <= seq]
        self._references = [one for one in world.references if one.seq <= seq]
        self.verdict = {one.submission_id: one.kind for one in self.decisions if one.kind in ("accept", "return")}

    @cached_property
    def official_sheets(self) -> dict[Key, Sheet]:
        """The accepted version recorded last, per key."""
        return {one.key: one for one in self.sheets if self.verdict.get(one.submission_id) == "accept"}

    @cached_property
    def provisional_sheets(self) -> dict[Key, Sheet]:
        """The valid version recorded last that has not been returned, per key."""
        return {one.key: one for one in self.sheets if self.verdict.get(one.submission_id) != "return"}

    @property
    def counting(self) -> dict[Key, Sheet]:
        """The version that counts, per key."""
        return self.official_sheets if self.official else self.provisional_sheets

    def of(self, form: str, periods: tuple[str, ...] | None = None) -> Iterator[Sheet]:
        """The counting sheets of a form, in the order they were recorded."""
        found = [one for one in self.counting.values() if one.form == form and (not periods or one.period in periods)]
        return iter(sorted(found, key=lambda one: one.seq))

    def rows(self, form: str, periods: tuple[str, ...] | None = None) -> Iterator[tuple[Sheet, Row]]:
        """The counting rows of a form."""
        return ((sheet, row) for sheet in self.of(form, periods) for row in sheet.rows)

    def reference(self, table: str, as_of: date) -> dict[str, dict[str, Any]]:
        """A reference table in force on a day: the latest `effective_from`, then the row recorded last."""
        mine = [one for one in self._references if one.table == table and one.effective_from <= as_of]
        newest = {one.key: one for one in sorted(mine, key=lambda one: (one.effective_from, one.seq))}
        return {key: one.payload for key, one in newest.items() if not one.is_retired}


def _plain(data: bytes) -> list[Row]:
    with pa.ipc.open_stream(io.BytesIO(data)) as stream:
        rows: list[Row] = stream.read_all().to_pylist()
    return rows
