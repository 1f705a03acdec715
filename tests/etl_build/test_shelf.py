"""The folder of builds: damaged pointers and files are recovered from, old builds go without breaking an open page."""

from __future__ import annotations

import os
import time
from pathlib import Path

import duckdb
import pytest

from etl import build
from etl.building.digest import content_digest
from etl.building.shelf import GRACE_SECONDS, KEPT, KEPT_AT_MOST, Shelf, build_name
from ledger.store import Ledger
from tests.etl_build.histories import new_submission, open_ledger, progress_rows, send
from tests.etl_build.opened import ask, names

pytestmark = pytest.mark.slow


@pytest.fixture
def in_use(ledger: Ledger, builds: Path) -> Path:
    """A build of one report."""
    send(ledger, new_submission("progress", "DSD", "2020-10", progress_rows(3)))
    return build.current(ledger, builds)


def one_more(ledger: Ledger) -> None:
    send(ledger, new_submission("progress", "DSD", "2020-11", progress_rows(2)))


POINTERS = {
    "missing": None,
    "empty": b"",
    "garbage": b"\x00\xff\xfe" * 40,
    "no such build": b"build-000000009-00000000.duckdb\n1\n",
    "outside": b"../ledger.sqlite\n20480\n",
    "no size": b"{name}\n",
    "other size": b"{name}\n12\n",
}


@pytest.mark.parametrize("pointer", POINTERS.values(), ids=POINTERS)
def test_a_damaged_pointer_is_put_right(pointer: bytes | None, ledger: Ledger, builds: Path, in_use: Path) -> None:
    digest, whole = content_digest(in_use), (builds / "CURRENT").read_bytes()
    (builds / "CURRENT").unlink()
    if pointer is not None:
        (builds / "CURRENT").write_bytes(pointer.replace(b"{name}", in_use.name.encode()))
    assert build.last_good(builds) is None
    again = build.current(ledger, builds)
    assert again == in_use
    assert content_digest(again) == digest
    assert (builds / "CURRENT").read_bytes().split()[0] == whole.split()[0]


@pytest.mark.parametrize("is_waiting", [False, True], ids=["nothing new", "facts waiting"])
@pytest.mark.parametrize("damage", ["gone", "empty", "cut off", "no database"])
def test_a_damaged_build_is_made_again(
    damage: str, is_waiting: bool, ledger: Ledger, builds: Path, in_use: Path, tmp_path: Path
) -> None:
    size = in_use.stat().st_size
    if damage == "gone":
        in_use.unlink()
    elif damage == "no database":
        in_use.write_bytes(b"\x00" * size)
    else:
        os.truncate(in_use, 0 if damage == "empty" else size - 4096)
    if is_waiting:
        one_more(ledger)
    again = build.current(ledger, builds)
    assert content_digest(again) == content_digest(build.from_scratch(ledger, tmp_path / "other"))


