"""Builds that are damaged, a pointer that is damaged, builders that meet and are killed, a ledger of tomorrow."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable

import pytest

from ledger.schema import SCHEMA_VERSION
from tests.faults.scene import Scene, proved

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]
Drill = Callable[[int, int], int]


def test_two_builders_killed_at_any_moment_leave_a_build_that_serves(scene: Scene, drill: Drill) -> None:
    chance = random.Random(5)
    for number in range(drill(1, 100)):
        builders = [scene.start("tests.faults.builder") for _ in range(2)]
        for builder in builders:
            builder.begun()
        scene.send(scene.reports(2, result=50 + number))
        for builder in builders:
            time.sleep(chance.uniform(0, 0.2))
            assert builder.killed().startswith("build-")
        assert scene.run("etl", "build")[0] == 0
        assert scene.run("etl", "build", "--check")[0] == 0
    assert scene.run("etl", "build", "--from-scratch")[0] == 0
    assert not list((scene.data_dir / "builds").glob(".making-*")), "whoever builds next clears away what the dead left"
    assert proved(scene) == len(scene.receipts) == 2 * drill(1, 100)


def test_a_damaged_build_never_shows_another_figure(scene: Scene, drill: Drill) -> None:
    """Some bytes of it are other ones: whoever asks gets the true figures or one sentence, and then the true ones."""
    chance, told = random.Random(9), 0
    scene.send(scene.reports(4))
    truth, folder = scene.figures(), scene.data_dir / "builds"
    for _ in range(drill(4, 100)):
        path = folder / (folder / "CURRENT").read_text().split()[0]
        whole = bytearray(path.read_bytes())
        start = chance.randrange(len(whole))
        whole[start : start + (1 << 18)] = chance.randbytes(len(whole[start : start + (1 << 18)]))
        path.write_bytes(whole)
        code, out, err = scene.run("kpi", "digest", "--json")
        assert all(digest in out for digest in truth.values()) if code == 0 else path.stem in err
        told += code
        assert scene.figures() == truth, "the next one who asks finds a new build"
        assert scene.run("etl", "build", "--from-scratch")[0] == 0
    assert told, "no damage was met with"
    assert proved(scene) == len(scene.receipts)


def test_a_damaged_pointer_is_put_right(scene: Scene, drill: Drill) -> None:
    chance = random.Random(10)
    scene.send(scene.reports(2))
    truth, pointer = scene.figures(), scene.data_dir / "builds" / "CURRENT"
    for _ in range(drill(2, 100)):
        whole = pointer.read_bytes()
        start = chance.randrange(len(whole))
        pointer.write_bytes(
            whole[:start] + chance.randbytes(chance.randrange(60)) + whole[start + chance.randrange(60) :]
        )
        assert scene.figures() == truth
        code, _, err = scene.run("etl", "build", "--check")
        assert code == 0 or "etl build --from-scratch" in err, "the sum that stands in it is another one"
        assert scene.run("etl", "build", "--from-scratch")[0] == 0
        assert scene.run("etl", "build", "--check")[0] == 0
    assert proved(scene) == len(scene.receipts)


def test_a_ledger_of_a_newer_version_is_left_alone(scene: Scene, drill: Drill) -> None:
    reports = scene.reports(2)
    scene.send(reports[:1])
    for number in range(drill(1, 100)):
        path = scene.data_dir / "ledger.sqlite"
        restamp(scene, str(98 + number))
        before = path.read_bytes()
        for words in (("etl", "submit", *reports), ("etl", "build"), ("ledger", "verify"), ("kpi", "digest")):
            code, _, err = scene.run(*map(str, words))
            assert code == 1 and "รุ่นใหม่กว่า" in err and str(98 + number) in err, words
        assert path.read_bytes() == before
        restamp(scene, str(SCHEMA_VERSION))
    scene.send(reports)
    assert proved(scene) == len(scene.receipts) == 2


def restamp(scene: Scene, version: str) -> None:
    database = sqlite3.connect(scene.data_dir / "ledger.sqlite", isolation_level=None)
    database.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", (version,))
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
