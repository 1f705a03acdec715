"""One altered byte in the chain, in an original, in a build: the command that should tell tells, and what to do."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from etl import build, reference
from etl.__main__ import main as etl
from etl.building.shelf import Shelf
from ledger.__main__ import main as ledger_command
from ledger.store import Ledger
from tests.etl_build.histories import KEY, new_submission, progress_rows, send
from tests.ledger import samples

pytestmark = pytest.mark.slow

Drill = Callable[[int, int], int]
Said = pytest.CaptureFixture[str]
SIGNED = ("recorded_at", "kind", "actor", "subject", "payload", "prev_hash", "hash")


@pytest.fixture
def in_use(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A build of one report, in a folder that the commands open."""
    monkeypatch.setenv("TIDTAM_DATA", str(tmp_path))
    monkeypatch.setenv("TIDTAM_AUDIT_KEY", KEY.decode())
    reference.ensure(ledger)
    send(ledger, new_submission("progress", "DSD", "2020-10", progress_rows(3)))
    assert etl(["build"]) == 0
    path = build.last_good(tmp_path / "builds")
    assert path is not None
    return path


def verified(said: Said) -> str:
    """What `python -m ledger verify` answers on stderr; empty when all is well."""
    said.readouterr()
    code, words = ledger_command(["verify"]), said.readouterr().err
    assert code == (1 if words else 0)
    assert not words or ("python -m ledger restore" in words and "เก็บไว้เป็นหลักฐาน" in words)
    return words


def changed(text: str, dice: random.Random) -> str:
    """The text with one character that is another digit or letter."""
    place = dice.randrange(len(text))
    return text[:place] + ("1" if text[place] != "1" else "2") + text[place + 1 :]


@pytest.mark.parametrize("what", ["chain", "original"])
def test_a_byte_of_the_ledger(what: str, in_use: Path, tmp_path: Path, capsys: Said, drill: Drill) -> None:
    dice, url = random.Random(3), f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    assert verified(capsys) == ""
    samples.tamper(url, "UPDATE meta SET value = value")
    database = sqlite3.connect(tmp_path / "ledger.sqlite", isolation_level=None)
    database.execute("PRAGMA ignore_check_constraints = ON")
    for _ in range(drill(8, 300)):
        column = dice.choice(SIGNED) if what == "chain" else "bytes"
        table = "journal" if what == "chain" else "original"
        rows = database.execute(f"SELECT rowid, {column} FROM {table}").fetchall()
        number, value = dice.choice(rows)
        if isinstance(value, bytes):
            place = dice.randrange(len(value))
            other: object = value[:place] + bytes([value[place] ^ 1]) + value[place + 1 :]
        else:
            other = changed(value, dice)
        database.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (other, number))
        words = verified(capsys)
        assert words.startswith("พบความผิดปกติ") and ("ต้นฉบับ" in words) == (what == "original"), (column, value, other)
        database.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, number))
    assert verified(capsys) == ""
    database.close()


@pytest.mark.parametrize(
    "spelling",
    ["recorded_at = replace(recorded_at, ' ', '1')", "recorded_at = substr(recorded_at, 1, 25)", "is_fact = 2"],
)
def test_another_spelling_of_the_same_value(spelling: str, in_use: Path, tmp_path: Path, capsys: Said) -> None:
    """`2020-10-01109:00:00` reads as the same moment, and 2 as true: the chain alone would not see them."""
    samples.tamper(f"sqlite:///{tmp_path / 'ledger.sqlite'}", "UPDATE meta SET value = value")
    with sqlite3.connect(tmp_path / "ledger.sqlite") as database:
        database.execute("PRAGMA ignore_check_constraints = ON")
        database.execute(f"UPDATE journal SET {spelling} WHERE seq = (SELECT max(seq) FROM journal WHERE is_fact = 1)")
    words = verified(capsys)
    assert words.startswith("พบความผิดปกติ") and "แม้ยังอ่านได้ค่าเดิม" in words


def test_a_byte_of_a_build(in_use: Path, capsys: Said, drill: Drill) -> None:
    assert etl(["build", "--check"]) == 0
    assert "ไม่ถูกแก้ไข" in capsys.readouterr().out
    whole, dice = in_use.read_bytes(), random.Random(5)
    for _ in range(drill(5, 500)):
        place = dice.randrange(12, len(whole))  # The first twelve bytes are asked before each use of a build.
        in_use.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << dice.randrange(8))]) + whole[place + 1 :])
        assert etl(["build", "--check"]) == 1
        words = capsys.readouterr().err
        assert in_use.name in words and "python -m etl build --from-scratch" in words
    assert etl(["build", "--from-scratch"]) == 0 and etl(["build", "--check"]) == 0


def test_a_byte_that_a_build_inherits(ledger: Ledger, in_use: Path) -> None:
    """A build grown from a damaged one keeps the sums of what was written, not of what the disk made of it."""
    shelf = Shelf(in_use.parent)
    with duckdb.connect(str(in_use)) as opened:
        opened.execute("CREATE TABLE unread AS SELECT uuid() AS x FROM range(500_000)")
    shelf.point(in_use)
    assert shelf.is_as_written(in_use)
    whole = bytearray(in_use.read_bytes())
    whole[len(whole) // 2] ^= 1
    in_use.write_bytes(whole)
    send(ledger, new_submission("progress", "DSD", "2020-12", progress_rows(2)))
    grown = build.current(ledger, in_use.parent)
    assert grown.stat().st_size >= len(whole), "not built from scratch"
    assert not shelf.is_as_written(grown)


def test_a_build_that_was_replaced_with_its_sum(in_use: Path, capsys: Said) -> None:
    """A hand that also mends the sum is found by the comparison with a build made anew."""
    with duckdb.connect(str(in_use)) as opened:
        opened.execute("UPDATE progress SET target = 1")
        opened.execute("CHECKPOINT")
    Shelf(in_use.parent).point(in_use)
    assert etl(["build", "--check"]) == 1
    assert "ไม่ตรงกับทะเบียนข้อมูล" in capsys.readouterr().err
    (in_use.parent / "CURRENT").unlink()
    assert etl(["build", "--check"]) == 1 and "ยังไม่มีชุดข้อมูล" in capsys.readouterr().err
    assert etl(["build"]) == 0 and etl(["build", "--check"]) == 0
