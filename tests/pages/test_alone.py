"""A filter runs its page alone: what it gives is what a whole new run gives, and nothing of the ledger is missed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from base.period import parse_period
from etl import people, screen
from etl.screen import Typed
from ledger import reference, submissions
from tests.pages.conftest import ledger_of, served
from tests.pages.wire import Screen, session
from ui import frame

pytestmark = pytest.mark.slow

PAGES = ("", "alerts", "group", "rounds", "indicator", "budget")
DIRECTOR = {"th": "ผู้อำนวยการสำนักงานนโยบายแรงงานนอกระบบ", "en": "Director of the Office"}
STAFF = "เจ้าหน้าที่สำนักงาน"
MONTH = parse_period("2021-08")
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


def test_another_language_keeps_the_position(address: str) -> None:
    with session(address) as tab:
        thai = tab.open("board", "lang=th")
        tab.choose(thai, "position", DIRECTOR["th"])
        english = tab.open("board", "lang=en")
        assert english.held("position") == DIRECTOR["en"] and "upload" not in english.menu


def test_real_data_ends_the_demonstration_before_a_save_and_the_typing_stays(address: str, folder: Path) -> None:
    """The last of this file: after it the folder is no demonstration any more."""
    report = "lang=th&form=progress&reporter=DOE&month=2021-08"
    with session(address) as tab:
        tab.choose(tab.open("board", "lang=th"), "position", STAFF)
        typed = tab.type(tab.open("editor", report), 0, problem="ขาดวิทยากร")
        looked = tab.click(typed, "editor_look")
        assert "ขาดวิทยากร" in looked.html and frame.NO_SAMPLE_ANY_MORE.th not in looked.html
        assert _versions(folder) == 1
        _real_report(folder)
        turned = tab.click(looked, "editor_save")
        assert frame.NO_SAMPLE_ANY_MORE.th in turned.html and turned.held("position") == STAFF
        assert "ขาดวิทยากร" in turned.html and _versions(folder) == 1, "nothing is recorded before it is pressed again"
        saved = tab.click(turned, "editor_save")
        assert "บันทึกเป็นฉบับที่ 2 แล้ว" in saved.html and _versions(folder) == 2
        assert frame.NO_SAMPLE_ANY_MORE.th not in tab.open("board", "lang=th").html


def _real_report(folder: Path) -> None:
    """Another agency sends something that is no sample."""
    ledger = ledger_of(folder)
    with ledger.read() as connection:
        user = people.user(connection, "steward")
    opened = screen.open_form(ledger, user, "progress", "DSD", MONTH)
    first, *rest = opened.start
    screen.save(ledger, opened, [Typed({**first.cells, "problem": "จริง"}, first.number, first.origin), *rest], user)
    ledger.close()


def _versions(folder: Path) -> int | None:
    """The newest version of the report that is typed."""
    ledger = ledger_of(folder)
    with ledger.read() as connection:
        newest = submissions.latest_valid(connection, "progress", "DOE", str(MONTH))
    ledger.close()
    return newest.version if newest else None
