"""A ledger that an older version wrote is brought up in place: nothing recorded changes, new things can be added."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from ledger import decisions, schema, store
from ledger.audit import verify
from ledger.schema import SCHEMA_VERSION
from ledger.store import Ledger, Writer, WrongAuditKey
from tests.ledger import samples

pytestmark = pytest.mark.slow

DATA = Path(__file__).parents[1] / "data"


OLDER = pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))


def written_by(version: int, url: str, key: bytes) -> None:
    """The tables as that version made them, with a submission, two decisions and a sign-in in them."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    script = (DATA / f"ledger_v{version}_{engine.dialect.name}.sql").read_text(encoding="utf-8")
    with engine.begin() as connection:
        for statement in script.split("\n;;\n"):
            connection.connection.cursor().execute(statement)
        stamps = {"schema_version": str(version), "audit_key_mark": store.key_mark(key)}
        connection.execute(schema.meta.insert(), [{"key": name, "value": value} for name, value in stamps.items()])
        writer = Writer(connection, "steward", datetime(2020, 11, 3), False, store.EMPTY, key)
        kept = samples.submissions.keep(writer, samples.new())
        decisions.decide(writer, "accept", submission_id=kept.submission_id)
        decisions.decide(writer, "waive", subject="DOE:2020-11", reason="น้ำท่วม")
        writer.append("sign_in", "director", {}, is_fact=False)
    engine.dispose()


def everything(url: str) -> dict[str, list[Any]]:
    """All rows of the tables of an older version but the stamp of the version itself."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    newer = {"attachment", "account", *(table.name for table in schema.WORKING), "meta"}
    old = [table for table in schema.METADATA.sorted_tables if table.name not in newer]
    with engine.connect() as connection:
        return {table.name: connection.execute(sa.select(table)).all() for table in old}


def constraints(url: str) -> dict[str, Any]:
    """Columns, indexes, CHECKs and triggers of the whole database, by table."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    inspector = sa.inspect(engine)
    found: dict[str, Any] = {}
    for table in inspector.get_table_names():
        columns = [(one["name"], str(one["type"]), one["nullable"]) for one in inspector.get_columns(table)]
        indexes = sorted(str(one["name"]) for one in inspector.get_indexes(table))
        checks = sorted((str(one["name"]), str(one["sqltext"])) for one in inspector.get_check_constraints(table))
        keys = sorted(str(sorted(one["constrained_columns"])) for one in inspector.get_foreign_keys(table))
        found[table] = [columns, indexes, checks, keys]
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if engine.dialect.name == "postgresql":
        triggers = "SELECT tgrelid::regclass || '.' || tgname FROM pg_trigger WHERE NOT tgisinternal"
    with engine.connect() as connection:
        found["triggers"] = sorted(connection.exec_driver_sql(triggers).scalars())
    return found


@OLDER
def test_nothing_recorded_changes_and_the_tables_are_those_of_today(
    version: int, ledger_url: str, audit_key: bytes, tmp_path: Path
) -> None:
    written_by(version, ledger_url, audit_key)
    before = everything(ledger_url)
    ledger = Ledger.open(ledger_url, audit_key)
    assert everything(ledger_url) == before and len(before["journal"]) == 4
    assert verify(ledger) == []
    samples.attach(ledger, "S000001")
    samples.decide(ledger, "close_problem", subject="2564:DOE:P-1:50", reason="แก้ไขแล้ว")
    samples.decide(ledger, "freeze", subject="2564:1", reason="ครบถ้วน")
    samples.decide(ledger, "comment", subject="2564:C1:OFF:2021-03")
    assert verify(ledger) == [] and ledger.head().seq == 8
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), ledger.write("admin") as writer:
        writer.connection.exec_driver_sql("DELETE FROM decision")
    ledger.close()
    migrated = constraints(ledger_url)
    assert migrated["decision"] and migrated["attachment"] and migrated["account"] and migrated["session"]
    if ledger_url.startswith("sqlite"):
        fresh = f"sqlite:///{tmp_path / 'fresh.sqlite'}"
        Ledger.open(fresh, audit_key).close()
        assert migrated == constraints(fresh)


@OLDER
def test_tables_are_those_of_today_on_postgresql(version: int, postgres_database: str, audit_key: bytes) -> None:
    Ledger.open(postgres_database, audit_key).close()
    fresh = constraints(postgres_database)
    engine = sa.create_engine(postgres_database, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    written_by(version, postgres_database, audit_key)
    Ledger.open(postgres_database, audit_key).close()
    assert constraints(postgres_database) == fresh


def test_processes_that_open_it_together_bring_it_up_once(ledger_url: str, audit_key: bytes) -> None:
    written_by(1, ledger_url, audit_key)
    opened: list[Ledger] = []
    threads = [threading.Thread(target=lambda: opened.append(Ledger.open(ledger_url, audit_key))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 4
    with opened[0].read() as connection:
        stamps = {row.key: row.value for row in connection.execute(sa.select(schema.meta))}
    assert stamps["schema_version"] == str(SCHEMA_VERSION)
    for one in opened:
        one.close()


def test_a_wrong_key_or_a_step_that_fails_leaves_the_old_ledger(
    ledger_url: str, audit_key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    written_by(1, ledger_url, audit_key)
    before = constraints(ledger_url)
    with pytest.raises(WrongAuditKey):
        Ledger.open(ledger_url, b"another key, just as long as it has to be")
    assert constraints(ledger_url) == before

    def breaks(_connection: object, _tables: object = None) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("ledger.migrate.triggers.create", breaks)
    with pytest.raises(ZeroDivisionError):
        Ledger.open(ledger_url, audit_key)
    assert constraints(ledger_url) == before
    monkeypatch.undo()
    Ledger.open(ledger_url, audit_key).close()
    assert constraints(ledger_url) != before
