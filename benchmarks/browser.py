"""The overview in a real browser, beside an empty Streamlit page and the same content by other tools, in one run.

First load: from the address to the last change of the page, a new window each time (nothing cached). Filter: from
the press on the other round to the last change. Both end when the page has been still for a second, which is not
counted. The servers take turns within a run. Memory: what each server and its children hold after all that. Bytes:
what a first load brings over the wire. At last the overview's first load over a line of 10 Mbit/s with 40 ms.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Error, Page, sync_playwright

from benchmarks.contenders import ALL, EMPTY, OVERVIEW, PLAIN, Contender
from benchmarks.peers import NotToBeHad
from benchmarks.served import fill, memory_of_all_mib
from benchmarks.timing import Row, row_of

LOADS, PRESSES, SLOW_LOADS = 7, 16, 3
STILL_MS = 1000
SCREEN = {"width": 1366, "height": 768}
SLOW = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
SLOW_LIMIT_MS = 4500
LIMITS = {("first load", EMPTY.name): 2.2, ("first load", PLAIN.name): 0.85, ("filter change", PLAIN.name): 0.5}
"""The most that the overview may take, as a multiple of another page's median."""
WATCH = """
window.ttLast = 0;
new MutationObserver(() => { window.ttLast = performance.now(); })
    .observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
"""
PRESSED = "addEventListener('click', () => { window.ttPressed = performance.now(); }, {capture: true, once: true})"
IS_STILL = f"window.ttLast > 0 && performance.now() - window.ttLast > {STILL_MS}"


@dataclass(frozen=True)
class Running:
    """A contender whose server is up."""

    contender: Contender
    address: str
    pid: int

    @property
    def name(self) -> str:
        return self.contender.name


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        fill(Path(folder))
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        running, missing = _begin(stack, browser, Path(folder))
        loads = _in_turn(browser, running)
        yield from _compared("first load", loads, missing)
        presses = {one.name: presses_of(browser, one) for one in running if one.contender.press}
        yield from _compared("filter change", presses, missing)
        for one in running:
            mib = memory_of_all_mib(one.pid)
            yield Row(f"memory, {one.name}", mib, 1, unit="MiB", series="memory of the server", case=one.name)
        for one in running:
            mb = _megabytes(browser, one)
            yield Row(f"over the wire, {one.name}", mb, 1, unit="MB", series="first load, over the wire", case=one.name)
        overview = next(one for one in running if one.contender is OVERVIEW)
        slow = [load(browser, overview, is_slow=True) for _ in range(SLOW_LOADS)]
        yield row_of("first load of the overview at 10 Mbit/s, 40 ms", slow, limit=SLOW_LIMIT_MS)
        browser.close()


def _begin(stack: ExitStack, browser: Browser, folder: Path) -> tuple[list[Running], dict[str, str]]:
    """Every server up and visited once, and why some are not."""
    running, missing = [], {}
    for contender in ALL:
        try:
            one = Running(contender, *stack.enter_context(contender.serve(folder)))
            load(browser, one)  # the first visitor warms the server
            running.append(one)
        except (NotToBeHad, RuntimeError, Error) as fault:
            missing[contender.name] = str(fault).splitlines()[0]
            print(f"  {contender.name}: {missing[contender.name]}", file=sys.stderr, flush=True)
    return running, missing


def _in_turn(browser: Browser, running: list[Running]) -> dict[str, list[float]]:
    """The first load of each page, LOADS times, taking turns so that a busy moment meets all alike."""
    times: dict[str, list[float]] = {one.name: [] for one in running}
    for _ in range(LOADS):
        for one in running:
            times[one.name].append(load(browser, one))
    return times


def _compared(what: str, times: dict[str, list[float]], missing: dict[str, str]) -> Iterator[Row]:
    """The medians, then the overview's as a multiple of every other."""
    for name, taken in times.items():
        yield row_of(f"{what}, {name}", taken, series=what, case=name)
    for name, why in missing.items():
        yield Row(f"{what}, {name}", None, 0, why, series=what, case=name)
    own = statistics.median(times[OVERVIEW.name])
    for name, taken in times.items():
        if name != OVERVIEW.name:
            ratio, limit = own / statistics.median(taken), LIMITS.get((what, name))
            line = f"{what}: overview / this"
            yield Row(f"  {what}: overview / {name}", ratio, len(taken), "", "times", limit, line, name)


def load(browser: Browser, one: Running, *, is_slow: bool = False) -> float:
    """Milliseconds from asking for the address in a new window to the last change of the page."""
    context = browser.new_context(viewport=SCREEN)
    page = context.new_page()
    page.add_init_script(WATCH)
    if is_slow:
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW)
    page.goto(one.address, wait_until="commit")
    taken = still(page, one.contender.last)
    context.close()
    return taken


def still(page: Page, last: str) -> float:
    """Wait until the page is whole and still; milliseconds from its beginning to its last change."""
    page.wait_for_selector(last, timeout=90_000)
    page.wait_for_function(IS_STILL, timeout=90_000)
    return float(page.evaluate("window.ttLast"))


def presses_of(browser: Browser, one: Running) -> list[float]:
    """Milliseconds from each press on the other round to the last change; the first two warm the caches of all."""
    contender = one.contender
    assert contender.press is not None, "only pages with a filter are asked"
    context = browser.new_context(viewport=SCREEN)
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(one.address)
    still(page, contender.last)
    times = []
    for turn in range(PRESSES + 2):
        if contender.choose:
            contender.choose(page, turn % 2 + 1)
            page.wait_for_timeout(500)
        page.evaluate(PRESSED)
        contender.press(page, turn % 2 + 1)
        page.wait_for_timeout(200)
        page.wait_for_function(IS_STILL, timeout=90_000)
        times.append(float(page.evaluate("window.ttLast - window.ttPressed")))
    context.close()
    return times[2:]


def _megabytes(browser: Browser, one: Running) -> float:
    """What a first load brings over the wire as it is sent, the frames of a websocket too, in MB."""
    context = browser.new_context(viewport=SCREEN)
    page = context.new_page()
    page.add_init_script(WATCH)
    counted = _counted(context.new_cdp_session(page))
    page.goto(one.address, wait_until="commit")
    still(page, one.contender.last)
    context.close()
    return sum(counted) / 1e6


def _counted(line: CDPSession) -> list[float]:
    """A list that fills with the bytes of every answer and of every frame."""
    counted: list[float] = []
    line.on("Network.loadingFinished", lambda told: counted.append(told["encodedDataLength"]))
    # A binary frame is told in base64, four characters for three bytes.
    line.on("Network.webSocketFrameReceived", lambda told: counted.append(len(told["response"]["payloadData"]) * 0.75))
    line.send("Network.enable")
    return counted
