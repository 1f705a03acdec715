"""Sending workbooks in two steps: what was understood comes first and leaves no trace, one press or two send once."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page

from ledger import decisions, submissions
from tests.pages.conftest import ledger_of, served, settle, visit, walk

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


def check(page: Page, *files: Path) -> None:
    """Step one: drop the files and have them checked."""
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(files)
    page.locator("[data-testid=stFileChip]").first.wait_for()
    page.locator(".st-key-upload_check button:enabled").click()
    page.wait_for_selector("[class*=st-key-panel_file_]", timeout=60_000)
    settle(page)


def send(page: Page, *files: Path, is_double: bool = False) -> None:
    """Both steps: check, look, confirm."""
    check(page, *files)
    button = page.locator(".st-key-upload_confirm button")
    button.dblclick() if is_double else button.click()
    page.wait_for_selector(
        ":not([class*=st-key-panel_file_]) > * > .tt-receipt, h2:has-text('ผลการนำเข้า')", timeout=60_000
    )
    page.wait_for_timeout(1500)
    settle(page)


def head(folder: Path) -> object:
    ledger = ledger_of(folder)
    found = ledger.head()
    ledger.close()
    return found


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


def fixes_of(page: Page) -> list[tuple[str, str]]:
    """Cell and code of each fix on the page."""
    rows = [row.split("\t") for row in page.locator(".tt-outcome-fix tbody tr").all_inner_texts() if "!" in row]
    return [(row[0].split("!")[1], row[2]) for row in rows]


def test_faults_come_first_with_their_cells(desk: tuple[str, Path], page: Page, tmp_path: Path) -> None:
    address, folder = desk
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
    before = head(folder)
    check(page, wrong, picture)
    assert head(folder) == before, "nothing is recorded before confirming"
    assert page.locator("[data-testid=stMain] img").count() == 0, "a file's name is text, never markup"
    card = page.locator(".st-key-panel_file_1")
    assert "<img src=x onerror=alert(1)>.xlsx มี 2 จุดที่ต้องแก้" in card.inner_text()
    assert "กรมการจัดหางาน" in card.inner_text() and "ก.ย. 2564" in card.inner_text()
    assert fixes_of(page) == [("M11", "E_NUM_FORMAT"), ("Q12", "E_NUM_FORMAT")]
    card.get_by_text("ดูข้อมูลที่อ่านได้").click()
    card.get_by_role("cell", name="สามสิบ", exact=True).wait_for()
    refused = page.locator(".st-key-panel_file_2")
    assert "ระบบไม่รับ photo.xlsx" in refused.inner_text() and refused.locator("tbody tr").count() == 1
    said = page.locator("[data-testid=stMain]").inner_text()
    assert "นำเข้า 1 ไฟล์" in said and "ไม่นำเข้า 1 ไฟล์ที่ระบบไม่รับ" in said and "ยังไม่นับเป็นการส่งรายงาน" in said

    page.locator(".st-key-upload_confirm button").click()
    page.locator(".tt-outcome-fix").filter(has_text="แก้ 2 จุด").wait_for()
    settle(page)
    assert page.locator("[class*=st-key-panel_file_]").count() == 1, "the picture was not sent"
    assert page.locator(".tt-receipt").count() == 0
    assert page.locator("[data-testid=stMain] img").count() == 0

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
    walk(page, f"{address}/board?lang=th&reporter=DOE&month=2021-09")
    assert number in page.locator(".st-key-panel_receipt .tt-receipt").inner_text()


def test_an_unknown_header_is_asked_once_and_then_known(desk: tuple[str, Path], page: Page, tmp_path: Path) -> None:
    """Two files with the same strange header: one answer serves both, and the next session too."""
    address, folder = desk
    path = template(page, address, tmp_path)
    files = [tmp_path / f"{name}.xlsx" for name in ("first", "second")]
    for file in files:
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        column = next(cell for cell in sheet[10] if cell.value == "สรุปผลการดำเนินงาน")
        column.value = "เล่า *สู่กัน* ฟัง"
        sheet["B6"].value = file.stem
        book.save(file)
    check(page, *files)
    field = page.get_by_role("combobox", name="ฟัง” (ช่อง")
    assert field.count() == 2
    assert "“เล่า *สู่กัน* ฟัง” (ช่อง Y10) คือ" in page.locator(".st-key-panel_file_1").inner_text()
    assert page.locator(".st-key-panel_file_1 .tt-outcome-fix").count() == 1
    field.first.click()
    options = page.get_by_role("option").all_inner_texts()
    assert options[-1] == "ไม่ใช้คอลัมน์นี้" and options[0].startswith("สรุปผลการดำเนินงาน (คล้ายร้อยละ ")
    page.get_by_role("option").first.click()
    page.locator(".st-key-panel_file_1").get_by_role("button", name="จดจำและตรวจอีกครั้ง").click()
    page.get_by_text("second.xlsx พร้อมนำเข้า").wait_for()
    settle(page)
    assert page.locator(".tt-outcome-fix").count() == 0
    ledger = ledger_of(folder)
    with ledger.read() as connection:
        (made,) = decisions.of_kind(connection, "map_header")
    ledger.close()
    assert (made.subject, made.payload["field"]) == ("DOE", "result_text")
    visit(page, f"{address}/{FORM}")
    check(page, files[0])
    assert "พร้อมนำเข้า" in page.locator(".st-key-panel_file_1 h3").inner_text()


def test_a_file_of_two_months_is_not_called_silent(desk: tuple[str, Path], page: Page, tmp_path: Path) -> None:
    """And a file too large to be carried here says why, where everybody sees it."""
    address, _ = desk
    book = openpyxl.load_workbook(template(page, address, tmp_path))
    book.worksheets[0]["B4"].value = "สิงหาคม 2564"
    path, large = tmp_path / "two months.xlsx", tmp_path / "large.csv"
    book.save(path)
    large.write_bytes(b"0" * (20 * 1024**2 + 1))
    check(page, path, large)
    facts = page.locator(".st-key-panel_file_1 .tt-facts").inner_text()
    assert "ดูสิ่งที่ต้องแก้" in facts and "ไฟล์ไม่ได้ระบุ" not in facts
    assert page.locator("[class*=st-key-panel_file_]").count() == 1
    why = page.locator("[data-testid=stFileChip] [role=alert]")
    assert "ลดขนาดไฟล์ให้ไม่เกิน 20 เมกะไบต์" in why.inner_text()
    assert (why.bounding_box() or {})["width"] > 100, "seen, not only heard"


def test_a_file_that_does_not_say_its_month_is_asked(desk: tuple[str, Path], page: Page, tmp_path: Path) -> None:
    address, _ = desk
    book = openpyxl.load_workbook(template(page, address, tmp_path))
    del book["_tidtam"]
    for row in range(1, 10):
        if book.worksheets[0].cell(row, 1).value == "ประจำเดือน":
            book.worksheets[0].cell(row, 2).value = None
    path = tmp_path / "month.xlsx"
    book.save(path)
    check(page, path)
    card = page.locator(".st-key-panel_file_1")
    assert "ไฟล์ไม่ได้ระบุ" in card.inner_text()
    card.get_by_role("combobox").last.fill("ก.ย. 2564")  # the list is long: only a part of it is drawn
    page.get_by_role("option", name="ก.ย. 2564").click()
    card.get_by_role("button", name="ตรวจอีกครั้ง").click()
    card.get_by_text("พร้อมนำเข้า").wait_for()
    settle(page)
    assert "ก.ย. 2564" in card.locator(".tt-facts").inner_text()


def test_warnings_are_explained_beside_the_receipt(desk: tuple[str, Path], page: Page, tmp_path: Path) -> None:
    address, folder = desk
    book = openpyxl.load_workbook(template(page, address, tmp_path))
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[10]}
    sheet.cell(11, columns["ค่าเป้าหมายทั้งปี"]).value = 987654
    path = tmp_path / "target.xlsx"
    book.save(path)
    send(page, path)
    number = page.locator(".tt-receipt h2").inner_text().split()[-1]
    panel = page.locator(f".st-key-panel_explain_{number}")
    panel.get_by_role("textbox").first.fill("ปรับเป้าตามมติ <b>กพร.</b>")
    panel.get_by_role("button", name="บันทึกคำชี้แจง").click()
    panel.get_by_text("▲ ชี้แจงแล้ว: ปรับเป้าตามมติ <b>กพร.</b>").wait_for()
    ledger = ledger_of(folder)
    with ledger.read() as connection:
        made = [one for one in decisions.of_submission(connection, number) if one.kind == "explain"]
    ledger.close()
    assert [one.reason for one in made] == ["ปรับเป้าตามมติ <b>กพร.</b>"]
