"""Verification: recompute the chain and the digest of every row that hangs on it, and say what was altered.

The chain covers the journal; each journal payload holds the digests of the rows it made (`holds`), and a submission's
row names its original by hash. So a changed, removed or added row is found in whatever table it stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from base.words import Text
from ledger.canonical import digest_of_rows, sha256
from ledger.schema import JOURNALLED, attachment, journal, original, submission
from ledger.sheets import snapshots_named
from ledger.store import EMPTY, Head, Ledger, chain_hash

BATCH = 500
# What reading a cell that somebody has overwritten with another type may raise.
_UNREADABLE = (ValueError, TypeError, OverflowError, sa.exc.DBAPIError)
_DAY = "-".join("[0-9]" * digits for digits in (4, 2, 2))
_MOMENT = f"{_DAY} {':'.join(['[0-9][0-9]'] * 3)}.{'[0-9]' * 6}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was recorded, and the journal row where it shows."""

    seq: int
    text: Text


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as read, or only its seq when it could not be."""

    seq: int
    columns: Mapping[str, Any] | None


def verify(ledger: Ledger, head: Head | None = None) -> list[Fault]:
    """Every fault of the ledger, in seq order; an empty list when all is as recorded.

    `head` (from a receipt, an export or a backup) also finds a removed tail and a ledger that was begun anew.
    """
    with ledger.read() as connection:
        return faults_in(connection, ledger.audit_key, head)


def faults_in(connection: sa.Connection, key: bytes, head: Head | None = None) -> list[Fault]:
    """The same of one snapshot, or of what a transaction is about to commit."""
    faults = [*_journal(connection, key, head), *_misspelt(connection), *_strays(connection), *_originals(connection)]
    return sorted(faults, key=lambda fault: fault.seq)


def _journal(connection: sa.Connection, key: bytes, head: Head | None) -> Iterator[Fault]:
    """The chain from its first row, with the rows that hang on each; then the head that was asked about."""
    before, last_moment, is_head_met = EMPTY, None, head in (None, EMPTY)
    newest = connection.execute(sa.select(sa.func.max(journal.c.seq))).scalar() or 0
    for low in range(1, newest + 1, BATCH):
        high = min(low + BATCH - 1, newest)
        entries = _read(connection, journal, low, high)
        held = {table.name: _by_seq(_read(connection, table, low, high)) for table in JOURNALLED}
        for entry in entries:
            if entry.seq != before.seq + 1:
                yield _fault(entry.seq, MISSING, first=before.seq + 1, last=entry.seq - 1)
            elif entry.columns and entry.columns["prev_hash"] != before.hash:
                yield _fault(entry.seq, BROKEN, seq=entry.seq)
            if entry.columns is None or not _is_signed(key, entry.columns):
                yield _fault(entry.seq, ALTERED, seq=entry.seq)
            elif last_moment and entry.columns["recorded_at"] < last_moment:
                yield _fault(entry.seq, BACKWARDS, seq=entry.seq)
            else:
                last_moment = entry.columns["recorded_at"]
                yield from _held(entry.seq, entry.columns["payload"], held)
            before = Head(entry.seq, entry.columns["hash"] if entry.columns else "")
            is_head_met = is_head_met or before == head
    if head and not is_head_met:
        yield _fault(head.seq, TAIL if head.seq > newest else REWRITTEN, seq=head.seq, newest=newest)


def _held(seq: int, payload: str, held: Mapping[str, Mapping[int, Sequence[_Row]]]) -> Iterator[Fault]:
    """The rows of every table under this journal row against the digests in its payload."""
    digests: Mapping[str, str] = json.loads(payload).get("holds", {})
    for table in JOURNALLED:
        rows, wanted = held[table.name].get(seq, ()), digests.get(table.name)
        if wanted is None and rows:
            yield _fault(seq, INSERTED, seq=seq, table=table.name)
        elif wanted is not None and not rows:
            yield _fault(seq, ROWS_MISSING, seq=seq, table=table.name)
        elif wanted is not None and _digest(table, rows) != wanted:
            yield _fault(seq, ROWS_ALTERED, seq=seq, table=table.name)


def _is_signed(key: bytes, columns: Mapping[str, Any]) -> bool:
    try:
        return bool(chain_hash(key, columns) == columns["hash"])
    except _UNREADABLE:
        return False


def _digest(table: sa.Table, rows: Sequence[_Row]) -> str | None:
    columns = [row.columns for row in rows if row.columns is not None]
    try:
        return digest_of_rows(table, columns) if len(columns) == len(rows) else None
    except _UNREADABLE:
        return None


def _read(connection: sa.Connection, table: sa.Table, low: int, high: int) -> list[_Row]:
    """The rows of `table` with these seqs, in seq order; one that cannot be read comes without its columns."""
    query = sa.select(table).order_by(table.c.seq)
    try:
        found = connection.execute(query.where(table.c.seq.between(low, high))).mappings().all()
        return [_Row(row["seq"], dict(row)) for row in found]
    except _UNREADABLE:
        if low < high:
            middle = (low + high) // 2
            return [*_read(connection, table, low, middle), *_read(connection, table, middle + 1, high)]
        return [_Row(low, None)]


def _by_seq(rows: Sequence[_Row]) -> dict[int, list[_Row]]:
    grouped: dict[int, list[_Row]] = {}
    for row in rows:
        grouped.setdefault(row.seq, []).append(row)
    return grouped


def _misspelt(connection: sa.Connection) -> Iterator[Fault]:
    """Cells whose bytes are not as we write them though they read as the same value; only SQLite keeps such cells.

    A digest is of values, and more than one spelling reads as the same moment or truth: `2020-10-01109:00:00`, or 2.
    """
    if connection.dialect.name != "sqlite":
        return
    for table in (journal, *JOURNALLED):
        wrong = [is_wrong for column in table.columns if (is_wrong := _is_misspelt(column)) is not None]
        if wrong:
            for seq in connection.execute(sa.select(table.c.seq).where(sa.or_(*wrong)).order_by(table.c.seq)).scalars():
                yield _fault(seq if isinstance(seq, int) else 0, MISSPELT, seq=seq, table=table.name)


def _is_misspelt(column: sa.Column[Any]) -> sa.ColumnElement[bool] | None:
    if isinstance(column.type, sa.Boolean):
        return sa.type_coerce(column, sa.Integer).not_in((0, 1))
    if isinstance(column.type, sa.DateTime | sa.Date):
        shape = _MOMENT if isinstance(column.type, sa.DateTime) else _DAY
        return ~sa.type_coerce(column, sa.Text).op("GLOB", is_comparison=True)(shape)
    return None


def _strays(connection: sa.Connection) -> Iterator[Fault]:
    """Rows that hang on no journal row at all, beyond the newest one or under a number that is missing."""
    for table in JOURNALLED:
        lost = sa.select(table.c.seq).distinct().where(table.c.seq.not_in(sa.select(journal.c.seq)))
        for seq in connection.execute(lost.order_by(table.c.seq)).scalars():
            yield _fault(seq if isinstance(seq, int) else 0, LOST, seq=seq, table=table.name)


def _originals(connection: sa.Connection) -> Iterator[Fault]:
    """Every original's bytes against its hash; an original that nothing names, or one that is gone."""
    named_by: dict[str, int] = {}
    for table in (attachment, submission):
        name = table.c.original_sha256
        named = sa.select(name, sa.func.min(table.c.seq)).where(name.is_not(None)).group_by(name)
        named_by |= {row[0]: row[1] for row in connection.execute(named)}
    named_by = snapshots_named(connection) | named_by
    kept = list(connection.execute(sa.select(original.c.sha256)).scalars())
    for digest in kept:
        if digest not in named_by:
            yield _fault(0, ORIGINAL_INSERTED, digest=digest)
            continue
        if not _is_true(connection, digest):
            yield _fault(named_by[digest], ORIGINAL_ALTERED, seq=named_by[digest])
    for digest in set(named_by) - set(kept):
        yield _fault(named_by[digest], ORIGINAL_MISSING, seq=named_by[digest])


