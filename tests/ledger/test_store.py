"""The ledger opens, writes whole transactions in order, and reads snapshots."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from base.clock import now
from ledger import schema
from ledger.store import EMPTY, Head, Ledger
from ledger.submissions import by_id
from tests.ledger import samples


def counts(ledger: Ledger) -> dict[str, int]:
    """How many rows each table has."""
    with ledger.read() as connection:
        count = {table.name: sa.select(sa.func.count()).select_from(table) for table in schema.METADATA.sorted_tables}
        return {name: connection.execute(query).scalar_one() for name, query in count.items()}


def test_a_new_ledger_is_empty(ledger: Ledger) -> None:
    assert ledger.head() == EMPTY == Head(0, "0" * 64)
    assert ledger.last_fact_seq() == 0


def test_open_again_finds_what_was_written(ledger: Ledger, ledger_url: str, audit_key: bytes) -> None:
    kept = samples.keep(ledger)
    again = Ledger.open(ledger_url, audit_key)
    with again.read() as connection:
        assert by_id(connection, kept.submission_id) == kept
    assert again.head() == ledger.head() != EMPTY
    again.close()


def test_head_goes_there_and_back(ledger: Ledger) -> None:
    samples.keep(ledger)
    assert Head.parse(str(ledger.head())) == ledger.head()
    for wrong in ("", "12", "12:abc", f"x:{'0' * 64}"):
        with pytest.raises(ValueError, match="not a head"):
            Head.parse(wrong)


def test_only_facts_move_the_last_fact(ledger: Ledger) -> None:
    samples.keep(ledger)
    with ledger.write("viewer") as writer:
        assert writer.append("sign_in", "viewer", {}, is_fact=False) == 2
    assert (ledger.head().seq, ledger.last_fact_seq()) == (2, 1)


def test_writer_knows_its_head_before_it_is_recorded(ledger: Ledger) -> None:
    with ledger.write("admin") as writer:
        writer.append("note", "a", {})
        promised = writer.head
        assert ledger.head() == EMPTY
    assert ledger.head() == promised


def test_an_exception_leaves_nothing(ledger: Ledger) -> None:
    samples.fill(ledger)
    before = counts(ledger)
    with pytest.raises(ZeroDivisionError), ledger.write("admin") as writer:
        samples.submissions.keep(writer, samples.new(b"never"))
        raise ZeroDivisionError
    assert counts(ledger) == before
    with ledger.write("admin") as writer:
        assert writer.append("note", "after", {}) == before["journal"] + 1


def test_recorded_at_never_decreases(ledger: Ledger) -> None:
    early, late = datetime(2020, 11, 3, 9), datetime(2021, 4, 4, 10, 0, 0, 1)
    assert samples.keep(ledger, at=late).recorded_at == late
    assert samples.keep(ledger, at=early).recorded_at == late
    assert samples.keep(ledger, at=late + timedelta(microseconds=1)).recorded_at == late + timedelta(microseconds=1)
    assert abs(samples.keep(ledger).recorded_at - now()) < timedelta(seconds=30)


def test_time_with_an_offset_is_not_taken(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="naive"), ledger.write("admin", at=datetime(2021, 1, 1, tzinfo=UTC)):
        pass
    with pytest.raises(ValueError, match="naive"):
        samples.keep(ledger, samples.new(received_at=datetime(2021, 1, 1, tzinfo=UTC)))
    assert ledger.head() == EMPTY


def test_a_snapshot_does_not_see_a_later_write_and_does_not_wait(ledger: Ledger) -> None:
    samples.keep(ledger)
    with ledger.write("admin") as writer, ledger.read() as connection:
        writer.append("note", "unseen", {})
        assert connection.execute(sa.select(sa.func.max(schema.journal.c.seq))).scalar() == 1
    with ledger.read() as connection:
        assert connection.execute(sa.select(sa.func.max(schema.journal.c.seq))).scalar() == 2
        samples.keep(ledger)
        assert connection.execute(sa.select(sa.func.max(schema.journal.c.seq))).scalar() == 2
    assert ledger.head().seq == 3


def test_a_reader_cannot_write(ledger: Ledger) -> None:
    row = {"key": "a", "value": "b"}
    with pytest.raises(Exception, match="(?i)read.?only|สิทธิ์|เขียน"), ledger.read() as connection:
        connection.execute(schema.meta.insert(), row)
    samples.keep(ledger)  # the connection goes back able to write


def test_threads_take_turns(ledger: Ledger) -> None:
    def write() -> None:
        for _ in range(10):
            samples.keep(ledger)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ledger.head().seq == 40


def test_a_thread_that_writes_inside_its_own_write_is_told(ledger: Ledger) -> None:
    with ledger.write("admin"), pytest.raises(RuntimeError, match="already writing"), ledger.write("admin"):
        pass


def test_demo_is_marked(ledger: Ledger) -> None:
    with ledger.write("admin", is_demo=True) as writer:
        assert samples.submissions.keep(writer, samples.new()).is_demo
    assert not samples.keep(ledger).is_demo


@pytest.mark.parametrize("ledger_url", ["sqlite"], indirect=True)
def test_sqlite_is_set_for_safety_and_finds_facts_by_index(ledger: Ledger) -> None:
    asked: list[str] = []
    sa.event.listen(ledger._engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    ledger.last_fact_seq()
    with ledger.read() as connection:
        settings = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        assert [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in settings] == ["wal", 2, 1, 60_000]
        query = next(statement for statement in asked if statement.startswith("SELECT"))
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", (1, 0)).all()
    assert [step.detail.startswith("SEARCH journal USING COVERING INDEX") for step in plan] == [True]
