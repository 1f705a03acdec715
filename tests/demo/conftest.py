"""The small demonstration, loaded once for every test that only reads it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl import demo
from ledger.store import Ledger


def open_ledger(folder: Path) -> Ledger:
    return Ledger.open(f"sqlite:///{folder / 'ledger.sqlite'}", b"k" * 32)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Do not write to it."""
    ledger = open_ledger(tmp_path_factory.mktemp("demo"))
    demo.load(ledger, size="small")
    yield ledger
    ledger.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Ledger]:
    ledger = open_ledger(tmp_path)
    yield ledger
    ledger.close()
