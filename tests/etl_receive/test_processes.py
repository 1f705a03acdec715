"""What only processes show: a sender killed at any moment, and several senders at once."""

from __future__ import annotations

import random
import re
import signal
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from base.period import Month
from etl.reference import ensure
from ledger import audit, decisions, schema, submissions
from ledger.store import Head, Ledger
from tests.etl_receive.command import spawn
from tests.etl_receive.desk import TYPED, Desk, by_hand
from tests.postgres import fresh_database

RECEIPT = re.compile(r"รับแล้ว · เลขที่รับ (S\d+) .* รหัสตรวจสอบ (\d+:[0-9a-f]{64})")
AT = ("--received-at", "2022-01-05T09:00")


def ledger_of(data_dir: Path) -> Ledger:
    """The ledger that `python -m etl` uses in this folder, with its own key."""
    data_dir.mkdir(exist_ok=True)
    key = data_dir / "audit.key"
    if not key.exists():
        key.write_text("k" * 64)
    ledger = Ledger.open(f"sqlite:///{data_dir / 'ledger.sqlite'}", key.read_bytes())
    ensure(ledger)
    return ledger


def files(folder: Path, reporters: list[str], count: int, result: int = 50) -> list[Path]:
    """`count` different reports: each reporter's months from October 2020 on."""
    made = []
    for number in range(count):
        reporter, month = reporters[number % len(reporters)], Month(2020, 10).shift(number // len(reporters))
        labels = (("หน่วยงานที่รายงาน", reporter), ("ประจำเดือน", month.say()))
        path = folder / f"{reporter}-{month}.xlsx"
        path.write_bytes(by_hand(labels, **TYPED | {"result_cum": result, "problem": "ไม่มี"}))
        made.append(path)
    return made


def must_be_whole(ledger: Ledger, receipts: list[tuple[str, str]]) -> int:
    """Every submission has its rows and decision, every receipt its submission; returns how many there are."""
    assert audit.verify(ledger) == []
    with ledger.read() as connection:
        kept = submissions.load(connection, schema.submission.c.status == "valid")
        for one in kept:
            assert submissions.rows(connection, one.submission_id) is not None
            assert submissions.original(connection, one.sha256) is not None
            assert [made.kind for made in decisions.of_submission(connection, one.submission_id)] == ["accept"]
        known = {one.submission_id for one in kept}
    assert {submission_id for submission_id, _ in receipts} <= known
    for _, head in receipts[-3:]:
        assert audit.verify(ledger, Head.parse(head)) == []
    return len(known)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_sender_killed_at_any_moment_loses_nothing_it_was_told(
    tmp_path: Path, drill: Callable[[int, int], int]
) -> None:
    data_dir = tmp_path / "data"
    ledger = ledger_of(data_dir)
    reporters = list(Desk(ledger).register().agencies)[:12]
    chance = random.Random(20210405)
    receipts: list[tuple[str, str]] = []
    for number in range(drill(10, 100)):
        sender = spawn(data_dir, ["submit", *files(tmp_path, reporters, 24, result=50 + number), *AT])
        assert sender.stdout is not None
        first = sender.stdout.readline()
        time.sleep(chance.uniform(0, 0.8))
        sender.send_signal(signal.SIGKILL)
        rest, _ = sender.communicate(timeout=30)
        receipts += RECEIPT.findall(first + rest)
    assert receipts, "the senders must have got somewhere before they were killed"
    assert must_be_whole(ledger, receipts) >= len({submission for submission, _ in receipts})
    ledger.close()


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_four_senders_at_once_lose_nothing(tmp_path: Path, drill: Callable[[int, int], int]) -> None:
    data_dir = tmp_path / "data"
    ledger = ledger_of(data_dir)
    each = drill(6, 50)
    paths = files(tmp_path, list(Desk(ledger).register().agencies)[:20], 4 * each)
    senders = [spawn(data_dir, ["submit", *paths[start::4], *AT]) for start in range(4)]
    receipts: list[tuple[str, str]] = []
    for sender in senders:
        out, err = sender.communicate(timeout=280)
        assert sender.returncode == 0, err
        receipts += RECEIPT.findall(out)
    assert len(receipts) == 4 * each
    assert must_be_whole(ledger, receipts) == 4 * each
    ledger.close()


@pytest.mark.slow
def test_the_same_course_on_postgresql(postgres_url: str) -> None:
    with fresh_database(postgres_url) as url:
        ledger = Ledger.open(url, b"k" * 32)
        ensure(ledger)
        desk = Desk(ledger)
        report = desk.report()
        assert desk.send(report).status == "accepted"
        assert desk.send(report).status == "duplicate"
        assert desk.send(desk.report(result_cum=None)).status == "with_errors"
        assert desk.send(b"\x89PNG\r\n\x1a\n").status == "refused"
        late = desk.send(desk.report("DOE", lead_agency="DOE"), at=datetime(2021, 4, 6))
        assert late.receipt is not None and late.receipt.is_late and late.receipt.head == str(ledger.head())
        assert must_be_whole(ledger, []) == 2
        ledger.close()
