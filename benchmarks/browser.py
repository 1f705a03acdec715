"""The overview in a real browser, beside an empty Streamlit page and the same content as one plain page.

First load: from the address to the last change of the page, a new window each time (nothing cached). Filter: from
the press on the other round to the last change. Both end when the page has been still for a second, which is not
counted. Then the first load again over a line of 10 Mbit/s with 40 ms. The three servers take turns within a run.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.served import fill, served
from benchmarks.timing import Row, row_of

PAGES = {
    "empty page": "benchmarks/peers/streamlit_empty.py",
    "plain page": "benchmarks/peers/streamlit_plain.py",
    "overview": "app.py",
}
LAST = {
    "empty page": "text=ว่าง",
    "plain page": "text=ฐานข้อมูล >> nth=0",
    "overview": ".tt-footer",
}
"""What each page draws last."""
LOADS, PRESSES, SLOW_LOADS = 7, 16, 3
STILL_MS = 1000
SCREEN = {"width": 1366, "height": 768}
SLOW = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
SLOW_LIMIT_MS = 4500
WATCH = """
window.ttLast = 0;
new MutationObserver(() => { window.ttLast = performance.now(); })
    .observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
"""
PRESSED = "addEventListener('click', () => { window.ttPressed = performance.now(); }, {capture: true, once: true})"
IS_STILL = f"window.ttLast > 0 && performance.now() - window.ttLast > {STILL_MS}"


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        fill(Path(folder))
        addresses = {name: stack.enter_context(served(script, Path(folder)))[0] for name, script in PAGES.items()}
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        for name, address in addresses.items():  # the first visitor warms the server
            _load(browser, address, name)
        loads = _in_turn(browser, addresses, LOADS)
        yield from _compared("first load", loads, {"empty page": 2.2, "plain page": 0.85})
        presses = {name: _presses(browser, addresses[name], name) for name in ("plain page", "overview")}
        yield from _compared("filter change", presses, {"plain page": 0.5})
        slow = [_load(browser, addresses["overview"], "overview", is_slow=True) for _ in range(SLOW_LOADS)]
        yield row_of("first load of the overview at 10 Mbit/s, 40 ms", slow, limit=SLOW_LIMIT_MS)
        browser.close()


def _in_turn(browser: Browser, addresses: dict[str, str], count: int) -> dict[str, list[float]]:
    """The first load of each page, `count` times, taking turns so that a busy moment meets all alike."""
    times: dict[str, list[float]] = {name: [] for name in addresses}
    for _ in range(count):
        for name, address in addresses.items():
            times[name].append(_load(browser, address, name))
    return times


def _compared(what: str, times: dict[str, list[float]], limits: dict[str, float]) -> Iterator[Row]:
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    for name, taken in times.items():
        yield row_of(f"{what}, {name}", taken)
    for name, limit in limits.items():
        ratio = medians["overview"] / medians[name]
        yield Row(f"  {what}: overview / {name}", ratio, len(times[name]), unit="times", limit=limit)


def _load(browser: Browser, address: str, name: str, *, is_slow: bool = False) -> float:
    """Milliseconds from asking for the address in a new window to the last change of the page."""
    context = browser.new_context(viewport=SCREEN)
    page = context.new_page()
    page.add_init_script(WATCH)
    if is_slow:
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW)
    page.goto(address, wait_until="commit")
    taken = still(page, name)
    context.close()
    return taken


def still(page: Page, name: str) -> float:
    """Wait until the page is whole and still; milliseconds from its beginning to its last change."""
    page.wait_for_selector(LAST[name], timeout=90_000)
    page.wait_for_function(IS_STILL, timeout=90_000)
    return float(page.evaluate("window.ttLast"))


def _presses(browser: Browser, address: str, name: str) -> list[float]:
    """Milliseconds from each press on the other round to the last change; the first two warm the caches of both."""
    context = browser.new_context(viewport=SCREEN)
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(address)
    still(page, name)
    times = []
    for turn in range(PRESSES + 2):
        page.evaluate(PRESSED)
        page.get_by_role("radio", name=f"รอบที่ {turn % 2 + 1}").click()
        page.wait_for_timeout(200)
        page.wait_for_function(IS_STILL, timeout=90_000)
        times.append(float(page.evaluate("window.ttLast - window.ttPressed")))
    context.close()
    return times[2:]
