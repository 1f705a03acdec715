"""Adds facts of the ledger to the tables of a build, many at a time and never row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import duckdb
import numpy as np
import pyarrow as pa
import sqlalchemy as sa

from base import commentary
from base.period import Month, fiscal_year_of, parse_period
from base.problem import STEPS
from etl.building.warned import warned_rows
from etl.forms import FORMS
from etl.forms.model import Form
from etl.rows import from_ipc, schema_of
from ledger import facts
from ledger.attachments import Attachment
from ledger.canonical import canonical
from ledger.decisions import Decision
from ledger.records import Submission, seq_of
from ledger.reference import ReferenceRow

WINDOW = 2000
"""How many sequence numbers are read at a time, so that memory does not grow with the length of the history."""

Key = tuple[str, str, str]
Record = Mapping[str, object]


@dataclass
class Added:
    """What was added: the keys whose counting versions may have changed, and whether any of it is demonstration."""

    keys: set[Key] = field(default_factory=set)
    has_demo: bool = False


def add_facts(
    build: duckdb.DuckDBPyConnection, ledger: sa.Connection, after: int, upto: int, removed: frozenset[int]
) -> Added:
    """Adds the facts with after < seq <= upto; those in `removed`, and decisions on them, are left out."""
    added = Added()
    for start in range(after, upto, WINDOW):
        _add_window(build, facts.since(ledger, start, min(start + WINDOW, upto)), removed, added)
    return added


def insert(build: duckdb.DuckDBPyConnection, table: str, records: Iterable[Record]) -> None:
    """Adds records (column → value) to a table, as one statement."""
    rows = [dict(record) for record in records]
    if rows:
        _insert_arrow(build, f'INSERT INTO "{table}" BY NAME FROM incoming', pa.Table.from_pylist(rows))


def _add_window(build: duckdb.DuckDBPyConnection, window: facts.Facts, removed: frozenset[int], added: Added) -> None:
    sent = [(one, rows) for one, rows in window.submissions if one.seq not in removed]
    decided = [one for one in window.decisions if one.seq not in removed and _submission_seq(one) not in removed]
    references = [one for one in window.references if one.seq not in removed]
    attached = [one for one in window.attachments if not {one.seq, seq_of(one.submission_id)} & removed]
    stamps = [stamp for stamp in window.stamps if stamp.seq not in removed]
    insert(build, "fact", ({"seq": s.seq, "recorded_at": s.recorded_at, "kind": s.kind} for s in stamps))
    insert(build, "submission", (_submission(one, rows) for one, rows in sent))
    insert(build, "decision", (_decision(one) for one in decided))
    insert(build, "reference", (_reference(one) for one in references))
    insert(build, "problem_step", (_problem_step(one) for one in decided if one.kind in STEPS))
    insert(build, "commentary_step", (_commentary_step(one) for one in decided if one.kind in commentary.STEPS))
    insert(build, "attachment", (_attachment(one) for one in attached))
    for form in FORMS.values():
        _insert_rows(build, form, {one.seq: rows for one, rows in sent if one.form == form.code and rows is not None})
    marks = [[one.is_demo for one, _ in sent], *([one.is_demo for one in some] for some in (decided, references))]
    added.has_demo |= any(map(any, marks)) or any(one.is_demo for one in attached)
    added.keys |= {_key(one) for one, _ in sent if one.status == "valid"}
    added.keys |= _ruled_keys(build, [one for one in decided if one.kind in ("accept", "return")])


def _insert_rows(build: duckdb.DuckDBPyConnection, form: Form, streams: dict[int, bytes]) -> None:
    """Adds the rows of many submissions of one form (sequence number → Arrow stream)."""
    schema = schema_of(form)
    tables = [_conform(from_ipc(stream), schema) for stream in streams.values()]
    if sum(table.num_rows for table in tables) == 0:
        return
    owners = np.repeat(np.fromiter(streams, np.int64), [table.num_rows for table in tables])
    # Thousands of small chunks are ten times slower to insert than one.
    incoming = pa.concat_tables(tables).combine_chunks().append_column("submission_seq", pa.array(owners))
    inserted = _insert_arrow(
        build,
        f'INSERT INTO "{form.code}" BY NAME '
        "SELECT incoming.* RENAME (_row AS sheet_row, _raw AS raw), reporter, period_start, fy "
        "FROM incoming JOIN submission ON submission.seq = incoming.submission_seq",
        incoming,
    )
    if inserted != incoming.num_rows:
        raise ValueError(f"{incoming.num_rows - inserted} rows of the form {form.code} found no submission")


def _conform(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The rows in the form's columns of today: a column that came later is empty, one that is gone is left out."""
    if table.schema.equals(schema):
        return table
    columns = [
        table[column.name].cast(column.type) if column.name in table.schema.names else pa.nulls(len(table), column.type)
        for column in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _insert_arrow(build: duckdb.DuckDBPyConnection, statement: str, incoming: pa.Table) -> int:
    """Runs an INSERT that reads the table `incoming`; gives the number of rows inserted."""
    build.register("incoming", incoming)
    counted = build.execute(statement).fetchone()
    build.unregister("incoming")
    return int(counted[0]) if counted else 0


def _submission(one: Submission, rows: bytes | None) -> Record:
    start, year = _period(one.period)
    same = (
        *("seq", "submission_id", "form", "reporter", "period", "version", "status", "received_at", "recorded_at"),
        *("submitted_by", "channel", "file_name", "size_bytes", "sha256", "row_count", "is_nil", "is_demo"),
        *("error_count", "warning_count"),
    )
    told = {name: getattr(one, name) for name in same}
    warned = warned_rows(one, rows)
    return told | {"period_start": start, "fy": year, "layout": canonical(one.layout), "warned_rows": warned}


def _decision(one: Decision) -> Record:
    same = ("seq", "recorded_at", "submission_id", "kind", "row_no", "subject", "reason", "actor")
    return {name: getattr(one, name) for name in same} | {"payload": canonical(one.payload)}


def _problem_step(one: Decision) -> Record:
    year, _, key = one.subject.partition(":")
    told = {name: one.payload.get(name) for name in ("action", "owner")}
    due = one.payload.get("due_on")
    told |= {"on_day": date.fromisoformat(one.payload["on"]), "due_on": date.fromisoformat(due) if due else None}
    same = {name: getattr(one, name) for name in ("seq", "recorded_at", "kind", "reason", "actor")}
    return same | told | {"fy": int(year), "problem_key": key}


def _commentary_step(one: Decision) -> Record:
    key = commentary.Key.parse(one.subject)
    told = {name: one.payload.get(name) for name in ("cause", "remedy", "action", "owner")}
    days = {"on_day": one.payload.get("on"), "due_on": one.payload.get("due_on")}
    told |= {name: date.fromisoformat(day) if day else None for name, day in days.items()}
    about = {"kpi": key.kpi, "scope": key.scope, "month": key.month.first_day, "action_no": key.number}
    same = {name: getattr(one, name) for name in ("seq", "recorded_at", "kind", "reason", "actor")}
    return same | told | about | {"fy": key.month.fiscal_year.year_be}


def _attachment(one: Attachment) -> Record:
    same = ("seq", "attachment_id", "recorded_at", "submission_id", "row_no", "sha256", "media_type", "size_bytes")
    return {name: getattr(one, name) for name in (*same, "file_name", "caption", "has_consent", "actor")}


def _reference(one: ReferenceRow) -> Record:
    same = ("seq", "recorded_at", "actor", "key", "effective_from", "is_retired")
    return {name: getattr(one, name) for name in same} | {"table_name": one.table, "payload": canonical(one.payload)}


def _period(text: str | None) -> tuple[date | None, int | None]:
    """First day and fiscal year (BE); nothing for a file with errors that names no period that exists."""
    try:
        period = parse_period(text or "")
    except ValueError:
        return None, None
    return period.first_day if isinstance(period, Month) else period.start, fiscal_year_of(period).year_be


def _submission_seq(one: Decision) -> int | None:
    return None if one.submission_id is None else seq_of(one.submission_id)


def _key(one: Submission) -> Key:
    assert one.form and one.reporter and one.period, "the ledger keeps no valid submission without a key"
    return one.form, one.reporter, one.period


def _ruled_keys(build: duckdb.DuckDBPyConnection, rulings: list[Decision]) -> set[Key]:
    if not rulings:
        return set()
    about = sorted({one.submission_id for one in rulings if one.submission_id is not None})
    found = build.execute(
        "SELECT form, reporter, period FROM submission WHERE list_contains($about, submission_id) AND status = 'valid'",
        {"about": about},
    ).fetchall()
    return {(str(form), str(reporter), str(period)) for form, reporter, period in found}
