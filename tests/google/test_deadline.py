"""The evening of the deadline: hundreds of sheets under the quota, with every kind of fault, none lost, none twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from etl.cells import Cell, Sheet, Workbook
from etl.read import read
from etl.sheets.client import Client
from etl.sheets.patience import ATTEMPTS
from etl.sheets.reading import READERS
from etl.sheets.sentences import said_of
from ledger import reference, sheets, submissions
from ledger.schema import submission
from ledger.sheets import Registered, State, key_of
from tests.etl_receive.desk import open_desk
from tests.google.faults import KINDS, Faults
from tests.google.office import AFTER, EDITED, Office, soon
from tests.google.server import LocalGoogle
from tests.google.shelf import shelve

pytestmark = pytest.mark.slow

MOST_MINUTES = 10
NAME = "หน่วยงานทดสอบ {number}"


@pytest.fixture
def office(local: LocalGoogle, client: Client, tmp_path: Path) -> Iterator[Office]:
    desk = open_desk(tmp_path)
    yield Office(desk, local, client)
    desk.ledger.close()


def many(office: Office, wanted: int) -> list[str]:
    """So many agencies, each with its sheet of March 2021, written in time and registered."""
    with office.ledger.write("admin", at=datetime(2021, 1, 1)) as writer:
        own = reference.current(writer.connection, "agencies")["DSD"]
        codes = [f"T{number:03d}" for number in range(1, wanted + 1)]
        names = {code: NAME.format(number=number) for number, code in enumerate(codes, 1)}
        made = [(code, date(2020, 10, 1), False, {**own, "code": code, "name_th": names[code]}) for code in codes]
        reference.append_rows(writer, "agencies", made)
    workbook, office_name = read(office.desk.report()), own["name_th"]
    office.local.google.clock.set_bangkok(EDITED)
    with office.ledger.write("admin", at=datetime(2021, 3, 1)) as writer:
        for code in codes:
            swap = {"DSD": code, office_name: names[code]}
            book = shelve(office.local.google, f"รายงาน {code}", _with(workbook, swap))
            sheets.register(writer, Registered(key_of(code, "progress"), book.id, "progress", code))
    return codes


def _with(workbook: Workbook, swap: dict[str, str]) -> Workbook:
    """The workbook with some texts of its heading replaced."""

    def changed(cell: Cell) -> Cell:
        value = swap.get(cell.value, cell.value) if isinstance(cell.value, str) and cell.column == 2 else cell.value
        return Cell(cell.row, cell.column, value, cell.number_format, cell.formula, cell.is_error)

    return Workbook(
        workbook.kind,
        tuple(
            Sheet(
                sheet.name,
                {place: changed(cell) for place, cell in sheet.cells.items()},
                sheet.merges,
                sheet.hidden_rows,
                sheet.hidden_columns,
                sheet.is_hidden,
            )
            for sheet in workbook.sheets
        ),
    )


def test_every_sheet_is_taken_once_within_ten_minutes(office: Office, drill: Callable[[int, int], int]) -> None:
    wanted = drill(70, 462)
    codes, google = many(office, wanted), office.local.google
    google.faults = Faults(share=0.05)
    google.clock.parties, office.local.stall_real_seconds = READERS, 0.0
    office.client.patience.timeouts_seconds = (60.0,)  # the server itself lets go after the virtual time-out
    google.clock.set_bangkok(AFTER)
    start = google.clock.monotonic()
    done = office.pull(AFTER)
    minutes = (google.clock.monotonic() - start) / 60
    states = Counter(one.reading.state for one in done.values() if one.reading is not None)
    print(f"{wanted} sheets: {minutes:.1f} min, {sum(google.asked.values())} reads, faults {google.faults.given}")
    print(f"refused by the quota itself: {google.quota.refused}; {dict(states)}")
    assert minutes <= MOST_MINUTES
    assert set(google.faults.given) == {one for kind in KINDS for one in kind} or wanted < 462
    google.faults, google.clock.parties = Faults(), 1
    again = office.pull(soon(AFTER, 15))
    assert all(one.reading is not None and one.reading.state is State.FROZEN for one in again.values())
    with office.ledger.read() as connection:
        taken = submissions.load(connection, submission.c.channel == "sheet")
    assert Counter(one.reporter for one in taken) == Counter(codes)
    assert all(one.status == "valid" and one.received_at == EDITED for one in taken)


@pytest.mark.parametrize("kind", ["429", "429-after", "503"])
def test_a_refusal_that_stays_ends_the_pull_and_is_said(office: Office, kind: str) -> None:
    many(office, 12)
    google = office.local.google
    google.faults = Faults(always=kind)
    google.clock.set_bangkok(AFTER)
    start = google.clock.monotonic()
    done = office.pull(AFTER)
    assert google.clock.monotonic() - start < 120
    for one in done.values():
        assert one.reading is not None and one.reading.state is State.FAILED
        [said] = said_of(one.reading, {"th": "", "en": ""})
        assert said.th.startswith("ดึงข้อมูลอีกครั้งในภายหลัง")
        assert ("จำกัดจำนวนครั้ง" in said.th) == kind.startswith("429")
    assert google.faults.given[kind] <= 12 * ATTEMPTS
    google.faults = Faults()
    assert all(one.reading.state is State.FROZEN for one in office.pull(soon(AFTER)).values())  # type: ignore[union-attr]
