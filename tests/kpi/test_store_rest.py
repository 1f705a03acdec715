"""Builds that are read no more give back what they hold; an old page that is used again finds its build, or is told."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from base.period import FiscalYear
from kpi import board, store
from kpi.sharing import Recalling
from kpi.store import KEPT_CONNECTED, Build, GoneBuild
from tests.kpi.history import History

QUESTION = "SELECT count(*) FROM fact"


@pytest.fixture
def many(history: History, tmp_path: Path) -> list[Build]:
    """More builds than stay open, each held by somebody."""
    path = history.build().path
    copies = [Path(shutil.copyfile(path, tmp_path / f"build-{number:09d}-00000000.duckdb")) for number in range(12)]
    return [Build.open(one) for one in copies]


def open_files(folder: Path) -> int:
    """How many of the builds in a folder this process has open."""
    found = 0
    for one in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            found += os.readlink(one).startswith(f"{folder}/build-")
    return found


def answers(builds: Sequence[Build]) -> set[int]:
    return {one.rows(QUESTION)[0][0] for one in builds}


def test_few_of_many_builds_stay_open_and_each_still_answers(many: list[Build], tmp_path: Path) -> None:
    assert len(answers(many)) == 1
    assert 0 < open_files(tmp_path) <= KEPT_CONNECTED
    assert len(answers(list(reversed(many)))) == 1
    assert open_files(tmp_path) <= KEPT_CONNECTED


def test_whoever_is_reading_while_a_build_comes_to_rest_reads_on(many: list[Build]) -> None:
    cursor = many[0].cursor()
    answers(many[1:])
    assert many[0]._connection is None
    assert cursor.execute(QUESTION).fetchall() == many[1].rows(QUESTION)


def test_an_old_build_whose_file_is_gone_says_so(many: list[Build]) -> None:
    answers(many)
    many[0].path.unlink()
    for old in (many[0], Recalling(many[0])):
        with pytest.raises(GoneBuild) as told:
            old.rows(QUESTION)
        assert many[0].name in told.value.text.th and "เปิดหน้านี้ใหม่" in told.value.text.th


def test_a_build_that_is_let_go_is_forgotten(many: list[Build], tmp_path: Path) -> None:
    board.board(many[-1], FiscalYear(2564), many[-1].last_recorded_at)
    store._open.clear()
    many.clear()
    assert open_files(tmp_path) == 0
