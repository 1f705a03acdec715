"""Several processes at once, and processes that are killed: nothing fails, nothing is lost, nothing is half."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from ledger import facts, schema, submissions
from ledger.audit import verify
from ledger.store import Ledger

ROOT = Path(__file__).resolve().parents[2]


def writer(url: str, key: bytes, count: int) -> subprocess.Popen[str]:
    """A process that stands ready to open the ledger and write `count` versions."""
    command = [sys.executable, "-m", "tests.ledger.writing", url, key.decode(), str(count)]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
    assert process.stdout and process.stdout.readline() == "ready\n"
    return process


def begin(*processes: subprocess.Popen[str]) -> None:
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()


@pytest.mark.slow
def test_four_processes_begin_a_ledger_and_write_at_once(
    ledger_url: str, audit_key: bytes, drill: Callable[[int, int], int]
) -> None:
    count = drill(15, 200)
    processes = [writer(ledger_url, audit_key, count) for _ in range(4)]
    begin(*processes)
    ended = [(*process.communicate(), process.returncode) for process in processes]
    assert [(error, code) for _, error, code in ended] == [("", 0)] * 4
    promised = [line for said, _, _ in ended for line in said.split()]
    ledger = Ledger.open(ledger_url, audit_key)
    with ledger.read() as connection:
        kept = [one for one, _ in facts.since(connection, 0).submissions]
        seqs = connection.execute(sa.select(schema.journal.c.seq).order_by(schema.journal.c.seq)).scalars().all()
    assert sorted(promised) == [one.submission_id for one in kept]
    assert [one.version for one in kept] == list(range(1, 4 * count + 1))
    assert seqs == list(range(1, 8 * count + 1))
    assert verify(ledger) == []
    ledger.close()


@pytest.mark.slow
def test_a_reader_never_waits_and_sees_whole_transactions(ledger: Ledger, ledger_url: str, audit_key: bytes) -> None:
    process = writer(ledger_url, audit_key, 60)
    begin(process)
    slowest, seen = 0.0, 0
    while process.poll() is None:
        started = time.monotonic()
        with ledger.read() as connection:
            found = facts.since(connection, 0)
            assert len(found.submissions) == len(found.decisions)
        slowest, seen = max(slowest, time.monotonic() - started), seen + 1
    assert process.communicate()[1] == ""
    assert seen > 5 and slowest < 2


@pytest.mark.slow
def test_a_killed_writer_leaves_whole_transactions(
    ledger_url: str, audit_key: bytes, drill: Callable[[int, int], int]
) -> None:
    ledger, chance = Ledger.open(ledger_url, audit_key), random.Random(2564)
    promised: list[str] = []
    for _ in range(drill(5, 100)):
        process = writer(ledger_url, audit_key, 100_000)
        begin(process)
        assert process.stdout
        promised.append(process.stdout.readline().strip())
        timer = threading.Timer(chance.uniform(0, 0.15), process.send_signal, [signal.SIGKILL])
        timer.start()
        promised.extend(line.strip() for line in process.stdout if line.endswith("\n"))
        assert process.wait() == -signal.SIGKILL
        process.communicate()
        with ledger.read() as connection:
            found = facts.since(connection, 0)
            for one, rows in found.submissions[-3:]:
                assert submissions.original(connection, one.sha256) and rows and len(one.findings) == 2
        assert [one.seq for one, _ in found.submissions] == [one.seq - 1 for one in found.decisions]
        assert set(promised) <= {one.submission_id for one, _ in found.submissions}
    assert verify(ledger) == []
    ledger.close()
