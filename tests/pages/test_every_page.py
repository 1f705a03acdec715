"""Every page in both languages, before the real server and in a real browser."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest
from playwright.sync_api import Error, Page, Request

import pages
from base.access import GRANTS, Role
from kpi.indicators import BY_CODE
from tests.pages import axe, screen
from tests.pages.conftest import LAPTOP, position, settle, walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MODULES = [
    import_module(f"pages.{path.parent.name}.{path.stem}")
    for path in sorted(Path(pages.__file__ or "").parent.glob("*/[!_]*.py"))
]
YOUNG = "C1&scope=OFF&round=1&as_of=2021-01-31"
VARIANTS = {
    "indicator": (
        "?kpi=C1&scope=OFF",
        f"?kpi={YOUNG}",
        "?kpi=K3&scope=OFF",
        "?kpi=M1&scope=DOE",
    ),
    "overview": ("",),
    "committee": ("", "?track=OFF"),
    "plans": ("", "?round=1&as_of=2020-10-20&plan=PLAN4"),
    "budget": ("", "?round=1&as_of=2021-01-31&unit=INF"),
    "projects": ("", "?round=1&state=silent&plan=PLAN2&reporter=OPS", "?round=1&as_of=2020-10-20"),
    "alerts": ("", "?round=1&as_of=2021-02-28&kind=report"),
    "problems": ("?round=1&state=all", "?round=1&state=closed&reporter=DSD", "?round=1&as_of=2020-10-20"),
    "calendar": ("?as_of=2021-09-03",),
    "commentary": ("", "?round=1&as_of=2021-02-28&id=C1:DIS", "?round=1&as_of=2020-09-30"),
    "rounds": ("?round=1", "?known_at=2021-02-15T23:59:59"),
    "compare": ("", "?round=1&since=2021-02-28T23:59:59", "?since=2026-01-01T00:00:00"),
    "agency": ("?reporter=DSD", "?round=1&as_of=2020-10-20"),
    "group": ("?unit=INF", "?round=1&as_of=2020-10-20&unit=GEN"),
    "pmqa": ("", "?round=1&as_of=2020-10-20"),
    "technology": ("", "?unit=DIS&round=1&as_of=2020-10-20"),
    "glossary": ("?kind=people",),
    "provinces": ("", "?measure=money", "?round=1&as_of=2020-10-20&measure=progress"),
    "editor": ("?form=progress&reporter=DOE&month=2021-08", "?form=projects&reporter=GEN&month=FY2565"),
}
"""Ways to open a page; a page that is not named here is opened as it is."""
PAGES = {
    ("" if module.PAGE.slug == "overview" else module.PAGE.slug) + variant: (
        module.PAGE.title.th,
        module.PAGE.title.en,
    )
    for module in MODULES
    for variant in VARIANTS.get(module.PAGE.slug, ("",))
}
WRITTEN_BY_OTHERS = ", ".join(
    f".st-key-panel_{panel}"
    for panel in (
        *("sources td", "cells td", "others tbody th", "changes td", "projects tbody th", "problems tbody *"),
        *("problem .tt-facts dd", "terms td:nth-of-type(1)", "refused code", "warned code"),
        *("waiting td", "meetings tbody th", "steps td", "uses td", "kinds tbody th"),
        *("health td", "trail tbody *", "search [data-baseweb=select] *", "people tbody *", "person *", "add_person *"),
        *("register tbody *", "register_one *", "register_add [data-baseweb=select] *"),
        *("settings code", "year_plans td", "year_plans code", "year_said *", "tables code"),
        *("pending tbody *", "verdict [data-baseweb=select] *", "changes_waiting td", "changes_waiting code"),
        *("waived td", "changes_waiting th"),
    )
)
"""What agencies wrote in their cells is theirs; codes and commands have no Thai; terms are translated."""
ALLOWED = {
    # The language's own name, names of file formats and of codes that have no Thai
    *("English", "CSV", "XLSX", "XLSM", "XLS", "ODS", "PNG", "SVG", "SHA", "DOCX", "PPTX", "PDF"),
    # Google's own names, and the setting that names the key
    *("Google", "Sheets", "Drive", "Cloud", "API", "JSON", "TIDTAM", "GOOGLE", "KEY"),
    # Abbreviations and names as the manual itself prints them
    *("KPI", "PMQA", "Action", "Plan"),
    # Formats, and the command that loads the sample data
    *("Parquet", "ZIP", "python", "etl", "demo", "load"),
    # Codes of indicators: C3inv, K3pooled
    *("inv", "pooled"),
}
FIRST = {
    ("" if module.PAGE.slug == "overview" else module.PAGE.slug) + VARIANTS.get(module.PAGE.slug, ("",))[0]
    for module in MODULES
}
IN_ENGLISH = random.Random(2564).sample(sorted(FIRST), 6)
IS_DRILL = os.environ.get("TIDTAM_DRILL") == "1"
EVERY = [(path, language) for path in PAGES if "track=" not in path for language in ("th", "en")]
"""Slides fill the screen and have many headings: test_committee looks at each."""
CASES = (
    EVERY
    if IS_DRILL
    else [(path, language) for path, language in EVERY if path in (FIRST if language == "th" else IN_ENGLISH)]
)
"""Every page in Thai and some in English; in the drills every way to open each, in both languages."""


ADMINISTRATORS = {module.PAGE.slug for module in MODULES if module.PAGE.needs not in GRANTS[Role.STEWARD]}
"""Pages that the demonstration's first position is not offered."""
AFRESH = {
    "fy": "2564",
    "round": "2",
    "basis": "official",
    "as_of": "",
    "known_at": "",
    "plan": "all",
} | {
    "state": "all",
    "reporter": "all",
}
"""What a walk takes back of the choices made on the page before."""


