"""The page of Google Sheets before a local Google: registered, pulled, told with the way to each cell."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from etl.cells import Cell, Sheet, Workbook
from tests.google.server import EMAIL, running
from tests.google.shelf import shelve
from tests.pages.conftest import served, settle, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_sheet_is_registered_tested_and_pulled(demo_data: Path, tmp_path: Path, page: Page) -> None:
    folder = tmp_path / "data"
    shutil.copytree(demo_data, folder)
    with running() as local:
        key = local.key_file(tmp_path)
        secret = json.loads(key.read_text())["private_key"].splitlines()[1]
        book = shelve(local.google, "ชีต", Workbook("google", (Sheet("งาน", {(1, 1): Cell(1, 1, "ว่าง")}),)))
        with served(folder, TIDTAM_GOOGLE_KEY=str(key), TIDTAM_GOOGLE_API=local.url) as server:
            visit(page, f"{server}/sheets?lang=th")
            expect(page.locator(".st-key-panel_account")).to_contain_text(EMAIL)
            assert secret not in page.content()
            page.get_by_label("ลิงก์ของชีต").fill(f"https://docs.google.com/spreadsheets/d/{book.id}/edit#gid=0")
            page.get_by_role("button", name="ลงทะเบียนชีต").click()
            expect(page.locator("[role=status]")).to_contain_text("ลงทะเบียน")
            settle(page)
            page.get_by_role("button", name="ทดสอบการเชื่อมต่อ").click()
            expect(page.locator("[role=status]")).to_contain_text("เปิดชีต “ชีต” ได้")
            settle(page)
            page.get_by_role("button", name="ดึงข้อมูลทุกชีต").click()
            expect(page.locator("[role=status]")).to_contain_text("ดึงข้อมูลแล้ว 1 ชีต")
            settle(page)
            row = page.locator(".st-key-panel_sheets tbody tr")
            expect(row).to_have_count(1)
            address = row.locator("a").get_attribute("href")
            assert address == f"https://docs.google.com/spreadsheets/d/{book.id}/edit#gid=0"
            expect(page.locator(".st-key-panel_one_sheet li")).not_to_have_count(0)
            page.get_by_role("button", name="สร้างชีตจากแบบฟอร์ม").click()
            expect(page.locator("[role=status]")).to_contain_text("สร้างและลงทะเบียน")
            settle(page)
            expect(row.locator("a")).not_to_have_attribute("href", address)
