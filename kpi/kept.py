"""Answers that many figures want: computed once for a `Facts`, and some once for all builds in which they are the same.

The answers stand in the `Facts` and know nothing of it: so all of them are gone with its last use, and the collector of
garbage has nothing to find.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from time import monotonic
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from kpi.facts import Facts

P = ParamSpec("P")
R = TypeVar("R")

LONGEST_REST_SECONDS = 10.0
"""Several times what all figures of a year take on a slow machine."""


def kept(function: Callable[Concatenate[Facts, P], R]) -> Callable[Concatenate[Facts, P], R]:
    """Asks the build once per Facts and day, however many figures want the answer; forgotten with the Facts."""

    @wraps(function)
    def answer(facts: Facts, /, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (function, *args, *sorted(kwargs.items())) if kwargs else (function, *args)
        try:
            found: R = facts.answers[key]
        except KeyError:
            found = facts.answers[key] = function(facts, *args, **kwargs)
        return found

    return answer


def lasting(
    *tables: str,
) -> Callable[[Callable[Concatenate[Facts, P], R]], Callable[Concatenate[Facts, P], R]]:
    """As `kept`, and handed on to the builds that follow while nothing has come to `tables` that bears on the year.

    A form stands for its submissions that count on the basis asked for, another table for its rows known by then. The
    function must rest on nothing else: neither on the known moment nor on another table (tests/kpi/test_lasting.py).
    """

    def keeps(function: Callable[Concatenate[Facts, P], R]) -> Callable[Concatenate[Facts, P], R]:
        @wraps(function)
        def answer(facts: Facts, /, *args: P.args, **kwargs: P.kwargs) -> R:
            asked = (function, *args, *sorted(kwargs.items())) if kwargs else (function, *args)
            try:
                found: R = facts.answers[asked]
            except KeyError:
                upon = (asked, facts.year, facts.basis, facts.states(tables))
                found = facts.answers[asked] = facts.build.lasting(upon, partial(function, facts, *args, **kwargs))
            return found

        RESTING_ON[f"{function.__module__}.{function.__qualname__}"] = tables
        return answer

    return keeps


RESTING_ON: dict[str, tuple[str, ...]] = {}
"""Each function whose answers last → the tables that it says they rest on."""


class _Rest:
    """How many compute figures at this moment, and since when the collector of garbage rests for them."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._count = 0
        self._since: float | None = None

    def begin(self) -> None:
        with self._turn:
            self._count += 1
            if self._count == 1 and gc.isenabled():
                gc.disable()
                self._since = monotonic()

    def end(self) -> None:
        """The last one sets the collector to work again; so does any, where readers come without a gap between them."""
        with self._turn:
            self._count -= 1
            if self._since is not None and (not self._count or monotonic() - self._since > LONGEST_REST_SECONDS):
                gc.enable()
                self._since = None


_rest = _Rest()


@contextmanager
def uncollected() -> Iterator[None]:
    """While all figures are computed the collector of garbage rests: it would search the whole process in vain.

    Counted for the whole process: between asking whether it rests and letting it rest another thread may come or go.
    """
    _rest.begin()
    try:
        yield
    finally:
        _rest.end()
