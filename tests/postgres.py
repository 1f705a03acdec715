"""A private PostgreSQL for the tests: its own cluster in a temporary folder, gone at the end.

TIDTAM_TEST_POSTGRES (a SQLAlchemy URL whose user may create databases) uses a running server instead.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

REASON = "PostgreSQL is not installed: install the Debian package postgresql, or set TIDTAM_TEST_POSTGRES"
FAST = ("fsync=off", "full_page_writes=off", "shared_buffers=32MB", "max_connections=60", "autovacuum=off")


@dataclass(frozen=True)
class Cluster:
    """A server of our own: it can be stopped as an administrator does it, or as a power cut does."""

    url: str
    _control: tuple[str | Path, ...]
    _start: tuple[str | Path, ...]
    _owner: dict[str, Any]

    def start(self) -> None:
        _run([*self._control, *self._start, "start"], self._owner)

    def stop(self, mode: str = "fast") -> None:
        """`fast` ends every connection, `immediate` ends the server in the midst of whatever it does."""
        _run([*self._control, "-m", mode, "stop"], self._owner)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of a PostgreSQL server; databases are made on it with `fresh_database`."""
    if running := os.environ.get("TIDTAM_TEST_POSTGRES"):
        yield running
    elif binaries := binaries_of():
        with cluster(binaries) as one:
            yield one.url
    else:
        pytest.skip(REASON)


@pytest.fixture(scope="module")
def postgres_server() -> Iterator[Cluster]:
    """A server for those who stop it."""
    binaries = binaries_of()
    if binaries is None:
        pytest.skip(REASON)
    with cluster(binaries) as one:
        yield one


@contextmanager
def fresh_database(server_url: str) -> Iterator[str]:
    """The URL of an empty database, dropped at the end."""
    name = f"tidtam_{uuid.uuid4().hex[:12]}"
    server = sa.create_engine(server_url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    try:
        yield sa.make_url(server_url).set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def _postgres_database(postgres_url: str) -> Iterator[str]:
    with fresh_database(postgres_url) as url:
        yield url


@pytest.fixture
def postgres_database(_postgres_database: str) -> str:
    """The URL of an empty database. It is emptied, not made anew: that is ten times as fast."""
    engine = sa.create_engine(_postgres_database, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with engine.connect() as connection:
        connection.exec_driver_sql(f"SELECT pg_terminate_backend(pid) {others}")
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    return _postgres_database


def binaries_of() -> Path | None:
    """The folder of initdb and pg_ctl: Debian keeps them off the PATH, one folder for each version."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    found = debian[-1] if debian else shutil.which("initdb")
    return Path(found).parent if found else None


@contextmanager
def cluster(binaries: Path, settings: Sequence[str] = FAST) -> Iterator[Cluster]:
    """A running server in a temporary folder, by default one that need not survive the machine."""
    folder = Path(tempfile.mkdtemp(prefix="tidtam-pg-"))
    owner = _owner(folder)
    data, port = folder / "data", _free_port()
    options = ["-p", str(port), "-k", str(folder), "-c", "listen_addresses=127.0.0.1"]
    options += [part for setting in settings for part in ("-c", setting)]
    _run([binaries / "initdb", "-D", data, "-U", "tidtam", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"], owner)
    control: tuple[str | Path, ...] = (binaries / "pg_ctl", "-D", data, "-w")
    start = ("-l", folder / "log", "-o", " ".join(options))
    one = Cluster(f"postgresql+psycopg://tidtam@127.0.0.1:{port}/postgres", control, start, owner)
    try:
        one.start()
        yield one
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], cwd="/", capture_output=True, **owner)
        shutil.rmtree(folder, ignore_errors=True)


def _owner(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as the user of the Debian package, who owns the folder."""
    if os.getuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _run(command: list[str | Path], owner: dict[str, Any]) -> None:
    # The server inherits these streams, so a pipe would never close: its own log says what went wrong.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, stdout=said, stderr=said, **owner)
        if done.returncode:
            said.seek(0)
            pytest.fail(f"{command[0]} failed: {said.read().decode(errors='replace')}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
