"""The registers that a workbook is checked against, kept in memory until a fact changes them.

Hundreds of workbooks arrive on the same evening and are checked against the same registers; loading these once, and
again only after a new reference row, register or return, is what keeps each of them in the tens of milliseconds.
"""

from __future__ import annotations

import threading
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from base.period import FiscalYear
from etl.check.lookup import Lookup
from etl.reference import Register
from ledger.schema import journal
from ledger.store import Ledger

_CHANGING_KINDS = frozenset({"reference", "return", "approve_project", "decline_project", "remove_demo"})
_CHANGING_FORMS = ("projects/", "project_changes/", "items/")


class Lookups:
    """The lookups of one ledger, one per fiscal year."""

    def __init__(self) -> None:
        self._pen = threading.Lock()
        self._seen = 0
        self._years: dict[FiscalYear, Lookup] = {}

    def of(self, connection: sa.Connection, year: FiscalYear) -> Lookup:
        """The lookup of a fiscal year as this snapshot knows it."""
        with self._pen:
            self._forget_changed(connection)
            if year not in self._years:
                self._years[year] = Lookup(Register.load(connection, year))
            return self._years[year]

    def _forget_changed(self, connection: sa.Connection) -> None:
        if not self._years:
            self._seen = connection.execute(sa.select(sa.func.max(journal.c.seq))).scalar() or 0
            return
        newer = sa.select(journal.c.seq, journal.c.kind, journal.c.subject).where(journal.c.seq > self._seen)
        found = connection.execute(newer.order_by(journal.c.seq)).all()
        if any(_changes(row.kind, row.subject) for row in found):
            self._years.clear()
        if found:
            self._seen = found[-1].seq


def _changes(kind: str, subject: str) -> bool:
    if kind == "submission":
        return subject.startswith(_CHANGING_FORMS)
    return kind in _CHANGING_KINDS


_OF_LEDGER: WeakKeyDictionary[sa.Engine, Lookups] = WeakKeyDictionary()
_PEN = threading.Lock()


def lookups_of(ledger: Ledger) -> Lookups:
    """The lookups kept for this open ledger, the same ones for all of its visitors (`Ledger.of_visitor`)."""
    with _PEN:
        return _OF_LEDGER.setdefault(ledger.engine, Lookups())
