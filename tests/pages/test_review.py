"""Reviewing through the page: the queue, many accepted at once, one returned and seen by its sender."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from base.period import parse_period
from etl import people
from etl.forms import FORMS
from etl.prefill import Prefill
from etl.receive import submit
from etl.reference import Register
from etl.template import write_template
from ledger import reference as kept_reference
from ledger import submissions
from ledger.store import Ledger
from tests.etl_receive.desk import progress
from tests.pages import screen
from tests.pages.conftest import ledger_of, served, settle, visit, walk
from tests.pages.test_every_page import ALLOWED
from tests.pages.test_visits import position

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AGENCIES = ("DOE", "DSD", "SSO")


@pytest.fixture(scope="module")
def office(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A server over a demonstration in which reports are reviewed by hand, three of them waiting."""
    folder = tmp_path_factory.mktemp("office") / "data"
    shutil.copytree(demo_data, folder)
    ledger = ledger_of(folder)
    with ledger.write("admin") as writer:
        row = ("2564:review.policy", date(2020, 10, 1), False, {"key": "2564:review.policy", "value": "manual"})
        kept_reference.append_rows(writer, "settings", [row])
    for agency in AGENCIES:
        _send(ledger, agency)
    ledger.close()
    with served(folder) as address:
        yield address, folder


def _send(ledger: Ledger, agency: str) -> None:
    period = parse_period("2021-09")
    with ledger.read() as connection:
        register = Register.load(connection, period.fiscal_year)
        user = people.user(connection, f"agency.{agency}")
    filled = Prefill((progress(lead_agency=agency),))
    data = write_template(FORMS["progress"], agency, period, register, filled)
    outcome = submit(ledger, data, f"{agency}.xlsx", user=user)
    assert outcome.status == "under_review", [finding.message() for finding in outcome.findings]


def test_accept_two_return_one_and_the_sender_is_told(office: tuple[str, Path], page: Page) -> None:
    address, folder = office
    walk(page, f"{address}/review?lang=th")
    assert page.locator("h1").inner_text() == "ตรวจรับรายงาน"
    lines = page.locator("[class*=st-key-review_tick_]")
    assert lines.count() == 3 and "กรมการจัดหางาน" in lines.first.inner_text()
    texts = screen.visible(page, without=".st-key-panel_submission table")
    assert screen.english(texts, ALLOWED) == [] and screen.ce_years(texts) == [] and screen.clipped(page) == []

    for number in (0, 1):
        lines.nth(number).locator("label").click()
    page.locator(".st-key-review_accept button").click()
    page.wait_for_selector(".tt-said", timeout=60_000)
    settle(page)
    assert "รับแล้ว 2 ฉบับ" in page.locator(".tt-said").inner_text()
    assert lines.count() == 1 and "ประกันสังคม" in lines.first.inner_text()

    page.locator("[class*=st-key-return_reason_] textarea").fill("งบประมาณไม่ตรงกับบัญชี")
    page.locator("[class*=st-key-return_S] button").click()
    page.wait_for_selector(".tt-said", timeout=60_000)
    settle(page)
    assert "ส่งคืน" in page.locator(".tt-said").inner_text() and lines.count() == 0

    ledger = ledger_of(folder)
    with ledger.read() as connection:
        assert submissions.waiting(connection) == []
        (back,) = submissions.returned(connection)
    ledger.close()
    walk(page, f"{address}/upload?lang=th")
    position(page, "ผู้รายงานของ สปส.")
    notice = page.locator(".tt-outcome-fix").inner_text()
    assert "งบประมาณไม่ตรงกับบัญชี" in notice and back.submission_id in notice
    assert page.locator("[class*=st-key-marked_]").count() == bool(back.findings)
    position(page, "ผู้รายงานของ กกจ.")
    assert page.locator(".tt-outcome-fix").count() == 0


def test_a_receipt_and_its_file_are_checked(office: tuple[str, Path], page: Page, tmp_path: Path) -> None:
    address, folder = office
    ledger = ledger_of(folder)
    with ledger.read() as connection:
        kept = submissions.valid_of(connection, "progress", reporter="DOE")[-1]
        data = submissions.original(connection, kept.sha256) or b""
    ledger.close()
    same, other = tmp_path / "same.xlsx", tmp_path / "other.xlsx"
    same.write_bytes(data)
    other.write_bytes(data[:-1] + b"!")
    for path, said in ((same, "ตรงกับไฟล์ที่สำนักงานรับไว้ทุกประการ"), (other, "ไม่ใช่ไฟล์ที่สำนักงานรับไว้")):
        visit(page, f"{address}/receipt?lang=th&id={kept.submission_id}")
        assert kept.sha256 in page.locator(".tt-receipt").inner_text()
        page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(path)
        page.locator("[data-testid=stFileChip]").first.wait_for()
        page.locator(".st-key-verify button").click()
        page.get_by_text(said).wait_for(timeout=60_000)
    visit(page, f"{address}/receipt?lang=th&id=S999999")
    assert "ไม่พบใบรับเลขที่ S999999" in page.locator("[data-testid=stMain]").inner_text()
