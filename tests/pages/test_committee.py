"""The slides before a committee: turned by keys and taps, whole on any projector, newer by themselves on a kiosk."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kpi.model import ASSESSEES
from tests.pages import screen
from tests.pages.conftest import LAPTOP, served
from tests.pages.test_every_page import ALLOWED
from tests.pages.test_share import another_report

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SHOWN = ".tt-slide:not([hidden])"
PROJECTOR = {"width": 1920, "height": 1080}


@pytest.fixture(scope="module")
def office(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("meeting") / "data"
    shutil.copytree(demo_data, folder)
    with served(folder) as address:
        yield address, folder


def deck(page: Page, address: str) -> int:
    """Open the slides; gives how many there are."""
    page.goto(address)
    page.wait_for_selector(".tt-deck[data-ready]", timeout=90_000)
    page.wait_for_function("document.fonts.status === 'loaded'")
    return page.locator(".tt-slide").count()


def title(page: Page) -> str:
    return page.locator(f"{SHOWN} h1").inner_text()


def cut_off(page: Page) -> list[str]:
    """Slides of which something lies outside its place."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.tt-slide')].flatMap(slide => {
          const was = slide.hidden; slide.hidden = false;
          const body = slide.querySelector('.tt-body'), title = slide.querySelector('h1').textContent;
          const boxes = [slide, body, ...slide.querySelectorAll('.tt-wide, .tt-side, .tt-scroll')];
          const isCut = box => box.scrollHeight > box.clientHeight + 2 || box.scrollWidth > box.clientWidth + 2;
          const bad = boxes.filter(isCut);
          const found = bad.map(box => `${title}: ${box.className} ${box.scrollWidth}x${box.scrollHeight}`
            + ` in ${box.clientWidth}x${box.clientHeight}`);
          slide.hidden = was; return found;
        })"""
    )


def test_keys_clicks_and_the_address_turn_the_slides(office: tuple[str, Path], browser: Browser, page: Page) -> None:
    address, _ = office
    count = deck(page, f"{address}/committee?lang=th&track=INF")
    assert count >= 9
    first = title(page)
    assert "ตัวชี้วัดที่คู่มือกำหนดเป้าหมาย" in first
    for key, place in (("ArrowRight", 2), ("PageDown", 3), ("ArrowLeft", 2), ("End", count), ("ArrowRight", count)):
        page.keyboard.press(key)
        assert page.locator(f"{SHOWN} .tt-turn").inner_text() == f"หน้า {place} จาก {count}"
    assert f"slide={count}" in page.url
    page.keyboard.press("Home")
    assert title(page) == first and "slide=" not in page.url
    page.mouse.click(1000, 400)
    page.mouse.click(1000, 400)
    assert page.evaluate("document.activeElement.tagName") == "H1", "a screen reader reads the title that came"
    page.mouse.click(100, 400)
    second = title(page)
    assert second.startswith("C1 ") and "ร้อยละ" in second and "เกณฑ์" in second

    other = browser.new_context(viewport=PROJECTOR).new_page()
    deck(other, page.url)
    assert title(other) == second
    other.context.close()
    page.keyboard.press("Escape")
    page.wait_for_selector(".st-key-panel_tracks", timeout=30_000)
    assert "track=" not in page.url


@pytest.mark.parametrize(("language", "size"), [("th", LAPTOP), ("en", PROJECTOR)])
def test_every_slide_is_whole_and_in_one_language(
    office: tuple[str, Path], page: Page, language: str, size: dict[str, int]
) -> None:
    address, _ = office
    page.set_viewport_size(size)
    for track in ASSESSEES if language == "th" else ("OFF",):
        count = deck(page, f"{address}/committee?lang={language}&track={track}")
        assert cut_off(page) == []
        for hidden in ("[data-testid=stSidebar]", "[data-testid=stHeader]", ".st-key-filters", ".st-key-page_head"):
            assert not page.locator(hidden).first.is_visible()
        assert page.locator(".tt-slide .tt-sample").count() == page.locator(".tt-slide footer").count() == count
        assert "build-" in page.locator(f"{SHOWN} footer").inner_text()
        page.evaluate("document.querySelectorAll('.tt-slide').forEach(one => { one.hidden = false })")
        texts = screen.visible(page, without=".tt-table td, .tt-table tbody th")
        assert screen.ce_years(texts) == []
        if language == "th":
            assert screen.english(texts, ALLOWED) == []


def test_a_kiosk_turns_by_itself_and_shows_what_has_come_in(office: tuple[str, Path], page: Page) -> None:
    address, folder = office
    deck(page, f"{address}/committee?lang=th&track=OFF&seconds=5&slide=3")
    built = re.compile(r"build-\S+")
    before = built.findall(page.locator(f"{SHOWN} footer").inner_text())
    page.wait_for_function("!location.search.includes('slide=3')", timeout=9_000)
    another_report(folder)
    until = time.monotonic() + 45
    while (after := built.findall(page.locator(f"{SHOWN} footer").inner_text())) == before:
        assert time.monotonic() < until, "the screen still shows the old build"
        page.wait_for_timeout(500)
    assert len(after) == len(before) == 1
    assert "seconds=5" in page.url and "track=OFF" in page.url
