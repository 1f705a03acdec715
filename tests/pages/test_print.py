"""On paper: A4, no controls, the citation on every sheet, states told apart without colour."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.pages.conftest import visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

A4 = (842, 595)
DARKEST_PAPER = 250


def printed(page: Page) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def words(reader: PdfReader) -> list[str]:
    """The text of every sheet without spaces: a PDF keeps Thai words in many pieces."""
    return ["".join(sheet.extract_text().split()) for sheet in reader.pages]


def test_every_sheet_is_a4_and_carries_the_citation(server: str, page: Page) -> None:
    visit(page, f"{server}/board?lang=th")
    reader = printed(page)
    sheets = words(reader)
    assert len(sheets) >= 2
    for number, (sheet, said) in enumerate(zip(reader.pages, sheets, strict=True), 1):
        assert (round(float(sheet.mediabox.width)), round(float(sheet.mediabox.height))) == A4
        assert "build-" in said and f"{number}/{len(sheets)}" in said
        assert len(said) > 300, "a sheet with nothing but its foot"
    whole = "".join(sheets)
    assert "ไทยEnglish" not in whole and "ตามเครื่อง" not in whole and "ทุกหน่วยงาน" not in whole


def test_the_overview_is_one_sheet_in_grey(server: str, page: Page, tmp_path: Path) -> None:
    page.emulate_media(color_scheme="dark")
    visit(page, f"{server}/?lang=th&theme=dark")
    (tmp_path / "overview.pdf").write_bytes(page.pdf(prefer_css_page_size=True))
    said = words(PdfReader(tmp_path / "overview.pdf"))
    assert len(said) == 1
    assert "▲" in said[0] and "▼" in said[0] and "◆" in said[0]
    subprocess.run(["pdftoppm", "-gray", "-r", "50", "-png", "overview.pdf", "sheet"], cwd=tmp_path, check=True)
    (picture,) = tmp_path.glob("sheet*.png")
    histogram = Image.open(picture).histogram()
    assert sum(histogram[DARKEST_PAPER:]) > 0.8 * sum(histogram), "black on white, from the dark theme too"
    page.emulate_media(color_scheme="light")


def test_slides_are_printed_one_to_a_sheet(server: str, page: Page) -> None:
    page.goto(f"{server}/committee?lang=th&track=INF&slide=3&digits=thai")
    page.wait_for_selector(".tt-deck[data-ready]", timeout=90_000)
    sheets = words(printed(page))
    assert len(sheets) == page.locator(".tt-slide").count()
    assert all("build-" in sheet for sheet in sheets)
