"""The demonstration year leaves no trace in a build once it has been removed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl import build
from etl.building.digest import content_digest
from ledger import decisions, reference
from ledger.store import Ledger
from tests.etl_build.histories import START, new_submission, progress_rows, send
from tests.etl_build.opened import ask

pytestmark = pytest.mark.slow


@pytest.fixture
def with_demo(ledger: Ledger, builds: Path) -> Path:
    """A real report, a demonstration report that the office has looked at, a demonstration setting."""
    send(ledger, new_submission("progress", "DSD", "2020-10", progress_rows(2)))
    demo = send(ledger, new_submission("progress", "PC50", "2020-10", progress_rows(3)), accept=False, is_demo=True)
    with ledger.write("system", at=START, is_demo=True) as writer:
        reference.append_rows(writer, "settings", [("2564:demo", date(2020, 10, 1), False, {"value": "1"})])
    with ledger.write("director", at=START) as writer:
        decisions.decide(writer, "accept", submission_id=demo.submission_id)
    return build.current(ledger, builds)


def remove_demo(ledger: Ledger) -> None:
    with ledger.write("admin", at=START) as writer:
        decisions.decide(writer, "remove_demo")


def has_demo(path: Path) -> object:
    return ask(path, "SELECT value FROM build_info WHERE key = 'has_demo'")[0][0]


def test_a_build_says_that_it_holds_demonstration_data(ledger: Ledger, builds: Path, with_demo: Path) -> None:
    assert has_demo(with_demo) == "1"
    send(ledger, new_submission("progress", "DSD", "2020-11", progress_rows(2)))
    assert has_demo(build.current(ledger, builds)) == "1", "also when it is taken further"
    assert ask(with_demo, "SELECT count(*) FROM progress") == [(5,)]


def test_removed_demonstration_data_is_gone_with_the_decisions_on_it(
    ledger: Ledger, builds: Path, with_demo: Path, tmp_path: Path
) -> None:
    remove_demo(ledger)
    path = build.current(ledger, builds)
    assert has_demo(path) == "0"
    assert ask(path, "SELECT DISTINCT reporter FROM progress") == [("DSD",)]
    assert ask(path, "SELECT DISTINCT reporter FROM counted") == [("DSD",)]
    assert ask(path, "SELECT kind FROM decision ORDER BY seq") == [("accept",), ("remove_demo",)]
    assert ask(path, "SELECT count(*) FROM reference") == [(0,)]
    assert content_digest(path) == content_digest(build.from_scratch(ledger, tmp_path / "other"))


def test_a_later_decision_on_a_removed_report_is_left_out(
    ledger: Ledger, builds: Path, with_demo: Path, tmp_path: Path
) -> None:
    remove_demo(ledger)
    build.current(ledger, builds)
    with ledger.write("director", at=START) as writer:
        decisions.decide(writer, "return", submission_id="S000003", reason="ข้อมูลสาธิต")
    path = build.current(ledger, builds)
    assert ask(path, "SELECT kind FROM decision ORDER BY seq") == [("accept",), ("remove_demo",)]
    assert content_digest(path) == content_digest(build.from_scratch(ledger, tmp_path / "other"))


def test_demonstration_data_may_be_loaded_again(ledger: Ledger, builds: Path, with_demo: Path) -> None:
    remove_demo(ledger)
    send(ledger, new_submission("progress", "PC57", "2020-10", progress_rows(1)), is_demo=True)
    path = build.current(ledger, builds)
    assert has_demo(path) == "1"
    assert ask(path, "SELECT DISTINCT reporter FROM progress ORDER BY 1") == [("DSD",), ("PC57",)]


def test_before_its_removal_it_was_there(ledger: Ledger, builds: Path, with_demo: Path) -> None:
    digest, seq = content_digest(with_demo), ledger.last_fact_seq()
    remove_demo(ledger)
    build.current(ledger, builds)
    then = build.from_scratch(ledger, builds, at_seq=seq)
    assert then == with_demo
    assert content_digest(then) == digest