def _is_true(connection: sa.Connection, digest: str) -> bool:
    try:
        row = connection.execute(sa.select(original).where(original.c.sha256 == digest)).one()
        return sha256(row.bytes) == digest and bool(row.size == len(row.bytes))
    except _UNREADABLE:
        return False


def _fault(at_seq: int, text: Text, **blanks: object) -> Fault:
    return Fault(at_seq, Text(text.say("th", **blanks), text.say("en", **blanks)))


MISSING = Text("รายการที่ {first} ถึง {last} หายไปจากทะเบียน", "Journal rows {first} to {last} are missing")
BROKEN = Text("รายการที่ {seq} ไม่ต่อเนื่องจากรายการก่อนหน้า", "Journal row {seq} does not follow the one before it")
ALTERED = Text("รายการที่ {seq} ถูกแก้ไขหลังจากบันทึก", "Journal row {seq} was altered after it was recorded")
MISSPELT = Text(
    "ไบต์ในตาราง {table} ของรายการที่ {seq} ถูกแก้ไขหลังจากบันทึก แม้ยังอ่านได้ค่าเดิม",
    "Bytes in the table {table} of journal row {seq} were altered, though they read the same",
)
BACKWARDS = Text(
    "เวลาบันทึกของรายการที่ {seq} ย้อนหลังกว่ารายการก่อนหน้า", "Journal row {seq} was recorded before the row that precedes it"
)
TAIL = Text(
    "รายการหลังรายการที่ {newest} จนถึงรายการที่ {seq} ถูกลบออกจากท้ายทะเบียน",
    "The journal ends at row {newest}: the rows up to {seq} were removed from its end",
)
REWRITTEN = Text(
    "รายการที่ {seq} ไม่ตรงกับรหัสตรวจสอบที่ให้มา ทะเบียนอาจถูกเขียนขึ้นใหม่หรือเป็นคนละชุด",
    "Journal row {seq} does not have the hash that was given: the ledger was rewritten or is another one",
)
ROWS_ALTERED = Text(
    "ข้อมูลในตาราง {table} ของรายการที่ {seq} ถูกแก้ไข เพิ่ม หรือลบหลังจากบันทึก",
    "Rows of the table {table} under journal row {seq} were altered, added or removed after they were recorded",
)
ROWS_MISSING = Text(
    "ข้อมูลในตาราง {table} ของรายการที่ {seq} หายไป", "The rows of the table {table} under journal row {seq} are missing"
)
INSERTED = Text(
    "มีข้อมูลแปลกปลอมในตาราง {table} ที่อ้างรายการที่ {seq}", "The table {table} has rows under {seq} that were never recorded"
)
LOST = Text(
    "ข้อมูลในตาราง {table} อ้างรายการที่ {seq} ซึ่งไม่มีในทะเบียน",
    "The table {table} has rows under journal row {seq}, which is not in the journal",
)
ORIGINAL_ALTERED = Text(
    "ไฟล์ต้นฉบับของรายการที่ {seq} ถูกแก้ไขหลังจากบันทึก",
    "The original file of journal row {seq} was altered after it was recorded",
)
ORIGINAL_MISSING = Text("ไฟล์ต้นฉบับของรายการที่ {seq} หายไป", "The original file of journal row {seq} is missing")
ORIGINAL_INSERTED = Text("มีไฟล์ต้นฉบับแปลกปลอม {digest}", "There is an original file that was never recorded: {digest}")
