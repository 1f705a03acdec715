"""The page of letters: one press writes them, the next says that there are none, each can be copied and downloaded."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from ledger import letters
from tests.letters.reading import undressed, words
from tests.pages.conftest import ledger_of, served, settle, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def press(page: Page) -> str:
    page.locator(".st-key-letters_make button").click()
    page.wait_for_selector(".st-key-panel_letters_late [role=status]")
    settle(page)
    return page.locator(".st-key-panel_letters_late [role=status]").inner_text()


def test_letters_are_issued_once_and_can_be_taken_along(demo_data: Path, tmp_path: Path, page: Page) -> None:
    folder = tmp_path / "data"
    shutil.copytree(demo_data, folder)
    with served(folder) as server:
        visit(page, f"{server}/letters?lang=th")
        late = page.locator(".st-key-panel_letters_late tbody th").all_inner_texts()
        assert late and f"ออกหนังสือใหม่ {len(late)} ฉบับ" in press(page)
        assert f"ไม่มีหนังสือใหม่ วันนี้ออกครบแล้ว {len(late)} ฉบับ" in press(page)
        assert sorted(page.locator(".st-key-panel_letters tbody td:nth-of-type(2)").all_inner_texts()) == sorted(late)
        text = page.locator(".st-key-panel_letter textarea").input_value()
        with page.expect_download() as found:
            page.locator("[class*=st-key-letter_file] button").click()
        found.value.save_as(tmp_path / "letter.docx")
    data = (tmp_path / "letter.docx").read_bytes()
    assert undressed(data) == []
    assert all(line in words(data).replace("\u00a0", " ") for line in text.splitlines()[2:4]), "the same letter"
    ledger = ledger_of(folder)
    with ledger.read() as connection:
        assert len(letters.every(connection)) == len(late)
    ledger.close()
