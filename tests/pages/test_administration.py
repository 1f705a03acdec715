"""The pages of administration pressed in a browser: what is recorded is what was shown, and the trail says who."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ledger import reference, trail
from ledger.backup import shelf, unpack
from ledger.backup.sealed import opened
from ledger.standing import holds_demonstration
from ledger.trail import Change, Search
from tests.pages.conftest import ledger_of, served, settle, walk
from tests.pages.wire import session

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def folder(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("administration") / "data"
    shutil.copytree(demo_data, copy)
    return copy


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as found:
        yield found


def done(page: Page, words: str) -> None:
    expect(page.locator("[role=status]").first).to_contain_text(words, timeout=60_000)
    settle(page)


def test_a_target_is_tried_then_recorded_and_stands_in_the_trail(address: str, folder: Path, page: Page) -> None:
    walk(page, f"{address}/settings?lang=th")
    panel = page.locator(".st-key-panel_change_setting")
    expect(panel.get_by_role("button", name="บันทึกการเปลี่ยน")).to_be_disabled()
    panel.get_by_label("เป้าหมายใหม่").fill("75")
    panel.get_by_label("เหตุผล").fill("มติที่ 3")
    panel.get_by_label("เหตุผล").press("Tab")
    settle(page)
    panel.get_by_role("button", name="ดูตัวเลขที่จะเปลี่ยน").click()
    expect(panel.get_by_role("button", name="บันทึกการเปลี่ยน")).to_be_enabled(timeout=60_000)
    settle(page)
    panel.get_by_role("button", name="บันทึกการเปลี่ยน").click()
    done(page, "C1")
    expect(page.locator(".st-key-panel_targets tbody tr").first).to_contain_text("75")
    ledger = ledger_of(folder)
    with ledger.read() as connection:
        newest = trail.find(connection, Search(kind="reference"), limit=1)[0]
    ledger.close()
    assert newest.actor == "steward" and Change("C1:1 · target", "88", "75") in newest.changes
    walk(page, f"{address}/audit?lang=th&words=C1:1&kind=reference")
    first = page.locator(".st-key-panel_trail tbody tr").first
    expect(first).to_contain_text("เป้าหมาย")
    expect(first).to_contain_text("88 → 75")
    page.get_by_role("button", name="ตรวจสอบเดี๋ยวนี้").click()
    expect(page.locator(".st-key-panel_verified")).to_contain_text("ครบถ้วนและไม่ถูกแก้ไข", timeout=60_000)


def test_a_body_is_added_and_a_wrong_one_is_refused_with_a_sentence(address: str, folder: Path, page: Page) -> None:
    walk(page, f"{address}/registers?lang=th&kind=bodies")
    panel = page.locator(".st-key-panel_register_add")
    panel.get_by_label("รหัส").fill("คณะ")
    panel.get_by_role("button", name="เพิ่มแถว").click()
    expect(page.locator("[role=alert]").first).to_contain_text("เหตุผล", timeout=60_000)
    settle(page)
    for label, words in (("รหัส", "SC-NEW"), ("ชื่อภาษาไทย", "คณะใหม่"), ("ชื่อภาษาอังกฤษ", "New body")):
        panel.get_by_label(label, exact=True).fill(words)
    for label, words in (("ชื่อย่อภาษาไทย", "คณะใหม่"), ("ชื่อย่อภาษาอังกฤษ", "New"), ("เหตุผล", "คำสั่งที่ 1")):
        panel.get_by_label(label).fill(words)
    panel.get_by_role("button", name="เพิ่มแถว").click()
    done(page, "SC-NEW")
    expect(page.locator(".st-key-panel_register tbody")).to_contain_text("คณะใหม่")
    ledger = ledger_of(folder)
    with ledger.read() as connection:
        assert reference.current(connection, "bodies")["SC-NEW"]["short_en"] == "New"
    ledger.close()


def test_a_register_that_moves_figures_shows_them_before_it_is_recorded(address: str, folder: Path) -> None:
    """A chain of endorsement loses a body from October 2020 on; left alone first, then recorded."""
    key = "chains_PLAN5:SC-DIS_th_"
    with session(address) as tab:
        for turn, answer in enumerate(("register_no", "register_yes")):
            screen = tab.open("registers", "lang=th&kind=chains&id=PLAN5%3ASC-DIS")
            tab.fill(screen, f"register_day_{key}{turn}", "1/10/2563")
            tab.fill(screen, f"register_reason_{key}{turn}", "คำสั่งที่ 2")
            tab.tick(screen, f"register_end_{key}{turn}")
            asked = tab.click(screen, f"register_record_{key}{turn}")
            assert "ยังไม่บันทึก PLAN5:SC-DIS" in asked.html and "ตัวเลขที่จะเปลี่ยน" in asked.html
            assert _chain(folder) is not None, "nothing is recorded before the yes"
            done = tab.click(asked, f"{answer}_th_{turn}")
            assert ("ไม่ได้บันทึก" in done.html) is (answer == "register_no")
            assert "ตัวเลขที่จะเปลี่ยน" not in done.html
    assert _chain(folder) is None


def test_a_backup_is_made_at_the_press_of_a_button(address: str, folder: Path) -> None:
    with session(address) as tab:
        tab.choose(tab.open("board", "lang=th"), "position", "ผู้ดูแลระบบ")
        done = tab.click(tab.open("health", "lang=th"), "backup_now_th_0")
    (kept,) = shelf.kept(folder / "backups")
    assert kept.path.name in done.html and "ไม่ได้เข้ารหัส" in done.html
    with opened(kept.path, None) as archive:
        manifest = unpack.manifest_of(archive, kept.path.name)
    assert manifest.figures is not None and manifest.figures.rounds, "there is something to compare with"
    ledger = ledger_of(folder)
    with ledger.read() as connection:
        newest = trail.find(connection, Search(kind="backup"), limit=1)[0]
    ledger.close()
    assert (newest.actor, newest.subject) == ("admin", kept.path.name)


def _chain(folder: Path) -> dict[str, str] | None:
    ledger = ledger_of(folder)
    with ledger.read() as connection:
        found = reference.current(connection, "chains").get("PLAN5:SC-DIS")
    ledger.close()
    return found


def test_the_next_year_is_opened_with_one_press(address: str, folder: Path, page: Page) -> None:
    walk(page, f"{address}/next_year?lang=th")
    page.get_by_text("ตรวจรายการข้างต้นแล้ว").click()
    button = page.get_by_role("button", name="เปิดปีงบประมาณ พ.ศ. 2565")
    expect(button).to_be_enabled(timeout=60_000)
    settle(page)
    button.click()
    done(page, "เปิดปีงบประมาณ พ.ศ. 2565แล้ว")
    expect(page.locator(".st-key-panel_year_said h2")).to_contain_text("2566")
    ledger = ledger_of(folder)
    with ledger.read() as connection:
        assert reference.current(connection, "plans")["PLAN2"]["end_year"] == "2565"
    ledger.close()


def test_the_sample_data_goes_with_one_press(address: str, folder: Path, page: Page) -> None:
    """The last test here: afterwards nothing is left to look at."""
    walk(page, f"{address}/?lang=th")
    box = page.locator(".st-key-position input")
    box.click()
    box.fill("ผู้ดูแลระบบ")
    page.keyboard.press("Enter")
    settle(page)
    page.locator("[data-testid=stSidebarNav] a[href*='/sample_data']").click()
    page.wait_for_selector(".st-key-panel_sample_removal", timeout=60_000)
    settle(page)
    page.get_by_text("เข้าใจแล้ว ให้นำข้อมูลตัวอย่างออก").click()
    button = page.locator(".st-key-panel_sample_removal").get_by_role("button", name="นำข้อมูลตัวอย่างออก")
    expect(button).to_be_enabled(timeout=60_000)
    settle(page)
    button.click()
    expect(page.locator(".tt-sample")).to_have_count(0, timeout=60_000)
    ledger = ledger_of(folder)
    with ledger.read() as connection:
        assert not holds_demonstration(connection)
    ledger.close()
