"""The pages that watch: what is open, what needs a decision, how good the data is, what the words mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.kpi.history import KEY, History
from tests.pages.conftest import served, settle, walk
from tests.pages.test_visits import position

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REPORTER, STAFF = "ผู้รายงานของ กกจ.", "เจ้าหน้าที่สำนักงาน"
STEWARD = "หัวหน้าฝ่ายบริหารทั่วไป"


@pytest.fixture
def troubled(tmp_path: Path) -> Iterator[History]:
    """One problem of DSD, told in October 2563 and never again."""
    told = History(tmp_path)
    row = {"project_code": "P-1", "plan_no": 2, "province": "50", "problem": "ขาดวิทยากร", "solution": "ประสานสถาบัน"}
    told.send("progress", "DSD", "2020-10", row, at=datetime(2020, 11, 4, 9))
    told.send("progress", "DSD", "2020-12", {**row, "problem": None}, at=datetime(2021, 1, 4, 9))
    yield told
    told.ledger.close()


def states(page: Page) -> list[str]:
    return page.locator(".st-key-choose_problems [role=radio]").all_inner_texts()


def press(page: Page, button: str) -> str:
    """Press the button and give what the page says became of it."""
    page.get_by_role("button", name=button, exact=True).click()
    page.locator("[data-testid=stMain] p[role=status]").wait_for(timeout=60_000)
    settle(page)
    return page.locator("[data-testid=stMain] p[role=status]").inner_text()


def test_a_problem_is_planned_and_closed_by_whoever_may(troubled: History, page: Page) -> None:
    with served(troubled.folder, TIDTAM_AUDIT_KEY=KEY.decode()) as address:
        walk(page, f"{address}/problems?lang=th&fy=2564&round=1&as_of=2020-12-31")
        assert states(page) == [
            "ยังไม่ปิด 1", "◊ ยังไม่มีแผน 1", "→ มีแผนแล้ว 0", "▼ เกินกำหนด 0", "▲ ปิดแล้ว 0", "ทั้งหมด 1",
        ]  # fmt: skip
        line = page.locator(".st-key-panel_problems tbody tr").inner_text()
        assert "ขาดวิทยากร" in line and "3 เดือน (ตั้งแต่ ต.ค. 2563)" in line and "กพร." in line

        assert press(page, "บันทึกการดำเนินการ").startswith("▼ ระบุสิ่งที่จะดำเนินการ"), "nothing without an action"
        page.get_by_label("สิ่งที่จะดำเนินการ").fill("ขอวิทยากรจากกรม")
        assert press(page, "บันทึกการดำเนินการ") == "▲ บันทึกการดำเนินการแล้ว"
        line = page.locator(".st-key-panel_problems tbody tr").inner_text()
        assert "ขอวิทยากรจากกรม" in line and "30 ม.ค. 2564" in line and "→ มีแผนแล้ว" in line

        walk(page, f"{address}/problems?lang=th&fy=2564&round=1&as_of=2021-01-31&state=overdue")
        assert "เกิน 1 วัน" in page.locator(".st-key-panel_problems tbody tr").inner_text()
        page.get_by_label("แก้ไขแล้วอย่างไร (จำเป็น)").fill("ได้วิทยากรแล้ว")
        assert press(page, "ปิดปัญหา") == "▲ ปิดปัญหาแล้ว"
        assert "▲ ปิดแล้ว 1" in states(page) and "ยังไม่ปิด 0" in states(page)


def test_whoever_may_not_decide_only_looks_and_a_reporter_sees_their_own(troubled: History, page: Page) -> None:
    with served(troubled.folder, TIDTAM_AUDIT_KEY=KEY.decode()) as address:
        walk(page, f"{address}/problems?lang=th&fy=2564&round=1&as_of=2020-12-31")
        position(page, STAFF)
        assert "ตำแหน่งนี้ดูได้อย่างเดียว" in page.locator(".st-key-panel_problem").inner_text()
        assert page.get_by_role("button", name="ปิดปัญหา").count() == 0
        position(page, REPORTER)
        assert page.locator(".st-key-panel_problems").count() == 0
        assert "ยังไม่มีหน่วยงานรายงานปัญหา/อุปสรรค" in page.locator("[data-testid=stMain]").inner_text()


def test_an_alert_opens_the_page_that_answers_it(troubled: History, page: Page) -> None:
    with served(troubled.folder, TIDTAM_AUDIT_KEY=KEY.decode()) as address:
        walk(page, f"{address}/alerts?lang=th&fy=2564&round=1&as_of=2020-12-31&kind=problem")
        assert page.locator(".st-key-panel_now tbody tr").count() == 0, "nothing of that kind is urgent"
        page.locator(".st-key-panel_soon tbody tr a").click()
        page.wait_for_selector(".st-key-panel_problems tbody tr", timeout=60_000)
        assert "/problems" in page.url and "state=unplanned" in page.url
        assert "ขาดวิทยากร" in page.locator(".st-key-panel_problems tbody tr").inner_text()
