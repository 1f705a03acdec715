"""The two engines of the ledger: how each opens, begins a snapshot and takes the only pen."""

from __future__ import annotations

import time
from typing import Any

import sqlalchemy as sa

WAIT_SECONDS = 60
# Any number of our own: whoever holds this advisory lock is the one writer of a PostgreSQL ledger.
_PEN = 0x7469_6474_616D


def make_engine(url: str) -> sa.Engine:
    """An engine for this SQLAlchemy URL (SQLite file or PostgreSQL through psycopg 3)."""
    if sa.make_url(url).get_backend_name() == "sqlite":
        # Waiting writers hold a connection each, so the pool may grow; SQLite connections are cheap.
        engine = sa.create_engine(url, connect_args={"timeout": WAIT_SECONDS}, max_overflow=-1)
        sa.event.listen(engine, "connect", _prepare_sqlite)
        return engine
    return sa.create_engine(url, connect_args={"connect_timeout": 10}, pool_pre_ping=True, pool_timeout=WAIT_SECONDS)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # We say BEGIN ourselves: the driver's own comes too late to lock.
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    # Without this, INSERT OR REPLACE would remove a row behind the back of the DELETE trigger.
    connection.execute("PRAGMA recursive_triggers = ON")


def begin_read(connection: sa.Connection) -> None:
    """Begin one consistent snapshot that cannot write."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def begin_write(connection: sa.Connection) -> None:
    """Begin the one writing transaction; waits up to WAIT_SECONDS for the writer before us."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA query_only = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED READ WRITE")
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_PEN})")


def ensure_wal(engine: sa.Engine) -> None:
    """Turn SQLite's write-ahead log on (it stays on in the file), so that readers and the writer never wait."""
    if engine.dialect.name != "sqlite":
        return
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            with engine.connect() as connection:
                if connection.exec_driver_sql("PRAGMA journal_mode = WAL").scalar() == "wal":
                    return
        except sa.exc.OperationalError as error:
            # Switching the mode ignores the busy timeout: several processes beginning one file wait here instead.
            if "locked" not in str(error.orig) or time.monotonic() > deadline:
                raise
        time.sleep(0.02)
