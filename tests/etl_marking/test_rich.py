"""The marked copy of ten rich workbooks: marks where the findings are, and not a byte elsewhere."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook

from etl.marking.known import SUMMARY
from etl.marking.marks import AUTHOR, COLOURS
from etl.read import read
from tests.etl_marking import rich
from tests.etl_marking.compared import SERVICE, bare, cells, changed_parts, difference, part, sheet_parts
from tests.etl_marking.conftest import Marked, Sent

pytestmark = pytest.mark.filterwarnings("ignore:.*not supported and will be removed")

WRITERS: dict[str, Callable[[], bytes]] = {
    **{name: lambda feature=feature: rich.with_excel(feature) for name, feature in rich.FEATURES.items()},  # type: ignore[misc]
    "openpyxl": rich.with_openpyxl,
}


def places(sent: dict[str, Any]) -> set[str]:
    return {one["cell"] for one in sent["findings"] if one["cell"]}


@pytest.mark.parametrize("name", WRITERS)
def test_a_rich_workbook_keeps_everything(name: str, send: Sent, mark: Marked) -> None:
    before = WRITERS[name]()
    sent: Any = send(before)
    found = {(one["code"], one["cell"]) for one in sent["findings"]}
    assert {(code, rich.at(*place)) for place, code in rich.CODES.items()} <= found
    after = mark(sent["id"])
    _only_marks_differ(before, after, places(sent))
    _summary_leads_there(after, sent)
    assert read(after) == read(before), "our own sheet is not read"


def _only_marks_differ(before: bytes, after: bytes, marked: set[str]) -> None:
    for one in changed_parts(before, after):
        assert SERVICE.fullmatch(one) or one in sheet_parts(before), one
    for one in sheet_parts(before):
        old, new = part(before, one), part(after, one)
        assert bare(old, marked) == bare(new, marked)
        if old != new:
            assert b"tabSelected" in old or b"legacyDrawing" in new
    for is_cached in (False, True):
        old_cells, new_cells = cells(before, is_cached=is_cached), cells(after, is_cached=is_cached)
        assert list(old_cells) == list(new_cells)
        for sheet, own in old_cells.items():
            here = marked if sheet == rich.SHEET else set()
            assert set(new_cells[sheet]) - set(own) <= here
            for address, was in own.items():
                allowed = {"fill", "comment"} if address in here else set()
                assert difference(was, new_cells[sheet][address]) <= allowed, (sheet, address)


def _summary_leads_there(after: bytes, sent: dict[str, Any]) -> None:
    book = load_workbook(io.BytesIO(after))
    assert book.sheetnames[0] == SUMMARY and book.active.title == SUMMARY
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == [SUMMARY]
    report, summary = book[rich.SHEET], book[SUMMARY]
    linked = {cell.hyperlink.location for row in summary.iter_rows() for cell in row if cell.hyperlink}
    for one in sent["findings"]:
        cell = report[one["cell"]]
        assert cell.comment is not None and AUTHOR in cell.comment.text, one
        assert one["message"] in cell.comment.text.replace("• ", "")
        assert cell.fill.fgColor.rgb in COLOURS.values()
        assert any(re.search(rf"!{one['cell']}(?!\d)|!{one['cell'][0]}\d+:", where) for where in linked)
