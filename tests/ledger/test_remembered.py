"""What is remembered of the ledger holds until anything is written to it, by this process or another one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from ledger.remembered import _OWN_WORD
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
    assert len(asked) == 1


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


def test_a_watch_that_is_cut_off_is_set_up_anew(ledger: Ledger, newest: Callable[[], int], ledger_url: str) -> None:
    assert newest() == 0
    if ledger_url.startswith("sqlite"):
        return  # A file cuts nobody off.
    engine = sa.create_engine(ledger_url)
    with engine.begin() as connection:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        assert connection.exec_driver_sql(f"{others} AND datname = current_database()").fetchall()
    engine.dispose()
    assert newest() == newest() == 0
    samples.keep(ledger)
    assert newest() == 1


@pytest.mark.parametrize(
    ("word", "is_own"),
    [
        ("PostgreSQL 15.15 (Debian 15.15-0+deb12u1) on x86_64-pc-linux-gnu, compiled by gcc", True),
        ("PostgreSQL 17.2 on aarch64-unknown-linux-gnu, compiled by gcc", True),
        ("PostgreSQL 15.2-YB-2.25.0.0-b0 on x86_64-pc-linux-gnu, compiled by clang", False),
        ("CockroachDB CCL v24.1.0 (x86_64-pc-linux-gnu, built 2024/05/15)", False),
    ],
)
def test_only_postgresql_itself_is_believed_about_its_snapshots(word: str, is_own: bool) -> None:
    assert bool(_OWN_WORD.match(word)) is is_own
