"""All indicators, all scopes, both rounds: one warm in-process call, nothing cached, known now and known then.

`python -m benchmarks.figures [ROWS ...]` measures other sizes than the demonstration, 1 million and 10 million.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Generator, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from base import clock
from benchmarks.large import grow
from benchmarks.timing import Row, timed
from etl import build as builds
from etl import demo
from kpi import measure
from kpi.store import Build
from kpi.trace import trace
from ledger.store import Ledger

YEAR = 2564
KNOWN_THEN = datetime(2021, 4, 6)
LARGE = (1_000_000, 10_000_000)
LIMIT_MS = {0: 80, 1_000_000: 250, 10_000_000: 1000}
"""The most that all figures of a year may take, by size; 0 is the demonstration."""


def measure_both_rounds(build: Build, known_at: datetime | None) -> int:
    """Every figure of both rounds; returns how many there were."""
    now = clock.now()
    first, second = (measure.ask(YEAR, number, known_at=known_at, now=now) for number in (1, 2))
    return len(measure.both_rounds(build, (first, second)))


def main() -> None:
    for row in rows([int(size) for size in sys.argv[1:]] or LARGE):
        print(row.line(), flush=True)


def rows(sizes: Sequence[int] = LARGE) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.open(f"sqlite:///{folder}/ledger.sqlite", b"b" * 32)
        demo.load(ledger)
        path = builds.current(ledger, Path(folder) / "builds")
        ledger.close()
        small = yield from _both(Build.open(path), "demonstration", LIMIT_MS[0], runs=41)
        yield from _traces(Build.open(path))
        for size in sizes:
            large = Build(grow(path, Path(folder) / f"large-{size}.duckdb", size))
            now = yield from _both(large, f"{size:,} progress rows", LIMIT_MS.get(size), runs=11)
            many, few = _progress_rows(large), _progress_rows(Build.open(path))
            note = f"for {many / few:,.0f} times the rows"
            yield Row(f"growth since the demonstration, {size:,}", now / small, 1, note, "times")


def _both(build: Build, label: str, limit_ms: int | None, runs: int) -> Generator[Row, None, float]:
    """Known now and known in the past; returns the median of the first."""
    count = measure_both_rounds(build, None)
    now = timed(
        f"{count} figures of both rounds, {label}", lambda: measure_both_rounds(build, None), runs=runs, limit=limit_ms
    )
    yield now
    yield timed("  the same, known on 6 Apr 2021", lambda: measure_both_rounds(build, KNOWN_THEN), runs=runs)
    assert now.median_ms is not None, "it was just timed"
    return now.median_ms


def _traces(build: Build) -> Iterator[Row]:
    asked = measure.ask(YEAR, 2)
    yield timed("trace of C1 for the Office, demonstration", lambda: trace(build, "C1", "OFF", asked))
    yield timed("trace of K3 for the Office, demonstration", lambda: trace(build, "K3", "OFF", asked))


def _progress_rows(build: Build) -> int:
    return int(build.rows("SELECT count(*) FROM progress")[0][0])


if __name__ == "__main__":
    main()
