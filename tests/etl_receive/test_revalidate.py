"""Originals judged again by today's rules: each as it stood when it came, and exactly those that a new rule touches."""

from __future__ import annotations

import csv
import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from etl.__main__ import main as etl
from etl.check import progress
from ledger.backup import shelf
from tests.shared import ledger_in

pytestmark = pytest.mark.slow


def test_a_stricter_rule_is_told_report_by_report_and_changes_nothing(
    small_demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(small_demo, folder)
    monkeypatch.setenv("TIDTAM_DATA", str(folder))
    ledger = ledger_in(folder)
    head = ledger.head()
    assert etl(["revalidate", "--no-backup", "--as", "director"]) == 1, "only the administrator"
    assert "ไม่มีสิทธิ์" in capsys.readouterr().err
    monkeypatch.setattr(progress, "FULL", Decimal(50))
    assert etl(["revalidate", "--json", "-o", str(tmp_path / "differences.csv")]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["count"] > 150 and Path(told["backup"]) == shelf.kept(folder / "backups")[0].path
    assert 0 < len(told["differences"]) < told["count"] / 2
    for one in told["differences"]:
        assert one["form"] == "progress" and one["was"] == one["now"] and not one["rows_differ"]
        assert "V15" in {place.split()[0] for place in one["new"]} <= {"V15", "V17"}, "more than 50 per cent"
    rows = list(csv.DictReader((tmp_path / "differences.csv").read_text("utf-8-sig").splitlines()))
    assert [row["id"] for row in rows] == [one["id"] for one in told["differences"]]
    assert ledger.head() == head, "nothing is recorded"
    ledger.close()
