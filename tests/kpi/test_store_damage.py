"""A build that is damaged under a process that reads it: told once, thrown away, and the next one is whole."""

from __future__ import annotations

import gc
import shutil
from pathlib import Path

import pytest

from etl import build
from kpi import store
from kpi.store import Build, DamagedBuild
from tests.shared import ledger_in

COUNT = "SELECT count(*), sum(result_cum), max(result_text), max(problem) FROM progress"


def test_whoever_has_it_open_is_told_once(small_demo: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(small_demo, tmp_path / "data"))
    ledger = ledger_in(folder)
    path = build.current(ledger, folder / "builds")
    truth = Build.open(path).rows(COUNT)
    store._open.clear()
    gc.collect()
    head, rest = path.read_bytes()[:12288], path.stat().st_size - 12288
    path.write_bytes(head + bytes(rest))
    reading = []
    with pytest.raises(DamagedBuild, match=path.stem) as told:
        reading.append(Build.open(path))
        reading[0].rows(COUNT)
    assert "ลองใหม่" in told.value.text.th and not path.exists()
    again = build.current(ledger, folder / "builds")
    assert again == path and Build.open(again).rows(COUNT) == truth
    for one in reading:
        with pytest.raises(DamagedBuild):
            one.rows(COUNT)
    assert path.exists(), "the new one has the same name and is not thrown away with it"
    ledger.close()
