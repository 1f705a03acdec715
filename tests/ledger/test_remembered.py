"""What is remembered of the ledger holds until anything is written to it, by this process or another one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from ledger.store import Ledger, last_fact_seq
from tests.ledger import samples

ELSEWHERE = """
import sys
from ledger.store import Ledger
ledger = Ledger.open(sys.argv[1], sys.argv[2].encode())
with ledger.write("admin") as writer:
    writer.append("note", "a", {})
"""


@pytest.fixture
def asked() -> list[int]:
    """Every answer that the database gave."""
    return []


@pytest.fixture
def newest(ledger: Ledger, asked: list[int]) -> Callable[[], int]:
    """The number of the newest fact, by the memory of the ledger."""

    def question(connection: sa.Connection) -> int:
        asked.append(last_fact_seq(connection))
        return asked[-1]

    return lambda: ledger.remembered("newest", question)


def test_the_same_is_not_asked_again_while_nothing_is_written(newest: Callable[[], int], asked: list[int]) -> None:
    assert [newest() for _ in range(5)] == [0] * 5
    # Where the database cannot say whether anything was written (PostgreSQL) it is asked every time.
    assert len(asked) in (1, 5)


def test_what_is_written_is_seen_at_once(
    ledger: Ledger, newest: Callable[[], int], ledger_url: str, audit_key: bytes
) -> None:
    assert newest() == 0
    samples.keep(ledger)
    assert newest() == newest() == 1
    other = Ledger.open(ledger_url, audit_key)
    samples.keep(other, samples.new(b"another", period="2020-11"))
    assert newest() == 2
    other.close()
    subprocess.run([sys.executable, "-c", ELSEWHERE, ledger_url, audit_key.decode()], check=True)
    assert newest() == ledger.last_fact_seq() == 3


def test_what_is_only_being_written_is_not_seen(ledger: Ledger, newest: Callable[[], int]) -> None:
    with ledger.write("admin") as writer:
        writer.append("note", "a", {})
        assert newest() == 0
    assert newest() == 1


def test_a_question_that_fails_is_asked_again(ledger: Ledger) -> None:
    def fails(connection: sa.Connection) -> int:
        raise LookupError

    for _ in range(2):
        with pytest.raises(LookupError):
            ledger.remembered("fails", fails)
    assert ledger.remembered("fails", lambda connection: 1) == 1


def test_a_ledger_that_was_closed_remembers_nothing_wrong(ledger: Ledger, newest: Callable[[], int]) -> None:
    assert newest() == 0
    ledger.close()
    samples.keep(ledger)
    assert newest() == 1
