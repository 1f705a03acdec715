"""From the paper back to the screen: a download has a reference, its address shows the same, a wrong one says so."""

from __future__ import annotations

import os
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
import zxingcpp
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Page

from kpi import papers
from tests.kpi.history import History
from tests.pages.conftest import ledger_of, served, settle, walk
from tests.pages.test_serve import get
from ui.serve import NO_PAPER, paper_route

REFERENCE = re.compile(r"[0-9A-Z]{6}")


@pytest.fixture
def office(tmp_path: Path, small_demo: Path) -> Iterator[tuple[Path, str]]:
    """A server over the small demonstration that may be written to."""
    folder = tmp_path / "data"
    shutil.copytree(small_demo, folder)
    with served(folder) as address:
        yield folder, address


def opened(address: str) -> tuple[int, str, str]:
    """Status, final address and words of one visit without a browser."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.url, answer.read().decode()
    except urllib.error.HTTPError as fault:
        return fault.code, address, fault.read().decode()


@pytest.mark.slow
@pytest.mark.browser
def test_a_download_leads_back_to_the_same_figures(office: tuple[Path, str], page: Page, tmp_path: Path) -> None:
    folder, address = office
    walk(page, f"{address}/?round=1&fy=2564&lang=th")
    if os.environ.get("TIDTAM_PICTURE"):
        page.screenshot(path=os.environ["TIDTAM_PICTURE"] + "-overview.png")
    page.locator(".st-key-download button").first.click()
    with page.expect_download(timeout=60_000) as picture:
        page.get_by_role("button", name="ภาพ PNG").click()
    with Image.open(picture.value.path()) as whole:
        (code,) = zxingcpp.read_barcodes(whole)
    with page.expect_download(timeout=60_000) as loading:
        page.get_by_role("button", name="ไฟล์ XLSX").click()
    file = tmp_path / "page.xlsx"
    loading.value.save_as(file)
    book = load_workbook(file, data_only=True)
    about = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows(min_row=3)}
    reference = about["เลขที่อ้างอิง"]
    assert REFERENCE.fullmatch(reference)

    ledger = ledger_of(folder)
    paper, drawn = papers.find(ledger, reference), papers.find(ledger, code.text.rpartition("/")[2])
    ledger.close()
    assert drawn is not None and (drawn.kind, drawn.page) == (papers.IMAGE, "overview")
    assert paper is not None and paper.page == "overview" and paper.by == "steward"
    c1 = next(one for one in paper.figures if (one.kpi, one.scope) == ("C1", "OFF"))
    page.goto(f"{address}/r/{reference.lower()}")
    settle(page)
    shown_at = unquote(page.url)
    assert f"known_at={paper.ask.known_at.isoformat()}" in shown_at and "as_of=2021-03-31" in shown_at
    assert c1.display and c1.display in page.locator("[data-testid=stMain]").inner_text()
    assert build_of(page) == paper.build

    walk(page, f"{address}/papers?paper={reference}")
    said = page.locator(".st-key-panel_paper_figures [role=status]").inner_text()
    count = f"{len(paper.figures):,}"
    assert f"ตรงกัน {count} จาก {count} ค่า" in said and "เปลี่ยนไปจากที่พิมพ์ไว้ 0 ค่า" in said
    assert reference in page.locator(".st-key-panel_papers").inner_text()

    if os.environ.get("TIDTAM_PICTURE"):
        page.screenshot(path=os.environ["TIDTAM_PICTURE"])
    walk(page, f"{address}/papers?paper=ZZZZZZ")
    assert page.locator(".st-key-panel_find_paper [role=alert]").count() == 1
    assert page.locator(".st-key-panel_paper").count() == 0
    status, _, words = opened(f"{address}/r/ZZZZZZ")
    assert status == 404 and NO_PAPER.th in words


def build_of(page: Page) -> str:
    found = re.search(r"build-\d+-[0-9a-f]+", page.locator(".tt-footer").inner_text())
    return found[0] if found else ""


def test_a_reference_leads_on_and_a_wrong_one_to_one_sentence() -> None:
    found = {"K7F3X9": "papers?paper=K7F3X9"}
    route = paper_route(found.get)
    status, headers, _ = get("/r/K7F3X9", extra=route)
    assert status == 303 and headers["location"] == "../papers?paper=K7F3X9"
    for wrong in ("/r/", "/r/<script>", "/r/../../etc", "/r/" + "A" * 5000):
        status, _, body = get(wrong, extra=route)
        assert status in (404, 200) and b"<script" not in body
    status, _, body = get("/r/K7F3X8", extra=route)
    assert status == 404 and NO_PAPER.th.encode() in body

    def broken(reference: str) -> str:
        raise RuntimeError("secret")

    status, _, body = get("/r/K7F3X9", extra=paper_route(broken))
    assert status == 503 and b"secret" not in body


def test_the_view_of_a_paper_is_pinned(tmp_path: Path) -> None:
    from tests.papers.test_papers import issue

    history = History(tmp_path)
    history.budget("2020-10", ("INF", "allocate", date(2020, 10, 5), 100), ("INF", "disburse", date(2020, 10, 9), 60))
    paper = issue(history, datetime(2021, 4, 10, 9))
    assert papers.choices(paper) == {
        **{"fy": "2564", "round": "1", "as_of": "2021-03-31", "known_at": "2021-04-10T09:00:00"},
        "paper": paper.reference,
    }
    history.ledger.close()
