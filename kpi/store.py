"""A build, opened for reading.

A build is a DuckDB file that never changes once it has its name, so a name can be a cache key for ever. One connection
per file is kept for the process; every reader takes a cursor of its own, because connections are not thread-safe.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar
from weakref import ref

import duckdb

from kpi.damage import DamagedBuild as DamagedBuild
from kpi.damage import GoneBuild as GoneBuild

FOR_EVER = 9_223_372_036_854_775_807
"""`to_seq` of a version that still counts."""

SMALL_BYTES = 16 * 2**20
"""Up to this size a build is answered faster than many threads and a thorough plan would be prepared; the
demonstration has 6 MB, a million rows of progress have 33."""
NEEDED = ("deliminator", "filter_pushdown", "unused_columns")
"""The steps of DuckDB's planning that spare work in a small build, too."""

_SIGNS = ("Corrupt database file", "Failed to deserialize", "not a valid DuckDB database file")

KEPT_OPEN = 4
KEPT_CONNECTED = 6
"""Each holds memory, threads and an open file. A page that is left open for hours keeps the build that it shows, and on
the night of a deadline there are hundreds."""
KEPT_PARSED = 1024
KEPT_ROWS = 8192

GROWING = ("submission", "decision", "problem_step", "reference")
"""Tables whose rows are never changed or taken away, so that the newest row says what a table holds."""

ReferenceRow = tuple[int, str, date, bool, dict[str, str]]
"""seq, key, effective from, is retired, payload with its own seq under `_seq`."""

T = TypeVar("T")

_open: dict[Path, Build] = {}
_connected_of: OrderedDict[int, ref[Build]] = OrderedDict()
_lock = threading.RLock()