def address(server: str, path: str, language: str) -> str:
    page, _, given = path.partition("?")
    return f"{server}/{page}?{urlencode(AFRESH | dict(parse_qsl(given)) | {'lang': language})}"


@pytest.fixture
def heard(walker: Page) -> Iterator[tuple[list[str], list[str]]]:
    """What scripts complain of and which addresses are asked for while a test runs."""
    faults: list[str] = []
    asked: list[str] = []

    def fail(fault: Error) -> None:
        faults.append(str(fault))

    def ask(request: Request) -> None:
        asked.append(request.url)

    walker.on("pageerror", fail)
    walker.on("request", ask)
    yield faults, asked
    walker.remove_listener("pageerror", fail)
    walker.remove_listener("request", ask)


@pytest.fixture
def _offered(server: str, walker: Page, path: str) -> Iterator[None]:
    """Somebody who is offered the page: the demonstration's first position, or the administrator."""
    if path.partition("?")[0] not in ADMINISTRATORS:
        yield
        return
    walk(walker, address(server, "", "th"))
    position(walker, "ผู้ดูแลระบบ")
    yield
    walker.set_viewport_size(LAPTOP)
    walk(walker, address(server, "", "th"))
    walker.set_viewport_size(LAPTOP)  # on a phone the list of positions is folded away
    position(walker, "หัวหน้าฝ่ายบริหารทั่วไป (ผู้ดูแลข้อมูล)")


