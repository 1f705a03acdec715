"""The permanent link: its code can be read off the screen, and later, elsewhere, it shows the same figures."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page

from base.period import parse_period
from etl import people
from etl.forms import FORMS
from etl.prefill import Prefill
from etl.receive import submit
from etl.reference import Register
from etl.template import write_template
from tests.etl_receive.desk import progress
from tests.pages.conftest import LAPTOP, ledger_of, served, settle, visit, walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PUBLIC = "https://tidtam.example.go.th"
VALUE = ".st-key-panel_value"


@pytest.fixture(scope="module")
def office(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A server over a demonstration of its own, with the address that links on paper carry."""
    folder = tmp_path_factory.mktemp("shared") / "data"
    shutil.copytree(demo_data, folder)
    with served(folder, TIDTAM_URL=f"{PUBLIC}/") as address:
        yield address, folder


def opened(page: Page) -> str:
    """The link as the reader sees it, after its code on the screen was read by a machine."""
    page.locator(".st-key-share button").first.click()
    page.locator(".tt-qr img").wait_for(timeout=30_000)
    page.wait_for_function("document.querySelector('.tt-qr img').complete")
    page.wait_for_timeout(400)
    screen = Image.open(io.BytesIO(page.screenshot()))
    (code,) = zxingcpp.read_barcodes(screen)
    link = page.locator(".tt-link").inner_text()
    assert code.text == link
    return link


def another_report(folder: Path) -> None:
    """DSD's report of September again, with other money."""
    ledger = ledger_of(folder)
    period = parse_period("2021-09")
    with ledger.read() as connection:
        register = Register.load(connection, period.fiscal_year)
        user = people.user(connection, "agency.DSD")
    data = write_template(FORMS["progress"], "DSD", period, register, Prefill((progress(lead_agency="DSD"),)))
    outcome = submit(ledger, data, "DSD.xlsx", user=user)
    ledger.close()
    assert outcome.status == "accepted", [finding.message() for finding in outcome.findings]


def test_the_code_shows_the_same_figures_elsewhere_after_newer_data(
    office: tuple[str, Path], browser: Browser, page: Page
) -> None:
    address, folder = office
    walk(page, f"{address}/indicator?kpi=M4&scope=DSD&round=2")
    panel = page.locator(".st-key-panel_trend")
    panel.get_by_text("ตาราง", exact=True).click()
    panel.locator("table").wait_for()
    settle(page)
    assert "view.indicator_trend=table" in page.url
    value, months = page.locator(VALUE).inner_text(), panel.inner_text()
    link = opened(page)
    assert link.startswith(f"{PUBLIC}/indicator?") and len(link) < 190
    assert "as_of=2021-09-30" in link and "known_at=20" in link

    another_report(folder)
    other = browser.new_context(viewport=LAPTOP).new_page()
    visit(other, link.replace(PUBLIC, address))
    assert other.locator(VALUE).inner_text() == value
    assert other.locator(".st-key-panel_trend").inner_text() == months
    visit(other, f"{address}/indicator?kpi=M4&scope=DSD&round=2")
    assert other.locator(VALUE).inner_text() != value, "the new report must be one that moves the figure"
    other.context.close()


def test_the_first_page_and_a_page_without_figures_have_links_too(office: tuple[str, Path], page: Page) -> None:
    address, _ = office
    walk(page, f"{address}/?lang=en&round=1&basis=provisional")
    assert {"lang=en", "round=1", "basis=provisional"} <= set(opened(page).removeprefix(f"{PUBLIC}/?").split("&"))
    visit(page, f"{address}/receipt?id=S000020")
    assert opened(page) == f"{PUBLIC}/receipt?id=S000020"
