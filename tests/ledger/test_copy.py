"""`python -m ledger copy`, SQLite → PostgreSQL → SQLite: at all three places the same figures and a sound chain."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from etl import build as builds
from kpi.round_digest import digests
from kpi.store import Build
from ledger.__main__ import main
from ledger.store import Ledger

pytestmark = pytest.mark.slow


def test_every_figure_stands_at_all_three_places(
    small_demo: Path,
    tmp_path: Path,
    postgres_database: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each place is asked on its own: its chain, up to the head that was copied, and a build from scratch."""
    demo = shutil.copytree(small_demo, tmp_path / "demo")
    key = (demo / "audit.key").read_bytes()
    places = [f"sqlite:///{demo / 'ledger.sqlite'}", postgres_database, f"sqlite:///{tmp_path / 'back.sqlite'}"]
    monkeypatch.setenv("TIDTAM_DATA", str(demo))

    def said(place: str, *words: str) -> dict[str, Any]:
        monkeypatch.setenv("TIDTAM_LEDGER", place)
        capsys.readouterr()
        assert main([*words, "--json"]) == 0
        told: dict[str, Any] = json.loads(capsys.readouterr().out)
        return told

    copied = [said(here, "copy", there) for here, there in pairwise(places)]
    assert [one["moved"] for one in copied] == [[], []]
    found = []
    for number, place in enumerate(places):
        for one in copied[: max(1, number)]:
            assert said(place, "verify", "--head", one["head"])["ok"] is True
        with closing(Ledger.open(place, key)) as ledger:
            found.append(digests(Build.open(builds.from_scratch(ledger, tmp_path / f"builds-{number}"))))
    assert found[0] == found[1] == found[2] and len(found[0]) >= 2