@pytest.mark.usefixtures("_offered")
@pytest.mark.parametrize(("path", "language"), CASES)
def test_page_is_whole_and_in_one_language(
    server: str, walker: Page, path: str, language: str, heard: tuple[list[str], list[str]]
) -> None:
    page, (faults, asked) = walker, heard
    walk(page, address(server, path, language))

    assert page.locator("h1").all_inner_texts() == [PAGES[path][language == "en"]]
    assert page.locator(".tt-state-fault, [data-testid=stException], [data-testid=stAlert], [role=dialog]").count() == 0
    assert page.locator(".tt-footer").inner_text().count("build-") == 1
    assert page.locator(".tt-sample").inner_text() == ("◆ ข้อมูลตัวอย่าง" if language == "th" else "◆ Sample data")
    assert page.evaluate("document.documentElement.lang") == language
    assert faults == []
    outside = [url for url in asked if not url.startswith((server, "data:", "blob:"))]
    assert outside == [], "a page must not need the internet"

    texts = screen.visible(page, without=WRITTEN_BY_OTHERS)
    assert screen.ce_years(texts) == []
    assert screen.clipped(page) == []
    assert screen.unseen(page) == [] and screen.broken(page) == []
    assert axe.findings(page) == []
    if language == "th":
        # What differs in the dark is the colours.
        page.emulate_media(color_scheme="dark")
        page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
        assert axe.findings(page, "" if IS_DRILL else "color-contrast") == []
        page.emulate_media(color_scheme="light")
        assert screen.english(texts, ALLOWED) == []
        assert screen.english(screen.spoken(page), ALLOWED) == []
        headings_are_in_order(page)
        fits_a_phone(page)


def headings_are_in_order(page: Page) -> None:
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(one => Number(one.tagName[1]))")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), levels


