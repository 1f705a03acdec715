"""Asking Google: who we are, how often, how long we wait, when we give up, and that nothing is written twice."""

from __future__ import annotations

import json
import logging
import socket
import time
from collections import deque
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from base.settings import Settings, read_settings
from etl.cells import Cell, Sheet, Workbook
from etl.sheets.client import Client
from etl.sheets.credential import WRITE, account_of
from etl.sheets.faults import GoogleFault, Wrong
from etl.sheets.fetch import SPREADSHEET, files
from etl.sheets.patience import ATTEMPTS, TROUBLE_SECONDS, Patience
from tests.google.book import Book
from tests.google.faults import Faults
from tests.google.server import EMAIL, LocalGoogle
from tests.google.shelf import shelve

BLINK = (0.25,)
"""Shorter than the local Google stalls."""
ONE_CELL = Workbook("google", (Sheet("ก", {(1, 1): Cell(1, 1, 1)}),))


def ask(client: Client, book: Book) -> int:
    return client.request("GET", SPREADSHEET.format(id=book.id), {"fields": "properties.title"}).status_code


@pytest.mark.parametrize("kind", ["429", "429-after", "500", "503", "stall", "cut"])
def test_a_fault_that_passes_is_waited_out(local: LocalGoogle, client: Client, kind: str) -> None:
    book = shelve(local.google, "ชีต", ONE_CELL)
    local.google.faults.planned = deque([kind, kind])
    client.patience.timeouts_seconds = BLINK
    assert ask(client, book) == 200
    assert local.google.faults.given == {kind: 2}
    pauses = local.google.clock.slept
    if kind == "429-after":
        assert pauses == [7.0, 7.0]
    else:
        assert len(pauses) == 2 and 0.5 <= pauses[0] <= 1 <= pauses[1] <= 2


@pytest.mark.parametrize("kind", ["429", "429-after", "500", "503", "stall", "cut"])
def test_a_fault_that_stays_ends_in_under_two_minutes(local: LocalGoogle, client: Client, kind: str) -> None:
    book = shelve(local.google, "ชีต", ONE_CELL)
    local.google.faults.always = kind
    client.patience.timeouts_seconds = BLINK
    start = local.google.clock.monotonic()
    with pytest.raises(GoogleFault) as fault:
        ask(client, book)
    took = local.google.clock.monotonic() - start
    waited = sum(local.google.clock.slept)
    assert fault.value.wrong is (Wrong.QUOTA if kind.startswith("429") else Wrong.NO_ANSWER)
    assert "อีกครั้งในภายหลัง" in fault.value.text.th
    assert waited <= TROUBLE_SECONDS and local.google.faults.given[kind] <= ATTEMPTS
    assert took < 120


def test_an_ended_token_is_renewed_and_a_refused_key_is_said(local: LocalGoogle, client: Client) -> None:
    book = shelve(local.google, "ชีต", ONE_CELL)
    assert ask(client, book) == 200
    local.google.end_tokens()
    assert ask(client, book) == 200
    local.google.end_tokens()
    local.account = type(local.account)()  # the key was replaced at Google's side
    with pytest.raises(GoogleFault) as fault:
        ask(client, book)
    assert fault.value.wrong is Wrong.KEY_REFUSED


def test_deleted_and_revoked_are_told_apart(local: LocalGoogle, client: Client) -> None:
    gone, closed = shelve(local.google, "ลบ", ONE_CELL), shelve(local.google, "ปิด", ONE_CELL)
    del local.google.books[gone.id]
    del closed.roles[EMAIL]
    for book, wrong in ((gone, Wrong.GONE), (closed, Wrong.NO_ACCESS)):
        with pytest.raises(GoogleFault) as fault:
            ask(client, book)
        assert fault.value.wrong is wrong
    assert local.google.clock.slept == []


def test_the_queue_stays_under_the_quota(local: LocalGoogle, client: Client) -> None:
    book = shelve(local.google, "ชีต", ONE_CELL)
    local.latency_seconds = 0.01
    for _ in range(130):
        ask(client, book)
    assert local.google.quota.refused == 0
    assert 120 < local.google.clock.monotonic() < 130


def test_a_write_that_may_have_been_done_is_not_repeated(local: LocalGoogle, settings: Settings) -> None:
    client = Client.of(settings, Patience(local.google.clock), WRITE)
    book = shelve(local.google, "ชีต", ONE_CELL)
    url = SPREADSHEET.format(id=book.id) + "/values/ก:append"
    local.google.faults = Faults(planned=deque(["cut"]))
    with pytest.raises(GoogleFault) as fault:
        client.request("POST", url, {"valueInputOption": "RAW"}, json={"values": [["ใหม่"]]})
    assert fault.value.wrong is Wrong.UNSURE
    assert sum(spot.value == "ใหม่" for spot in book.tabs[0].spots.values()) == 1


def test_reading_alone_may_not_write(local: LocalGoogle, client: Client) -> None:
    book = shelve(local.google, "ชีต", ONE_CELL)
    with pytest.raises(GoogleFault):
        client.request("PUT", SPREADSHEET.format(id=book.id) + "/values/ก!A1", {"valueInputOption": "RAW"}, json={})


def test_files_are_listed_by_the_page(local: LocalGoogle, client: Client) -> None:
    books = [shelve(local.google, f"ชีต {number}", ONE_CELL) for number in range(3)]
    books[1].is_trashed = True
    found = files(client)
    assert found.keys() == {books[0].id, books[2].id}
    in_utc = datetime.fromisoformat(books[0].modified.removesuffix("Z"))
    assert found[books[0].id].modified == in_utc + timedelta(hours=7)


def test_nobody_else_is_asked(local: LocalGoogle, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[object] = set()
    find = socket.getaddrinfo

    def noted(host: object, *more: object, **named: object) -> object:
        asked.add(host)
        return find(host, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", noted)
    ask(client, shelve(local.google, "ชีต", ONE_CELL))
    time.sleep(0.1)
    assert asked == {"127.0.0.1"}


@pytest.mark.parametrize("content", [None, "", "{}", '{"type": "service_account"}', "[1]", "no json"])
def test_no_key_and_a_bad_key_are_said_without_a_word_of_it(content: str | None, tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(GoogleFault) as fault:
        account_of(read_settings({"TIDTAM_DATA": str(tmp_path), "TIDTAM_GOOGLE_KEY": str(path)}))
    assert fault.value.wrong is Wrong.BAD_KEY
    with pytest.raises(GoogleFault) as fault:
        account_of(read_settings({"TIDTAM_DATA": str(tmp_path)}))
    assert fault.value.wrong is Wrong.NO_KEY


def test_the_key_shows_nowhere(
    local: LocalGoogle, settings: Settings, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    book = shelve(local.google, "ชีต", ONE_CELL)
    with caplog.at_level(logging.DEBUG):
        ask(client, book)
    assert settings.google_key is not None
    secret = json.loads(settings.google_key.read_text())["private_key"].splitlines()[1]
    token = next(iter(local.google.tokens))
    told = [repr(settings), repr(client), repr(client.account), caplog.text]
    damaged = settings.google_key.with_name("damaged.json")
    damaged.write_text(settings.google_key.read_text().replace(secret, secret[:-5] + "AAAAA"))
    with pytest.raises(GoogleFault) as fault:
        account_of(read_settings({"TIDTAM_DATA": "data", "TIDTAM_GOOGLE_KEY": str(damaged)})).credentials(WRITE)
    told += [repr(fault.value), str(fault.value.__cause__), str(fault.value.text)]
    assert not any(secret[:40] in text or token in text for text in told)
