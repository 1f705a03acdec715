"""`python -m etl annotate`: who may have a file, what becomes of one that cannot carry marks, and how it is said."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from etl.forms import FORMS
from etl.marking.known import SUMMARY
from etl.marking.marks import AUTHOR, COLOURS
from etl.marking.summary import COPY
from etl.read import read
from tests.etl_marking import rich
from tests.etl_marking.conftest import Marked, Sent
from tests.etl_marking.editing import with_cells, with_parts
from tests.etl_receive.command import Command
from tests.etl_receive.desk import saved
from tests.messy.as_ods import as_ods
from tests.messy.as_xls import as_xls
from tests.messy.paper import Page, Paper, Put, Writer


def paper() -> Paper:
    """The report on a page that any format can be written from."""
    cells = {
        (row, column): Put(value) for row, pair in enumerate(rich.LABELS, 1) for column, value in enumerate(pair, 1)
    }
    for column, field in enumerate(FORMS["progress"].fields, 1):
        cells[rich.HEADER, column] = Put(field.header.th)
        for row in range(rich.FIRST, rich.FIRST + rich.ROWS):
            value: Any = rich.typed(field.code, row)
            if value is not None:
                cells[row, column] = Put(value, "0.00" if isinstance(value, float) else "General")
    return Paper([Page(rich.SHEET, cells)])


def csv(paper: Paper) -> bytes:
    """All in quotes, with the byte order mark that Excel writes."""
    (page,) = paper.pages
    rows = (
        [page.cells.get((row, column), Put(None)).text for column in range(1, page.width + 1)]
        for row in range(1, page.height + 1)
    )
    quoted = (",".join('"' + text.replace('"', '""') + '"' for text in row) for row in rows)
    return "\n".join(quoted).encode("utf-8-sig")


OTHER_KINDS: dict[str, Writer] = {"csv": csv, "xls": as_xls, "ods": as_ods}


@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_a_file_of_another_kind_comes_back_as_a_workbook(kind: str, send: Sent, mark: Marked) -> None:
    before = OTHER_KINDS[kind](paper())
    sent: Any = send(before, f"รายงาน.{kind}")
    assert sent["status"] == "with_errors"
    marked = mark(sent["id"])
    book = load_workbook(io.BytesIO(marked))
    name = "csv" if kind == "csv" else rich.SHEET
    assert book.sheetnames == [SUMMARY, name]
    assert COPY.th in [row[2].value for row in book[SUMMARY].iter_rows()]
    for one in sent["findings"]:
        cell = book[name][one["cell"]]
        assert cell.comment.author == AUTHOR and cell.fill.fgColor.rgb in COLOURS.values()
    (own,), (copied,) = read(before).sheets, read(marked).sheets
    assert {at: cell.value for at, cell in own.cells.items()} == {at: cell.value for at, cell in copied.cells.items()}


@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_its_mended_copy_is_accepted(kind: str, send: Sent, mark: Marked) -> None:
    book = load_workbook(io.BytesIO(mark(send(OTHER_KINDS[kind](paper()), f"รายงาน.{kind}")["id"])))
    for field, row in rich.FAULTS:
        book.worksheets[1][rich.at(field, row)] = rich.good(field, row)
    said: Any = send(saved(book))
    assert said["status"] == "accepted", said["findings"]


@pytest.mark.slow
def test_a_package_that_cannot_be_patched_comes_back_as_its_values(send: Sent, mark: Marked) -> None:
    odd = with_parts(
        rich.with_excel(rich.notes),
        lambda name, content: b"no drawing" if name.endswith("vmlDrawing1.vml") else content,
    )
    sent: Any = send(odd)
    book = load_workbook(io.BytesIO(mark(sent["id"])))
    assert COPY.th in [row[2].value for row in book[SUMMARY].iter_rows()]
    assert all(book[rich.SHEET][one["cell"]].comment.author == AUTHOR for one in sent["findings"])


@pytest.mark.slow
def test_the_copy_of_a_returned_report_says_why(command: Command, send: Sent, mark: Marked) -> None:
    mended = {rich.at(*place): rich.good(*place) for place in rich.FAULTS}
    number: Any = send(with_cells(mark(send(rich.with_excel(rich.lists))["id"]), mended))["id"]
    assert command.run("decide", number, "return", "--reason", "งบประมาณไม่ตรงกับบัญชี").code == 0
    (summary, *_) = load_workbook(io.BytesIO(mark(number))).worksheets
    assert ("เหตุผลที่ส่งคืน", "งบประมาณไม่ตรงกับบัญชี") in [(row[0].value, row[2].value) for row in summary.iter_rows()]
    assert command.run("decide", number, "accept", "--as", "director").code == 0
    (summary, *_) = load_workbook(io.BytesIO(mark(number))).worksheets
    assert "เหตุผลที่ส่งคืน" not in [row[0].value for row in summary.iter_rows()]


def test_only_those_who_may_read_the_file_get_it(command: Command, send: Sent) -> None:
    number: Any = send(rich.with_excel(rich.lists))["id"]
    path = command.data_dir.parent / "marked.xlsx"
    for user in ("agency.DOE", "viewer"):
        said = command.run("annotate", number, "-o", path, "--as", user)
        assert said.code == 1 and "ไม่มีสิทธิ์" in said.err and not path.exists()
    for user in ("agency.DSD", "steward", "director"):
        said = command.run("annotate", number, "-o", path, "--as", user, "--json")
        assert said.code == 0 and path.exists()
        assert said.json == {
            "id": number, "file": str(path), "name": f"แก้ไข-progress-DSD-2564-03-{number}.xlsx", "is_copy": False,
        }  # fmt: skip
        path.unlink()


def test_a_file_that_nobody_could_place_is_its_sender_s(command: Command) -> None:
    path = command.file("strange.xlsx", rich.with_excel(rich.lists))
    other = ("--form", "progress", "--reporter", "DSD", "--period", "2021-04")
    sent: Any = command.run("submit", path, *other, "--as", "agency.DSD", "--json").json[0]
    assert sent["status"] == "with_errors" and sent["reporter"] is None
    assert command.run("annotate", sent["id"], "-o", path, "--as", "agency.DOE").code == 1
    assert command.run("annotate", sent["id"], "-o", path, "--as", "agency.DSD").code == 0


def test_what_cannot_be_marked_is_one_sentence(command: Command, send: Sent) -> None:
    refused: Any = send(b"\x89PNG\r\n\x1a\n" + b"\x00" * 64)
    good: Any = send(with_cells(rich.with_openpyxl(), {rich.at("province", 8): "น่าน"}))
    out = command.data_dir.parent / "x.xlsx"
    cases = (("S999999", out, "S999999"), (refused["id"], out, "ไม่รับไฟล์"), (good["id"], Path("/none/x"), "/none/x"))
    for number, path, named in cases:
        said = command.run("annotate", number, "-o", path)
        assert said.code == 1 and len(said.sentences) == 1 and named in said.err, said.err