class Build:
    """One build. Get it by `Build.open`; ask it through `rows` or a `cursor` of your own."""

    _last_asked: tuple[datetime | None, int] = (None, 0)

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.stem
        """The build's name, e.g. `build-000001234-1a2b3c4d`: stands in the footer of every figure."""
        self._is_damaged = False
        self._file = _number(path)
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._connect()

    @classmethod
    def open(cls, path: Path) -> Build:
        """The build at `path`, opened once per process; the oldest of more than a few is forgotten.

        Raises DamagedBuild, and duckdb.IOException when the file is missing.
        """
        with _lock:
            if path not in _open:
                _open[path] = cls(path)
                for old in list(_open)[:-KEPT_OPEN]:
                    del _open[old]
            return _open[path]

    @property
    def alone(self) -> Build:
        """This build as one that keeps nothing: for an answer that is kept, which must not keep its keeper."""
        return self

    def once(self, key: Hashable, question: Callable[[], T]) -> T:
        """The answer of `question`; a build that is shared (`Shared`) asks it once and keeps the answer under `key`."""
        return question()

    def lasting(self, key: Hashable, question: Callable[[], T]) -> T:
        """The answer of `question`, which rests on nothing but what `key` names; see `kpi.sharing.Lasting`."""
        return question()

    def mark(self, table: str, known_seq: int, year_be: int | None = None) -> Hashable:
        """Names what a table that is only ever added to holds of what was known at `known_seq`."""
        return known_seq

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor for one thread. Raises DamagedBuild, and GoneBuild where nothing is left of an old one."""
        with _lock:
            if self._is_damaged:
                raise DamagedBuild(self.name)
            connection = self._connection or self._connect()
            _note_use(self)
            return connection.cursor()

    def _connect(self) -> duckdb.DuckDBPyConnection:
        if not self._file or _number(self.path) != self._file:
            raise GoneBuild(self.name)
        try:
            self._connection = _connected(self.path)
        except duckdb.Error as error:
            raise self._given_up(error) from error
        return self._connection

    def rest(self) -> None:
        """Give memory, threads and the open file back; whoever reads it again opens it again."""
        # Not closed: a thread in the midst of a query has a cursor of its own, and the last one to go closes the file.
        self._connection = None

    def rows(self, sql: str, parameters: Sequence[object] | dict[str, object] = ()) -> list[tuple[Any, ...]]:
        """All rows of one query. Raises DamagedBuild."""
        try:
            with self.cursor() as cursor:
                return cursor.execute(_parsed(sql), parameters).fetchall()
        except duckdb.Error as error:
            raise self._given_up(error) from error

    def _given_up(self, error: duckdb.Error) -> Exception:
        """The error itself; DamagedBuild when the file is damaged, which is then thrown away: it is derived.

        DuckDB tells by the sums that it keeps of each block, so a wrong figure is never read. It would give the same
        file again for as long as it is open, so it is closed under whoever else is reading it: they find the same.
        """
        if not self._is_damaged and not any(sign in str(error) for sign in _SIGNS):
            return error
        with _lock:
            self._is_damaged = True
            if _open.get(self.path) is self:
                del _open[self.path]
            if _number(self.path) == self._file:
                self.path.unlink(missing_ok=True)
            if self._connection is not None:
                self._connection.close()
        return DamagedBuild(self.name)

    def seq_at(self, known_at: datetime) -> int:
        """The last sequence number that had been recorded at `known_at` (0 = nothing yet)."""
        if known_at >= self.last_recorded_at:
            return self.last_seq
        # All figures of a question ask for the same moment, and a build never changes: its last answer is kept.
        asked, seq = self._last_asked
        if asked != known_at:
            seq = int(self.rows("SELECT coalesce(max(seq), 0) FROM fact WHERE recorded_at <= ?", [known_at])[0][0])
            self._last_asked = known_at, seq
        return seq

    @property
    def has_demo(self) -> bool:
        """Whether demonstration data stands in this build; every screen and export must then say so."""
        return self._info.get("has_demo") == "1"

    @property
    def last_seq(self) -> int:
        """The last fact that the build holds."""
        return int(self._info["last_fact_seq"])

    @property
    def grown_from(self) -> list[str]:
        """The names of the builds that this one is a copy of with more in it, the last one first; not all of many."""
        return self._info.get("grown_from", "").split()

    @cached_property
    def _info(self) -> dict[str, str]:
        return dict(self.rows("SELECT key, value FROM build_info"))

    @cached_property
    def last_recorded_at(self) -> datetime:
        """When the last fact was recorded; the earliest moment there is when the build is empty."""
        return self.rows("SELECT max(recorded_at) FROM fact")[0][0] or datetime.min

    @cached_property
    def _references(self) -> dict[str, list[ReferenceRow]]:
        tables: dict[str, list[ReferenceRow]] = {}
        for seq, table, key, effective_from, is_retired, payload in self.rows(
            "SELECT seq, table_name, key, effective_from, is_retired, payload FROM reference "
            "ORDER BY effective_from, seq"
        ):
            tables.setdefault(table, []).append((seq, key, effective_from, is_retired, _reference_row(payload, seq)))
        return tables

    def reference(self, table: str, as_of: date, known_seq: int) -> dict[str, dict[str, str]]:
        """A reference table under both clocks: key → payload, in force on `as_of` as known at `known_seq`.

        The payloads are the build's own: read them, do not change them.
        """
        found: dict[str, dict[str, str]] = {}
        for seq, key, effective_from, is_retired, payload in self._references.get(table, ()):
            if seq > known_seq or effective_from > as_of:
                continue
            if is_retired:
                found.pop(key, None)
            else:
                found[key] = payload
        return found


@lru_cache(maxsize=KEPT_ROWS)
def _reference_row(payload: str, seq: int) -> dict[str, str]:
    """One row of a reference table; the next build has the same ones."""
    row: dict[str, str] = json.loads(payload) | {"_seq": str(seq)}
    return row


@lru_cache(maxsize=1)
def _needless() -> tuple[str, ...]:
    """The steps of the planner that a small build is better read without."""
    steps = _parser.cursor().execute("SELECT name FROM duckdb_optimizers()").fetchall()
    return tuple(str(name) for (name,) in steps if name not in NEEDED)


def _note_use(build: Build) -> None:
    """The builds used longest ago rest."""
    _connected_of[id(build)] = ref(build)
    _connected_of.move_to_end(id(build))
    while len(_connected_of) > KEPT_CONNECTED:
        _, oldest = _connected_of.popitem(last=False)
        if (resting := oldest()) is not None:
            resting.rest()


_parser = duckdb.connect()
"""It has no data: a parsed query can be put to any build."""


@lru_cache(maxsize=KEPT_PARSED)
def _parsed(sql: str) -> duckdb.Statement:
    """A query parsed once: reading its text takes as long as answering a small one."""
    (statement,) = _parser.cursor().extract_statements(sql)
    return statement


def _number(path: Path) -> int:
    """The number of the file that has this name now; 0 when there is none."""
    try:
        return path.stat().st_ino
    except OSError:
        return 0


def _connected(path: Path) -> duckdb.DuckDBPyConnection:
    """A small build is read by one thread, and planned in few steps."""
    connection = duckdb.connect(str(path), read_only=True)
    if path.stat().st_size <= SMALL_BYTES:
        connection.execute("SET threads = 1")
        connection.execute(f"SET disabled_optimizers = '{','.join(_needless())}'")
    return connection