def fits_a_phone(page: Page) -> None:
    """Nothing scrolls sideways but tables inside their own frame; nothing is cut; the menu's button covers no text."""
    page.set_viewport_size({"width": 360, "height": 740})
    settle(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 361
    assert screen.clipped(page, without=".tt-scroll") == []
    assert screen.broken(page) == []
    bar, title = (page.locator(what).bounding_box() for what in ("[data-testid=stHeader]", "h1"))
    assert bar and title and bar["y"] + bar["height"] <= title["y"]


@pytest.mark.parametrize("language", ["th", "en"])
def test_overview_needs_no_scrolling_on_a_laptop(server: str, walker: Page, language: str) -> None:
    walk(walker, address(server, "", language))
    for selector in ("[class*=st-key-card_]", "[class*=st-key-panel_]", ".tt-footer"):
        bottoms = walker.evaluate(
            "(what) => [...document.querySelectorAll(what)].map(one => one.getBoundingClientRect().bottom)", selector
        )
        assert bottoms and max(bottoms) <= LAPTOP["height"], selector


NO_TARGET = "■ คู่มือไม่ได้กำหนดเป้าหมาย"


def test_status_is_never_by_colour_alone(server: str, walker: Page) -> None:
    """Shape and word stand with every value; that there is no target may stand once, at the head of the line."""
    walk(walker, address(server, "", "th"))
    chips = walker.locator("[data-testid=stMain] a .tt-chip").all_inner_texts()
    assert len(chips) >= 5
    for chip in chips:
        assert chip[0] in "▲▼◆◊■–" and len(chip[1:].strip()) > 5, chip
    assert NO_TARGET in walker.get_by_role("heading", name="ตัวชี้วัดของสำนักงานและตัวชี้วัดติดตาม").inner_text()
    for line in walker.locator(".tt-matrix tbody tr").all():
        values = line.locator("a").count()
        assert line.locator("a .tt-chip").count() == values or NO_TARGET in line.inner_text()
    spoken = walker.locator("[data-testid=stMain] a.tt-go").evaluate_all("all => all.map(one => one.ariaLabel)")
    assert all(any(word in said for word in ("เกณฑ์", "ข้อมูล", "ประเมิน", "เป้าหมาย")) for said in spoken)


def test_a_card_opens_its_indicator_by_keyboard(server: str, walker: Page) -> None:
    walk(walker, address(server, "", "th"))
    walker.locator(".st-key-card_K3_OFF a").focus()
    walker.keyboard.press("Enter")
    walker.wait_for_selector(".st-key-panel_sources", timeout=60_000)
    assert "kpi=K3" in walker.url and "scope=OFF" in walker.url
    assert walker.locator(".st-key-panel_value h2").first.inner_text().startswith("K3")


def test_a_value_of_the_matrix_opens_within_the_session(server: str, walker: Page) -> None:
    """A link in our own markup would otherwise begin a new session, and with it another position."""
    walk(walker, address(server, "", "th"))
    walker.evaluate("window.isSameDocument = true")
    walker.locator(".tt-matrix a[href*='kpi=C1'][href*='scope=OLD']").click()
    walker.wait_for_selector(".st-key-panel_sources", timeout=60_000)
    assert "kpi=C1" in walker.url and "scope=OLD" in walker.url
    assert walker.locator(".st-key-panel_value h2").first.inner_text().startswith("C1")
    assert walker.evaluate("window.isSameDocument") is True
    walker.go_back()
    walker.wait_for_selector(".tt-matrix", timeout=60_000)


def test_every_chart_has_a_summary_and_a_table(server: str, walker: Page) -> None:
    walk(walker, address(server, "indicator?kpi=C1&scope=OFF", "th"))
    walker.wait_for_selector(".js-plotly-plot .main-svg", timeout=60_000)
    assert walker.locator(".modebar").count() == 0
    for name in ("trend", "parts"):
        panel = walker.locator(f".st-key-panel_{name}")
        assert "ร้อยละ" in panel.inner_text() or "สูงสุด" in panel.inner_text()
        panel.get_by_text("ตาราง", exact=True).click()
        panel.locator("table").wait_for(timeout=30_000)
        assert panel.locator("tbody tr").count() >= 4


def test_help_opens_and_says_what_who_and_when(server: str, walker: Page) -> None:
    walk(walker, address(server, "calendar", "th"))
    walker.locator(".tt-help summary").click(timeout=5_000)
    assert walker.locator(".tt-help dt").all_inner_texts() == ["หน้านี้ใช้ทำอะไร", "ใครบันทึกอะไร", "เมื่อใด"]
    assert all(walker.locator(".tt-help dd").all_inner_texts())


def test_every_page_is_in_the_menu_without_unfolding_it(server: str, walker: Page) -> None:
    walk(walker, address(server, "", "th"))
    offered = walker.locator("[data-testid=stSidebarNav] a").all_inner_texts()
    mine = [module.PAGE for module in MODULES if module.PAGE.slug not in ADMINISTRATORS]
    assert {page.title.th for page in mine} <= {name.strip().split("\n")[-1] for name in offered}


def test_the_projection_is_labelled_and_hidden_while_it_is_young(server: str, walker: Page) -> None:
    panel = walker.locator(".st-key-panel_outlook")
    walk(walker, address(server, "indicator?kpi=C1&scope=OFF&round=1&as_of=2021-01-31", "th"))
    assert panel.locator(".tt-badge").inner_text() == "◊ ประมาณการ"
    assert "ช่วงความเชื่อมั่นร้อยละ 80" in panel.inner_text() and "บาท อีก 2 เดือน" in panel.inner_text()
    panel.get_by_text("ตาราง", exact=True).click()
    assert "ประมาณการ" in panel.locator("tbody tr").last.inner_text()
    walk(walker, address(server, "indicator?kpi=C1&scope=OFF&round=1&as_of=2020-11-30", "th"))
    assert "อย่างน้อย 3 เดือน" in panel.inner_text() and "ร้อยละ" not in panel.inner_text()
    walk(walker, address(server, "indicator?kpi=C1&scope=OFF&round=1", "th"))
    assert panel.count() == 0, "nothing is left to guess once the round is over"


def test_every_indicator_can_be_opened(server: str, walker: Page, drill: Callable[[int, int], int]) -> None:
    codes = random.Random(2564).sample(sorted(BY_CODE), drill(5, len(BY_CODE)))
    for code in codes:
        kpi = BY_CODE[code]
        walk(walker, address(server, f"indicator?kpi={code}&scope={kpi.scopes[0]}", "th"))
        assert walker.locator(".tt-state-fault, [data-testid=stException]").count() == 0, code
        assert walker.locator(".st-key-panel_value h2").first.inner_text().startswith(f"{code} ")
        ours = screen.visible(walker, without=WRITTEN_BY_OTHERS)
        assert screen.ce_years(ours) == [], code
        assert screen.english(ours, ALLOWED) == [], code
        assert screen.clipped(walker) == [], code
