"""Answers that hold until something is written to the ledger, by whomever: asked again in that very moment.

What every run of every page asks first (who may come in, whose session this is, which build is the newest) would
otherwise be looked up again for each of a hundred readers, every few seconds, though nothing has been written.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

MOST = 1024

_OWN_WORD = re.compile(r"PostgreSQL \d+(\.\d+)* (\(|on )")
"""How PostgreSQL itself says its version. A relative that keeps its rows elsewhere ("… -YB- …") says it otherwise, and
what it says of a snapshot need not tell of every write."""


class Remembered:
    """The last answers of one ledger. Safe between threads; two who ask the same at once may both work for it."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._watch: sa.PoolProxiedConnection | None = None
        self._is_blind = False
        self._moment = threading.local()
        self._kept: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()

    def of(
        self,
        key: Hashable,
        question: Callable[[], Any],
        state: tuple[str, Callable[[], Hashable | None]] | None = None,
    ) -> Any:
        """The answer under `key` while nothing was written since it was given, otherwise that of `question`.

        With `state`, a name and what gives one value of all that the answer rests on: also while that is the same,
        whatever was written. What `question` raises is raised, and not kept. Raises what the database raises.
        """
        # Before the question: an answer may be newer than its version, and is then asked for once more; never older.
        version = self._moment.version if hasattr(self._moment, "version") else self._version()
        if version is None:
            return question()
        if state is not None:
            version = self._kept_under(("state", state[0]), version, state[1]) or version
        return self._kept_under(key, version, question)

    def _kept_under(self, key: Hashable, version: Hashable, question: Callable[[], Any]) -> Any:
        with self._lock:
            known, answer = self._kept.get(key, (None, None))
        if known == version:
            return answer
        answer = question()
        with self._lock:
            self._kept[key] = version, answer
            self._kept.move_to_end(key)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return answer

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Several questions of one thread in a row, about one moment: whether anything was written is asked once."""
        self._moment.version = self._version()
        try:
            yield
        finally:
            del self._moment.version

    def forget(self) -> None:
        """Give the connection back and forget every answer."""
        with self._lock:
            self._forget()

    def _forget(self) -> None:
        self._kept.clear()
        if self._watch is not None:
            self._watch.close()
            self._watch = None

    def _version(self) -> Hashable | None:
        """What is another one once any other connection, of any process, has written; None where nothing tells it.

        SQLite tells it of the connection that asks, so one that never writes is kept for it. PostgreSQL tells which
        transactions are seen at this moment: the same ones, the same rows. Both ask no table.
        """
        with self._lock:
            if self._is_blind:
                return None
            try:
                return self._looked()
            except self._engine.dialect.loaded_dbapi.Error:
                # A connection that broke; whoever asks the question next finds out whether the database is there.
                self._forget()
                return None

    def _looked(self) -> Hashable | None:
        is_sqlite = self._engine.dialect.name == "sqlite"
        if self._watch is None:
            self._watch = self._engine.raw_connection()
            if not is_sqlite and not self._is_trusted(self._watch):
                self._forget()
                self._is_blind = True
                return None
        cursor = self._watch.cursor()
        cursor.execute("PRAGMA data_version" if is_sqlite else "SELECT pg_current_snapshot()::text")
        ((version,),) = cursor.fetchall()
        cursor.close()
        return str(version)

    @staticmethod
    def _is_trusted(watch: sa.PoolProxiedConnection) -> bool:
        """Whether this is PostgreSQL itself; the connection then leaves the pool, and each look is a transaction."""
        driver: Any = watch.driver_connection
        watch.detach()
        driver.autocommit = True
        ((version,),) = driver.execute("SELECT version()").fetchall()
        return bool(_OWN_WORD.match(version))
