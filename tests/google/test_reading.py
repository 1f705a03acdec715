"""A Google Sheet gives the very cells that the same workbook gives; its snapshot gives them again."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings

from etl.cells import Cell, Sheet, Workbook
from etl.gate import GateRefusal
from etl.gate.snapshot import NAME, canonical_json, packed, unpacked
from etl.privacy import masked_file, personal_cells
from etl.read import read
from etl.sheets.address import link
from etl.sheets.client import Client
from etl.sheets.fetch import take
from tests.etl_read.test_round_trip import TABLES, write
from tests.google.book import Spot
from tests.google.server import EMAIL, LocalGoogle
from tests.google.shelf import put, shelve


def through_google(local: LocalGoogle, client: Client, workbook: Workbook) -> Workbook:
    book = shelve(local.google, "ชีตของหน่วยงาน", workbook)
    return read(take(client, book.id).snapshot)


def cells_of(workbook: Workbook) -> list[tuple[object, ...]]:
    return [
        (sheet.name, sheet.is_hidden, sheet.merges, sheet.hidden_rows, sheet.hidden_columns, sheet.cells)
        for sheet in workbook.sheets
    ]


@pytest.mark.slow
@given(table=TABLES)
@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_table_reads_the_same_from_a_workbook_and_from_google(
    local: LocalGoogle, client: Client, table: dict[tuple[int, int], object]
) -> None:
    local.google.clock.advance(60)
    own = read(write(table, False))  # type: ignore[arg-type]
    assert cells_of(through_google(local, client, own)) == cells_of(own)


def test_everything_a_sheet_can_hold_comes_through(local: LocalGoogle, client: Client) -> None:
    cells = (
        Cell(1, 1, "ผลการดำเนินงาน"),
        Cell(2, 1, 0.85, "0.00%"),
        Cell(2, 2, 3, "General", "=1+2"),
        Cell(3, 1, "#DIV/0!", "General", "=1/0", True),
        Cell(3, 2, None, "General", "=IMPORTRANGE(A1)"),
        Cell(4, 3, True),
    )
    shown = Sheet("รายงาน", {(c.row, c.column): c for c in cells}, ((5, 1, 6, 2),), frozenset({9}), frozenset({4}))
    hidden = Sheet("_tidtam", {(1, 1): Cell(1, 1, "form")}, is_hidden=True)
    own = Workbook("google", (shown, hidden))
    assert through_google(local, client, own) == own


def test_the_same_sheet_is_the_same_bytes_and_looks_do_not_count(local: LocalGoogle, client: Client) -> None:
    own = Workbook("google", (Sheet("ก", {(1, 1): Cell(1, 1, "ข")}),))
    book = shelve(local.google, "ชีต", own)
    first = take(client, book.id)
    book.tabs[0].rows += 50
    book.tabs[0].spots[20, 3] = Spot(format={"numberFormat": {"type": "TEXT"}})
    assert take(client, book.id).snapshot == first.snapshot
    book.title, book.locale = "ชื่อใหม่", "th_TH"
    again = take(client, book.id)
    assert again.content == first.content and (again.title, again.locale) == ("ชื่อใหม่", "th_TH")
    put(local.google, book, Workbook("google", (Sheet("ก", {(1, 1): Cell(1, 1, "ค")}),)))
    assert take(client, book.id).content != first.content


def test_one_sheet_costs_one_read(local: LocalGoogle, client: Client) -> None:
    book = shelve(local.google, "ชีต", Workbook("google", (Sheet("ก", {(1, 1): Cell(1, 1, 1)}),)))
    take(client, book.id)
    assert local.google.asked[book.id] == 1


def test_a_snapshot_tells_no_moment_and_damage_is_refused() -> None:
    data = packed({"sheets": []})
    assert data == packed({"sheets": []}) and data[4:8] == b"\0\0\0\0"
    assert unpacked(data) == {"sheets": []}
    for damaged in (data[:-9], data[:40] + b"\xff" + data[41:]):
        with pytest.raises(GateRefusal) as refusal:
            read(damaged)
        assert refusal.value.code == "G_UNREADABLE"
    with pytest.raises(GateRefusal, match="G_NO_SHEET"):
        read(data)


def test_a_bomb_and_a_strangers_archive_are_refused() -> None:
    bomb = gzip.compress(b"[" * 120_000_000, 1)
    header = b"\x1f\x8b\x08\x08" + bomb[4:10] + NAME.encode() + b"\0"
    with pytest.raises(GateRefusal, match="G_TOO_LARGE"):
        read(header + bomb[10:])
    with pytest.raises(GateRefusal, match="G_NOT_SPREADSHEET"):
        read(gzip.compress(canonical_json({"answer": {}})))


def test_personal_data_in_a_snapshot_is_covered(local: LocalGoogle, client: Client) -> None:
    cells = (Cell(1, 1, "ติดต่อ นางสาวสมหญิง ใจดี"), Cell(1, 2, 1101700230708), Cell(1, 3, 12))
    own = Workbook("google", (Sheet("ก", {(c.row, c.column): c for c in cells}),))
    book = shelve(local.google, "ชีต", own)
    snapshot = take(client, book.id).snapshot
    covered = masked_file(snapshot, "google")
    assert covered is not None and len(personal_cells(read(snapshot))) == 2
    again = read(covered)
    assert personal_cells(again) == [] and again.sheets[0].cells[1, 3].value == 12


def test_a_link_opens_the_cell() -> None:
    assert link("abc", 7, "F12") == "https://docs.google.com/spreadsheets/d/abc/edit#gid=7&range=F12"
    assert EMAIL not in link("abc", 7)
