"""Reference tables and settings: append-only rows under both clocks (in force from a day, known from a seq)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from ledger.canonical import canonical, clean
from ledger.schema import journal, reference_row
from ledger.standing import stands
from ledger.store import Writer


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """One row of a reference table as recorded."""

    seq: int
    recorded_at: datetime
    actor: str
    is_demo: bool
    table: str
    key: str
    effective_from: date
    is_retired: bool
    payload: dict[str, Any]


def append_rows(writer: Writer, table: str, rows: Iterable[tuple[str, date, bool, dict[str, Any]]]) -> int:
    """Record (key, effective_from, is_retired, payload) rows of one table as one batch; returns its seq.

    Raises ValueError when the batch is empty or names a key twice for the same day.
    """
    batch: list[dict[str, Any]] = [
        clean({"no": no, "table_name": table, "key": key, "is_retired": is_retired, "payload": canonical(payload)})
        | {"effective_from": effective_from}
        for no, (key, effective_from, is_retired, payload) in enumerate(rows, 1)
    ]
    if not batch:
        raise ValueError(f"no rows for the table {table}")
    if len({(row["key"], row["effective_from"]) for row in batch}) < len(batch):
        raise ValueError(f"a key of the table {table} stands twice for the same day")
    return writer.append("reference", table, {"table": table, "count": len(batch)}, rows={reference_row: batch})


def current(
    connection: sa.Connection, table: str, *, as_of: date | None = None, known_seq: int | None = None
) -> dict[str, dict[str, Any]]:
    """key → payload as in force on `as_of` and known at `known_seq`; None means no limit.

    The row with the latest effective_from counts, then the highest seq; retired keys are left out.
    """
    limits: dict[str, Any] = {"as_of": as_of, "known_seq": known_seq}
    given = {"table": table} | {name: value for name, value in limits.items() if value is not None}
    in_force = {row.key: row for row in connection.execute(_in_force(frozenset(given)), given)}
    return {key: json.loads(row.payload) for key, row in in_force.items() if not row.is_retired}


def one(connection: sa.Connection, table: str, key: str) -> dict[str, Any] | None:
    """The payload of one key of a table as it stands now; None when there is none or it is retired."""
    # The newest in force is the last one of `current`.
    row = next(iter(connection.execute(_last_of_key(), {"table": table, "key": key})), None)
    return None if row is None or row.is_retired else json.loads(row.payload)


@lru_cache
def _last_of_key() -> sa.Select[Any]:
    own = reference_row.c
    wanted = (own.table_name == sa.bindparam("table"), own.key == sa.bindparam("key"), stands(own.seq))
    order = (own.effective_from.desc(), own.seq.desc(), own.no.desc())
    return sa.select(own.is_retired, own.payload).where(*wanted).order_by(*order).limit(1)


@lru_cache
def _in_force(given: frozenset[str]) -> sa.Select[Any]:
    """The question of `current`, written once: every visitor asks it at every run."""
    wanted = [reference_row.c.table_name == sa.bindparam("table"), stands(reference_row.c.seq)]
    wanted += [reference_row.c.effective_from <= sa.bindparam("as_of")] if "as_of" in given else []
    wanted += [reference_row.c.seq <= sa.bindparam("known_seq")] if "known_seq" in given else []
    columns = (reference_row.c.key, reference_row.c.is_retired, reference_row.c.payload)
    order = (reference_row.c.effective_from, reference_row.c.seq, reference_row.c.no)
    return sa.select(*columns).where(*wanted).order_by(*order)


def load(connection: sa.Connection, *wanted: sa.ColumnElement[bool]) -> list[ReferenceRow]:
    """The rows that answer to the conditions on the tables `reference_row` and `journal`, in seq order."""
    query = sa.select(reference_row, journal.c.recorded_at, journal.c.actor, journal.c.is_demo)
    query = query.join(journal, reference_row.c.seq == journal.c.seq).where(*wanted)
    return [
        ReferenceRow(
            seq=row.seq,
            recorded_at=row.recorded_at,
            actor=row.actor,
            is_demo=row.is_demo,
            table=row.table_name,
            key=row.key,
            effective_from=row.effective_from,
            is_retired=row.is_retired,
            payload=json.loads(row.payload),
        )
        for row in connection.execute(query.order_by(reference_row.c.seq, reference_row.c.no))
    ]
