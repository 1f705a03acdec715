"""The register of letters to late agencies: numbered, append-only, never two alike on one day.

A letter is no fact: it moves no figure and makes no build. Its journal row (kind `letter`) holds what it said, so that
the same letter can be written again, and the SHA-256 of the file that was handed out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from base.thai import buddhist_year
from ledger.canonical import Json
from ledger.schema import journal
from ledger.standing import stands
from ledger.store import Writer

KIND = "letter"


class AlreadyIssued(ValueError):
    """The agency has a letter of this day about the same months; `letter` is it."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        super().__init__(letter.number)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as recorded."""

    number: str
    """Of this register, e.g. `2564/0007`: the Buddhist year of the letter's day and a running number."""
    seq: int
    recorded_at: datetime
    by: str
    is_demo: bool
    agency: str
    months: tuple[str, ...]
    """`2021-03` …, the missing ones."""
    on: date
    """The day the letter is of."""
    sha256: str
    content: dict[str, Any]
    """What it said."""


def next_number(connection: sa.Connection, on: date) -> str:
    """The number of the next letter of this day's year; those of a removed demonstration stay taken."""
    year = buddhist_year(on.year)
    taken = sa.select(journal.c.subject).where(_is_letter(), journal.c.subject.like(f"{year}/%"))
    last = max((int(found.rpartition("/")[2]) for found in connection.execute(taken).scalars()), default=0)
    return f"{year}/{last + 1:04d}"


def issued(connection: sa.Connection, agency: str, months: Sequence[str], on: date) -> Letter | None:
    """The letter of this day to the agency about exactly these months, if there is one."""
    wanted = (agency, tuple(sorted(months)), on)
    return next((one for one in every(connection) if (one.agency, one.months, one.on) == wanted), None)


def record(
    writer: Writer,
    *,
    number: str,
    agency: str,
    months: Sequence[str],
    on: date,
    sha256: str,
    content: Mapping[str, Json],
) -> Letter:
    """Record a letter. Raises AlreadyIssued when the agency has one of the day about the same months."""
    if found := issued(writer.connection, agency, months, on):
        raise AlreadyIssued(found)
    told = {"agency": agency, "months": sorted(months), "on": on.isoformat(), "sha256": sha256}
    seq = writer.append(KIND, number, {**told, "content": dict(content)}, is_fact=False)
    return _load(writer.connection, journal.c.seq == seq)[0]


def find(connection: sa.Connection, number: str) -> Letter | None:
    """The letter with this number, or None."""
    found = _load(connection, journal.c.subject == number)
    return found[0] if found else None


def every(connection: sa.Connection) -> list[Letter]:
    """Every letter, oldest first, without those of a demonstration that was removed."""
    return _load(connection, stands(journal.c.seq))


def _is_letter() -> sa.ColumnElement[bool]:
    # The index lies on is_fact: letters are few among the rows that are no facts.
    return sa.and_(~journal.c.is_fact, journal.c.kind == KIND)


def _load(connection: sa.Connection, *wanted: sa.ColumnElement[bool]) -> list[Letter]:
    found = []
    for row in connection.execute(sa.select(journal).where(_is_letter(), *wanted).order_by(journal.c.seq)):
        told = json.loads(row.payload)
        where = (row.subject, row.seq, row.recorded_at, row.actor, row.is_demo)
        on = date.fromisoformat(told["on"])
        found.append(Letter(*where, told["agency"], tuple(told["months"]), on, told["sha256"], told["content"]))
    return found
