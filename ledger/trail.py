"""The audit chain as a reader searches it: who did what to which object when, with before and after.

What stood before is the newest earlier row of the same kind about the same object; for a reference table it is the row
that was in force on the day from which the new one holds.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from ledger.schema import journal, reference_row

SHOWN_CHARACTERS = 300
"""More of one value is cut: a freeze keeps hundreds of figures in one payload."""
ROWS_AT_ONCE = 400
_NOT_SHOWN = frozenset({"holds", "figures", "content", "checks"})
"""Digests of rows, and the whole of a paper: they are kept, and too long for a list."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; empty means anything. Days are whole days in Bangkok, both included."""

    words: str = ""
    actor: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One value before and after; None where there was none."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the audit chain."""

    seq: int
    recorded_at: datetime
    actor: str
    kind: str
    subject: str
    is_demo: bool
    changes: tuple[Change, ...]


def count(connection: sa.Connection, wanted: Search) -> int:
    """How many rows answer the search."""
    return connection.execute(sa.select(sa.func.count()).select_from(journal).where(*_conditions(wanted))).scalar() or 0


def find(connection: sa.Connection, wanted: Search, *, skip: int = 0, limit: int = 25) -> list[Entry]:
    """The rows that answer, the newest first, with what each changed."""
    query = sa.select(journal).where(*_conditions(wanted)).order_by(journal.c.seq.desc()).offset(skip).limit(limit)
    rows = connection.execute(query).all()
    found: list[Entry] = []
    for start in range(0, len(rows), ROWS_AT_ONCE):
        found += _entries(connection, rows[start : start + ROWS_AT_ONCE])
    return found


def actors(connection: sa.Connection) -> list[str]:
    """Everybody who ever acted, by code."""
    return list(connection.execute(sa.select(journal.c.actor).distinct().order_by(journal.c.actor)).scalars())


def kinds(connection: sa.Connection) -> list[str]:
    """Every kind of action there is a row of."""
    return list(connection.execute(sa.select(journal.c.kind).distinct().order_by(journal.c.kind)).scalars())


def first_day(connection: sa.Connection) -> date | None:
    """The day of the oldest row that somebody made; None in an empty ledger."""
    oldest = sa.select(sa.func.min(journal.c.recorded_at)).where(journal.c.actor != "system")
    moment = connection.execute(oldest).scalar()
    return moment.date() if moment else None


def _conditions(wanted: Search) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if wanted.words:
        places = (journal.c.subject, journal.c.payload, journal.c.actor)
        rows = (reference_row.c.key, reference_row.c.payload)
        said, held = (
            sa.or_(*(place.icontains(wanted.words, autoescape=True) for place in some)) for some in (places, rows)
        )
        found.append(sa.or_(said, journal.c.seq.in_(sa.select(reference_row.c.seq).where(held))))
    if wanted.actor:
        found.append(journal.c.actor == wanted.actor)
    if wanted.kind:
        found.append(journal.c.kind == wanted.kind)
    if wanted.since:
        found.append(journal.c.recorded_at >= datetime.combine(wanted.since, time()))
    if wanted.until:
        found.append(journal.c.recorded_at < datetime.combine(wanted.until + timedelta(days=1), time()))
    return found


def _entries(connection: sa.Connection, rows: Sequence[sa.Row[Any]]) -> Iterator[Entry]:
    before = _before(connection, rows)
    tables = _reference_changes(connection, [row.seq for row in rows if row.kind == "reference"])
    for row in rows:
        changes = tables.get(row.seq) or _changes(before.get(row.seq, {}), _flat(row.payload))
        changes = [one for one in changes if one.after != row.subject]  # what it is about stands beside it already
        yield Entry(row.seq, row.recorded_at, row.actor, row.kind, row.subject, row.is_demo, tuple(changes))


def _before(connection: sa.Connection, rows: Sequence[sa.Row[Any]]) -> dict[int, dict[str, str]]:
    """Seq → what the newest earlier row of the same kind about the same object said."""
    subjects, kinds_ = {row.subject for row in rows}, {row.kind for row in rows} - {"reference"}
    same = (journal.c.subject.in_(subjects), journal.c.kind.in_(kinds_))
    earlier: dict[tuple[str, str], list[int]] = {}
    for one in connection.execute(sa.select(journal.c.seq, journal.c.kind, journal.c.subject).where(*same)):
        earlier.setdefault((one.kind, one.subject), []).append(one.seq)
    last = {
        row.seq: max((seq for seq in earlier.get((row.kind, row.subject), ()) if seq < row.seq), default=0)
        for row in rows
    }
    query = sa.select(journal.c.seq, journal.c.payload).where(journal.c.seq.in_(set(last.values())))
    payloads = {one.seq: one.payload for one in connection.execute(query)}
    return {seq: _flat(payloads[was]) for seq, was in last.items() if was in payloads}


def _flat(payload: str) -> dict[str, str]:
    """The values of a payload by their name; what hangs below another is named `payload.reason`."""
    return dict(_leaves("", json.loads(payload)))


def _leaves(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for inner, below in value.items():
            if inner not in _NOT_SHOWN:
                yield from _leaves(f"{name}.{inner}" if name and name != "payload" else inner, below)
    elif isinstance(value, bool):
        yield name, "true" if value else "false"
    elif value not in (None, "", []):
        words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        yield name, words if len(words) <= SHOWN_CHARACTERS else f"{words[:SHOWN_CHARACTERS]}…"


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    names = dict.fromkeys((*after, *before))
    pairs = ((name, before.get(name), after.get(name)) for name in names)
    return [Change(name, was, is_now) for name, was, is_now in pairs if was != is_now]


def _reference_changes(connection: sa.Connection, seqs: Collection[int]) -> dict[int, list[Change]]:
    """Seq → every value that the rows of a reference table changed."""
    new = connection.execute(
        sa.select(reference_row).where(reference_row.c.seq.in_(seqs)).order_by(reference_row.c.seq, reference_row.c.no)
    ).all()
    tables, keys = {row.table_name for row in new}, {row.key for row in new}
    order = (reference_row.c.effective_from, reference_row.c.seq, reference_row.c.no)
    same = (reference_row.c.table_name.in_(tables), reference_row.c.key.in_(keys))
    held: dict[tuple[str, str], list[sa.Row[Any]]] = {}
    for row in connection.execute(sa.select(reference_row).where(*same).order_by(*order)):
        held.setdefault((row.table_name, row.key), []).append(row)
    found: dict[int, list[Change]] = {}
    for row in new:
        was = [
            one
            for one in held[row.table_name, row.key]
            if one.effective_from <= row.effective_from and (one.seq, one.no) < (row.seq, row.no)
        ]
        found.setdefault(row.seq, []).extend(
            Change(f"{row.key} · {one.name}", one.before, one.after)
            for one in _changes(_stood(was[-1]) if was else {}, _stood(row))
        )
    return found


def _stood(row: sa.Row[Any]) -> dict[str, str]:
    """What a row of a reference table brings into force; nothing when it ends what stood there."""
    since = {"effective_from": row.effective_from.isoformat()}
    return since if row.is_retired else _flat(row.payload) | since
