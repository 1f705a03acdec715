"""Light and dark: the system's preference at first, the reader's own choice once made, for the charts as well."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.conftest import LAPTOP, settle, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GROUNDS = """() => [document.querySelector('[data-testid=stApp]'), document.querySelector('.js-plotly-plot .main-svg')]
  .map(one => getComputedStyle(one).backgroundColor)"""
LIGHT, DARK = ["rgb(246, 247, 250)", "rgb(255, 255, 255)"], ["rgb(17, 23, 31)", "rgb(27, 35, 45)"]
CHART = "indicator?kpi=C1&scope=OFF"


def grounds(page: Page) -> list[str]:
    page.wait_for_selector(".js-plotly-plot .main-svg", timeout=60_000)
    settle(page)
    found: list[str] = page.evaluate(GROUNDS)
    return found


def test_the_switch_turns_the_page_and_its_charts_at_once(server: str, page: Page) -> None:
    visit(page, f"{server}/{CHART}")
    assert grounds(page) == LIGHT and "theme=" not in page.url
    page.evaluate("window.isSameDocument = true")
    page.get_by_role("radio", name="มืด").click()
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    page.wait_for_timeout(500)
    assert grounds(page) == DARK and "theme=dark" in page.url
    assert page.evaluate("window.isSameDocument") is True
    page.get_by_role("radio", name="ตามเครื่อง").click()
    page.wait_for_function("document.documentElement.dataset.theme === 'light'")
    page.wait_for_timeout(500)
    assert grounds(page) == LIGHT


def test_the_system_is_followed_until_the_address_says_otherwise(server: str, browser: Browser) -> None:
    context = browser.new_context(viewport=LAPTOP, color_scheme="dark")
    page = context.new_page()
    visit(page, f"{server}/{CHART}")
    assert grounds(page) == DARK
    visit(page, f"{server}/{CHART}&theme=light")
    assert grounds(page) == LIGHT
    context.close()
