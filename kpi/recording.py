"""A change of a setting or a target is recorded: what `kpi.preview` showed, with the reason, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from base.access import Action, User
from base.ambiguities import SETTINGS
from base.period import FiscalYear
from base.words import Text
from kpi.definitions import Entry, history
from kpi.preview import Change, ChangeRefused
from kpi.store import Build
from ledger import reference
from ledger.store import Ledger

NO_REASON = Text("กรอกเหตุผลหรือเลขที่มติ", "Give the reason, or the number of the resolution")
SAME = Text("{key} มีค่านี้อยู่แล้ว จึงไม่มีสิ่งที่ต้องบันทึก", "{key} has that value already; there is nothing to record")


def record(
    ledger: Ledger, user: User, changes: Sequence[Change], reason: str, *, at: datetime | None = None
) -> tuple[int, ...]:
    """Record the changes; gives the seq of each table's batch. Raises NotAllowed and ChangeRefused.

    A target keeps how it is compared and where the manual names it.
    """
    user.must(Action.SETTING_EDIT)
    if not reason.strip():
        raise ChangeRefused(NO_REASON)
    seqs = []
    with ledger.write(user.code, at=at) as writer:
        for table, some in groupby(sorted(changes, key=lambda one: one.table), key=lambda one: one.table):
            rows = []
            for one in some:
                was = reference.current(writer.connection, table, as_of=one.effective_from).get(one.key, {})
                new = {**was, **one.payload, "reason": reason.strip()}
                if {**new, "reason": ""} == {**was, "reason": ""}:
                    raise ChangeRefused(SAME, key=one.key)
                rows.append((one.key, one.effective_from, False, new))
            seqs.append(reference.append_rows(writer, table, rows))
    return tuple(seqs)


def standing(build: Build, table: str, on: date) -> dict[str, Entry]:
    """Key → the row in force on a day, as known now: its value, who recorded it when and why."""
    found: dict[str, Entry] = {}
    for one in history(build, build.last_seq, table):  # by key and day, so the last one that holds stays
        if one.effective_from <= on:
            found[one.key] = one
    return {key: one for key, one in found.items() if one.value is not None}


def of_year(build: Build, year: FiscalYear) -> dict[str, tuple[str, Entry | None]]:
    """Setting → its value in a fiscal year and the row that says so; no row where the program's default holds."""
    held = standing(build, "settings", year.end)
    found: dict[str, tuple[str, Entry | None]] = {}
    for name, setting in SETTINGS.items():
        entry = held.get(f"{year.year_be}:{name}") or held.get(f"*:{name}")
        found[name] = (entry.value or "", entry) if entry else (setting.default, None)
    return found
