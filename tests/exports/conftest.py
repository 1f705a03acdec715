"""The small demonstration's build, and the Office's paper on its first round."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from etl import build as builds
from exports import gather
from exports.content import Content
from kpi import measure
from kpi.model import Ask
from kpi.store import Build
from tests.shared import ledger_in

KNOWN_AT = datetime(2021, 4, 20, 9, 0)


@pytest.fixture(scope="session")
def demo_build(small_demo: Path) -> Build:
    ledger = ledger_in(small_demo)
    try:
        return Build.open(builds.current(ledger, small_demo / "builds"))
    finally:
        ledger.close()


@pytest.fixture(scope="session")
def asked() -> Ask:
    """Round 1 of 2564 on its last day, known two weeks later: some reports are late then."""
    return measure.ask(2564, 1, as_of=date(2021, 3, 31), known_at=KNOWN_AT, now=KNOWN_AT)


@pytest.fixture(scope="session")
def office(demo_build: Build, asked: Ask) -> Content:
    return gather.content(demo_build, asked)
