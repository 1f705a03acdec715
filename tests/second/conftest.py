"""What random histories start from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kpi.history import History


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that holds the reference data and nothing else, to copy from."""
    folder = tmp_path_factory.mktemp("seeded")
    history = History(folder)
    history.ledger.close()
    return folder / "ledger.sqlite"
