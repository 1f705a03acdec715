"""Every number on a page is the one that `python -m kpi values` gives for the same parameters."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from kpi import speak
from kpi.__main__ import main as kpi
from kpi.model import UNITS, Unit
from tests.pages.conftest import visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = {
    "": 40,
    "?round=1&as_of=2021-01-31": 20,
    "rounds?round=1": 10,
    "plans": 6,
    "budget": 40,
    "agency?reporter=DSD": 6,
    "pmqa": 8,
}
"""Page → the least number of figures on it, so that a page without marks is no page without mistakes."""
MARKED = """[...document.querySelectorAll('[data-kpi]')].map(one => ({
    kpi: one.dataset.kpi, scope: one.dataset.scope, round: one.dataset.round, asOf: one.dataset.asOf,
    said: one.textContent.trim()}))"""
UNIT_WORDS = {"", *(text.th for text in speak.UNIT_WORDS.values())}
Key = tuple[str, str]


class Values:
    """What the command line says, asked once for every round and day."""

    def __init__(self, data: Path, patch: pytest.MonkeyPatch, captured: pytest.CaptureFixture[str]) -> None:
        patch.setenv("TIDTAM_DATA", str(data))
        self.captured, self.known = captured, dict[tuple[str, str], dict[Key, dict[str, Any]]]()

    def of(self, round_: str, as_of: str) -> dict[Key, dict[str, Any]]:
        if (round_, as_of) not in self.known:
            year, number = round_.split(":")
            self.captured.readouterr()
            assert kpi(["values", "--fy", year, "--round", number, "--as-of", as_of, "--json"]) == 0
            figures = json.loads(self.captured.readouterr().out)["figures"]
            self.known[(round_, as_of)] = {(one["kpi"], one["scope"]): one for one in figures}
        return self.known[(round_, as_of)]


@pytest.fixture
def values(demo_data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Values:
    return Values(demo_data, monkeypatch, capsys)


@pytest.mark.parametrize("path", PAGES)
def test_every_marked_number_is_that_of_the_command_line(server: str, page: Page, path: str, values: Values) -> None:
    visit(page, f"{server}/{path}{'&' if '?' in path else '?'}lang=th")
    shown = page.evaluate(MARKED)
    assert len(shown) >= PAGES[path]
    for one in shown:
        figure = values.of(one["round"], one["asOf"])[(one["kpi"], one["scope"])]
        digits = figure["display"]
        assert digits is not None and digits in one["said"], one
        assert one["said"].replace(digits, "", 1).strip() in UNIT_WORDS, one
    assert page.locator(".tt-matrix a b:not([data-kpi]), .tt-tiles a b:not([data-kpi])").count() == 0


def test_the_table_of_a_chart_shows_the_same_numbers(server: str, page: Page, values: Values) -> None:
    visit(page, f"{server}/technology?lang=th&view.technology_units=table")
    rows = page.locator(".st-key-panel_technology_units tbody tr").all()
    told = values.of("2564:2", "2021-09-30")
    assert [row.locator("td").first.inner_text() for row in rows] == [
        told[("C2", unit)]["display"] or speak.NOTHING for unit in UNITS
    ]


def test_what_moved_is_the_difference_of_two_answers(server: str, page: Page, values: Values) -> None:
    """On the small demonstration there is no year before: nothing to compare is said as such."""
    visit(page, f"{server}/?lang=th")
    now, before = (values.of("2564:2", day) for day in ("2021-09-30", "2021-08-31"))
    cells = page.locator(".tt-matrix tbody tr").first.locator("td").all()
    for cell, unit in zip(cells, ("OFF", *UNITS), strict=True):
        moved = Fraction(now[("C1", unit)]["value"]) - Fraction(before[("C1", unit)]["value"])
        said = cell.locator(".tt-change span").all_inner_texts()
        assert said == [f"เดือน {speak.difference(moved, Unit.PERCENT)}", f"ปี {speak.NOTHING}"]
    visit(page, f"{server}/?lang=th&round=2&as_of=2021-04-30")
    first = page.locator(".tt-matrix tbody tr").first.locator("td .tt-change").first
    assert first.inner_text().split() == ["เดือน", speak.NOTHING, "ปี", speak.NOTHING], "a new round begins anew"


def test_a_value_of_few_reports_is_hatched_and_says_its_coverage(server: str, page: Page, values: Values) -> None:
    visit(page, f"{server}/?lang=th")
    told = values.of("2564:2", "2021-09-30")
    received, expected = (told[("K3", "OFF")]["coverage"][name] for name in ("received", "expected"))
    assert received * 100 < speak.PARTIAL_BELOW_PCT * expected
    card = page.locator(".st-key-card_K3_OFF")
    assert f"ครอบคลุมร้อยละ {received * 100 // expected}" in card.inner_text()
    hatched = card.locator(".tt-partial").evaluate("one => getComputedStyle(one).backgroundImage")
    assert "repeating-linear-gradient" in hatched
    assert page.locator(".st-key-card_K1_OFF .tt-partial").count() == 0
