"""The four real browsers of a deadline night: people who go from page to page by the menu.

`python -m benchmarks.windows PLAN` reads addresses and sessions from a JSON file and prints how many pages were seen as
JSON; a process of its own, as `benchmarks.crowd` is, so that the browsers are niced like the rest of the load.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.browser import SCREEN

PAGES = ("overview", "board", "provinces", "projects", "rounds", "plans")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
EVERY_S = 5.0
PATIENCE_MS = 90_000


def browse(address: str, secrets: Sequence[str], end: float) -> int:
    """One window for each session, each to another page every five seconds; how many pages were seen.

    Raises RuntimeError when one shows an error.
    """
    looks = 0
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        windows = []
        for secret in secrets:
            window = chromium.new_context(viewport=SCREEN, ignore_https_errors=True)
            window.add_cookies([{"name": "tidtam", "value": secret, "url": address}])
            windows.append(window.new_page())
            windows[-1].goto(address)
            _whole(windows[-1])
        while time.time() < end:
            for number, page in enumerate(windows):
                started = time.time()
                _follow(page, PAGES[(looks // len(windows) + number + 1) % len(PAGES)])
                looks += 1
                time.sleep(max(0.0, EVERY_S / len(windows) - (time.time() - started)))
        chromium.close()
    return looks


def _follow(page: Page, slug: str) -> None:
    link = page.locator("[data-testid=stSidebarNav] a")
    (link.first if slug == "overview" else page.locator(f"[data-testid=stSidebarNav] a[href$='/{slug}']")).click()
    page.wait_for_function(
        "slug => location.pathname.endsWith(slug === 'overview' ? '/' : `/${slug}`)", arg=slug, timeout=PATIENCE_MS
    )
    _whole(page)


def _whole(page: Page) -> None:
    page.wait_for_selector(".tt-footer", timeout=PATIENCE_MS)
    page.wait_for_function("!document.querySelector('[data-test-script-state=running]')", timeout=PATIENCE_MS)
    if page.locator("[data-testid=stException], .tt-state-fault").count():
        raise RuntimeError(f"{page.url} shows an error")


def main() -> None:
    plan = json.loads(Path(sys.argv[1]).read_text())
    print(json.dumps(browse(plan["address"], plan["browsers"], plan["end"])))


if __name__ == "__main__":
    main()
