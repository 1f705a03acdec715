"""The annual report and the month's summary on the screen: made, recorded, gone on with in somebody's own words."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Page

from kpi import papers
from tests.letters.test_report import block
from tests.pages.conftest import ledger_of, served, settle, walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_report_keeps_what_people_wrote_and_the_month_has_its_summary(
    demo_data: Path, page: Page, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(demo_data, folder)
    with served(folder) as address:
        walk(page, f"{address}/report?fy=2564")
        assert "กันยายน 2564" in page.locator(".st-key-panel_annual_state").inner_text()
        first = made(page)
        edited = tmp_path / "edited.docx"
        paper = Document(io.BytesIO(first))
        block(paper, "situation")[0].runs[0].text = "ถ้อยคำของผู้จัดทำ"
        paper.save(str(edited))
        given(page, edited)
        second = made(page)
        assert "คงข้อความที่แก้ไขไว้ 1 ส่วน" in page.locator(".st-key-panel_annual_make").inner_text()
        assert "ถ้อยคำของผู้จัดทำ" in words(second) and "ถ้อยคำของผู้จัดทำ" not in words(first)
        found = papers.every(ledger_of(folder))
        assert [one.kind for one in found] == [papers.REPORT] * 2 and found[0].reference in words(second)
        # A file that is no report of this year is refused, and nothing is recorded of it.
        other = tmp_path / "other.docx"
        other.write_bytes(b"PK\x03\x04 nothing")
        given(page, other)
        page.locator(".st-key-annual_make button").click()
        page.locator(".st-key-panel_annual_make [role=alert]").wait_for(timeout=60_000)
        assert len(papers.every(ledger_of(folder))) == 2

        walk(page, f"{address}/monthly?fy=2564&month=2021-03")
        said = page.locator(".st-key-panel_monthly textarea").input_value()
        assert "สรุปความคืบหน้าประจำเดือนมีนาคม 2564" in said and "งบดำเนินงาน: เบิกจ่ายสะสม" in said
        with page.expect_download(timeout=60_000) as loading:
            page.locator(".st-key-panel_monthly_file button").click()
        book = load_workbook(loading.value.path().open("rb"))
        assert {"สรุปรายหน่วยงาน"} < set(book.sheetnames)
        about = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows(min_row=3)}
        assert about["เลขที่อ้างอิง"] == papers.every(ledger_of(folder))[0].reference


def given(page: Page, file: Path) -> None:
    """Choose the edited edition, and wait until the server has it."""
    page.locator(".st-key-annual_old input[type=file]").set_input_files(file)
    page.locator(".st-key-annual_old").get_by_text(file.name).wait_for(timeout=60_000)
    settle(page)


def made(page: Page) -> bytes:
    """Press the button, wait for the file of this press, take it."""
    box = page.locator(".st-key-panel_annual_make")
    before = box.locator(".tt-done").inner_text() if box.locator(".tt-done").count() else ""
    box.locator(".st-key-annual_make button").click()
    page.wait_for_function(
        "old => { const said = document.querySelector('.st-key-panel_annual_make .tt-done');"
        " return said && said.innerText !== old; }",
        arg=before,
        timeout=90_000,
    )
    settle(page)
    with page.expect_download(timeout=60_000) as loading:
        box.locator(".st-key-annual_file button").click()
    return loading.value.path().read_bytes()


def words(docx: bytes) -> str:
    """The text of a document, that in content controls too."""
    return "".join(one.text or "" for one in Document(io.BytesIO(docx)).element.body.iter() if one.tag.endswith("}t"))
