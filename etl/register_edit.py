"""A row of a register is added, changed or ended from a day on; what was known before stays (two clocks).

A change holds from its day on, also where a later row of the same key was recorded already: the changed values are
carried into each of those rows, in the same batch.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from base.access import Action, User
from base.words import Text
from etl.registers import KEPT, RegisterRefused, checked
from ledger import reference
from ledger.schema import reference_row
from ledger.standing import stands
from ledger.store import Ledger

NO_REASON = Text("กรอกเหตุผลหรือเลขที่คำสั่ง", "Give the reason, or the number of the order")
UNCHANGED = Text("ค่าทุกช่องเหมือนเดิม จึงไม่มีสิ่งที่ต้องบันทึก", "Nothing was changed, so there is nothing to record")
TAKEN = Text("มี “{found}” ในทะเบียนแล้ว ให้เลือกแล้วแก้ไข", "“{found}” is in the register already: choose it and change it")
NOT_THERE = Text("ไม่มี “{found}” ในทะเบียน ณ วันนั้น", "“{found}” is not in the register on that day")
BY_MONTH = Text(
    "กรอก “รายงานถึงเดือน” แทนการสิ้นสุด เพื่อให้เดือนก่อนหน้ายังนับอยู่",
    "Fill in “Reports until” instead, so that the months before still count",
)
STILL_USED = Text("ยังสิ้นสุดไม่ได้ เพราะใช้อยู่ใน {where}", "It cannot end yet: it is used in {where}")

Row = tuple[str, date, bool, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Standing:
    """One row as it stands on a day, and what is recorded for later."""

    key: str
    values: dict[str, str]
    since: date
    later: tuple[date, ...]
    """Days from which another row is in force."""


def standing(connection: sa.Connection, code: str, on: date) -> list[Standing]:
    """The rows of a register in force on a day, then those that come into force later."""
    held = _held(connection, code)
    found = []
    for key, rows in held.items():
        begun = [row for row in rows if row.effective_from <= on]
        later = tuple(sorted({row.effective_from for row in rows if row.effective_from > on}))
        last = begun[-1] if begun else rows[0]
        if not last.is_retired:
            found.append(Standing(key, _values(last), last.effective_from, later))
    return found


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody wants of one row, from a day on."""

    code: str
    key: str
    since: date
    reason: str
    values: Mapping[str, str] = field(default_factory=dict)
    is_new: bool = False
    is_end: bool = False


def rows_of(connection: sa.Connection, edit: Edit) -> list[Row]:
    """The rows that recording it would add, and nothing is recorded. Raises RegisterRefused."""
    _must_say_why(edit.reason)
    rows = _ended(connection, edit) if edit.is_end else _changed(connection, edit)
    return list({row[1]: row for row in rows}.values())


def apply(ledger: Ledger, user: User, edit: Edit) -> int:
    """Record it; gives the seq. Raises NotAllowed and RegisterRefused."""
    user.must(Action.REFERENCE_EDIT)
    with ledger.write(user.code) as writer:
        return reference.append_rows(writer, edit.code, rows_of(writer.connection, edit))


def record(
    ledger: Ledger,
    user: User,
    code: str,
    key: str,
    values: Mapping[str, str],
    since: date,
    reason: str,
    *,
    is_new: bool,
) -> int:
    """Add or change a row from a day on; gives the seq. Raises NotAllowed and RegisterRefused."""
    return apply(ledger, user, Edit(code, key, since, reason, values, is_new=is_new))


def end(ledger: Ledger, user: User, code: str, key: str, since: date, reason: str) -> int:
    """The row holds no longer from a day on; gives the seq. Raises NotAllowed and RegisterRefused."""
    return apply(ledger, user, Edit(code, key, since, reason, is_end=True))


def _changed(connection: sa.Connection, edit: Edit) -> list[Row]:
    """The row with its new values, and the rows recorded for later with what was changed."""
    key, row = checked(connection, KEPT[edit.code], edit.key, edit.values)
    before = reference.current(connection, edit.code, as_of=edit.since).get(key)
    if edit.is_new and before is not None:
        raise RegisterRefused(TAKEN, found=key)
    if not edit.is_new and before is None:
        raise RegisterRefused(NOT_THERE, found=key)
    old = before or {}
    changed = {name: value for name, value in row.items() if value != old.get(name, "")}
    if not changed:
        raise RegisterRefused(UNCHANGED)
    new: Row = (key, edit.since, False, {**old, **row, "reason": edit.reason.strip()})
    return [new, *_carried(connection, edit.code, key, edit.since, changed)]


def _ended(connection: sa.Connection, edit: Edit) -> list[Row]:
    """The end of the row, and of those that were recorded for later."""
    if KEPT[edit.code].is_ended_by_month:
        raise RegisterRefused(BY_MONTH)
    before = reference.current(connection, edit.code, as_of=edit.since).get(edit.key)
    if before is None:
        raise RegisterRefused(NOT_THERE, found=edit.key)
    _must_be_free(connection, edit.code, edit.key, edit.since)
    payload = {**before, "reason": edit.reason.strip()}
    days = [row.effective_from for row in _held(connection, edit.code)[edit.key] if row.effective_from > edit.since]
    return [(edit.key, day, True, payload) for day in (edit.since, *days)]


def _carried(connection: sa.Connection, code: str, key: str, since: date, changed: Mapping[str, str]) -> list[Row]:
    """The rows recorded for later days, with the values that were changed now."""
    later = (row for row in _held(connection, code).get(key, ()) if row.effective_from > since and not row.is_retired)
    return [(key, row.effective_from, False, {**json.loads(row.payload), **changed}) for row in later]


def _must_say_why(reason: str) -> None:
    if not reason.strip():
        raise RegisterRefused(NO_REASON)


def _must_be_free(connection: sa.Connection, code: str, key: str, since: date) -> None:
    """A body that a chain names cannot end before the chain does."""
    if code == "bodies":
        chains = reference.current(connection, "chains", as_of=since)
        used = sorted(name for name, row in chains.items() if row["body"] == key)
        if used:
            raise RegisterRefused(STILL_USED, where=", ".join(used))


def _held(connection: sa.Connection, code: str) -> dict[str, list[sa.Row[Any]]]:
    """Key → the rows that stand, each the last word about its day, by the day from which they hold."""
    wanted = (reference_row.c.table_name == code, stands(reference_row.c.seq))
    order = (reference_row.c.effective_from, reference_row.c.seq, reference_row.c.no)
    last: dict[tuple[str, date], sa.Row[Any]] = {}
    for row in connection.execute(sa.select(reference_row).where(*wanted).order_by(*order)):
        last[row.key, row.effective_from] = row
    return {key: list(rows) for key, rows in _by_key(last)}


def _by_key(last: Mapping[tuple[str, date], sa.Row[Any]]) -> Iterator[tuple[str, list[sa.Row[Any]]]]:
    grouped: dict[str, list[sa.Row[Any]]] = {}
    for (key, _), row in last.items():
        grouped.setdefault(key, []).append(row)
    yield from grouped.items()


def _values(row: sa.Row[Any]) -> dict[str, str]:
    found: dict[str, str] = json.loads(row.payload)
    return found
