"""Sending workbooks through the page: fixes first, receipts, one version however often the button is pressed."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page

from ledger import submissions
from tests.pages.conftest import ledger_of, served, settle, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FORM = "upload?lang=th&form=progress&reporter=DOE&month=2021-09"


@pytest.fixture(scope="module")
def desk(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A server over a copy of the demonstration, so that what is sent here meets no other test."""
    folder = tmp_path_factory.mktemp("desk") / "data"
    shutil.copytree(demo_data, folder)
    with served(folder) as address:
        yield address, folder


def template(page: Page, address: str, folder: Path) -> Path:
    """The form of the Department of Employment for September 2564, as downloaded from the page."""
    visit(page, f"{address}/{FORM}")
    with page.expect_download() as waiting:
        page.locator(".st-key-template_download button").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def send(page: Page, *files: Path, is_double: bool = False) -> None:
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(files)
    page.locator("[data-testid=stFileChip]").first.wait_for()
    page.wait_for_timeout(500)
    button = page.locator(".st-key-upload_confirm button")
    button.dblclick() if is_double else button.click()
    page.wait_for_selector(".tt-outcome, .tt-receipt", timeout=60_000)
    page.wait_for_timeout(2500)
    settle(page)


def versions(folder: Path, digest: str) -> int:
    ledger = ledger_of(folder)
    with ledger.read() as connection:
        found = submissions.of_file(connection, digest)
    ledger.close()
    return len(found)


def test_a_filled_form_gets_one_receipt_by_double_click(desk: tuple[str, Path], page: Page, tmp_path: Path) -> None:
    address, folder = desk
    path = template(page, address, tmp_path)
    assert path.name == "progress-DOE-2564-09.xlsx"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    send(page, path, is_double=True)
    receipt = page.locator(".tt-receipt").inner_text()
    for said in (digest, "กรมการจัดหางาน", "ก.ย. 2564", "แบบรายงานความคืบหน้ารายเดือน", "รับแล้ว"):
        assert said in receipt
    assert versions(folder, digest) == 1

    with page.expect_download() as waiting:
        page.locator("[class*=st-key-receipt_] button").click()
    printed = Path(waiting.value.path()).read_text("utf-8")
    assert digest in printed and "<svg" in printed and "<script" not in printed

    visit(page, f"{address}/{FORM}")  # a new session, the same file
    send(page, path)
    assert "เคยส่งไว้แล้ว" in page.locator("[data-testid=stMain]").inner_text()
    assert versions(folder, digest) == 1


def test_faults_come_first_with_their_cells(desk: tuple[str, Path], page: Page, tmp_path: Path) -> None:
    address, _ = desk
    path = template(page, address, tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[10]}
    sheet.cell(11, columns["ค่าเป้าหมายทั้งปี"]).value = "สามสิบ"
    sheet.cell(12, columns["ร้อยละความก้าวหน้า"]).value = "กำลังทำ"
    wrong = tmp_path / "<img src=x onerror=alert(1)>.xlsx"
    book.save(wrong)
    picture = tmp_path / "photo.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    send(page, wrong, picture)

    assert page.locator("[data-testid=stMain] img").count() == 0, "a file's name is text, never markup"
    fixes = page.locator(".tt-outcome-fix").filter(has_text="แก้ 2 จุด")
    assert "<img src=x onerror=alert(1)>.xlsx" in fixes.inner_text()
    rows = [row.split("\t") for row in fixes.locator("tbody tr").all_inner_texts()]
    assert [(row[0].split("!")[1], row[2]) for row in rows] == [("M11", "E_NUM_FORMAT"), ("Q12", "E_NUM_FORMAT")]
    assert "สามสิบ" in rows[0][1] and rows[0][1].startswith("กรอก")
    refused = page.locator(".tt-outcome-fix").filter(has_text="ระบบไม่รับ photo.xlsx")
    assert refused.locator("tbody tr").count() == 1
    assert page.locator(".tt-receipt").count() == 0

    with page.expect_download() as waiting:
        page.locator("[class*=st-key-marked_] button").click()
    assert re.fullmatch(r"แก้ไข-progress-DOE-2564-09-S\d{6}\.xlsx", waiting.value.suggested_filename)
    waiting.value.save_as(tmp_path / "marked.xlsx")
    marked = openpyxl.load_workbook(tmp_path / "marked.xlsx")
    assert marked.sheetnames == ["สรุปข้อผิดพลาด", *book.sheetnames]
    assert all("ติดตาม" in marked.worksheets[1][cell].comment.text for cell in ("M11", "Q12"))


def test_the_board_knows_the_new_version_at_once(desk: tuple[str, Path], page: Page, tmp_path: Path) -> None:
    address, _ = desk
    path = template(page, address, tmp_path)
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["B6"].value = "นักวิชาการแรงงาน"
    book.save(path)
    send(page, path)
    number = page.locator(".tt-receipt h2").inner_text().split()[-1]
    visit(page, f"{address}/board?lang=th&reporter=DOE&month=2021-09")
    assert number in page.locator(".st-key-panel_receipt .tt-receipt").inner_text()
