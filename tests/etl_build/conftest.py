"""A ledger and a folder of builds for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.store import Ledger
from tests.etl_build.histories import open_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = open_ledger(tmp_path)
    yield ledger
    ledger.close()


@pytest.fixture
def builds(tmp_path: Path) -> Path:
    return tmp_path / "builds"
