"""A local Google for each test, and the client that speaks to it on the same virtual clock."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from base.settings import Settings, read_settings
from etl.sheets.client import Client
from etl.sheets.patience import Patience
from tests.google.server import LocalGoogle, running


@pytest.fixture
def local() -> Iterator[LocalGoogle]:
    """A server, empty."""
    with running() as server:
        yield server


@pytest.fixture
def settings(local: LocalGoogle, tmp_path: Path) -> Settings:
    """The settings of an office that has a key."""
    key = local.key_file(tmp_path)
    told = {"TIDTAM_DATA": str(tmp_path / "data"), "TIDTAM_GOOGLE_KEY": str(key), "TIDTAM_GOOGLE_API": local.url}
    return read_settings(told)


@pytest.fixture
def patience(local: LocalGoogle) -> Patience:
    """Waiting on the virtual clock."""
    return Patience(local.google.clock, dice=random.Random(1), timeouts_seconds=(20.0,))


@pytest.fixture
def client(settings: Settings, patience: Patience) -> Client:
    """The Office's client."""
    return Client.of(settings, patience)
