"""A scene for each drill."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.scene import Scene


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """An empty data folder with a ledger in it."""
    made = Scene(tmp_path / "data")
    made.data_dir.mkdir()
    with made.ledger():
        return made
