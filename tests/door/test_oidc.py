"""Signing in at an outside provider over real HTTP: believed only when everything about the token is true."""

from __future__ import annotations

import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from base.settings import SettingFault, read_settings
from ledger import accounts
from tests.door.conftest import PASSWORD, with_accounts
from tests.door.provider import CLIENT, SECRET, Provider, provider
from tests.door.wire import Browser
from tests.pages.conftest import served
from tests.shared import ledger_in

pytestmark = pytest.mark.slow

Site = tuple[str, Provider]


@pytest.fixture(scope="module")
def site(small_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The app beside a provider that knows the director by subject, an agency by e-mail, the administrator not."""
    folder = tmp_path_factory.mktemp("oidc") / "data"
    shutil.copytree(small_demo, folder)
    with_accounts(folder, "admin", "director", "agency.DOE", "staff")
    ledger = ledger_in(folder)
    with ledger.write("admin") as writer:
        accounts.link(writer, "director", accounts.of_subject("248289761001"))
        accounts.link(writer, "agency.DOE", accounts.of_email("doe@mol.example"))
        accounts.link(writer, "staff", accounts.of_email("staff@mol.example"))
        accounts.change(writer, "staff", "disable")
    ledger.close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with provider() as made:
        settings = {
            "TIDTAM_OIDC_ISSUER": made.issuer,
            "TIDTAM_OIDC_CLIENT_ID": CLIENT,
            "TIDTAM_URL": f"http://127.0.0.1:{port}",
        }
        with served(folder, port=port, TIDTAM_OIDC_CLIENT_SECRET=SECRET, **settings) as address:
            yield address, made


@pytest.fixture(autouse=True)
def honest(site: Site) -> Iterator[None]:
    yield
    site[1].who, site[1].lie, site[1].forge = {}, {}, ""


def away(browser: Browser, wanted: str = "/board") -> str:
    """To the provider and back: the address that the provider sends the browser to."""
    begun = browser.get(f"/oidc/start?lang=th&next={wanted}")
    assert begun.status_code == 303
    return requests.get(begun.headers["location"], allow_redirects=False, timeout=20).headers["location"]


def back(browser: Browser, address: str) -> requests.Response:
    return browser.get(address.removeprefix(browser.address))


def sign_in(site: Site, **who: Any) -> tuple[Browser, requests.Response]:
    address, made = site
    made.who = who
    browser = Browser(address)
    return browser, back(browser, away(browser))


@pytest.mark.parametrize(
    ("who", "title"),
    [
        ({"sub": "248289761001"}, "ผู้อำนวยการสำนักงานนโยบายแรงงานนอกระบบ"),
        ({"sub": "x", "email": "DOE@mol.example", "email_verified": True}, "ผู้รายงานของกรมการจัดหางาน"),
    ],
)
def test_whoever_the_ledger_knows_comes_in_with_the_ledgers_role(who: dict[str, Any], title: str, site: Site) -> None:
    claimed = {"role": "admin", "roles": ["admin"], "groups": ["admin"], "preferred_username": "admin", "name": "admin"}
    browser, answer = sign_in(site, **who, **claimed)
    assert (answer.status_code, answer.headers["location"]) == (303, "/board")
    shown = browser.open("board", lang="th")
    assert shown.says("บัญชีของฉัน", title) and not shown.says("ผู้ดูแลระบบ")
    assert "tidtam-oidc" not in browser.http.cookies


@pytest.mark.parametrize(
    "who",
    [
        {"sub": "somebody else"},
        {"sub": "x", "email": "doe@mol.example"},
        {"sub": "x", "email": "doe@mol.example", "email_verified": "true"},
        {"sub": "x", "email": "doe@mol.example", "email_verified": False},
        {"sub": "email:doe@mol.example"},
        {"sub": "doe@mol.example"},
        {"sub": "admin", "email": "admin", "email_verified": True},
        {"sub": "x", "email": "staff@mol.example", "email_verified": True},
    ],
)
def test_whoever_the_ledger_does_not_know_reads_a_clear_sentence(who: dict[str, Any], site: Site) -> None:
    browser, answer = sign_in(site, **who)
    assert answer.status_code == 403 and "ยังไม่ได้ผูกกับบัญชีในระบบ กรุณาติดต่อผู้ดูแลระบบ" in answer.text
    assert browser.cookie == "" and browser.get("/board").status_code == 303


@pytest.mark.parametrize(
    ("lie", "forge"),
    [
        ({}, "another key"),
        ({}, "altered"),
        ({}, "none"),
        ({}, "public key as secret"),
        ({"exp": int(time.time()) - 3600, "iat": int(time.time()) - 7200}, ""),
        ({"exp": None}, ""),
        ({"aud": "another-app"}, ""),
        ({"aud": ["another-app", "tidtam"], "azp": "another-app"}, ""),
        ({"aud": None}, ""),
        ({"iss": "https://evil.example"}, ""),
        ({"nonce": "of another sign-in"}, ""),
        ({"nonce": None}, ""),
        ({"iat": int(time.time()) + 86_400}, ""),
    ],
)
def test_a_token_that_is_not_true_is_refused(lie: dict[str, Any], forge: str, site: Site) -> None:
    site[1].lie, site[1].forge = lie, forge
    browser, answer = sign_in(site, sub="248289761001")
    assert answer.status_code == 401 and "ยืนยันตัวตนจากบัญชีภายนอกไม่สำเร็จ" in answer.text
    assert browser.cookie == "" and browser.get("/board").status_code == 303


def test_the_way_back_is_for_the_browser_that_went_and_only_once(site: Site) -> None:
    address, made = site
    made.who = {"sub": "248289761001"}
    one, other = Browser(address), Browser(address)
    home = away(one)
    away(other)
    assert back(other, home).status_code == 401, "somebody else's code planted in a browser"
    assert back(Browser(address), home).status_code == 401
    altered = Browser(address)
    wanted = away(altered)
    sealed = altered.http.cookies.get("tidtam-oidc")
    altered.http.cookies.set(
        "tidtam-oidc", sealed[:-1] + ("0" if sealed[-1] != "0" else "1"), domain="127.0.0.1", path="/"
    )
    assert back(altered, wanted).status_code == 401
    assert back(one, home).status_code == 303
    assert back(one, home).status_code == 401, "the code and the cookie are used up"
    assert back(Browser(address), f"{address}/oidc/callback?error=access_denied&state=x").status_code == 401


def test_only_a_page_of_ours_is_gone_on_to(site: Site) -> None:
    address, made = site
    made.who = {"sub": "248289761001"}
    browser = Browser(address)
    assert back(browser, away(browser, "https://evil.example")).headers["location"] == "/"


def test_passwords_still_work_beside_it_and_the_form_offers_both(site: Site) -> None:
    browser = Browser(site[0])
    assert "/oidc/start" in browser.get("/sign-in?lang=th").text
    assert browser.sign_in("director", PASSWORD).status_code == 303


def test_half_a_setting_is_named(tmp_path: Path) -> None:
    given = {"TIDTAM_DATA": str(tmp_path), "TIDTAM_OIDC_ISSUER": "https://login.example", "TIDTAM_OIDC_CLIENT_ID": "x"}
    with pytest.raises(SettingFault, match="TIDTAM_OIDC_CLIENT_SECRET"):
        read_settings(given)
    with pytest.raises(SettingFault, match="TIDTAM_OIDC_ISSUER"):
        read_settings(given | {"TIDTAM_OIDC_ISSUER": "http://login.example", "TIDTAM_OIDC_CLIENT_SECRET": "x"})
    settings = read_settings(given | {"TIDTAM_OIDC_CLIENT_SECRET": "hush"})
    assert settings.oidc and "hush" not in repr(settings)
