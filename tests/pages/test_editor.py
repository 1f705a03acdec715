"""Typing a report on screen in a real browser: what would change, the receipt, a fault, a stale save, nothing lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from base.period import parse_period
from etl import people, screen
from etl.forms import FORMS
from etl.screen import Opened, Typed
from tests.pages import screen as seen
from tests.pages.conftest import ledger_of, served, settle, visit
from tests.pages.test_every_page import ALLOWED
from ui import editor_grid

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LEDGER = "editor?lang=th&form=ledger&reporter=GEN&month=2021-03"
PROGRESS = "editor?lang=th&form=progress&reporter=DOE&month=2021-08"


@pytest.fixture(scope="module")
def desk(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A server over a copy of the demonstration, so that what is typed here meets no other test."""
    folder = tmp_path_factory.mktemp("typing") / "data"
    shutil.copytree(demo_data, folder)
    with served(folder) as address:
        yield address, folder


def write(page: Page, form: str, field: str, text: str, row: int = 1) -> None:
    """Type `text` into a cell of the table: to the first column by mouse, then by keyboard."""
    table = page.locator(".st-key-panel_sheet .dvn-scroller").first
    table.click(position={"x": 150, "y": editor_grid.ROW_HEIGHT * row + 18})
    for _ in range(editor_grid.order(FORMS[form]).index(field) - 1):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.locator("#portal textarea").wait_for()
    page.keyboard.press("Control+A")
    page.keyboard.type(text, delay=60)
    # A robot's Enter can overtake its own typing on a busy machine; a person's cannot.
    page.wait_for_function("text => document.querySelector('#portal textarea')?.value === text", arg=text)
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    # Streamlit sends an edit a moment later; what was typed can be discarded as soon as it has arrived.
    page.locator(".st-key-editor_discard button:enabled").wait_for(timeout=60_000)
    settle(page)


def press(page: Page, key: str) -> None:
    button = page.locator(f".st-key-{key} button")
    button.scroll_into_view_if_needed()
    button.click()
    settle(page)


def changes(page: Page) -> list[list[str]]:
    """The table of what will change."""
    return [row.split("\t") for row in page.locator(".tt-changes tbody tr").all_inner_texts()]


def opened(folder: Path, form: str, reporter: str, period: str) -> Opened:
    ledger = ledger_of(folder)
    with ledger.read() as connection:
        user = people.user(connection, "steward")
    found = screen.open_form(ledger, user, form, reporter, parse_period(period))
    ledger.close()
    return found


def test_a_typed_value_is_shown_before_and_receipted_after(desk: tuple[str, Path], page: Page) -> None:
    address, folder = desk
    before = opened(folder, "ledger", "GEN", "2021-03")
    assert before.base is not None and before.base.version is not None
    visit(page, f"{address}/{LEDGER}")
    assert f"ฉบับที่ {before.base.version} " in page.locator(".st-key-panel_which").inner_text()
    write(page, "ledger", "amount", "1234.5")
    press(page, "editor_look")
    assert changes(page) == [["แถวที่ 1", "จำนวนเงิน (บาท)", before.start[0].cells["amount"], "1,234.50"]]
    texts = seen.visible(page)
    assert seen.ce_years(texts) == [] and seen.english(texts, ALLOWED) == [] and seen.clipped(page) == []
    assert seen.english(seen.spoken(page), ALLOWED) == []
    press(page, "editor_save")
    receipt = page.locator(".tt-receipt").inner_text()
    after = opened(folder, "ledger", "GEN", "2021-03")
    assert after.base is not None and after.base.version == before.base.version + 1
    assert after.base.sha256 in receipt and after.base.submission_id in receipt
    assert str(after.rows[0]["amount"]) == "1234.50" and after.rows[1:] == before.rows[1:]
    assert f"ฉบับที่ {after.base.version} " in page.locator(".st-key-panel_which").inner_text()


def test_a_fault_is_told_by_row_and_column_and_cannot_be_saved(desk: tuple[str, Path], page: Page) -> None:
    address, _ = desk
    visit(page, f"{address}/{PROGRESS}")
    write(page, "progress", "result_cum", "many", row=2)
    press(page, "editor_look")
    fault = page.locator(".tt-outcome-fix tbody tr").first.inner_text()
    assert fault.startswith("แถวที่ 2 · ผลสะสมตั้งแต่ ๑ ต.ค.") and "many" in fault
    assert page.locator(".st-key-editor_save button").is_disabled()


def test_what_is_typed_outlives_another_page_and_another_language(desk: tuple[str, Path], page: Page) -> None:
    address, _ = desk
    visit(page, f"{address}/{PROGRESS}")
    write(page, "progress", "result_month", "77")
    page.get_by_role("link", name="การส่งรายงานรายเดือน").click()
    page.wait_for_selector(".tt-board", timeout=60_000)
    page.get_by_role("link", name="กรอกบนหน้าจอ").click()
    page.wait_for_selector(".st-key-panel_sheet", timeout=60_000)
    settle(page)
    page.get_by_text("English", exact=True).click()
    page.get_by_role("heading", name="Type on screen").wait_for(timeout=60_000)
    settle(page)
    press(page, "editor_look")
    assert [row[:2] + row[3:] for row in changes(page)] == [["Row 1", "Result of this month", "77"]]


def test_a_stale_save_shows_what_changed_and_keeps_the_typing(desk: tuple[str, Path], page: Page) -> None:
    address, folder = desk
    visit(page, f"{address}/{PROGRESS}")
    write(page, "progress", "problem", "none of note")
    press(page, "editor_look")
    assert [row[:2] for row in changes(page)] == [["แถวที่ 1", "ปัญหา/อุปสรรค"]]
    _somebody_else_saves(folder, support="ขอวิทยากร")
    press(page, "editor_save")
    assert "มีผู้บันทึกฉบับที่ 2 ไปแล้ว" in page.locator(".tt-outcome-fix").inner_text()
    assert changes(page) == [["แถวที่ 2", "สิ่งที่ขอรับการสนับสนุน", "–", "ขอวิทยากร"]]
    press(page, "editor_carry")
    assert [row[:2] + row[3:] for row in changes(page)] == [["แถวที่ 1", "ปัญหา/อุปสรรค", "none of note"]]
    press(page, "editor_save")
    page.locator(".tt-receipt").wait_for(timeout=60_000)
    kept = opened(folder, "progress", "DOE", "2021-08")
    assert kept.base is not None and kept.base.version == 3
    assert (kept.rows[0]["problem"], kept.rows[1]["support"]) == ("none of note", "ขอวิทยากร")


def _somebody_else_saves(folder: Path, **cells: str) -> None:
    """Another version of the same report, saved meanwhile with its second row changed."""
    ledger = ledger_of(folder)
    with ledger.read() as connection:
        user = people.user(connection, "staff")
    found = screen.open_form(ledger, user, "progress", "DOE", parse_period("2021-08"))
    first, second, *rest = found.start
    theirs = Typed({**second.cells, **cells}, second.number, second.origin)
    # As sample data, like whatever is done by a chosen position: real data would end the choosing under their hands.
    assert screen.save(ledger.demonstrating, found, [first, theirs, *rest], user).version == 2
    ledger.close()
