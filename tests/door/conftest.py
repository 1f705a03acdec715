"""An office with an account for every role, the real server over it, and somebody signed in for each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from ledger import accounts
from tests.door.wire import Browser
from tests.pages.conftest import served
from tests.shared import ledger_in

PASSWORD = "ม้าขาววิ่งผ่านทุ่งนา"
CODES = ("admin", "director", "viewer", "steward", "head.INF", "staff", "agency.DOE", "agency.DSD")


@dataclass(frozen=True)
class Office:
    """A served folder; `signed_in(code)` is one browser for each code, kept for the whole run."""

    address: str
    folder: Path
    signed_in: Callable[[str], Browser]

    def stranger(self) -> Browser:
        return Browser(self.address)

    def fresh(self, code: str) -> Browser:
        """A browser of its own that has just signed in."""
        somebody = Browser(self.address)
        assert somebody.sign_in(code, PASSWORD).status_code == 303, code
        return somebody


def with_accounts(folder: Path, *codes: str) -> None:
    """An account with a password for each of these codes; the hash is cheap, so that signing in is quick."""
    kept = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    ledger = ledger_in(folder)
    with ledger.write("admin") as writer:
        for code in codes:
            accounts.add(writer, code)
            accounts.set_password(writer, code, kept)
    ledger.close()


@pytest.fixture(scope="session")
def office(small_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("signed") / "data"
    shutil.copytree(small_demo, folder)
    with_accounts(folder, *CODES)
    with served(folder) as address:

        @cache
        def signed_in(code: str) -> Browser:
            return opened.fresh(code)

        opened = Office(address, folder, signed_in)
        yield opened
