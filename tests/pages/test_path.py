"""From the overview to the cell: a figure, its sources, the workbook as it was sent; by mouse and by keyboard alone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, Page

from tests.pages.conftest import settle, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FIGURE = "[data-testid=stMain] a[href*='kpi=C1'][href*='scope=OFF']"
DOWNLOAD = ".st-key-panel_sources [class*='_download'] button"
CLICKS = 3
MOST_TABS = 150


class Hand:
    """Presses things and counts how often."""

    def __init__(self, page: Page, *, is_keyboard: bool) -> None:
        self.page, self.is_keyboard, self.pressed = page, is_keyboard, 0

    def press(self, wanted: Locator) -> None:
        self.pressed += 1
        if not self.is_keyboard:
            wanted.click()
            return
        for _ in range(MOST_TABS):
            if wanted.evaluate("one => one === document.activeElement"):
                assert wanted.evaluate("one => getComputedStyle(one).outlineStyle") != "none", "focus must be seen"
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError("cannot be reached by keyboard")
        self.page.keyboard.press("Enter")


@pytest.mark.parametrize("is_keyboard", [False, True], ids=["mouse", "keyboard"])
def test_a_figure_leads_to_the_cell_of_the_original(server: str, page: Page, tmp_path: Path, is_keyboard: bool) -> None:
    hand = Hand(page, is_keyboard=is_keyboard)
    visit(page, f"{server}/?lang=th")
    if is_keyboard:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "ข้ามไปยังเนื้อหา"
        page.keyboard.press("Enter")
    hand.press(page.locator(FIGURE).first)
    page.wait_for_selector(".st-key-panel_sources tbody tr", timeout=60_000)
    settle(page)
    with page.expect_download() as coming:
        hand.press(page.locator(DOWNLOAD))
    assert hand.pressed <= CLICKS

    name = coming.value.suggested_filename
    coming.value.save_as(tmp_path / name)
    original = openpyxl.load_workbook(tmp_path / name, data_only=True)
    rows = [
        [cell.inner_text() for cell in row.locator("th, td").all()]
        for row in page.locator(".st-key-panel_sources tbody tr").all()
    ]
    of_file = [(sheet, cell, value) for file, sheet, cell, value, *_ in rows if file == name]
    assert of_file, rows
    assert [Decimal(original[sheet][cell].value) for sheet, cell, _ in of_file] == [Decimal(x) for *_, x in of_file]
