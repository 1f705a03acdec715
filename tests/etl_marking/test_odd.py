"""Packages that other programs write, and texts from outside: the marks stand, nothing breaks out of its cell."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from etl.findings import find
from etl.marking.faults import CannotPatch
from etl.marking.known import SUMMARY
from etl.marking.marks import AUTHOR, COLOURS
from etl.marking.package import mark_package
from etl.marking.styles import sound_fill
from etl.marking.summary import About
from etl.read import read
from tests.etl_marking import rich
from tests.etl_marking.compared import part
from tests.etl_marking.editing import with_parts

ABOUT = About("S000001", "รายงาน.xlsx", datetime(2021, 4, 5, 9, 0), "รายงาน")
pytestmark = pytest.mark.filterwarnings("ignore:Workbook contains no default style")
SHEET1 = "xl/worksheets/sheet1.xml"
CELLS = ("N7", "K8", "M8", "Z99", "A98", "F10")
FINDINGS = [find("V21", sheet=rich.SHEET, cell=cell, column="ก", found="ช่องว่าง", found_en="it empty") for cell in CELLS]


def plain() -> bytes:
    return rich.with_excel(lambda rich: None)


def changed(name: str, change: Callable[[str], str]) -> bytes:
    """The plain workbook with one part written another way."""
    return with_parts(plain(), lambda one, content: change(content.decode()).encode() if one == name else content)


def prefixed(text: str) -> str:
    """As the Open XML SDK writes: every element of the main vocabulary with a prefix."""
    text = re.sub(r"<(/?)([a-zA-Z]+)(?=[\s/>])", r"<\1x:\2", text)
    return text.replace(
        ' xmlns="http://schemas.openxmlformats.org/spreadsheetml/',
        ' xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/',
    )


def without_addresses(text: str) -> str:
    """Rows and cells that only their order places; rows 1 to 3 and 6 to 10 hold the report."""
    gaps = text.replace('<row r="6"', '<row r="4"/><row r="5"/><row r="6"')
    return re.sub(r'<row r="\d+"', "<row", gaps)


def single_quotes(text: str) -> str:
    return re.sub(r'="([^"\']*)"', r"='\1'", text)


def in_utf16(data: bytes) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        if name not in (SHEET1, "xl/styles.xml", "xl/workbook.xml"):
            return content
        return content.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")

    return with_parts(data, change)


def without_styles(data: bytes) -> bytes:
    def change(name: str, content: bytes) -> bytes | None:
        if name == "xl/styles.xml":
            return None
        if name == "xl/_rels/workbook.xml.rels" or name == "[Content_Types].xml":
            return re.sub(rb"<(?:Relationship|Override) [^>]*styles[^>]*/>", b"", content)
        return re.sub(rb' s="\d+"', b"", content) if name.startswith("xl/worksheets/") else content

    return with_parts(data, change)


def bare_styles(text: str) -> str:
    """The least that a style sheet needs: fonts and cell styles."""
    lists = r"<(fills|borders|cellStyleXfs|cellStyles|dxfs|tableStyles)\b(?:[^>]*/>|.*?</\1>)"
    return re.sub(lists, "", re.sub(r'fillId="\d+"', 'fillId="0"', text))


def unaddressed_header(text: str) -> str:
    """The cells of the header row without addresses."""
    return re.sub(r'<row r="6".*?</row>', lambda row: re.sub(r'<c r="\w+"', "<c", row[0]), text)


def threaded(data: bytes) -> bytes:
    """A conversation as Excel 365 leaves it: its shadow stands among the comments."""
    return with_parts(
        data, lambda name, content: content.replace("หัวหน้า".encode(), b"tc={0}") if "comments" in name else content
    )


ODD: dict[str, Callable[[], bytes]] = {
    "prefixes in the sheet": lambda: changed(SHEET1, prefixed),
    "prefixes in the styles": lambda: changed("xl/styles.xml", prefixed),
    "prefixes in the workbook": lambda: changed("xl/workbook.xml", prefixed),
    "cells without addresses": lambda: changed(SHEET1, unaddressed_header),
    "rows without numbers": lambda: changed(SHEET1, without_addresses),
    "single quotes": lambda: changed(SHEET1, single_quotes),
    "UTF-16": lambda: in_utf16(plain()),
    "no styles": lambda: without_styles(plain()),
    "styles without fills": lambda: changed("xl/styles.xml", bare_styles),
    "a byte order mark": lambda: changed(SHEET1, lambda text: "\ufeff" + text),
    "threaded comments": lambda: threaded(rich.with_excel(rich.notes)),
}  # fmt: skip


def well_formed(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                ElementTree.fromstring(archive.read(name))


@pytest.mark.parametrize("name", ODD)
def test_what_other_programs_write_is_marked(name: str) -> None:
    before = ODD[name]()
    after = mark_package(before, FINDINGS, ABOUT)
    well_formed(after)
    assert read(after) == read(before)
    book = load_workbook(io.BytesIO(after))
    assert book.sheetnames[0] == SUMMARY
    for cell in CELLS:
        assert book[rich.SHEET][cell].fill.fgColor.rgb in COLOURS.values(), cell
        comment = book[rich.SHEET][cell].comment
        is_thread = name == "threaded comments" and cell == rich.at("result_cum", 7)
        assert comment is not None and (comment.author == AUTHOR) == (not is_thread)
    assert read(mark_package(after, FINDINGS, ABOUT)) == read(before)


def test_a_merged_range_is_marked_where_people_see_it() -> None:
    before = rich.with_excel(lambda rich: rich.report.merge_range("K20:L22", "รวม", None))
    findings = [find("V21", sheet=rich.SHEET, cell=cell, column=cell, found="ช่องว่าง") for cell in ("L21", "K22")]
    sheet = load_workbook(io.BytesIO(mark_package(before, findings, ABOUT)))[rich.SHEET]
    assert sheet["K20"].fill.fgColor.rgb in COLOURS.values()
    assert "L21" in sheet["K20"].comment.text and "K22" in sheet["K20"].comment.text


def test_a_cell_that_did_not_exist_looks_like_its_row_or_column() -> None:
    def styled(book: rich.Rich) -> None:
        book.report.set_column("Z:Z", 12, book.book.add_format({"italic": True, "num_format": "0.0"}))
        book.report.set_row(97, None, book.book.add_format({"bold": True, "border": 2}))

    sheet = load_workbook(io.BytesIO(mark_package(rich.with_excel(styled), FINDINGS, ABOUT)))[rich.SHEET]
    assert sheet["Z99"].font.italic and sheet["Z99"].number_format == "0.0"
    assert sheet["A98"].font.bold and sheet["A98"].border.left.style == "medium"


def test_counts_that_follow_the_order_of_sheets_are_moved() -> None:
    before = rich.with_excel(rich.names)
    after = mark_package(before, FINDINGS, ABOUT)
    old, new = load_workbook(io.BytesIO(before)), load_workbook(io.BytesIO(after))
    for sheet in old.worksheets:
        assert list(new[sheet.title].defined_names) == list(sheet.defined_names)
        assert new[sheet.title].print_area == sheet.print_area
        assert new[sheet.title].print_title_rows == sheet.print_title_rows
        assert new[sheet.title].sheet_state == sheet.sheet_state
    titles = part(after, "docProps/app.xml").decode()
    assert f'<TitlesOfParts><vt:vector size="{titles.count("<vt:lpstr>") - 2}"' in titles
    assert titles.index(SUMMARY) < titles.index(rich.SHEET)
    numbers = re.findall(r'sheetId="(\d+)"', part(after, "xl/workbook.xml").decode())
    assert len(numbers) == len(set(numbers))


HOSTILE = "=cmd|'/c calc'!A1</t></is></c><script>&\x00\x0b\ud800_x000D_\r\n\"'" + "ก" * 50_000


def test_text_from_outside_stays_text() -> None:
    findings = [find("E_NUM_FORMAT", sheet=rich.SHEET, cell="N7", column=HOSTILE, found=HOSTILE)]
    after = mark_package(plain(), findings, About("S000001", HOSTILE, ABOUT.received_at, HOSTILE))
    well_formed(after)
    book = load_workbook(io.BytesIO(after))
    for row in book[SUMMARY].iter_rows():
        for cell in row:
            assert cell.data_type != "f" and len(str(cell.value or "")) <= 32_767
    assert "<script>&" in book[rich.SHEET]["N7"].comment.text
    assert "_x000D_" in next(str(row[2].value) for row in book[SUMMARY].iter_rows() if row[0].value == "ไฟล์ที่ส่ง")


def test_a_sheet_s_name_is_quoted_in_links() -> None:
    def named(book: rich.Rich) -> None:
        book.book.add_worksheet("it's & <b>").write("A1", 1)

    finding = find("V21", sheet="it's & <b>", cell="A1", column="ก", found="")
    book = load_workbook(io.BytesIO(mark_package(rich.with_excel(named), [finding], ABOUT)))
    links = [cell.hyperlink.location for row in book[SUMMARY].iter_rows() for cell in row if cell.hyperlink]
    assert links == ["'it''s & <b>'!A1"]


def test_many_cells_are_one_line_and_comments_have_an_end() -> None:
    params = {"column": "ก", "found": "", "count": "2500", "cells": "A100:A2599"}
    finding: Any = find("V21", sheet=rich.SHEET, cell="A100", **params)
    book = load_workbook(io.BytesIO(mark_package(plain(), [finding], ABOUT)))
    sheet = book[rich.SHEET]
    assert all(sheet.cell(row, 1).fill.fgColor.rgb in COLOURS.values() for row in range(100, 2600))
    assert sum(sheet.cell(row, 1).comment is not None for row in range(100, 2600)) == 2000
    assert "A100:A2599" in [row[2].value for row in book[SUMMARY].iter_rows()]
    assert "เช่นเดียวกับช่อง A100" in sheet["A101"].comment.text


UNSAFE = [
    (SHEET1, b"<worksheet/>"),
    (SHEET1, b"<broken"),
    ("xl/styles.xml", b"<other/>"),
    ("xl/styles.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><styleSheet>&b;</styleSheet>"),
    ("_rels/.rels", b"<Relationships/>"),
]


@pytest.mark.parametrize(("name", "content"), UNSAFE)
def test_what_cannot_be_patched_is_said(name: str, content: bytes) -> None:
    broken = with_parts(plain(), lambda one, old: content if one == name else old)
    with pytest.raises(CannotPatch):
        mark_package(broken, FINDINGS, ABOUT)


def test_a_remembered_fill_that_was_tampered_with_is_no_fill() -> None:
    assert sound_fill([["patternFill", [["patternType", 'solid"/><x']]]]) == ()
    assert sound_fill([["evil", []]]) == sound_fill("x") == sound_fill([["patternFill", 3]]) == ()
    whole = (("patternFill", (("patternType", "solid"),)), ("fgColor", (("rgb", "FF00FF00"),)))
    assert sound_fill(whole) == whole
