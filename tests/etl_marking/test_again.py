"""A marked copy comes back: mended it is accepted, half mended its marks are renewed and never doubled."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from etl.findings import Severity
from etl.marking.known import SUMMARY
from etl.marking.marks import COLOURS, OPENING
from tests.etl_marking import rich
from tests.etl_marking.compared import boxes, cells, commented
from tests.etl_marking.conftest import Marked, Sent
from tests.etl_marking.editing import with_cells

pytestmark = pytest.mark.filterwarnings("ignore:.*not supported and will be removed")
RED = COLOURS[Severity.ERROR]
MENDED = {rich.at(*place): rich.good(*place) for place in rich.FAULTS}


def ours(data: bytes) -> dict[str, str]:
    """Address → the comment that says something of ours, in the report."""
    sheet = load_workbook(io.BytesIO(data))[rich.SHEET]
    found = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
    return {address: text for address, text in found.items() if OPENING in text}


@pytest.mark.parametrize("name", ["formulas", "notes", "names", "everything"])
def test_the_mended_copy_is_accepted(name: str, send: Sent, mark: Marked) -> None:
    before = rich.with_excel(rich.FEATURES[name])
    marked = mark(send(before)["id"])
    said: Any = send(with_cells(marked, MENDED))
    assert said["status"] == "accepted", said["findings"]
    assert said["receipt"]["row_count"] == rich.ROWS
    assert cells(marked, is_cached=True)["อื่น ๆ"] == cells(before, is_cached=True)["อื่น ๆ"]


@pytest.mark.parametrize("name", ["notes", "everything"])
def test_marks_are_renewed_not_doubled(name: str, send: Sent, mark: Marked) -> None:
    before = rich.with_excel(rich.FEATURES[name])
    first = mark(send(before)["id"])
    again: Any = send(first)
    assert again["status"] == "with_errors"
    second = mark(again["id"])
    assert load_workbook(io.BytesIO(second)).sheetnames == load_workbook(io.BytesIO(first)).sheetnames
    assert ours(second) == ours(first)
    assert all(text.count(OPENING) == 1 for text in ours(second).values())
    old, new = cells(first, is_cached=True), cells(second, is_cached=True)
    assert old == new
    assert boxes(first) == commented(first) and boxes(second) == commented(second)


def test_a_mended_cell_loses_its_mark_alone(send: Sent, mark: Marked) -> None:
    before = rich.with_excel(rich.notes)
    first = mark(send(before)["id"])
    cell = rich.at("result_cum", 7)
    second = mark(send(with_cells(first, {cell: 50}))["id"])
    assert set(ours(first)) - set(ours(second)) == {cell}
    was = load_workbook(io.BytesIO(before))[rich.SHEET][cell]
    now = load_workbook(io.BytesIO(second))[rich.SHEET][cell]
    assert now.comment.text == was.comment.text == "เดี๋ยวแก้"
    assert now.fill.patternType == was.fill.patternType
    kept = load_workbook(io.BytesIO(second))[rich.SHEET][rich.at("province", 8)]
    assert kept.fill.fgColor.rgb in COLOURS.values()


def test_a_cell_s_own_colour_comes_back(send: Sent, mark: Marked) -> None:
    """A number that fell has the sender's green; while it is marked it has ours, afterwards green again."""
    typed = {rich.at("budget_disb", 7): 5000}
    before = with_cells(rich.with_excel(lambda rich: None), typed)
    first = mark(send(before)["id"])
    (cell,) = typed
    assert load_workbook(io.BytesIO(first))[rich.SHEET][cell].fill.fgColor.rgb == RED
    second = mark(send(with_cells(first, {cell: 500.25}))["id"])
    own, now = (load_workbook(io.BytesIO(one))[rich.SHEET][cell] for one in (before, second))
    assert own.fill.fgColor.rgb == now.fill.fgColor.rgb == "FFE2EFDA"
    assert own.number_format == now.number_format


def test_a_sheet_of_that_name_that_is_not_ours_stays(send: Sent, mark: Marked) -> None:
    def named(book: rich.Rich) -> None:
        book.book.add_worksheet(SUMMARY).write("A1", "ของผู้ส่งเอง")

    marked = mark(send(rich.with_excel(named))["id"])
    book = load_workbook(io.BytesIO(marked))
    assert book.sheetnames[0] == f"{SUMMARY} (2)" and book[SUMMARY]["A1"].value == "ของผู้ส่งเอง"
    again = mark(send(with_cells(marked, {rich.at("province", 8): "น่าน"}))["id"])
    assert load_workbook(io.BytesIO(again)).sheetnames == book.sheetnames


def test_marking_twice_gives_the_same_bytes(send: Sent, mark: Marked) -> None:
    number = send(rich.with_excel(rich.everything))["id"]
    assert mark(number) == mark(number)


def test_what_is_mended_and_marked_again_has_no_mark_of_an_error(send: Sent, mark: Marked) -> None:
    first = mark(send(rich.with_openpyxl())["id"])
    clean: Any = send(with_cells(first, MENDED))
    assert clean["status"] == "accepted"
    assert set(ours(mark(clean["id"]))) == {one["cell"] for one in clean["findings"] if one["cell"]}
