"""Answers that many figures want: computed once for a `Facts`, forgotten with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from kpi.facts import Facts

P = ParamSpec("P")
R = TypeVar("R")


def kept(function: Callable[Concatenate[Facts, P], R]) -> Callable[Concatenate[Facts, P], R]:
    """Asks the build once per Facts and day, however many figures want the answer; forgotten with the Facts."""
    known: WeakKeyDictionary[Facts, dict[object, R]] = WeakKeyDictionary()

    @wraps(function)
    def answer(facts: Facts, /, *args: P.args, **kwargs: P.kwargs) -> R:
        own = known.setdefault(facts, {})
        key = (args, tuple(sorted(kwargs.items())))
        if key not in own:
            own[key] = function(facts, *args, **kwargs)
        return own[key]

    return answer
