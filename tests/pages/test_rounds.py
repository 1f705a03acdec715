"""A round on the screen: frozen, posted to late, reopened and frozen again, with both sets of figures to see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from base.clock import now
from base.thai import say_date
from tests.kpi.history import KEY, History
from tests.pages import screen
from tests.pages.conftest import served, settle, walk
from tests.pages.test_every_page import ALLOWED
from tests.pages.test_visits import position

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OCT, MAR = date(2020, 10, 15), date(2021, 3, 31)
DIRECTOR = "ผู้อำนวยการสำนักงานนโยบายแรงงานนอกระบบ"


@pytest.fixture
def spent(tmp_path: Path) -> Iterator[History]:
    """880 of 1,000 baht by the end of round 1 of 2564."""
    told = History(tmp_path)
    told.budget("2020-10", ("INF", "allocate", OCT, "1000.00"), at=datetime(2020, 11, 2, 9))
    told.budget("2021-03", ("INF", "disburse", MAR, "880.00"), at=datetime(2021, 4, 2, 9))
    yield told
    told.ledger.close()


def press(page: Page, button: str, confirm: str, reason: str) -> None:
    """Press the button, give the reason, confirm, and wait for the page to say what became of it."""
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_role("dialog").get_by_label("เหตุผล (จำเป็น)").fill(reason)
    asked = page.get_by_role("dialog").inner_text().splitlines()
    assert screen.english(asked, ALLOWED) == [] and screen.ce_years(asked) == []
    page.get_by_role("dialog").get_by_role("button", name=confirm, exact=True).click()
    page.locator("[role=dialog]").wait_for(state="detached", timeout=60_000)
    page.locator(".st-key-panel_act [role=status]").wait_for(timeout=60_000)
    settle(page)


def live(page: Page) -> str:
    """What stands in the matrix of round 1 for C1 of the informal-labour group."""
    return page.locator(".st-key-panel_round_1 tbody tr").first.locator("td").nth(1).inner_text()


def kept(page: Page) -> list[str]:
    """The row of C1 of the informal-labour group among the figures kept."""
    row = page.locator(".st-key-panel_kept tbody tr", has_text="C1").filter(has_text="กลุ่มแรงงานนอกระบบ")
    return row.locator("td").all_inner_texts()[1:]


def test_freeze_post_late_reopen_freeze_shows_both_sets(spent: History, page: Page) -> None:
    with served(spent.folder, TIDTAM_AUDIT_KEY=KEY.decode()) as address:
        walk(page, f"{address}/rounds?lang=th&fy=2564&round=1")
        assert page.get_by_role("button", name="ปิดรอบที่ 1").count() == 0, "a steward may only look"
        position(page, DIRECTOR)
        assert "88.00" in live(page) and "ปิดรอบ" not in live(page)

        press(page, "ปิดรอบที่ 1", "ยืนยันปิดรอบ", " ")
        assert page.locator(".st-key-panel_act [role=status]").inner_text().startswith("▼ ")
        assert "ยังไม่เคยปิด" in page.locator(".st-key-panel_log").inner_text(), "nothing without a reason"

        press(page, "ปิดรอบที่ 1", "ยืนยันปิดรอบ", "ครบกำหนดแล้ว")
        assert "ปิดรอบ ▲ 88.00 (ไม่เปลี่ยน)" in live(page)
        assert "ปิดรอบแล้ว" in page.locator(".st-key-panel_round_1 [aria-current=step]").inner_text()

        spent.budget("2021-02", ("INF", "disburse", date(2021, 2, 15), "50.00"), at=now())
        walk(page, f"{address}/rounds?lang=th&fy=2564&round=1")
        position(page, DIRECTOR)
        assert live(page).startswith("93.00") and "ปิดรอบ ▲ 88.00 (ปัจจุบันต่าง +5.00)" in live(page)

        page.get_by_role("link", name="ดูสิ่งที่เปลี่ยน").click()
        page.wait_for_selector(".st-key-panel_cells")
        settle(page)
        moves = page.locator(".st-key-panel_moves tbody tr", has_text="กลุ่มแรงงานนอกระบบ").first
        assert moves.locator("td").all_inner_texts()[1:] == ["▲ 88.00", "▲ 93.00", "+5.00", "5"]
        (cell,) = page.locator(".st-key-panel_cells tbody tr", has_text="จำนวนเงิน").all_inner_texts()
        assert cell.split("\t")[2:4] == ["ไม่มี", "50"] and "GEN-2021-02.xlsx" in cell
        page.get_by_role("link", name="ตัวชี้วัดรายรอบ").click()
        page.wait_for_selector(".st-key-round_act")
        settle(page)

        press(page, "เปิดแก้ไขรอบที่ 1", "ยืนยันเปิดแก้ไข", "ได้รับใบเบิกเพิ่ม")
        last_day = f"ถึงสิ้นวันที่ {say_date(now().date() + timedelta(days=14))}"
        assert last_day in page.locator(".st-key-panel_act").inner_text()
        assert last_day in page.locator(".st-key-panel_log").inner_text()
        assert "เปิดแก้ไข" in page.locator(".st-key-panel_round_1 [aria-current=step]").inner_text()
        press(page, "ปิดรอบที่ 1", "ยืนยันปิดรอบ", "แก้ไขแล้ว")

        assert kept(page) == ["▲ 88.00", "▲ 93.00", "▲ 93.00", "0"]
        log = page.locator(".st-key-panel_log tbody tr").all_inner_texts()
        assert [("ปิดรอบ" in line, "เปิดแก้ไข" in line) for line in log] == [(True, False), (False, True), (True, False)]
        for line, reason in zip(log, ("ครบกำหนดแล้ว", "ได้รับใบเบิกเพิ่ม", "แก้ไขแล้ว"), strict=True):
            assert reason in line and DIRECTOR in line
        digests = page.locator(".st-key-panel_log code").all_inner_texts()
        assert len(digests[0]) == len(digests[2]) == 64 and digests[0] != digests[2]
        assert screen.clipped(page) == []


def test_before_the_last_report_is_due_there_is_nothing_to_press(server: str, page: Page) -> None:
    walk(page, f"{server}/rounds?lang=th&fy=2564&round=1&known_at=2021-02-15T23:59:59")
    position(page, DIRECTOR)
    assert "เลือก “ปัจจุบัน” ก่อน" in page.locator(".st-key-panel_act").inner_text()
    assert page.locator(".st-key-panel_act button").count() == 0
    assert "รอบนี้เริ่มวันที่ 1 เม.ย. 2564" in page.locator(".st-key-panel_round_2").inner_text()
