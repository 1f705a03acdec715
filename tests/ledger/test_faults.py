"""What an operator reads when the ledger cannot be used."""

from __future__ import annotations

import os
import re
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa

from base.words import Text
from ledger import engines, faults
from ledger.faults import LedgerBusy, LedgerFault, LedgerNotWritable, LedgerTooNew, LedgerUnreachable, NotALedger
from ledger.store import Ledger
from tests.ledger import samples
from tests.postgres import fresh_database


def fault_of(url: str, key: bytes) -> LedgerFault:
    with pytest.raises(LedgerFault) as raised:
        Ledger.open(url, key)
    assert re.search("[ก-๙]", raised.value.text.th) and not re.search("[ก-๙]", raised.value.text.en)
    return raised.value


def test_a_ledger_of_a_newer_version(ledger: Ledger, ledger_url: str, audit_key: bytes) -> None:
    samples.tamper(ledger_url, "UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    fault = fault_of(ledger_url, audit_key)
    assert isinstance(fault, LedgerTooNew)
    assert "99" in fault.text.th and "Update the system" in fault.text.en


def test_another_key(ledger: Ledger, ledger_url: str) -> None:
    fault = fault_of(ledger_url, b"another key, also 32 characters long")
    assert isinstance(fault, faults.WrongAuditKey) and "TIDTAM_AUDIT_KEY" in fault.text.th


def test_no_such_folder(tmp_path: Path, audit_key: bytes) -> None:
    fault = fault_of(f"sqlite:///{tmp_path / 'nowhere' / 'ledger.sqlite'}", audit_key)
    assert isinstance(fault, LedgerNotWritable) and str(tmp_path) in fault.text.en


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path, audit_key: bytes) -> None:
    tmp_path.chmod(0o500)
    assert isinstance(fault_of(f"sqlite:///{tmp_path / 'ledger.sqlite'}", audit_key), LedgerNotWritable)


def test_another_file(tmp_path: Path, audit_key: bytes) -> None:
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"PK\x03\x04 this is a workbook" * 100)
    assert isinstance(fault_of(f"sqlite:///{path}", audit_key), NotALedger)


@pytest.mark.parametrize("ledger_url", ["sqlite"], indirect=True)
def test_a_table_of_somebody_else(ledger_url: str, audit_key: bytes) -> None:
    engine = sa.create_engine(ledger_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE meta (key TEXT, value TEXT)")
    engine.dispose()
    assert isinstance(fault_of(ledger_url, audit_key), NotALedger)


@pytest.mark.parametrize("address", ["tidtam:secret@127.0.0.1:1/tidtam", "tidtam:secret@no-such-host.invalid/tidtam"])
def test_a_server_that_does_not_answer(address: str, audit_key: bytes) -> None:
    fault = fault_of(f"postgresql+psycopg://{address}", audit_key)
    assert isinstance(fault, LedgerUnreachable)
    assert "TIDTAM_LEDGER" in fault.text.th and "secret" not in fault.text.th + fault.text.en


def test_no_such_database(postgres_url: str, audit_key: bytes) -> None:
    url = sa.make_url(postgres_url).set(database="nowhere").render_as_string(hide_password=False)
    assert isinstance(fault_of(url, audit_key), LedgerUnreachable)


def test_a_user_without_rights(postgres_url: str, audit_key: bytes) -> None:
    with fresh_database(postgres_url) as url:
        engine = sa.create_engine(url, poolclass=sa.NullPool)
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE ROLE tidtam_reader LOGIN PASSWORD 'reader'")
        try:
            poor = sa.make_url(url).set(username="tidtam_reader", password="reader")
            fault = fault_of(poor.render_as_string(hide_password=False), audit_key)
        finally:
            with engine.begin() as connection:
                connection.exec_driver_sql("DROP ROLE tidtam_reader")
    assert isinstance(fault, LedgerNotWritable) and "CREATE" in fault.text.en


def test_somebody_writes_for_too_long(
    ledger: Ledger, ledger_url: str, audit_key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "WAIT_SECONDS", 0.1 if "sqlite" in ledger_url else 1)
    other = Ledger.open(ledger_url, audit_key)
    with ledger.write("admin") as writer:
        writer.append("note", "slow", {})
        with pytest.raises(LedgerBusy) as raised, other.write("admin"):
            pass
    assert "nothing was recorded" in raised.value.text.en
    with other.write("admin") as writer:
        assert writer.append("note", "afterwards", {}) == 2
    other.close()


def test_every_connection_is_in_use(postgres_database: str, audit_key: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many readers as a process may have connections; the next one waits, and is told. Afterwards all is well."""
    monkeypatch.setattr(engines, "WAIT_SECONDS", 0.2)
    ledger = Ledger.open(postgres_database, audit_key)
    with ExitStack() as readers, pytest.raises(LedgerBusy) as raised:
        for _ in range(100):
            readers.enter_context(ledger.read())
    assert "try again" in raised.value.text.en and "tidtam" in raised.value.text.en
    with ledger.write("admin") as writer:
        assert writer.append("note", "afterwards", {}) == 1
    ledger.close()


def test_every_sentence_says_what_to_do() -> None:
    sentences = [value for value in vars(faults).values() if isinstance(value, Text)]
    assert len(sentences) >= 8
    for sentence in sentences:
        assert "กรุณา" in sentence.th and re.search("Check|check|Ask|try again|Update|Make|Set", sentence.en), sentence
