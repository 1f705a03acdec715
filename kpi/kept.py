"""Answers that many figures want: computed once for a `Facts`, forgotten with it.

The answers stand in the `Facts` and know nothing of it: so all of them are gone with its last use, and the collector of
garbage has nothing to find.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from kpi.facts import Facts

P = ParamSpec("P")
R = TypeVar("R")


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


@contextmanager
def uncollected() -> Iterator[None]:
    """While all figures are computed the collector of garbage rests: it would search the whole process in vain.

    Whoever found it at work sets it to work again, so that of several threads none leaves it resting.
    """
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()
