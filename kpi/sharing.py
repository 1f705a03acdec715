"""Builds looked at through objects of their own: by many readers at once, by one piece of work, from build to build.

A build never changes, and neither does a row of a submission, a decision or a reference table from one build to the
next that was grown from it: what rests on such rows alone is worked out once for all of a lineage (`Lasting`).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

import duckdb

from kpi.store import FOR_EVER, GROWING, Build, ReferenceRow

KEPT_SHARED = 24
KEPT_LASTING = 192
KEPT_LINES = 2

EVERY_YEAR = ("events", "items")
"""Forms of which a year also counts what was sent for another one."""

T = TypeVar("T")

_lock = threading.RLock()

_MARKS = " UNION ALL ".join(
    (
        "SELECT 'submission', fy, max(seq) FROM submission GROUP BY fy",
        f"SELECT 'submission', 0, max(seq) FROM submission WHERE form IN {EVERY_YEAR}",
        *(f"SELECT '{table}', 0, max(seq) FROM {table}" for table in GROWING if table != "submission"),
    )
)


class Another(Build):
    """The same file, opened once, looked at through an object of its own."""

    def __init__(self, build: Build) -> None:
        self.path = build.path
        self.name = build.name
        self._source = build

    @cached_property
    def _info(self) -> dict[str, str]:
        return self._source._info

    @cached_property
    def last_recorded_at(self) -> datetime:
        return self._source.last_recorded_at

    @cached_property
    def _references(self) -> dict[str, list[ReferenceRow]]:
        return self._source._references

    def cursor(self) -> duckdb.DuckDBPyConnection:
        return self._source.cursor()

    def _given_up(self, error: duckdb.Error) -> Exception:
        return self._source._given_up(error)


class _Line:
    """Answers of builds of which each was grown from the one before."""

    def __init__(self, first: str) -> None:
        self.newest = first
        self._names = {first}
        self.answers: OrderedDict[Hashable, Any] = OrderedDict()

    def takes(self, build: Build) -> bool:
        """Whether the build is of this line, as one of its builds or as one grown from its newest."""
        # Two may be grown from one, when a backup was restored in between: only the first of them goes on.
        if build.name not in self._names and self.newest in build.grown_from:
            self.newest = build.name
            self._names.add(build.name)
        return build.name in self._names


_lines: list[_Line] = []


def _line_of(build: Build) -> _Line:
    with _lock:
        found = next((line for line in _lines if line.takes(build)), None) or _Line(build.name)
        _lines[:] = [found, *(line for line in _lines if line is not found)][:KEPT_LINES]
        return found


class Lasting(Another):
    """A build that takes answers over from the builds that it was grown from, and hands them on.

    Nothing that was recorded is ever changed, and a grown build is a copy with more in it: an answer that rests on the
    rows of some submissions is the same in every build in which those submissions count. Only what is asked through
    `lasting` is handed on, under a key that names what it rests on.
    """

    @cached_property
    def _line(self) -> _Line:
        return _line_of(self)

    def lasting(self, key: Hashable, question: Callable[[], T]) -> T:
        """The answer kept under `key`, otherwise that of `question`; an answer must not hold the build."""
        answers = self._line.answers
        with _lock:
            if key in answers:
                answers.move_to_end(key)
                kept: T = answers[key]
                return kept
        answer = question()
        with _lock:
            answers[key] = answer
            while len(answers) > KEPT_LASTING:
                answers.popitem(last=False)
        return answer

    def mark(self, table: str, known_seq: int, year_be: int | None = None) -> Hashable:
        """The newest rows of a table that were known then; of `submission` those that bear on a fiscal year."""
        years = (0,) if year_be is None else (0, year_be)
        return tuple(min(self._marks.get((table, year), 0), known_seq) for year in years)

    @cached_property
    def _marks(self) -> dict[tuple[str, int], int]:
        return {(table, year or 0): newest or 0 for table, year, newest in self.rows(_MARKS)}

    @cached_property
    def _references(self) -> dict[str, list[ReferenceRow]]:
        return self.lasting(("references", self.mark("reference", FOR_EVER)), lambda: self._source._references)


class Shared(Another):
    """A build for all who read it in this process: what several of their questions want is worked out once."""

    def __init__(self, build: Build) -> None:
        super().__init__(Lasting(build))
        self._shared: OrderedDict[Hashable, Any] = OrderedDict()

    @property
    def alone(self) -> Build:
        return self._source

    def lasting(self, key: Hashable, question: Callable[[], T]) -> T:
        return self._source.lasting(key, question)

    def mark(self, table: str, known_seq: int, year_be: int | None = None) -> Hashable:
        return self._source.mark(table, known_seq, year_be)

    def once(self, key: Hashable, question: Callable[[], T]) -> T:
        """The answer kept under `key`, otherwise that of `question`. Two who ask at once may both work for it."""
        if key in self._shared:
            answer: T = self._shared[key]
            return answer
        answer = self._shared[key] = question()
        while len(self._shared) > KEPT_SHARED:
            self._shared.popitem(last=False)
        return answer


class Recalling(Another):
    """A build that remembers its answers: for one piece of work that asks the same of it for figure after figure."""

    def __init__(self, build: Build) -> None:
        super().__init__(build)
        known = build._answers if isinstance(build, Recalling) else {}
        self._answers: dict[tuple[str, str], list[tuple[Any, ...]]] = known

    def rows(self, sql: str, parameters: Sequence[object] | dict[str, object] = ()) -> list[tuple[Any, ...]]:
        """All rows of one query; the file never changes, so the first answer stays true."""
        question = sql, repr(sorted(parameters.items()) if isinstance(parameters, dict) else parameters)
        if question not in self._answers:
            self._answers[question] = super().rows(sql, parameters)
        return list(self._answers[question])
