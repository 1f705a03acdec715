"""The digest of a round's figures: the same for the same facts, another as soon as one figure moves."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from etl import build as builds
from kpi.__main__ import main as kpi
from kpi.round_digest import digests
from kpi.store import Build
from tests.kpi.history import KEY, History


@pytest.mark.slow
def test_it_moves_with_one_satang_and_only_in_the_rounds_it_touches(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    history.budget("2020-10", ("INF", "allocate", date(2020, 10, 5), "1000.00"))
    history.budget("2021-05", ("INF", "disburse", date(2021, 5, 5), "300.25"))
    before = digests(history.build())
    assert list(before) == ["2564:1", "2564:2"]
    again = Build.open(builds.from_scratch(history.ledger, tmp_path / "others"))
    assert digests(again) == before
    history.budget("2021-05", ("INF", "disburse", date(2021, 5, 5), "300.26"))
    after = digests(history.build())
    assert after["2564:1"] == before["2564:1"] and after["2564:2"] != before["2564:2"]
    monkeypatch.setenv("TIDTAM_DATA", str(tmp_path))
    monkeypatch.setenv("TIDTAM_AUDIT_KEY", KEY.decode())
    assert kpi(["digest", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rounds"] == after
