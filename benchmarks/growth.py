"""What grows with the rows of progress: figures, trace, pack, pages in the browser, memory, start of a process.

`python -m benchmarks.growth [ROWS ...]` measures other sizes than 60 thousand, 1 million and 10 million. The data
folder is the demonstration's; in place of its build stands one of that many rows (large.py), of which a tenth lies in
the year that is asked for. How intake and builds grow with the ledger is measured by build.py.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from base.settings import Settings, read_settings
from benchmarks.browser import Running, load, presses_of
from benchmarks.contenders import OVERVIEW
from benchmarks.figures import YEAR, measure_both_rounds
from benchmarks.large import grow
from benchmarks.served import cpu_seconds, fill, memory_of_all_mib, served
from benchmarks.timing import Row, row_of, timed
from etl import build as builds
from etl import people
from etl.building.shelf import Shelf
from exports import cited, formats, gather
from kpi import measure
from kpi import papers as issuing
from kpi.store import Build
from kpi.trace import trace
from ledger.store import Ledger

SIZES = (60_000, 1_000_000, 10_000_000)
PAGES = ("", "projects", "provinces", "indicator")
LOADS, STARTS = 3, 3
START_LIMIT_MS = 5000
BROWSER = {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]}


def main() -> None:
    for row in rows([int(size) for size in sys.argv[1:]] or SIZES):
        print(row.line(), flush=True)


def rows(sizes: Sequence[int] = SIZES) -> Iterator[Row]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**BROWSER)  # type: ignore[arg-type]
        for size in sizes:
            with tempfile.TemporaryDirectory() as folder:
                settings = _filled(Path(folder), size)
                yield from _in_process(settings, f"{size:,} rows")
                yield from _served(browser, settings, f"{size:,} rows")
        yield from _second_machine(browser)
        browser.close()


def _filled(folder: Path, size: int) -> Settings:
    """A data folder whose build holds `size` progress rows."""
    fill(folder)
    settings = read_settings({"TIDTAM_DATA": str(folder)})
    shelf = Shelf(settings.builds_dir)
    build = shelf.pointed()
    assert build is not None, "the demonstration was just built"
    os.replace(grow(build, folder / "grown.duckdb", size), build)
    shelf.point(build)
    return settings


def _in_process(settings: Settings, case: str) -> Iterator[Row]:
    """Asked of the build itself; Build() and not Build.open, which would keep the file open for good."""
    with _opened(settings) as (ledger, path):
        build = Build(path)
        for series, act, runs in _questions(ledger, build, settings):
            yield timed(f"{series}, {case}", act, runs=runs, series=series, case=case)


def _questions(ledger: Ledger, build: Build, settings: Settings) -> Iterator[tuple[str, Callable[[], object], int]]:
    asked = measure.ask(YEAR, 2)
    yield "all figures of both rounds", lambda: measure_both_rounds(build, None), 7
    yield "trace of C1 for the Office", lambda: trace(build, "C1", "OFF", asked), 7
    yield "trace of K3 for the Office", lambda: trace(build, "K3", "OFF", asked), 7
    yield "committee pack, every format", lambda: pack(ledger, build, settings), 3


def pack(ledger: Ledger, build: Build, settings: Settings) -> int:
    """Every file of the committee's pack, as `python -m exports pack` makes it; how many bytes they have."""
    with ledger.read() as connection:
        user = people.user(connection, settings.default_user)
    said = gather.content(build, measure.ask(YEAR, 2))
    new = issuing.NewPaper(issuing.PACK, said.title, said.ask, said.figures, track=said.track)
    printed = cited.numbered(issuing.issue(ledger, build, new, user=user), settings.public_url)
    return sum(len(content) for _, _, content in formats.pack(said, printed))


def _served(browser: Browser, settings: Settings, case: str) -> Iterator[Row]:
    series = "start of a process to the first page"
    row = _started(f"{series}, {case}", [_start(browser, settings.data_dir) for _ in range(STARTS)])
    yield replace(row, series=series, case=case)
    with served("app.py", settings.data_dir) as (address, pid):
        for page in PAGES:
            one = Running(OVERVIEW, f"{address}/{page}", pid)
            load(browser, one)
            series = f"first load of the page {page or 'overview'}"
            taken = [load(browser, one) for _ in range(LOADS)]
            yield row_of(f"{series}, {case}", taken, series=series, case=case)
        series = "filter change on the overview"
        taken = presses_of(browser, Running(OVERVIEW, address, pid))
        yield row_of(f"{series}, {case}", taken, series=series, case=case)
        series = "memory of the server after that"
        yield Row(f"{series}, {case}", memory_of_all_mib(pid), 1, unit="MiB", series=series, case=case)


def _started(name: str, starts: Sequence[tuple[float, float]]) -> Row:
    """The median time, and beside it the server's processor time, which a busy machine moves less."""
    row = row_of(name, [taken for taken, _ in starts], limit=START_LIMIT_MS)
    cpu = statistics.median(cpu for _, cpu in starts)
    return replace(row, note=f"{row.note} cpu of the server {cpu:.1f} s")


def _start(browser: Browser, folder: Path, **environ: str) -> tuple[float, float]:
    """From the command to the last part of the overview in a browser that is already there: milliseconds, and the
    server's processor time in seconds."""
    began = time.perf_counter()
    with served("app.py", folder, **environ) as (address, pid):
        page = browser.new_page()
        page.goto(address, wait_until="commit")
        page.wait_for_selector(OVERVIEW.last, timeout=90_000)
        taken, cpu = (time.perf_counter() - began) * 1000, cpu_seconds(pid)
        page.context.close()
    return taken, cpu


def _second_machine(browser: Browser) -> Iterator[Row]:
    """A process with an empty shelf of its own: it builds before it shows the first page."""
    with tempfile.TemporaryDirectory() as first:
        fill(Path(first))
        starts = []
        for _ in range(STARTS):
            with tempfile.TemporaryDirectory() as second:
                Path(second, "audit.key").write_bytes(Path(first, "audit.key").read_bytes())
                starts.append(_start(browser, Path(second), TIDTAM_LEDGER=f"sqlite:///{first}/ledger.sqlite"))
    name = "start on a machine that has no build yet, to the first page, demonstration"
    yield _started(name, starts)


@contextmanager
def _opened(settings: Settings) -> Iterator[tuple[Ledger, Path]]:
    ledger = Ledger.open(settings.ledger_url, settings.audit_key)
    try:
        yield ledger, builds.current(ledger, settings.builds_dir)
    finally:
        ledger.close()


if __name__ == "__main__":
    main()
