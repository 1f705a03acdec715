"""An agency's sheet made from the template: it comes back understood, is locked where it should be, and made once."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from base.settings import Settings
from etl.forms import FORMS
from etl.sheets.check import write_back
from etl.sheets.client import Client
from etl.sheets.create import create
from etl.sheets.credential import WRITE
from etl.sheets.fetch import CHECK_SHEET
from etl.sheets.patience import Patience
from ledger import sheets
from ledger.sheets import Registered, SheetRefused, State
from tests.etl_receive.command import Command
from tests.etl_receive.desk import open_desk
from tests.google.faults import Faults
from tests.google.office import Office
from tests.google.server import LocalGoogle

pytestmark = pytest.mark.slow

AT = datetime(2021, 3, 20, 9)


@pytest.fixture
def office(local: LocalGoogle, client: Client, tmp_path: Path) -> Iterator[Office]:
    desk = open_desk(tmp_path)
    yield Office(desk, local, client)
    desk.ledger.close()


@pytest.fixture
def writer(settings: Settings, patience: Patience) -> Client:
    return Client.of(settings, patience, WRITE)


def test_a_sheet_is_made_shared_and_understood(office: Office, writer: Client) -> None:
    made = create(
        office.ledger, writer, office.desk.user(), FORMS["progress"], "DSD", share_with=["dsd@example.go.th"], at=AT
    )
    book = office.local.google.books[made.spreadsheet]
    assert book.roles["dsd@example.go.th"] == "writer" and made.key == "DSD-progress"
    own, mark = book.tabs
    assert own.title == FORMS["progress"].sheet and mark.more["hidden"] and len(own.protected) == 3
    statuses = [place for place, spot in own.spots.items() if spot.validation and place[0] == 10]
    assert len(statuses) >= 3, "drop-downs in the first row of data"
    assert not any(spot.formula for tab in book.tabs for spot in tab.spots.values())
    reading = office.reading(AT)
    assert reading.state is State.WATCHED and reading.period == "2021-03"
    assert "period" not in [spot.value for spot in mark.spots.values()], "the heading says the month, not the mark"


@pytest.mark.parametrize("kind", ["cut", "503"])
def test_nothing_is_made_twice(office: Office, writer: Client, kind: str) -> None:
    google = office.local.google
    google.faults = Faults(planned=deque([kind]), matches=lambda method, path: method == "POST")
    made = create(office.ledger, writer, office.desk.user(), FORMS["progress"], "DSD", at=AT)
    again = create(office.ledger, writer, office.desk.user(), FORMS["progress"], "DSD", at=AT)
    assert made.spreadsheet == again.spreadsheet and len(google.books) == 1
    assert [tab.title for tab in google.books[made.spreadsheet].tabs] == [FORMS["progress"].sheet, "_tidtam"]


def test_findings_are_written_back_once_and_as_plain_values(office: Office, settings: Settings) -> None:
    book = office.sheet(office.desk.report(result_text="=1+1", plan_no=None))
    quiet = office.pull(AT)
    assert write_back(settings, quiet.values()) == [] and len(book.tabs) == 3, "off unless the register says so"
    with office.ledger.write("admin") as writer:
        sheets.register(writer, Registered("DSD-progress", book.id, "progress", "DSD", writes_check=True))
    office.edit(book, office.desk.report(plan_no=None), AT)
    asked = office.pull(AT)
    office.local.google.faults = Faults(planned=deque(["cut"]), matches=lambda method, path: method == "PUT")
    assert write_back(settings, asked.values()) == []
    [check] = [tab for tab in book.tabs if tab.title == CHECK_SHEET]
    told = [spot.value for spot in check.spots.values() if spot.value]
    assert told[:2] == ["เซลล์", "สิ่งที่พบ"] and any("แผน" in str(one) for one in told[2:])
    assert not any(spot.formula for spot in check.spots.values())
    version = book.version
    again = office.pull(AT)
    assert again["DSD-progress"].reading.content == asked["DSD-progress"].reading.content  # type: ignore[union-attr]
    assert write_back(settings, again.values()) == [] and book.version == version


def test_an_account_that_may_not_create_says_what_to_do(office: Office, writer: Client) -> None:
    office.local.google.may_create = False
    with pytest.raises(SheetRefused, match="ลงทะเบียนด้วยลิงก์แทน"):
        create(office.ledger, writer, office.desk.user(), FORMS["progress"], "DSD", at=AT)
    with office.ledger.read() as connection:
        assert sheets.registered(connection) == {}


def test_the_commands(
    office: Office,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    command = Command(tmp_path / "other", monkeypatch, capsys)
    book = office.sheet(office.desk.report())
    link = f"https://docs.google.com/spreadsheets/d/{book.id}/edit#gid=0"
    assert command.run("sheet", "add", link, "--reporter", "DSD").code == 0
    without = command.run("pull")
    assert without.code == 1 and "TIDTAM_GOOGLE_KEY" in without.err
    monkeypatch.setenv("TIDTAM_GOOGLE_KEY", str(settings.google_key))
    monkeypatch.setenv("TIDTAM_GOOGLE_API", str(settings.google_api))
    assert "เปิดชีต “รายงาน DSD” ได้" in command.run("sheet", "test", "DSD-progress").out
    assert "รอวันปิดรับ" in command.run("pull", "--at", "2021-04-04T09:00").out
    [taken] = command.run("pull", "--sheet", "DSD-progress", "--at", "2021-04-06T01:00", "--json").json
    assert taken["state"] == "frozen" and taken["submission"] in taken["messages"][0]
    [listed] = command.run("sheet", "list", "--json").json
    assert listed["submission"] == taken["submission"] and not listed["is_new"]
    del office.local.google.books[book.id]
    gone = command.run("pull", "--at", "2021-04-06T02:00")
    assert gone.code == 1 and "ไม่พบชีตนี้" in gone.err
    assert command.run("sheet", "remove", "DSD-progress").code == 0
    assert "ยังไม่มีชีตในทะเบียน" in command.run("pull").out
    assert "https://docs.google.com" in command.run("sheet", "add", "not a link", "--reporter", "DSD").err
