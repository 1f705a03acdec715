"""A ledger that holds the reference data and nothing else, and the register read from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from base.period import FiscalYear
from etl import reference
from etl.reference import Register
from ledger.store import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger.open(f"sqlite:///{tmp_path / 'ledger.sqlite'}", b"k" * 32)
    reference.ensure(opened)
    yield opened
    opened.close()


@pytest.fixture
def register(ledger: Ledger) -> Register:
    with ledger.read() as connection:
        return Register.load(connection, FiscalYear(2564))
