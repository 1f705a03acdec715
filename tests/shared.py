"""Folders that are costly to fill: filled once for all the processes that share a run of the tests."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from base.settings import read_settings
from ledger.store import Ledger


def filled_once(factory: pytest.TempPathFactory, name: str, fill: Callable[[Path], None]) -> Path:
    """A folder that `fill` was called on, by whichever process came first; nobody may write to it afterwards."""
    root = factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        root = root.parent  # each process has a folder of its own below the folder of the run
    folder, done = root / f"{name}-shared", root / f"{name}-shared.done"
    with (root / f"{name}-shared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            folder.mkdir()
            fill(folder)
            done.touch()
    return folder


def ledger_in(folder: Path) -> Ledger:
    """The ledger of a data folder, with the key kept there."""
    settings = read_settings({"TIDTAM_DATA": str(folder)})
    return Ledger.open(settings.ledger_url, settings.audit_key)