def test_a_build_damaged_inside_is_not_taken_further(
    ledger: Ledger, builds: Path, in_use: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with in_use.open("r+b") as file:
        file.seek(12 * 1024)
        file.write(b"\xa5" * (in_use.stat().st_size - 12 * 1024))
    one_more(ledger)
    again = build.current(ledger, builds)
    assert "building from scratch" in caplog.text
    assert content_digest(again) == content_digest(build.from_scratch(ledger, tmp_path / "other"))


def test_a_build_that_is_not_what_its_name_says_is_not_taken_further(
    ledger: Ledger, builds: Path, in_use: Path, tmp_path: Path
) -> None:
    with duckdb.connect(str(in_use)) as opened:
        opened.execute("UPDATE build_info SET value = '1' WHERE key = 'last_fact_seq'; DELETE FROM progress")
    Shelf(builds).point(in_use)
    one_more(ledger)
    again = build.current(ledger, builds)
    assert content_digest(again) == content_digest(build.from_scratch(ledger, tmp_path / "other"))


def test_a_build_of_another_schema_is_ignored(
    ledger: Ledger, builds: Path, in_use: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger._remembered.forget()  # another program is another process
    monkeypatch.setattr("etl.building.goal.schema_digest", lambda: "another")
    monkeypatch.setattr("etl.building.assemble.schema_digest", lambda: "another")
    other = build.current(ledger, builds)
    assert other.name != in_use.name
    assert ask(other, "SELECT value FROM build_info WHERE key = 'schema_digest'") == [("another",)]


def test_a_build_of_another_history_is_ignored(ledger: Ledger, builds: Path, in_use: Path, tmp_path: Path) -> None:
    """A backup is restored and other facts take the same numbers: the builds of the lost history must not serve."""
    (tmp_path / "restored").mkdir()
    restored = open_ledger(tmp_path / "restored")
    send(restored, new_submission("progress", "OPS", "2020-10", progress_rows(5)))
    assert restored.last_fact_seq() == ledger.last_fact_seq()
    path = build.current(restored, builds)
    assert path.name != in_use.name
    assert ask(path, "SELECT DISTINCT reporter FROM progress") == [("OPS",)]
    restored.close()


def test_the_newest_three_stay_and_the_rest_after_the_grace(builds: Path) -> None:
    shelf = Shelf(builds)
    builds.mkdir()
    made = [builds / build_name(seq, "0" * 8) for seq in range(1, 7)]
    start = time.time() - 2 * GRACE_SECONDS
    for number, path in enumerate(made):
        path.write_bytes(b"")
        os.utime(path, (start + number, start + number))
    last = time.time()
    os.utime(made[-1], (last, last))
    os.utime(made[-2], (last, last))
    os.utime(made[-3], (last, last))
    with shelf.locked():
        shelf.clear_old()
    # The fourth newest was the one in use until a moment ago, though it was made long before.
    assert names(builds) == [path.name for path in made[-KEPT - 1 :]]


def test_never_more_than_twenty_and_never_the_one_in_use(builds: Path) -> None:
    shelf = Shelf(builds)
    builds.mkdir()
    made = [builds / build_name(seq, "0" * 8) for seq in range(1, KEPT_AT_MOST + 6)]
    for number, path in enumerate(made):
        path.write_bytes(b"\x00" * 8 + b"DUCK")
        os.utime(path, (time.time() + number, time.time() + number))
    shelf.point(made[0])
    with shelf.locked():
        shelf.clear_old()
    assert names(builds) == ["CURRENT", made[0].name, *(path.name for path in made[-KEPT_AT_MOST:])]


def test_an_open_page_survives_the_removal_of_its_build(ledger: Ledger, builds: Path, in_use: Path) -> None:
    os.utime(in_use, (0, 0))
    with duckdb.connect(str(in_use), read_only=True) as page:
        for number in range(KEPT + 1):
            one_more(ledger)
            path = build.current(ledger, builds)
            os.utime(path, (time.time() - 2 * GRACE_SECONDS + number,) * 2)
        one_more(ledger)
        build.current(ledger, builds)
        assert not in_use.exists()
        assert page.cursor().execute("SELECT count(*), max(sheet_row) FROM progress").fetchall() == [(3, 13)]


def test_drafts_of_killed_builders_are_cleared(ledger: Ledger, builds: Path, in_use: Path) -> None:
    for left in (".making-1-a.duckdb", ".making-1-a.duckdb.wal", ".making-1-b.pointer"):
        (builds / left).write_bytes(b"x")
    (builds / ".making-1-a.duckdb.tmp").mkdir()
    (builds / ".making-1-a.duckdb.tmp" / "spill").write_bytes(b"x")
    with Shelf(builds).locked():
        assert names(builds) == ["CURRENT", in_use.name], "before a new draft needs the room"


def test_a_draft_with_a_write_ahead_log_gets_no_name(builds: Path) -> None:
    shelf = Shelf(builds)
    with pytest.raises(RuntimeError, match="not closed cleanly"), shelf.locked(), shelf.draft() as draft:
        draft.write_bytes(b"x")
        Path(f"{draft}.wal").write_bytes(b"x")
        shelf.publish(draft, build_name(1, "0" * 8))
    assert names(builds) == []
