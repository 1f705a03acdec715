"""Papers that left the house: each under a short reference that is printed on it and leads back to it.

A paper is no fact: it moves no figure and makes no build. Its journal row (kind `export`) holds what it said.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from base.thai import arabic_digits
from ledger.canonical import Json
from ledger.schema import journal
from ledger.standing import stands
from ledger.store import Writer

KIND = "export"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without the letters that are taken for digits or for one another on paper."""
LENGTH = 6
"""Five characters drawn by lot and one that checks them."""
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


@dataclass(frozen=True, slots=True)
class Record:
    """One paper as recorded."""

    reference: str
    seq: int
    recorded_at: datetime
    by: str
    is_demo: bool
    content: dict[str, Any]


def record(writer: Writer, content: Mapping[str, Json]) -> Record:
    """Record a paper under a reference that no other paper has."""
    reference = _draw()
    while find(writer.connection, reference) is not None:
        reference = _draw()
    seq = writer.append(KIND, reference, content, is_fact=False)
    return Record(reference, seq, writer.recorded_at, writer.actor, writer.is_demo, dict(content))


def find(connection: sa.Connection, reference: str) -> Record | None:
    """The paper with this reference, or None."""
    found = _load(connection, journal.c.subject == reference)
    return found[0] if found else None


def every(connection: sa.Connection) -> list[Record]:
    """Every paper, the newest first."""
    return _load(connection)[::-1]


def reference_of(text: str) -> str | None:
    """The reference as a reader typed it from paper (`o8f-3k1`, Thai digits), or None where it can be none."""
    typed = arabic_digits(text.strip()).upper().translate(_MISREAD)
    is_whole = len(typed) == LENGTH and set(typed) <= set(ALPHABET)
    return typed if is_whole and _check(typed[:-1]) == typed[-1] else None


def _load(connection: sa.Connection, *wanted: sa.ColumnElement[bool]) -> list[Record]:
    # The index lies on is_fact: papers are few among the rows that are no facts.
    standing = (~journal.c.is_fact, journal.c.kind == KIND, stands(journal.c.seq))
    query = sa.select(journal).where(*standing, *wanted).order_by(journal.c.seq)
    return [
        Record(row.subject, row.seq, row.recorded_at, row.actor, row.is_demo, json.loads(row.payload))
        for row in connection.execute(query)
    ]


def _draw() -> str:
    # A letter first: a reference is never taken for a number, nor shown in Thai digits with one.
    drawn = secrets.choice(ALPHABET[10:]) + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 2))
    return drawn + _check(drawn)


def _check(drawn: str) -> str:
    """Luhn's check character over the alphabet: finds any one wrong character and nearly every exchanged pair."""
    size, total = len(ALPHABET), 0
    for place, character in enumerate(reversed(drawn)):
        number = ALPHABET.index(character) * (2 - place % 2)
        total += number // size + number % size
    return ALPHABET[-total % size]
