"""Signing in as people do, in the real browser: forms without a script, the page asked for, the policy, the way out."""

from __future__ import annotations

import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from ledger import accounts
from tests.door.conftest import PASSWORD, with_accounts
from tests.door.provider import CLIENT, SECRET, Provider, provider
from tests.pages import conftest as screen
from tests.pages.conftest import served, settle, walk
from tests.shared import ledger_in

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture(scope="module")
def site(small_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Provider]]:
    """The app with a director and a steward, beside a provider that knows the director."""
    folder = tmp_path_factory.mktemp("seen") / "data"
    shutil.copytree(small_demo, folder)
    with_accounts(folder, "admin", "director", "steward")
    ledger = ledger_in(folder)
    with ledger.write("admin") as writer:
        accounts.link(writer, "director", accounts.of_subject("248289761001"))
    ledger.close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with provider() as made:
        made.who = {"sub": "248289761001"}
        settings = {"TIDTAM_OIDC_ISSUER": made.issuer, "TIDTAM_OIDC_CLIENT_ID": CLIENT}
        settings |= {"TIDTAM_OIDC_CLIENT_SECRET": SECRET, "TIDTAM_URL": f"http://127.0.0.1:{port}"}
        with served(folder, port=port, **settings) as address:
            yield address, made


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=screen.LAPTOP)
    yield context.new_page()
    context.close()


def test_signing_in_by_hand_keeps_the_policy_and_ends_everywhere(site: tuple[str, Provider], page: Page) -> None:
    address, _ = site
    refused: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if re.search("Content Security Policy|Refused to", message.text):
            refused.append(message.text)

    page.on("console", heard)
    page.goto(f"{address}/board?lang=th")
    assert "/sign-in?next=" in page.url and page.locator("script").count() == 0
    page.get_by_label("ชื่อบัญชี").fill("steward")
    page.get_by_label("รหัสผ่าน").fill("not the password")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert page.get_by_label("ชื่อบัญชี").input_value() == "steward"
    page.get_by_label("รหัสผ่าน").fill(PASSWORD)
    page.keyboard.press("Enter")
    settle(page)
    assert "/board" in page.url and page.locator("h1").inner_text() == "การส่งรายงานรายเดือน"
    assert page.locator(".tt-signed-in").inner_text().startswith("หัวหน้าฝ่ายบริหารทั่วไป")
    assert page.locator(".st-key-position").count() == 0
    for slug in ("provinces", "projects", "committee", "packs", "editor?form=ledger&reporter=GEN&month=2021-03"):
        walk(page, f"{address}/{slug}")
    assert refused == []
    assert page.evaluate("document.documentElement.lang") == "th", "our own script ran"

    other = page.context.new_page()
    other.goto(f"{address}/account?lang=th")
    other.get_by_role("button", name="ออกจากระบบ").click()
    assert "/sign-in" in other.url
    page.get_by_role("radio", name="English").click()
    page.wait_for_url("**/sign-in?ended=1&next=*", timeout=60_000)
    assert "ยังไม่ได้บันทึก" in page.get_by_role("alert").inner_text()


def test_signing_in_at_the_provider(site: tuple[str, Provider], page: Page) -> None:
    address, made = site
    page.goto(f"{address}/board?lang=th")
    page.get_by_role("link", name="เข้าสู่ระบบด้วยบัญชีของหน่วยงาน").click()
    settle(page)
    assert "/board" in page.url
    assert page.locator(".tt-signed-in").inner_text().startswith("ผู้อำนวยการสำนักงาน")
    cookies = {one["name"]: one for one in page.context.cookies()}
    assert cookies["tidtam"]["httpOnly"] and cookies["tidtam"]["sameSite"] == "Lax"
    assert "tidtam=" not in page.evaluate("document.cookie")

    page.context.clear_cookies()
    made.forge = "another key"
    page.goto(f"{address}/sign-in?lang=th")
    page.get_by_role("link", name="เข้าสู่ระบบด้วยบัญชีของหน่วยงาน").click()
    assert "ยืนยันตัวตนจากบัญชีภายนอกไม่สำเร็จ" in page.get_by_role("alert").inner_text()
    assert "tidtam" not in {one["name"] for one in page.context.cookies()}
