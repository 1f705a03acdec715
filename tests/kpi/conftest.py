"""The history that KPI tests write into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kpi.history import History


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    told = History(tmp_path)
    yield told
    told.ledger.close()
