"""The small demonstration in a temporary folder, the real server over it, and a real browser before it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests import forked
from tests.shared import ledger_in as ledger_of

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 90
LAPTOP = {"width": 1366, "height": 768}
STILL_MS = 500

__all__ = ["LAPTOP", "ledger_of", "position", "running", "served", "settle", "visit", "walk"]

Serve = Callable[..., "contextmanager[str]"]
HasEnded = Callable[[], bool]
_ports: list[int] = []


@pytest.fixture(scope="session")
def demo_data(small_demo: Path) -> Path:
    """A data folder that holds the small demonstration and its build."""
    return small_demo


@dataclass(frozen=True)
class Running:
    """A server and its process."""

    address: str
    pid: int
    has_ended: HasEnded


@contextmanager
def served(folder: Path, **more: Any) -> Iterator[str]:
    """The real server over a data folder, as `running` starts it; gives its address."""
    with running(folder, **more) as server:
        yield server.address


@contextmanager
def running(
    folder: Path, *, is_ready: bool = True, is_afresh: bool = False, port: int = 0, **environ: str
) -> Iterator[Running]:
    """The real server over a data folder, as `make run` starts it.

    As on a training machine positions may be chosen whatever the folder holds, until there is an account. `is_afresh`
    starts Python itself anew, as on a fresh morning, instead of forking (`tests.forked`).
    """
    port = port or _port()
    arguments = ["run", "app.py", "--server.port", str(port)]
    environment = {**os.environ, "TIDTAM_DATA": str(folder), "TIDTAM_TRAINING": "1", **environ}
    log = folder / f"server-{port}.log"
    address = f"http://127.0.0.1:{port}"
    with (
        _afresh(arguments, environment, log) if is_afresh else _forked(arguments, environment, log) as (pid, has_ended)
    ):
        _wait(f"{address}/{'healthz' if is_ready else '_stcore/health'}", has_ended)
        yield Running(address, pid, has_ended)
    _ports.append(port)


def _port() -> int:
    """A port that is free; rather one that was used before, as the browser keeps the scripts of an address it knows."""
    if _ports:
        return _ports.pop()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _forked(arguments: list[str], environment: dict[str, str], log: Path) -> Iterator[tuple[int, HasEnded]]:
    process = forked.start("streamlit", arguments, environment, ROOT, log)
    assert process.pid is not None
    try:
        yield process.pid, lambda: not process.is_alive()
    finally:
        process.terminate()
        process.join(20)
        assert not process.is_alive(), "the server does not end"


@contextmanager
def _afresh(arguments: list[str], environment: dict[str, str], log: Path) -> Iterator[tuple[int, HasEnded]]:
    command = [sys.executable, "-m", "streamlit", *arguments]
    with log.open("w") as words:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=words, stderr=subprocess.STDOUT)
        try:
            yield process.pid, lambda: process.poll() is not None
        finally:
            process.terminate()
            process.wait(20)


def _wait(url: str, has_ended: HasEnded) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        assert not has_ended(), "the server stopped"
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"{url} did not answer")


@pytest.fixture(scope="session")
def server(demo_data: Path) -> Iterator[str]:
    """The address of a server over the small demonstration."""
    with served(demo_data) as address:
        yield address


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[BrowserContext]:
    """One window for all tests: every new one would load the browser's own furniture and the scripts again."""
    context = browser.new_context(viewport=LAPTOP, accept_downloads=True)
    context.new_page()
    yield context
    context.close()


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    """A fresh session on a laptop's screen: a tab of its own that nobody left anything to."""
    tab = window.new_page()
    tab.set_viewport_size(LAPTOP)
    yield tab
    _forget(window, tab)


def _forget(window: BrowserContext, tab: Page) -> None:
    window.clear_cookies()
    if tab.url.startswith("http"):
        tab.evaluate("localStorage.clear(), sessionStorage.clear()")
    tab.close()


@pytest.fixture(scope="module")
def desk(window: BrowserContext) -> Iterator[Page]:
    """One tab in which a whole file walks from page to page, as people do; see `walk`."""
    tab = window.new_page()
    yield tab
    _forget(window, tab)


@pytest.fixture
def walker(desk: Page) -> Page:
    """The file's tab on a laptop's screen again, in daylight."""
    desk.set_viewport_size(LAPTOP)
    desk.emulate_media(color_scheme="light", media="screen")
    return desk


def walk(page: Page, address: str) -> None:
    """Go to an address within the session, as the browser's own buttons do: a third of the cost of opening it anew.

    The choices of the page before stay where the address does not name them. A word that no page knows is taken out
    of the address at the end of the run that was asked for: so the page that follows is the one to look at.
    """
    server = "/".join(address.split("/")[:3])
    if not page.url.startswith(server) or not page.locator(".tt-footer").count():
        visit(page, address)
        return
    page.evaluate(
        "to => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate')) }",
        f"{address}{'&' if '?' in address else '?'}walked=1",
    )
    page.wait_for_function("!location.search.includes('walked=')", timeout=PATIENCE_SECONDS * 1000)
    settle(page)


def position(page: Page, title: str) -> None:
    """Become somebody else by the demonstration's switch."""
    field = page.locator(".st-key-position input")
    field.scroll_into_view_if_needed()
    field.click()
    field.fill(title)
    page.get_by_role("option", name=title, exact=True).wait_for()
    page.keyboard.press("Enter")
    page.wait_for_timeout(600)
    settle(page)


def visit(page: Page, address: str) -> None:
    """Open an address and wait until the page is whole."""
    page.goto(address)
    settle(page)


def settle(page: Page) -> None:
    """Wait until nothing on the page is about to change."""
    page.wait_for_selector(".tt-footer, .tt-state-fault", state="attached", timeout=PATIENCE_SECONDS * 1000)
    page.wait_for_function(
        "!document.querySelector('[data-stale=true]') && "
        "!document.querySelector('[data-testid=stApp][data-test-script-state=running]')",
        timeout=PATIENCE_SECONDS * 1000,
    )
    _still(page)


def _still(page: Page) -> None:
    """Streamlit loads the script of each kind of widget when it first meets one: wait until nothing is added."""
    page.evaluate(
        """calm => new Promise(done => {
          let quiet = setTimeout(finish, calm);
          const watch = new MutationObserver(() => { clearTimeout(quiet); quiet = setTimeout(finish, calm); });
          function finish() { watch.disconnect(); done(true); }
          watch.observe(document.body, {childList: true, subtree: true});
        })""",
        STILL_MS,
    )
