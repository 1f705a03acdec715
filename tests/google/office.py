"""An office with a ledger, a key and a local Google: sheets are registered, edited and pulled at stated moments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from etl.cells import Cell, Workbook
from etl.read import read
from etl.sheets.client import Client
from etl.sheets.pull import Pulled, pull
from ledger import sheets
from ledger.sheets import Reading, Registered, State, key_of
from ledger.store import Ledger
from tests.etl_receive.desk import Desk
from tests.google.book import Book
from tests.google.server import LocalGoogle
from tests.google.shelf import put, shelve

EDITED = datetime(2021, 4, 2, 10)
"""When agencies fill in March 2021; it is due on 5 April."""
BEFORE = datetime(2021, 4, 4, 9)
DUE = datetime(2021, 4, 5, 23, 59, 59)
AFTER = datetime(2021, 4, 6, 1)
LATER = datetime(2021, 4, 7, 9)


@dataclass
class Office:
    """Everything that a pull needs."""

    desk: Desk
    local: LocalGoogle
    client: Client

    @property
    def ledger(self) -> Ledger:
        return self.desk.ledger

    def sheet(
        self,
        data: bytes,
        reporter: str = "DSD",
        form: str = "progress",
        at: datetime = EDITED,
        period: str | None = None,
    ) -> Book:
        """An agency's sheet with the cells of a workbook, written at a moment and registered."""
        self.local.google.clock.set_bangkok(at)
        book = shelve(self.local.google, f"รายงาน {reporter}", read(data))
        with self.ledger.write("admin", at=min(at, datetime(2021, 3, 1))) as writer:
            sheets.register(writer, Registered(key_of(reporter, form), book.id, form, reporter, False, period))
        return book

    def edit(self, book: Book, data: bytes | Workbook, at: datetime) -> None:
        """The sheet as another workbook has it, from a moment on."""
        self.local.google.clock.set_bangkok(at)
        put(self.local.google, book, data if isinstance(data, Workbook) else read(data))

    def touch(self, book: Book, at: datetime) -> None:
        """Changed at a moment, without another content."""
        self.local.google.clock.set_bangkok(at)
        self.local.google.touch(book)

    def pull(self, at: datetime, **said: Any) -> dict[str, Pulled]:
        """A pull at a moment."""
        self.local.google.clock.set_bangkok(at)
        done = pull(self.ledger, self.client, self.desk.user(), at=at, **said)
        return {one.sheet.key: one for one in done}

    def state(self, at: datetime, key: str = "DSD-progress", **said: Any) -> State:
        """Where a sheet stands after a pull."""
        return self.reading(at, key, **said).state

    def reading(self, at: datetime, key: str = "DSD-progress", **said: Any) -> Reading:
        """What is known of a sheet after a pull."""
        found = self.pull(at, **said)[key].reading
        assert found is not None
        return found


def moved(workbook: Workbook, sheet: str, first: int, second: int, below: int = 9) -> Workbook:
    """The workbook with two columns of a table in each other's place."""
    swap = {first: second, second: first}
    own = workbook.sheet(sheet)
    assert own is not None
    cells = {}
    for (row, column), cell in own.cells.items():
        to = swap.get(column, column) if row > below else column
        cells[row, to] = Cell(row, to, cell.value, cell.number_format, cell.formula, cell.is_error)
    own.cells.clear()
    own.cells.update(cells)
    return workbook


def soon(moment: datetime, minutes: int = 5) -> datetime:
    return moment + timedelta(minutes=minutes)
