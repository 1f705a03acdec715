"""Fixtures that every test may use."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, sync_playwright

from etl import build, demo
from ledger.store import Ledger
from tests.postgres import _postgres_database, postgres_database, postgres_server, postgres_url
from tests.shared import filled_once, ledger_in

CHROMIUM = "/usr/bin/chromium"
# One renderer for all tabs keeps what it has compiled: a page opens at half the cost.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--renderer-process-limit=1"]

__all__ = ["_postgres_database", "postgres_database", "postgres_server", "postgres_url"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's files go first: whole files go to one of two processes, and the long ones must not come last."""
    items.sort(key=lambda item: (item.get_closest_marker("browser") is None, item.path.stem != "test_every_page"))


@pytest.fixture(scope="session")
def drill() -> Callable[[int, int], int]:
    """`drill(small, full)`: the small count, or the issue's full count under `make drills` (TIDTAM_DRILL=1)."""
    is_full = os.environ.get("TIDTAM_DRILL") == "1"
    return lambda small, full: full if is_full else small


@pytest.fixture(scope="session")
def audit_key() -> bytes:
    """The key of the audit chain in every test."""
    return b"audit key of the tests, 32 characters or more"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a ledger that does not exist yet, in either engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    url: str = request.getfixturevalue("postgres_database")
    return url


@pytest.fixture
def ledger(ledger_url: str, audit_key: bytes) -> Iterator[Ledger]:
    """An empty ledger, in either engine."""
    opened = Ledger.open(ledger_url, audit_key)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; one for the whole process, as Playwright's own loop can run only once in it."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def demo_ledger(
    tmp_path_factory: pytest.TempPathFactory, drill: Callable[[int, int], int], small_demo: Path
) -> Iterator[Ledger]:
    """The demonstration sent through the real intake, in the drills all three fiscal years; never written to."""
    is_whole = bool(drill(0, 1))
    opened = ledger_in(
        filled_once(tmp_path_factory, "demo-whole", partial(_load, size="full")) if is_whole else small_demo
    )
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def small_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the small demonstration and its build; copy it before you write."""
    return filled_once(tmp_path_factory, "demo-small", partial(_load, size="small"))


def _load(folder: Path, size: Literal["full", "small"]) -> None:
    ledger = ledger_in(folder)
    demo.load(ledger, size=size)
    build.current(ledger, folder / "builds")
    ledger.close()
