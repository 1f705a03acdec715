"""One workbook written in every format that is read: the same cells at the same addresses, whatever its kind."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from etl.cells import Sheet
from etl.gate import GateRefusal
from etl.read import read
from tests.etl_read.files import packed, parts_of
from tests.messy.as_ods import as_ods
from tests.messy.as_xls import as_xls
from tests.messy.formats import DELIMITED, FORMATS
from tests.messy.paper import Page, Paper, Put

EVERY = FORMATS | DELIMITED


def sample() -> Paper:
    """Values of every kind, formulas with and without a value, an error, a merge, and what is hidden."""
    cells = {
        (2, 2): Put("จังหวัด"),
        (2, 3): Put("๑,๒๐๐ บาท"),
        (3, 2): Put(12),
        (3, 3): Put(-0.25),
        (3, 4): Put(0.85, "0%", shown="85%"),
        (4, 2): Put(date(2021, 1, 5), "[$-107041E]d mmm yyyy"),
        (4, 3): Put(True),
        (4, 4): Put("007"),
        (5, 2): Put(24, formula="=B3*2"),
        (5, 3): Put(None, formula="=B3*3"),
        (5, 4): Put("#DIV/0!", formula="=1/0", is_error=True),
        (5, 5): Put("กข", formula='="ก"&"ข"'),
        (6, 2): Put("ผสาน"),
        (8, 4): Put("บรรทัด\nสอง"),
        (9, 28): Put("ไกล"),
        (12, 1): Put("ซ่อน"),
    }
    page = Page("รายงาน", cells, [(6, 2, 7, 3)], {12}, {30})
    return Paper([page, Page("ซ่อน", {(1, 1): Put("x")}, is_hidden=True)])


def told(sheet: Sheet) -> dict[tuple[int, int], tuple[object, bool, bool]]:
    """What a cell holds, whether by a formula, whether an error."""
    return {place: (cell.value, cell.formula is not None, cell.is_error) for place, cell in sheet.cells.items()}


@pytest.mark.parametrize("name", FORMATS)
def test_a_workbook_is_the_same_in_every_format(name: str) -> None:
    page = sample().pages[0]
    book = read(FORMATS[name](sample()))
    sheet = book.sheets[0]
    assert book.kind == name
    assert told(sheet) == {at: (put.value, put.formula is not None, put.is_error) for at, put in page.cells.items()}
    assert (sheet.merges, sheet.hidden_rows, sheet.hidden_columns) == (((6, 2, 7, 3),), {12}, {30})
    assert [(one.name, one.is_hidden) for one in book.sheets] == [("รายงาน", False), ("ซ่อน", True)]
    assert "%" in sheet.cells[3, 4].number_format, "85 % and 0.85 are told apart by the format alone"


@pytest.mark.parametrize("name", DELIMITED)
def test_delimited_text_holds_what_was_shown(name: str) -> None:
    page = sample().pages[0]
    sheet = read(DELIMITED[name](sample())).sheets[0]
    assert told(sheet) == {at: (put.text, False, put.is_error) for at, put in page.cells.items() if put.text}


def test_a_formula_of_an_old_workbook_that_was_never_calculated_is_told() -> None:
    cell = read(as_xls(sample())).sheets[0].cells[5, 3]
    assert (cell.value, cell.formula) == (None, "=1.0+1.0")


def test_a_formula_of_an_ods_is_told_as_it_is_typed() -> None:
    page = Page("a", {(1, 1): Put(3, formula="=SUM([.B1:.$C$2];['b'.A1])")})
    assert read(as_ods(Paper([page]))).sheets[0].cells[1, 1].formula == "=SUM(B1:$C$2;'b'.A1)"


def test_repeated_cells_of_an_ods_stand_at_each_of_their_addresses() -> None:
    data = as_ods(Paper([Page("a", {(1, 1): Put(7)})]))
    parts = parts_of(data)
    wide = b'<table:table-cell table:number-columns-repeated="3" office:value-type="float" office:value="7"'
    parts["content.xml"] = parts["content.xml"].replace(
        b'<table:table-cell office:value-type="float" office:value="7"', wide
    )
    parts["content.xml"] = parts["content.xml"].replace(
        b"<table:table-row>", b'<table:table-row table:number-rows-repeated="2">', 1
    )
    cells = read(packed(parts)).sheets[0].cells
    assert {place: cell.value for place, cell in cells.items()} == {(r, c): 7 for r in (1, 2) for c in (1, 2, 3)}


def test_an_ods_that_stands_for_too_many_cells_is_refused() -> None:
    parts = parts_of(as_ods(Paper([Page("a", {(1, 1): Put(7)})])))
    many = b'<table:table-row table:number-rows-repeated="1048576">'
    wide = b'<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="7"'
    content = parts["content.xml"].replace(b"<table:table-row>", many, 1)
    parts["content.xml"] = content.replace(b'<table:table-cell office:value-type="float" office:value="7"', wide)
    with pytest.raises(GateRefusal) as caught:
        read(packed(parts))
    assert caught.value.code == "G_CELLS"


def test_comments_and_shapes_in_an_ods_are_no_text_of_the_cell() -> None:
    parts = parts_of(as_ods(Paper([Page("a", {(1, 1): Put("เอ")})])))
    note = "<office:annotation><text:p>ความเห็น</text:p></office:annotation>".encode()
    parts["content.xml"] = parts["content.xml"].replace(b"<text:p>", note + b"<text:p>", 1)
    assert read(packed(parts)).sheets[0].cells[1, 1].value == "เอ"


REFUSED = {
    "cut in the middle": (as_xls(sample())[:3000], "G_XLS"),
    "old workbook with macros": (as_xls(sample()) + "_VBA_PROJECT_CUR".encode("utf-16-le"), "G_MACRO"),
    "Excel 4": (b"\x09\x04\x06\x00\x00\x00\x10\x00\x0a\x00\x00\x00", "G_XLS"),
    "word document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "G_NOT_SPREADSHEET"),
    "ods with macros": (
        packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "Basic/a.xml": b"<x/>"}),
        "G_MACRO",
    ),
    "ods without content": (packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "G_ODS"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_says_why(name: str) -> None:
    data, code = REFUSED[name]
    with pytest.raises(GateRefusal) as caught:
        read(data)
    assert caught.value.code == code


def test_a_locked_old_workbook_asks_for_the_password_to_be_taken_off() -> None:
    data = as_xls(sample())
    codepage = b"\x42\x00\x02\x00\xb0\x04"
    locked = data.replace(codepage, b"\x2f\x00\x02\x00\x00\x00", 1)
    assert locked != data
    with pytest.raises(GateRefusal) as caught:
        read(locked)
    assert caught.value.code == "G_ENCRYPTED"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_saves_reads_the_same(tmp_path: Path, drill: Callable[[int, int], int]) -> None:
    """Calc calculates what was left to it and knows truths as numbers."""
    source = tmp_path / "in" / "a.xlsx"
    source.parent.mkdir()
    source.write_bytes(FORMATS["xlsx"](sample()))
    for ending in ("xls", "ods", "xlsx")[: drill(1, 3)]:
        words = ["soffice", f"-env:UserInstallation=file://{tmp_path}/home", "--headless", "--convert-to", ending]
        subprocess.run([*words, "--outdir", str(tmp_path), str(source)], check=True, capture_output=True, timeout=120)
        sheet = read((tmp_path / f"a.{ending}").read_bytes()).sheets[0]
        found = told(sheet)
        for place, put in sample().pages[0].cells.items():
            wanted = 36 if place == (5, 3) else put.value
            assert found[place][0] == wanted, (ending, place)
            assert found[place][2] == put.is_error
            assert found[place][1] >= (put.formula is not None)
        assert (sheet.merges, sheet.hidden_rows) == (((6, 2, 7, 3),), {12})


def test_a_zip_is_known_by_its_content_and_not_by_its_name() -> None:
    with zipfile.ZipFile(io.BytesIO(as_ods(sample()))) as archive:
        assert archive.namelist()[0] == "mimetype"
    assert {name: read(write(sample())).kind for name, write in EVERY.items()} == {
        name: name.split()[0] for name in EVERY
    }
