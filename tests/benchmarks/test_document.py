"""docs/benchmarks.md says what docs/benchmarks.json holds, and a run replaces only the suites it ran."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks import document, machine
from benchmarks.__main__ import SUITES
from benchmarks.timing import Row
from tests.house.tree import ROOT

MACHINE = {"cores": 2, "memory_gib": 8, "processor": "P", "system": "Linux 6", "versions": {"Python": "3.11"}}


def suite(*rows: Row, load: float = 0.1) -> dict[str, object]:
    return {
        "at": "2026-11-22T23:30",
        "load": load,
        "machine": MACHINE,
        "rows": [row.as_json() for row in rows],
    }


def test_the_page_is_what_the_kept_results_say() -> None:
    """Mend with `python -m benchmarks.document`."""
    kept = json.loads((ROOT / document.KEPT).read_text(encoding="utf-8"))
    assert (ROOT / document.PAGE).read_text(encoding="utf-8") == document.page(kept)


def test_every_suite_has_its_place_on_the_page() -> None:
    assert set(document.TITLES) == set(SUITES)


def test_a_run_replaces_its_own_suites_only(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    document.write({"suites": {"intake": suite(Row("old", 1, 1)), "build": suite(Row("stays", 2, 1))}}, tmp_path)
    document.write({"suites": {"intake": suite(Row("new", 3, 1))}}, tmp_path)
    text = (tmp_path / document.PAGE).read_text(encoding="utf-8")
    assert "| new | 3.00 ms |" in text and "| stays | 2.00 ms |" in text and "| old |" not in text
    assert text == document.page(json.loads((tmp_path / document.KEPT).read_text(encoding="utf-8")))


def test_a_value_above_its_limit_is_bold_and_one_below_is_not() -> None:
    text = document.page({"suites": {"build": suite(Row("slow", 151, 3, limit=150), Row("quick", 149, 3, limit=150))}})
    assert "| slow | **151 ms** | 150 ms | 3 |" in text
    assert "| quick | 149 ms | 150 ms | 3 |" in text


def test_a_busy_machine_is_told() -> None:
    assert "other programmes" in document.page({"suites": {"build": suite(load=machine.QUIET_LOAD + 0.1)}})
    assert "other programmes" not in document.page({"suites": {"build": suite(load=machine.QUIET_LOAD)}})


def test_series_stand_in_one_table_and_say_what_was_not_measured() -> None:
    rows = (
        Row("a", 12, 3, series="first load", case="overview"),
        Row("b", None, 0, "it is not installed", series="first load", case="Superset"),
        Row("c", 0.85, 3, unit="times", limit=2.2, series="ratio", case="overview"),
    )
    text = document.page({"suites": {"build": suite(*rows)}})
    assert "| | overview | Superset |" in text
    assert "| first load | 12.0 ms, n=3 | not measured |" in text
    assert "| ratio | 0.85 times (limit 2.20 times), n=3 |  |" in text
    assert "* Superset: not measured, it is not installed" in text
