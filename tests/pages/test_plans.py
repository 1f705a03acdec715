"""The pages of the plans and of the calendar: what was decided, by whom, and what comes next."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.pages.conftest import walk
from tests.pages.test_every_page import address

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_plan_sent_back_says_so_and_opens_its_path(server: str, walker: Page) -> None:
    walk(walker, address(server, "plans?round=1&as_of=2020-10-20&plan=PLAN4", "th"))
    walker.locator(".st-key-panel_path tbody tr").first.wait_for()
    lines = walker.locator(".st-key-panel_plans tbody tr")
    assert lines.count() == 6
    fourth = lines.nth(3).inner_text()
    assert "▼ ให้แก้ไข/ส่งคืน" in fourth and "ตั้งแต่ 14 ต.ค. 2563" in fourth and "ภายใน 28 ต.ค. 2563" in fourth
    assert "▲ ป.ร.ง. เห็นชอบ 7 ก.ย. 2563" in fourth and "▼ คณะอนุกรรมการด้านผู้สูงอายุ ส่งคืน 14 ต.ค. 2563" in fourth
    newest = walker.locator(".st-key-panel_path tbody tr").first.inner_text()
    assert "14 ต.ค. 2563" in newest and "ให้แก้ไข/ส่งคืน" in newest
    assert walker.locator(".st-key-panel_others").inner_text().endswith("ยังไม่มียุทธศาสตร์หรือข้อเสนออื่นในรอบงานนี้")


def test_a_day_of_two_cycles_stands_for_both(server: str, walker: Page) -> None:
    walk(walker, address(server, "calendar?as_of=2021-09-03&step=step", "th"))
    walker.locator(".st-key-panel_days tbody tr").first.wait_for()
    coming = walker.locator(".st-key-panel_upcoming tbody tr").all_inner_texts()
    assert "5 ก.ย. 2564 วันอาทิตย์" in coming[0].replace("\n", " ") and "◆ อีก 2 วัน" in coming[0]
    assert "(ปีงบประมาณ พ.ศ. 2564)" in coming[0], "two cycles run: every deadline names its year"
    fifteenth = [
        line for line in walker.locator(".st-key-panel_days tbody tr").all_inner_texts() if "15 ก.ย. 2564" in line
    ]
    assert ["รอบงานปี 2564" in line for line in fifteenth] == [True, False]
    assert "รอบงานปี 2565" in fifteenth[1]
    running = walker.locator(".st-key-panel_running").inner_text()
    assert "จัดทำรายงานผลประจำปี · รอบงานปี 2564" in running and "รอบงานปี 2565" in running


def test_projects_are_narrowed_by_the_address_and_counted_by_state(server: str, walker: Page) -> None:
    walk(walker, address(server, "projects?round=1&state=silent&reporter=OPS", "th"))
    walker.locator(".st-key-panel_projects tbody tr").first.wait_for()
    states = walker.locator(".st-key-choose_projects [role=radio]").all_inner_texts()
    silent = int(next(state for state in states if "ยังไม่มีรายงาน" in state).split()[-1])
    lines = walker.locator(".st-key-panel_projects tbody tr").all_inner_texts()
    assert len(lines) == silent > 0
    assert all("สป.รง." in line and "◊ ยังไม่มีรายงาน" in line for line in lines)
    walker.get_by_role("radio", name="▲ แล้วเสร็จ").click()
    walker.wait_for_function("location.search.includes('state=done')")


def test_the_budget_marks_every_change_and_its_table_has_every_line(server: str, walker: Page) -> None:
    walk(walker, address(server, "budget?round=1&unit=DIS", "th"))
    walker.locator(".st-key-panel_changes tbody tr").first.wait_for()
    changes = walker.locator(".st-key-panel_changes tbody tr").all_inner_texts()
    assert "15 มี.ค. 2564" in changes[0] and "▼ โอนลด/ดึงกลับ" in changes[0] and "−150,000.00" in changes[0]
    panel = walker.locator(".st-key-panel_money")
    panel.get_by_text("ตาราง", exact=True).click()
    panel.locator("table").wait_for(timeout=30_000)
    march = panel.locator("tbody tr").nth(5).locator("th, td").all_inner_texts()
    assert march == ["มี.ค. 2564", "1,182,650", "1,550,000.00", "1,364,000.00"], "88 % of 1.55 million"
    assert "76.30" in walker.locator(".st-key-panel_matrix tbody tr").nth(3).inner_text()
