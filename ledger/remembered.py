"""Answers that hold until something is written to the ledger, by whomever: asked again in that very moment.

What every run of every page asks first (who may come in, whose session this is, which build is the newest) would
otherwise be looked up again for each of a hundred readers, every few seconds, though nothing has been written.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

import sqlalchemy as sa

MOST = 1024


class Remembered:
    """The last answers of one ledger. Safe between threads; two who ask the same at once may both work for it."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._watch: sa.PoolProxiedConnection | None = None
        self._kept: OrderedDict[Hashable, tuple[int, Any]] = OrderedDict()

    def of(self, key: Hashable, question: Callable[[], Any]) -> Any:
        """The answer under `key` while nothing was written since it was given, otherwise that of `question`.

        What `question` raises is raised, and not kept. Raises what the database raises.
        """
        # Before the question: an answer may be newer than its version, and is then asked for once more; never older.
        version = self._version()
        if version is None:
            return question()
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

    def forget(self) -> None:
        """Give the connection back and forget every answer."""
        with self._lock:
            self._kept.clear()
            if self._watch is not None:
                self._watch.close()
                self._watch = None

    def _version(self) -> int | None:
        """A number that is another one once any other connection, of any process, has written.

        SQLite tells it of the connection that asks, so one that never writes is kept for it. PostgreSQL has no such
        number that is told in time: None, and everything is asked anew.
        """
        if self._engine.dialect.name != "sqlite":
            return None
        with self._lock:
            if self._watch is None:
                self._watch = self._engine.raw_connection()
            ((version,),) = self._watch.cursor().execute("PRAGMA data_version").fetchall()
            return int(version)
