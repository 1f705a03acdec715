"""A filter runs its page alone: what it gives is what a whole new run gives, and nothing of the ledger is missed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ledger import reference
from tests.pages.conftest import ledger_of, served
from tests.pages.wire import Screen, session

pytestmark = pytest.mark.slow

PAGES = ("", "alerts", "group", "rounds", "indicator", "budget")
ROUND, FIRST = "choice_round", "รอบที่ 1"
BUILD = re.compile(r"build-\d{9}-[0-9a-f]{8}")


@pytest.fixture(scope="module")
def folder(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small demonstration, to write to."""
    return Path(shutil.copytree(demo_data, tmp_path_factory.mktemp("alone") / "data"))


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as server:
        yield server


def main(screen: Screen) -> list[tuple[str, str]]:
    """What stands on the page itself, the sidebar and the style apart."""
    pieces = [piece for piece in screen.pieces if piece.part]
    return [(piece.kind, piece.html or " ".join(piece.texts())) for piece in pieces]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_run_alone_is_what_it_is_in_a_new_session(address: str, page: str) -> None:
    with session(address) as tab, session(address) as other:
        whole = tab.open(page, "")
        alone = tab.press(whole, ROUND, FIRST)
        assert "round=1" in alone.query and alone.menu == {}, "what stands around the page was not drawn again"
        fresh = other.open(page, alone.query)
        assert main(alone) == main(fresh) != main(whole)
        assert fresh.query == "", "the address already restores what it shows"


def test_a_page_run_alone_shows_what_came_in_since(address: str, folder: Path) -> None:
    with session(address) as tab:
        whole = tab.open("", "")
        ledger = ledger_of(folder)
        with ledger.write("steward") as writer:
            row = {"code": "X", "name_th": "หน่วยงานใหม่", "name_en": "A new agency"}
            reference.append_rows(writer, "holidays", [("2031-01-01", date(2020, 1, 1), False, row)])
            newest = writer.head.seq
        ledger.close()
        (before,), (after,) = (set(BUILD.findall(one.html)) for one in (whole, tab.press(whole, ROUND, FIRST)))
        assert before != after and int(after.split("-")[1]) == newest
