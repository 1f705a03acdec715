"""The page about figures below their target: what is missing, who may write, what becomes of an action."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.kpi.history import KEY, History
from tests.pages.conftest import served, walk
from tests.pages.test_visits import position
from tests.pages.test_watch import press

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEAD = "หัวหน้ากลุ่มแรงงานนอกระบบ"


@pytest.fixture
def behind(tmp_path: Path) -> Iterator[History]:
    """The group of informal workers, and with it the Office, has paid a fifth of its money by March."""
    told = History(tmp_path)
    told.budget("2021-03", ("INF", "allocate", date(2020, 10, 1), 100), ("INF", "disburse", date(2021, 3, 1), 20))
    yield told
    told.ledger.close()


def test_a_head_explains_the_own_group_and_an_action_is_carried_until_it_is_done(behind: History, page: Page) -> None:
    with served(behind.folder, TIDTAM_AUDIT_KEY=KEY.decode()) as address:
        march = f"{address}/commentary?lang=th&fy=2564&round=1&as_of=2021-03-31"
        walk(page, f"{march}&id=C1:OFF")
        position(page, HEAD)
        assert page.get_by_role("button", name="บันทึกคำชี้แจง").count() == 0, "the Office is not the head's"
        assert "ตำแหน่งนี้ดูได้อย่างเดียว" in page.locator(".st-key-panel_comment").inner_text()

        walk(page, f"{march}&id=C1:INF")
        panel, lines = page.locator(".st-key-panel_commentary"), page.locator(".st-key-panel_commentary tbody tr")
        assert "มีคำชี้แจงแล้ว 0 จาก 2 รายการ" in panel.inner_text()
        position(page, HEAD)
        assert press(page, "บันทึกคำชี้แจง").startswith("▼ ระบุสาเหตุ"), "nothing without a cause"
        page.get_by_label("สาเหตุ").fill("ลงนามสัญญาล่าช้า")
        page.get_by_label("แนวทางแก้ไข").fill("เร่งตรวจรับงวดงาน")
        page.get_by_label("การดำเนินการ (ถ้ามี)").fill("ตรวจรับงวดที่ 1")
        assert press(page, "บันทึกคำชี้แจง") == "▲ บันทึกแล้ว"
        assert "มีคำชี้แจงแล้ว 1 จาก 2 รายการ" in panel.inner_text()
        assert "ลงนามสัญญาล่าช้า" in lines.nth(1).inner_text() and "ฉบับที่ 1" in lines.nth(1).inner_text()
        assert "ยังไม่มีคำชี้แจง" in lines.nth(0).inner_text()

        walk(page, f"{address}/commentary?lang=th&fy=2564&round=2&as_of=2021-05-31")
        action = page.locator(".st-key-panel_actions tbody tr")
        assert "ตรวจรับงวดที่ 1" in action.inner_text() and "▼ เกินกำหนด" in action.inner_text()
        assert "ข้อความของเดือนมีนาคม 2564" in panel.inner_text()
        page.get_by_label("ดำเนินการอย่างไร (จำเป็น)").fill("ตรวจรับแล้ว")
        assert press(page, "ดำเนินการเสร็จแล้ว") == "▲ บันทึกแล้ว"
        assert "▲ เสร็จแล้ว" in action.inner_text() and "31 พ.ค. 2564: ตรวจรับแล้ว" in action.inner_text()

        walk(page, f"{address}/indicator?lang=th&kpi=C1&scope=INF&fy=2564&round=1&as_of=2021-03-31")
        assert "ลงนามสัญญาล่าช้า" in page.locator(".st-key-panel_value").inner_text()
