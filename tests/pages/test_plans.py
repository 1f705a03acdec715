"""The pages of the plans and of the calendar: what was decided, by whom, and what comes next."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.pages.conftest import visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_plan_sent_back_says_so_and_opens_its_path(server: str, page: Page) -> None:
    visit(page, f"{server}/plans?lang=th&round=1&as_of=2020-10-20&plan=PLAN4")
    lines = page.locator(".st-key-panel_plans tbody tr")
    assert lines.count() == 6
    fourth = lines.nth(3).inner_text()
    assert "▼ ให้แก้ไข/ส่งคืน" in fourth and "ตั้งแต่ 14 ต.ค. 2563" in fourth and "ภายใน 28 ต.ค. 2563" in fourth
    assert "▲ ป.ร.ง. เห็นชอบ 7 ก.ย. 2563" in fourth and "▼ คณะอนุกรรมการด้านผู้สูงอายุ ส่งคืน 14 ต.ค. 2563" in fourth
    newest = page.locator(".st-key-panel_path tbody tr").first.inner_text()
    assert "14 ต.ค. 2563" in newest and "ให้แก้ไข/ส่งคืน" in newest
    assert page.locator(".st-key-panel_others").inner_text().endswith("ยังไม่มียุทธศาสตร์หรือข้อเสนออื่นในรอบงานนี้")


def test_a_day_of_two_cycles_stands_for_both(server: str, page: Page) -> None:
    visit(page, f"{server}/calendar?lang=th&as_of=2021-09-03&step=step")
    coming = page.locator(".st-key-panel_upcoming tbody tr").all_inner_texts()
    assert "5 ก.ย. 2564 วันอาทิตย์" in coming[0] and "◆ อีก 2 วัน" in coming[0]
    assert "(ปีงบประมาณ พ.ศ. 2564)" in coming[0], "two cycles run: every deadline names its year"
    fifteenth = [
        line for line in page.locator(".st-key-panel_days tbody tr").all_inner_texts() if "15 ก.ย. 2564" in line
    ]
    assert ["รอบงานปี 2564" in line for line in fifteenth] == [True, False]
    assert "รอบงานปี 2565" in fifteenth[1]
    running = page.locator(".st-key-panel_running").inner_text()
    assert "จัดทำรายงานผลประจำปี · รอบงานปี 2564" in running and "รอบงานปี 2565" in running
