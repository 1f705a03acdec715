"""All indicators, all scopes, both rounds: one warm in-process call, nothing cached, known now and known then."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from benchmarks.timing import Row, timed
from etl import build as builds
from etl import demo
from kpi import measure
from kpi.store import Build
from kpi.trace import trace
from ledger.store import Ledger

YEAR = 2564
KNOWN_THEN = datetime(2021, 4, 6)


def measure_both_rounds(build: Build, known_at: datetime | None) -> int:
    """Every figure of both rounds; returns how many there were."""
    return sum(len(measure.every(build, measure.ask(YEAR, number, known_at=known_at))) for number in (1, 2))


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.open(f"sqlite:///{folder}/ledger.sqlite", b"b" * 32)
        demo.load(ledger)
        build = Build.open(builds.current(ledger, Path(folder) / "builds"))
        count = measure_both_rounds(build, None)
        yield timed(f"all {count} figures of both rounds, known now", lambda: measure_both_rounds(build, None))
        yield timed("the same, known on 6 Apr 2021", lambda: measure_both_rounds(build, KNOWN_THEN))
        asked = measure.ask(YEAR, 2)
        yield timed("trace of C1 for the Office", lambda: trace(build, "C1", "OFF", asked))
        yield timed("trace of K3 for the Office", lambda: trace(build, "K3", "OFF", asked))
        ledger.close()
