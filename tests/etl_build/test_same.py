"""One state of the ledger has one content, however its build came about."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from etl import build
from etl.building.digest import content_digest
from ledger.store import Ledger
from tests.etl_build.histories import happen, new_submission, progress_rows, send
from tests.etl_build.opened import ask, everything

pytestmark = pytest.mark.slow

Drill = Callable[[int, int], int]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_grown_equals_from_scratch(seed: int, ledger: Ledger, builds: Path, tmp_path: Path, drill: Drill) -> None:
    chance = random.Random(seed)
    for _ in range(drill(20, 200) // 4):
        for _ in range(chance.choice([1, 1, 1, 2, 5])):
            happen(ledger, chance)
        grown = build.current(ledger, builds)
    scratch = build.from_scratch(ledger, tmp_path / "other")
    assert everything(grown) == everything(scratch)
    assert content_digest(grown) == content_digest(scratch)
    assert grown.name == scratch.name


def test_two_steps_equal_one(ledger: Ledger, builds: Path, tmp_path: Path) -> None:
    chance = random.Random(99)
    for _ in range(15):
        happen(ledger, chance)
    build.current(ledger, builds)
    for _ in range(15):
        happen(ledger, chance)
    assert everything(build.current(ledger, builds)) == everything(build.from_scratch(ledger, tmp_path / "other"))


def test_the_builds_can_be_thrown_away(ledger: Ledger, builds: Path) -> None:
    for month in ("2020-10", "2020-11"):
        send(ledger, new_submission("progress", "DSD", month, progress_rows(3)))
        before = build.current(ledger, builds)
    digest = content_digest(before)
    shutil.rmtree(builds)
    after = build.current(ledger, builds)
    assert after == before
    assert content_digest(after) == digest


@pytest.mark.slow
def test_what_counted_at_an_earlier_seq_is_what_a_build_of_then_says(ledger: Ledger, builds: Path) -> None:
    chance = random.Random(7)
    for _ in range(40):
        happen(ledger, chance)
    newest = build.current(ledger, builds)
    last = ledger.last_fact_seq()
    for seq in chance.sample(range(1, last), 5):
        then = build.from_scratch(ledger, builds, at_seq=seq)
        still = ask(then, "SELECT submission_seq, basis FROM counted WHERE to_seq = 9223372036854775807 ORDER BY ALL")
        counted = f"SELECT submission_seq, basis FROM counted WHERE from_seq <= {seq} AND {seq} < to_seq ORDER BY ALL"
        assert ask(newest, counted) == still
    assert build.last_good(builds) == newest, "a build of an earlier state does not become the one in use"


def test_a_build_of_an_earlier_seq_is_the_very_build_of_then(ledger: Ledger, builds: Path, tmp_path: Path) -> None:
    send(ledger, new_submission("progress", "DSD", "2020-10", progress_rows(3)))
    then = build.current(ledger, builds)
    seq = ledger.last_fact_seq()
    with ledger.write("admin") as writer:
        writer.append("signed_in", "admin", {}, is_fact=False)
    send(ledger, new_submission("progress", "DSD", "2020-11", progress_rows(2)))
    again = build.from_scratch(ledger, tmp_path / "other", at_seq=seq + 1)
    assert again.name == then.name
    assert content_digest(again) == content_digest(then)
    assert build.last_good(tmp_path / "other") is None


def test_what_is_no_fact_needs_no_build(ledger: Ledger, builds: Path) -> None:
    send(ledger, new_submission("progress", "DSD", "2020-10", progress_rows(1)))
    before = build.current(ledger, builds)
    with ledger.write("admin") as writer:
        writer.append("signed_in", "admin", {}, is_fact=False)
    assert build.current(ledger, builds) == before


def test_an_empty_ledger_has_an_empty_build(ledger: Ledger, builds: Path) -> None:
    path = build.current(ledger, builds)
    rows = everything(path)
    info = rows.pop("build_info")
    assert ("last_fact_seq", "0") in info
    assert ("has_demo", "0") in info
    assert not any(rows.values())


@pytest.mark.slow
def test_the_digest_sees_every_kind_of_change(ledger: Ledger, builds: Path) -> None:
    send(ledger, new_submission("progress", "DSD", "2020-10", progress_rows(3)))
    path = build.current(ledger, builds)
    digests = {content_digest(path)}
    changes = (
        "UPDATE progress SET remark = coalesce(remark, '') || ' ' WHERE sheet_row = 11",
        "UPDATE progress SET remark = NULL WHERE sheet_row = 11",
        "UPDATE progress SET remark = '-' WHERE sheet_row = 11",
        "DELETE FROM counted WHERE basis = 'official'",
        "ALTER TABLE fact ALTER seq TYPE INTEGER",
        "CREATE TABLE extra (key VARCHAR)",
    )
    for number, change in enumerate(changes, 1):
        with duckdb.connect(str(path)) as opened:
            opened.execute(change)
        digests.add(content_digest(path))
        assert len(digests) == number + 1, change
