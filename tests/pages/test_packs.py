"""The committee's papers on the screen: made at the press of a button, recorded, and opened as what they are."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pptx import Presentation

from kpi import papers
from tests.pages.conftest import ledger_of, served, settle, walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_pack_is_made_recorded_and_downloaded_and_a_chart_is_taken_along(
    demo_data: Path, page: Page, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(demo_data, folder)
    with served(folder) as address:
        walk(page, f"{address}/packs?fy=2564&round=1&unit=OLD")
        page.locator(".st-key-packs_make button").click()
        page.wait_for_selector(".st-key-packs_file_0 button", timeout=60_000)
        with page.expect_download() as waited:
            page.locator(".st-key-packs_file_0 button").click()
        assert waited.value.suggested_filename == (
            "ชุดนำเสนอ กลุ่มแรงงานสูงอายุ รอบที่ 1 ปีงบประมาณ 2564 ข้อมูล ณ 31 มี.ค. 2564.pptx"
        )
        said = "\n".join(
            shape.text_frame.text
            for shape in Presentation(io.BytesIO(waited.value.path().read_bytes())).slides[0].shapes
            if shape.has_text_frame
        )
        (recorded,) = papers.every(ledger_of(folder))
        assert recorded.kind == papers.PACK and recorded.track == "OLD" and not recorded.is_final
        assert recorded.reference in said and "กลุ่มแรงงานสูงอายุ" in said
        # Published only with the list passed or a reason; the files then say that they are final.
        settle(page)
        listed = page.locator(".st-key-panel_publish").inner_text()
        assert "ยังไม่ปิดรอบที่ 1" in listed and "▲ ไม่มีค่าใดเปลี่ยนหลังจากฉบับร่าง" in listed
        page.locator(".st-key-packs_publish button").click()
        assert "ระบุเหตุผล" in page.locator(".st-key-panel_publish [role=alert]").inner_text(timeout=60_000)
        assert len(papers.every(ledger_of(folder))) == 1
        page.locator(".st-key-panel_publish input").fill("ประชุมด่วน =1+1")
        page.locator(".st-key-packs_publish button").click()
        page.wait_for_selector(".st-key-panel_make :text('▲ ฉบับเผยแพร่')", timeout=60_000)
        settle(page)
        final = papers.every(ledger_of(folder))[0]
        assert final.is_final and final.reason == "ประชุมด่วน =1+1" and final.digest == recorded.digest
        assert f"ฉบับเผยแพร่ล่าสุด {final.reference}" in page.locator(".st-key-panel_publish").inner_text()
        # Another question: the files of the one before are not offered for it.
        walk(page, f"{address}/packs?fy=2564&round=2&unit=OLD")
        assert not page.locator(".st-key-packs_file_0").count()

        walk(page, f"{address}/indicator?fy=2564&round=1&kpi=C1&scope=OFF")
        page.locator(".st-key-indicator_trend_save button").click()
        settle(page)
        with page.expect_download(timeout=60_000) as picture:
            page.locator(".st-key-indicator_trend_png button").click()
        assert picture.value.suggested_filename == "เบิกจ่ายงบประมาณ สะสมถึงสิ้นเดือน.png"
        assert picture.value.path().read_bytes().startswith(b"\x89PNG")
