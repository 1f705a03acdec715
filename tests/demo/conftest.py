"""The small demonstration for every test that only reads it, and an empty ledger for the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.store import Ledger
from tests.shared import ledger_in


def open_ledger(folder: Path) -> Ledger:
    return Ledger.open(f"sqlite:///{folder / 'ledger.sqlite'}", b"k" * 32)


@pytest.fixture(scope="session")
def small(small_demo: Path) -> Iterator[Ledger]:
    """Do not write to it."""
    ledger = ledger_in(small_demo)
    yield ledger
    ledger.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Ledger]:
    ledger = open_ledger(tmp_path)
    yield ledger
    ledger.close()
