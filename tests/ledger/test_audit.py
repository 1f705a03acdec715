"""Every kind of tampering is found, by somebody who has the database but not the key."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
import sqlalchemy as sa

from ledger import accounts, reference, schema
from ledger.audit import verify
from ledger.store import Head, Ledger
from tests.ledger import samples

TABLES = [schema.journal, schema.original, *schema.JOURNALLED]


def copied(table: sa.Table, of: int, **changes: str) -> str:
    """SQL that adds copies of the rows under the seq `of` with other values in some columns."""
    columns = ", ".join(changes.get(column.name, column.name) for column in table.columns)
    return f"INSERT INTO {table.name} SELECT {columns} FROM {table.name} WHERE seq = {of}"


# What is done, the journal row where it must show, and words of the sentence.
TAMPERINGS: dict[str, tuple[str, int, str]] = {
    "journal payload": ("UPDATE journal SET payload = replace(payload, 'DOE', 'SSO') WHERE seq = 1", 1, "altered"),
    "journal actor": ("UPDATE journal SET actor = 'admin' WHERE seq = 4", 4, "altered"),
    "journal time": ("UPDATE journal SET recorded_at = '2020-01-01 00:00:00.000000' WHERE seq = 4", 4, "altered"),
    "journal is_fact": ("UPDATE journal SET is_fact = NOT is_fact WHERE seq = 4", 4, "altered"),
    "journal row removed": ("DELETE FROM journal WHERE seq = 4", 5, "rows 4 to 4 are missing"),
    "first row removed": ("DELETE FROM journal WHERE seq = 1", 2, "rows 1 to 1 are missing"),
    "journal row added": (copied(schema.journal, 6, seq="7", prev_hash="hash", hash="'f' || hash"), 7, "altered"),
    "submission altered": ("UPDATE submission SET received_at = '2020-11-01 00:00:00' WHERE seq = 1", 1, "submission"),
    "submission removed": ("DELETE FROM submission WHERE seq = 3", 3, "missing"),
    "submission added": (copied(schema.submission, 2, seq="4"), 4, "never recorded"),
    "rows altered": ("UPDATE submission_rows SET arrow_ipc = CAST('x' AS {blob})", 1, "submission_rows"),
    "rows' hash": ("UPDATE submission_rows SET sha256 = 'f' || substr(sha256, 2)", 1, "submission_rows"),
    "rows removed": ("DELETE FROM submission_rows WHERE seq = 1", 1, "missing"),
    "finding altered": ("UPDATE finding SET severity = 'note' WHERE seq = 2 AND no = 1", 2, "finding"),
    "finding removed": ("DELETE FROM finding WHERE seq = 2 AND no = 1", 2, "finding"),
    "finding added": (copied(schema.finding, 2, no="no + 2"), 2, "finding"),
    "decision altered": ("UPDATE decision SET submission_seq = 2 WHERE seq = 4", 4, "decision"),
    "decision removed": ("DELETE FROM decision WHERE seq = 4", 4, "missing"),
    "decision added": (copied(schema.decision, 4, seq="6"), 6, "never recorded"),
    "decision added later": (copied(schema.decision, 4, seq="99"), 99, "not in the journal"),
    "reference altered": ("UPDATE reference_row SET effective_from = '2019-10-01' WHERE no = 2", 5, "reference"),
    "reference removed": ("DELETE FROM reference_row WHERE seq = 5 AND no = 3", 5, "reference"),
    "original altered": ("UPDATE original SET bytes = CAST('WORKBOOK' AS {blob}) WHERE size = 8", 1, "original"),
    "original removed": ("DELETE FROM original WHERE size = 5", 2, "original"),
    "original added": ("INSERT INTO original SELECT 'f' || substr(sha256, 2), bytes, size FROM original", 0, "never"),
}
# SQLite keeps whatever is put into a cell; what cannot even be read back must be reported, not raised.
UNREADABLE = {
    "submission": ("UPDATE submission SET received_at = 'once' WHERE seq = 1", 1),
    "journal": ("UPDATE journal SET recorded_at = 'once' WHERE seq = 3", 3),
    "journal bytes": ("UPDATE journal SET subject = x'ff00' WHERE seq = 3", 3),
    "not UTF-8": ("UPDATE journal SET subject = CAST(x'ff41' AS TEXT) WHERE seq = 3", 3),
    "finding": ("UPDATE finding SET code = x'ff' WHERE seq = 2 AND no = 1", 2),
    "original": ("UPDATE original SET bytes = 'text' WHERE size = 8", 1),
    "stray": ("UPDATE finding SET seq = 'seven' WHERE seq = 2 AND no = 1", 2),
}


def test_a_sound_ledger_has_no_faults(ledger: Ledger) -> None:
    assert verify(ledger) == []
    empty = ledger.head()
    samples.fill(ledger)
    middle = ledger.head()
    samples.keep(ledger, samples.new(b"more"))
    for head in (None, empty, middle, ledger.head()):
        assert verify(ledger, head) == []


@pytest.mark.parametrize("done", TAMPERINGS)
def test_tampering_is_found(ledger: Ledger, ledger_url: str, done: str) -> None:
    statement, seq, word = TAMPERINGS[done]
    samples.fill(ledger)
    blob = "BYTEA" if ledger_url.startswith("postgresql") else "BLOB"
    samples.tamper(ledger_url, statement.format(blob=blob))
    faults = verify(ledger)
    assert any(fault.seq == seq and re.search(word, fault.text.en) for fault in faults), faults


@pytest.mark.parametrize("done", UNREADABLE)
@pytest.mark.parametrize("ledger_url", ["sqlite"], indirect=True)
def test_unreadable_cells_are_found(ledger: Ledger, ledger_url: str, done: str) -> None:
    statement, seq = UNREADABLE[done]
    samples.fill(ledger)
    samples.tamper(ledger_url, statement)
    assert seq in [fault.seq for fault in verify(ledger)]


def test_a_removed_tail_is_found_through_the_head(ledger: Ledger, ledger_url: str) -> None:
    samples.fill(ledger)
    printed, shorter = ledger.head(), "DELETE FROM {} WHERE seq >= 5"
    samples.tamper(ledger_url, shorter.format("reference_row"), shorter.format("journal"))
    assert verify(ledger) == []
    [fault] = verify(ledger, printed)
    assert fault.seq == 6 and "removed from its end" in fault.text.en and "ถูกลบ" in fault.text.th


def test_a_tail_written_again_is_found_through_the_head(ledger: Ledger, ledger_url: str) -> None:
    samples.fill(ledger)
    printed = ledger.head()
    samples.tamper(ledger_url, "DELETE FROM journal WHERE seq = 6")
    with ledger.write("admin") as writer:
        writer.append("sign_in", "somebody else", {}, is_fact=False)
    assert [fault.seq for fault in verify(ledger, printed)] == [6]
    assert verify(ledger, ledger.head()) == []


def test_an_altered_row_signed_with_another_key_is_found(ledger: Ledger, ledger_url: str) -> None:
    samples.fill(ledger)
    forger = Ledger(ledger._engine, b"another key that somebody thought up")
    with forger.write("admin") as writer:
        writer.append("note", "forged", {})
    assert [fault.seq for fault in verify(ledger)] == [7]


def test_a_signed_row_that_goes_back_in_time_is_found(ledger: Ledger, ledger_url: str) -> None:
    samples.fill(ledger)
    with pytest.raises(sa.exc.IntegrityError), ledger.write("admin") as writer:
        writer.recorded_at = datetime(2020, 1, 1)
        writer.append("note", "early", {})
    with ledger.write("admin") as writer:
        if writer.connection.dialect.name == "postgresql":
            writer.connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        else:
            writer.connection.exec_driver_sql("DROP TRIGGER journal_follows")
        writer.recorded_at = datetime(2020, 1, 1)
        writer.append("note", "early", {})
    assert [(fault.seq, "before" in fault.text.en) for fault in verify(ledger)] == [(7, True)]


def test_many_batches_are_one_chain(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.audit.BATCH", 2)
    samples.fill(ledger)
    assert verify(ledger, Head(3, "0" * 64))[0].seq == 3
    assert verify(ledger) == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("change", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0} CASCADE"])
def test_the_database_refuses_to_change(ledger: Ledger, table: sa.Table, change: str) -> None:
    samples.fill(ledger)
    samples.attach(ledger, "S000001")
    with ledger.write("admin") as writer:
        made = {"title_th": "ผู้ดูแลระบบ", "title_en": "Administrator", "role": "admin", "scope": ""}
        reference.append_rows(writer, "people", [("admin", date(2015, 10, 1), False, made)])
    with ledger.write("admin") as writer:
        accounts.add(writer, "admin")
    if change.startswith("TRUNCATE") and "sqlite" in ledger.where:
        change = "REPLACE INTO {0} SELECT * FROM {0}"
    statement = change.format(table.name, table.columns.keys()[-1])
    with pytest.raises(sa.exc.IntegrityError, match="append-only|newest"), ledger.write("admin") as writer:
        writer.connection.exec_driver_sql(statement)
    assert verify(ledger) == []


def test_rows_are_added_only_under_the_newest_journal_row(ledger: Ledger) -> None:
    samples.fill(ledger)
    late = {"seq": 2, "no": 9, "code": "V01", "severity": "note", "params": "{}"}
    with pytest.raises(sa.exc.IntegrityError, match="newest"), ledger.write("admin") as writer:
        writer.connection.execute(schema.finding.insert(), late)


@pytest.mark.parametrize("wrong", ["seq + 2", "seq", "seq - 1"])
def test_the_journal_has_no_gaps(ledger: Ledger, wrong: str) -> None:
    samples.fill(ledger)
    copy = copied(schema.journal, 6, seq=wrong, prev_hash="hash", hash="'h'")
    with pytest.raises(sa.exc.IntegrityError), ledger.write("admin") as writer:
        writer.connection.exec_driver_sql(copy)
