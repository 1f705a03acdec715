"""Builders that are killed at work, and builders that meet."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from etl import build
from etl.building.digest import content_digest
from etl.building.goal import seq_of
from ledger.store import Ledger
from tests.etl_build.histories import happen, new_submission, open_ledger, progress_rows, send
from tests.etl_build.opened import names
from tests.postgres import fresh_database, postgres_url  # noqa: F401 - a fixture

ROOT = Path(__file__).parents[2]
CURRENT = """
import sys
from pathlib import Path
from etl import build
from tests.etl_build.histories import open_ledger
ledger = open_ledger(Path(sys.argv[1]))
for line in sys.stdin:
    print(build.current(ledger, Path(sys.argv[2])).name, flush=True)
"""


def start(*command: object) -> subprocess.Popen[str]:
    words = [sys.executable, *(str(part) for part in command)]
    return subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_killed_builder_leaves_a_usable_build(
    ledger: Ledger, builds: Path, tmp_path: Path, drill: Callable[[int, int], int]
) -> None:
    chance = random.Random(5)
    send(ledger, new_submission("progress", "DSD", "2020-10", progress_rows(200)))
    build.current(ledger, builds)
    for kill in range(drill(5, 100)):
        happen(ledger, chance)
        with start("-m", "tests.etl_build.builder", tmp_path, builds) as builder:
            assert builder.stdout is not None
            assert builder.stdout.readline() == "ready\n"
            time.sleep(chance.random() * 0.3)
            builder.send_signal(signal.SIGKILL)
        good = build.last_good(builds)
        assert good is not None
        then = build.from_scratch(ledger, tmp_path / f"then{kill}", at_seq=seq_of(good))
        assert content_digest(good) == content_digest(then)
        newest = build.current(ledger, builds)
        assert content_digest(newest) == content_digest(build.from_scratch(ledger, tmp_path / f"now{kill}"))
        for other in (f"then{kill}", f"now{kill}"):
            shutil.rmtree(tmp_path / other)
    build.from_scratch(ledger, builds)
    assert not [name for name in names(builds) if name.startswith(".")]


@pytest.mark.slow
def test_processes_that_build_at_once_agree(ledger: Ledger, builds: Path, tmp_path: Path) -> None:
    chance = random.Random(8)
    builders = [start("-c", CURRENT, tmp_path, builds) for _ in range(3)]
    try:
        for _ in range(5):
            happen(ledger, chance)
            for builder in builders:
                assert builder.stdin is not None
                print("build", file=builder.stdin, flush=True)
            answers = {builder.stdout.readline().strip() for builder in builders if builder.stdout}
            assert answers == {build.current(ledger, builds).name}
    finally:
        for builder in builders:
            builder.communicate()
    assert not [name for name in names(builds) if name.startswith(".")]


@pytest.mark.slow
def test_threads_that_build_at_once_agree(ledger: Ledger, builds: Path, tmp_path: Path) -> None:
    send(ledger, new_submission("progress", "DSD", "2020-10", progress_rows(5)))
    with ThreadPoolExecutor(6) as threads:
        paths = set(threads.map(lambda _: build.current(ledger, builds), range(12)))
    assert len(paths) == 1
    assert content_digest(paths.pop()) == content_digest(build.from_scratch(ledger, tmp_path / "other"))


def test_facts_that_wait_are_built_together(ledger: Ledger, builds: Path, tmp_path: Path) -> None:
    before = build.current(ledger, builds)
    for month in ("2020-10", "2020-11", "2020-12"):
        send(ledger, new_submission("progress", "DSD", month, progress_rows(1)))
    other = open_ledger(tmp_path)
    after = build.current(other, builds)
    assert names(builds) == sorted(["CURRENT", before.name, after.name])
    other.close()


@pytest.mark.slow
def test_a_ledger_in_postgresql_gives_the_same_build(postgres_url: str, builds: Path, tmp_path: Path) -> None:  # noqa: F811
    with fresh_database(postgres_url) as url:
        ledgers = [Ledger.open(url, b"k" * 32), open_ledger(tmp_path)]
        digests = set()
        for number, ledger in enumerate(ledgers):
            chance = random.Random(3)
            for _ in range(30):
                happen(ledger, chance)
            build.current(ledger, builds / str(number))
            for _ in range(10):
                happen(ledger, chance)
            digests.add(content_digest(build.current(ledger, builds / str(number))))
            ledger.close()
    assert len(digests) == 1
