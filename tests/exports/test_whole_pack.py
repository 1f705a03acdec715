"""The pack as files: every figure read back out of each of its five formats is that of `kpi values`."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import zxingcpp
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from PIL import Image
from pptx import Presentation

from base.thai import arabic_digits
from exports import brief, formats, round_report
from exports.__main__ import main
from exports.content import Content
from exports.typeface import LETTERS
from exports.typeset import PAGE_PPI
from kpi.__main__ import main as kpi_main
from tests.exports import office as libre
from tests.exports.test_pages import words_of
from tests.exports.test_papers_command import ROUND
from tests.exports.test_slides import HOSTILE, REFERENCE
from tests.exports.test_typography import needs_drill

pytestmark = pytest.mark.slow

FINER, SQUARE, ALIKE = 3, 3, 80.0
"""Between our picture and poppler's of the same page 43 of 255 shades were measured, of another digit 128 to 140."""

Values = dict[tuple[str, str], dict[str, Any]]


@pytest.fixture(scope="module")
def made(small_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Path], Values]:
    """The files of `exports pack` by format, and the figures of `kpi values` for the same question."""
    folder = tmp_path_factory.mktemp("pack")
    shutil.copytree(small_demo, folder / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIDTAM_DATA", str(folder / "data"))
        patch.setattr("sys.stdout", heard := io.StringIO())
        assert main(["pack", *ROUND, "-o", str(folder / "out"), "--json"]) == 0
        files = {one["format"]: Path(one["file"]) for one in json.loads(heard.getvalue())}
        heard.seek(heard.truncate(0))
        assert kpi_main(["values", *ROUND, "--json"]) == 0
        values = {(one["kpi"], one["scope"]): one for one in json.loads(heard.getvalue())["figures"]}
    return files, values


def of_office(values: Values) -> dict[str, str]:
    """The Office's figures that have a value: code → digits."""
    return {code: one["display"] for (code, scope), one in values.items() if scope == "OFF" and one["display"]}


def test_there_are_five_files(made: tuple[dict[str, Path], Values]) -> None:
    assert list(made[0]) == [one.code for one in formats.FORMATS] == ["pptx", "pdf", "png", "xlsx", "docx"]


def test_the_slides_say_the_values(made: tuple[dict[str, Path], Values]) -> None:
    files, values = made
    rows = [
        [cell.text for cell in row.cells]
        for slide in Presentation(str(files["pptx"])).slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
    ]
    by_code = {row[0].partition(" ")[0]: row for row in reversed(rows) if len(row) == 5 and row[3]}
    for code in ("C1", "C2", "K1", "K2", "K3", "K4", "M1", "M2", "M7"):
        display = values[code, "OFF"]["display"]
        assert (display or "–") in by_code[code][1], code


def test_the_brief_and_its_picture_say_the_values(made: tuple[dict[str, Path], Values], tmp_path: Path) -> None:
    files, values = made
    said = words_of(files["pdf"].read_bytes())
    for code in ("C1", "C2", "K1", "K2", "K3", "K4"):
        display = values[code, "OFF"]["display"]
        assert display is None or f"{code}" in said and display in said, code
    with Image.open(files["png"]) as picture:
        (code,) = zxingcpp.read_barcodes(picture)
        shown, told = picture.convert("L"), picture.text
    assert code.text.rpartition("/")[2] in said
    kept = [json.loads(line) for line in told["Figures"].splitlines()]
    asked = [one for one in kept if (one["fy"], one["round"], one["as_of"]) == (2564, 1, "2021-03-31")]
    assert {one["kpi"] for one in asked} >= set(brief.CARDS) and len(asked) > 25
    for one in asked:
        assert one["display"] == values[one["kpi"], one["scope"]]["display"], one
        assert one["kpi"] not in brief.CARDS or one["scope"] != "OFF" or (one["display"] or "") in said, one
    assert told["URL"] == code.text and code.text.rpartition("/")[2] in told["Description"]
    # The picture is that page, point for point: whatever was read out of the PDF stands in it as well.
    page = pdf_as_picture(files["pdf"], tmp_path)
    assert differs(shown, page) < ALIKE
    assert [one.text for one in zxingcpp.read_barcodes(page)] == [code.text], "the code is read from the printed page"


@libre.needs_office
@needs_drill
def test_the_codes_of_slides_and_document_are_read_from_their_printed_pages(
    made: tuple[dict[str, Path], Values], tmp_path: Path
) -> None:
    with Image.open(made[0]["png"]) as picture:
        (expected,) = zxingcpp.read_barcodes(picture)
    for kind in ("pptx", "docx"):
        folder = tmp_path / kind
        folder.mkdir()
        with Image.open(libre.pages(made[0][kind], folder, dpi=100)[0]) as picture:
            assert [one.text for one in zxingcpp.read_barcodes(picture)] == [expected.text], kind


def test_one_other_digit_in_the_picture_is_seen(office: Content, tmp_path: Path) -> None:
    (tmp_path / "brief.pdf").write_bytes(brief.brief(office, REFERENCE))
    page = pdf_as_picture(tmp_path / "brief.pdf", tmp_path)
    m1 = next(one for one in office.indicators if one.kpi.code == "M1")
    moved = replace(m1, value=m1.value[:-1] + ("3" if m1.value.endswith("8") else "8"))
    others = tuple(moved if one is m1 else one for one in office.indicators)
    for content, is_same in ((office, True), (replace(office, indicators=others), False)):
        with Image.open(io.BytesIO(brief.brief(content, REFERENCE, "png"))) as picture:
            assert (differs(picture.convert("L"), page) < ALIKE) is is_same


def pdf_as_picture(pdf: Path, folder: Path) -> Image.Image:
    """The only page of a PDF, drawn by poppler finer than our own picture of it and brought to its size."""
    drawn = folder / "page"
    subprocess.run(["pdftoppm", "-png", "-gray", "-singlefile", "-r", str(FINER * PAGE_PPI), pdf, drawn], check=True)
    with Image.open(f"{drawn}.png") as picture:
        size = (picture.width // FINER, picture.height // FINER)
        return picture.convert("L").resize(size, Image.Resampling.BOX)


def differs(one: Image.Image, other: Image.Image) -> float:
    """The greatest difference between two pictures in shades of grey, by squares of three points a side.

    Two programs smooth the edges of letters apart; the QR code, all edges, is read for itself and left out.
    """
    size = (one.width // SQUARE, one.height // SQUARE)
    small = [np.asarray(picture.resize(size, Image.Resampling.BOX), float) for picture in (one, other.resize(one.size))]
    apart = np.abs(small[0] - small[1])
    apart[: size[1] // 8, size[0] * 4 // 5 :] = 0
    return float(apart.max())


def test_the_workbook_holds_the_values_as_numbers(made: tuple[dict[str, Path], Values]) -> None:
    files, values = made
    sheet = load_workbook(files["xlsx"], data_only=True)["ตัวชี้วัด"]
    found = {row[1]: row[4] for row in sheet.iter_rows(min_row=5, values_only=True) if row[3] == "สำนักงาน (ผู้อำนวยการ)"}
    expected = of_office(values)
    assert len(expected) > 15
    for code, display in expected.items():
        assert code == "M11" or found[code] == float(display.replace(",", "")), code


def rows_of(docx: bytes) -> dict[str, list[str]]:
    """Reference → the cells of its row."""
    found = {}
    for row in Document(io.BytesIO(docx)).element.body.iter(qn("w:tr")):
        cells = ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))]
        if re.fullmatch(r"[CKM]\d\w*:\w+", cells[-1]):
            found[cells[-1]] = cells
    return found


def test_the_document_says_the_values_under_their_references(made: tuple[dict[str, Path], Values]) -> None:
    files, values = made
    found = rows_of(files["docx"].read_bytes())
    assert len(found) > 30 and {f"C1:{unit}" for unit in ("OFF", "INF", "OLD", "DIS", "GEN")} <= set(found)
    for place, cells in found.items():
        code, _, scope = place.partition(":")
        assert (values[code, scope]["display"] or "–") in arabic_digits(cells[1]), place


def test_the_document_is_dressed_and_holds_what_somebody_typed_as_text(office: Content) -> None:
    for typed in HOSTILE:
        problem = replace(office.problems[0], project=typed, problem=typed, action=typed)
        made = round_report.draw(replace(office, track_name=typed, problems=(problem,)), REFERENCE)
        body = Document(io.BytesIO(made)).element.body
        texts = "".join(one.text or "" for one in body.iter(qn("w:t")))
        assert arabic_digits(texts).count(typed) >= 3
        assert not list(body.iter(qn("w:fldSimple"), qn("w:hyperlink")))
    for run in body.iter(qn("w:r")):
        about = run.find(qn("w:rPr"))
        assert about.find(qn("w:rFonts")).get(qn("w:cs")) == LETTERS
        assert about.find(qn("w:lang")).get(qn("w:bidi")) == "th-TH"
