"""The tools that the overview is compared with: pinned, without a registry's address, and told when missing."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from benchmarks import document, peers
from benchmarks.contenders import ALL
from benchmarks.peers import dash_served, evidence_served, superset_served, told
from etl import build as builds
from tests.shared import ledger_in


@pytest.mark.parametrize("name", ["dash", "superset"])
def test_every_python_library_is_pinned(name: str) -> None:
    lines = (peers.HERE / f"{name}.txt").read_text().split()
    assert lines and all(line.count("==") == 1 for line in lines)


def test_every_package_of_evidence_is_pinned_by_its_hash() -> None:
    text = (peers.HERE / "evidence/package-lock.json").read_text()
    packages = json.loads(text)["packages"]
    assert all("integrity" in one for name, one in packages.items() if name and not one.get("inBundle"))
    assert "resolved" not in text


@pytest.mark.parametrize("serve", [dash_served.serve, superset_served.serve, evidence_served.serve])
def test_a_tool_that_is_not_installed_says_so(serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "INSTALLED", tmp_path)
    with pytest.raises(peers.NotToBeHad, match="make peers"), serve(tmp_path):
        pass


def test_the_notes_speak_of_every_contender() -> None:
    notes = document.NOTES.read_text(encoding="utf-8").lower()
    assert all(one.name.lower() in notes for one in ALL if one.name not in {"overview", "empty page"})


@pytest.mark.slow
def test_the_file_for_tools_that_cannot_measure_holds_figures_and_the_late(small_demo: Path, tmp_path: Path) -> None:
    path, ledger = tmp_path / "told.duckdb", ledger_in(small_demo)
    told.write(builds.current(ledger, tmp_path / "builds"), path)
    ledger.close()
    with duckdb.connect(str(path), read_only=True) as file:
        rounds = file.execute("SELECT DISTINCT fy, round FROM figure ORDER BY ALL").fetchall()
        empty = file.execute("SELECT count(*) FROM figure WHERE said = '' OR status = ''").fetchone()
        assert file.execute("SELECT count(*) FROM progress").fetchone() != (0,)
    assert (2564, 1) in rounds and (2564, 2) in rounds and empty == (0,)
