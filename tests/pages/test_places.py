"""The pages that look at one agency, one group, one kind of work, one province."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.pages.conftest import visit, walk
from tests.pages.test_every_page import address

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def become(page: Page, server: str, position: str) -> None:
    """Choose a position in the demonstration's list, as a visitor would."""
    visit(page, f"{server}/?lang=th")
    page.get_by_role("combobox", name="ตำแหน่ง").click()
    page.get_by_role("combobox", name="ตำแหน่ง").fill(position)
    page.get_by_role("option", name=position, exact=True).click()
    page.wait_for_timeout(1500)


def opened(page: Page, slug: str) -> None:
    """Open a page of the menu within the session, so that the position stays."""
    page.locator(f"[data-testid=stSidebarNav] a[href$='/{slug}']").click()
    page.wait_for_function(f"location.pathname.endsWith('/{slug}')")
    page.wait_for_selector(".tt-footer")
    page.wait_for_timeout(1500)


def test_an_agency_is_restored_from_the_address(server: str, walker: Page) -> None:
    walk(walker, address(server, "agency?round=2&reporter=DSD", "th"))
    months = walker.locator(".st-key-panel_months tbody tr").all_inner_texts()
    assert len(months) == 1 and months[0].startswith("กพร.") and "◆ ช้า 1 วัน" in months[0]
    assert "M4 เบิกจ่ายงบโครงการ" in walker.locator(".st-key-panel_measures").inner_text()
    projects = walker.locator(".st-key-panel_projects tbody tr").all_inner_texts()
    assert projects and all("กพร." in line for line in projects)
    assert walker.locator(".st-key-panel_problems tbody tr").count() == 3
    assert "รวม (M4)" in walker.locator(".st-key-panel_agency_money tbody tr").last.inner_text()


def test_a_reporter_begins_with_the_own_agency_and_gets_no_file_or_words_of_another(server: str, page: Page) -> None:
    become(page, server, "ผู้รายงานของ กพร.")
    opened(page, "agency")
    assert page.locator(".st-key-panel_months tbody th").inner_text() == "กพร."
    assert page.locator(".st-key-panel_problems tbody tr").count() == 3
    assert page.locator(".st-key-panel_reports [data-testid=stDownloadButton]").count() == 1
    page.get_by_role("combobox", name="หน่วยงาน").click()
    page.get_by_role("option", name="กกจ.", exact=True).click()
    page.wait_for_function("location.search.includes('reporter=DOE')")
    page.locator(".st-key-panel_months tbody th", has_text="กกจ.").wait_for()
    page.wait_for_timeout(1000)
    assert page.locator(".st-key-panel_problems tbody tr").count() == 0
    assert page.locator(".st-key-panel_reports [data-testid=stDownloadButton]").count() == 0


def test_a_head_sees_the_own_group_without_a_choice_and_others_choose(server: str, page: Page) -> None:
    visit(page, f"{server}/group?lang=th&round=2&unit=DIS")
    plans = page.locator(".st-key-panel_plans tbody th").all_inner_texts()
    assert [plan.split()[1] for plan in plans] == ["5", "6"]
    projects = page.locator(".st-key-panel_projects tbody tr").all_inner_texts()
    assert projects and all("แผน 6" in line for line in projects)
    assert page.get_by_role("radio", name="กลุ่มแรงงานสูงอายุ").count() == 1
    become(page, server, "หัวหน้ากลุ่มแรงงานสูงอายุ")
    opened(page, "group")
    assert page.get_by_role("radio", name="กลุ่มแรงงานนอกระบบ").count() == 0
    plans = page.locator(".st-key-panel_plans tbody th").all_inner_texts()
    assert [plan.split()[1] for plan in plans] == ["3", "4"]


def test_meetings_and_steps_say_who_came_and_what_is_proven(server: str, walker: Page) -> None:
    walk(walker, address(server, "pmqa?round=2", "th"))
    meetings = walker.locator(".st-key-panel_meetings tbody tr").all_inner_texts()
    cancelled = next(line for line in meetings if "PMQA64-07" in line)
    assert "ยกเลิกการประชุม" in cancelled and "ไม่นับใน C3" in cancelled and cancelled.count("ไม่ได้ประชุม") == 4
    assert "◆ เข้าร่วม ไม่มีหลักฐาน" in next(line for line in meetings if "PMQA64-04" in line)
    steps = walker.locator(".st-key-panel_steps tbody tr")
    assert steps.count() == 5 and "■ ใช้หลักฐานของสำนักงาน" in steps.nth(0).inner_text()
    walker.wait_for_selector(".st-key-panel_attendance .main-svg")
    assert "เป้าหมายรอบที่ 2: 80" in walker.locator(".st-key-panel_attendance").inner_text()


def test_uses_of_technology_are_those_of_the_unit_in_the_address(server: str, walker: Page) -> None:
    walk(walker, address(server, "technology?round=2&unit=DIS", "th"))
    lines = walker.locator(".st-key-panel_uses tbody tr").all_inner_texts()
    assert len(lines) == 15 and all("กลุ่มแรงงานคนพิการฯ" in line and "▲ นับ" in line for line in lines)
    assert "17 รายการ · นับ 17 ครั้ง" in walker.locator(".st-key-panel_uses h2").inner_text()


def test_the_map_is_drawn_from_local_shapes_beside_a_ranked_list(server: str, walker: Page) -> None:
    walk(walker, address(server, "provinces?round=2&measure=money", "th"))
    walker.wait_for_selector(".st-key-panel_map .main-svg")
    assert walker.locator(".st-key-panel_map .scatterlayer .trace").count() >= 77
    assert walker.locator(".st-key-panel_ranking li").all_inner_texts()[0].startswith("1. ")
    walker.locator(".st-key-panel_all summary").click()
    walker.locator(".st-key-panel_all tbody tr").first.wait_for()
    assert walker.locator(".st-key-panel_all tbody tr").count() == 77
    assert "บาท" in walker.locator(".st-key-panel_all tbody tr").first.inner_text()
