"""The last answers of a process, by question; what is asked for most lately stays."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any


class Answers:
    """Up to `most` answers. Who asks while another works for the same answer waits for it.

    A question must not ask for its own answer again.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._turns: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def of(self, key: Hashable, question: Callable[[], Any]) -> Any:
        """The answer kept under `key`, otherwise that of `question`; what it raises is raised, and not kept."""
        with self._lock:
            if key in self._kept:
                return self._found(key)
            turn = self._turns.setdefault(key, threading.Lock())
        with turn:
            try:
                with self._lock:
                    if key in self._kept:
                        return self._found(key)
                answer = question()
                with self._lock:
                    self._kept[key] = answer
                    self._found(key)
                    while len(self._kept) > self._most:
                        self._kept.popitem(last=False)
                return answer
            finally:
                with self._lock:
                    self._turns.pop(key, None)

    def _found(self, key: Hashable) -> Any:
        self._kept.move_to_end(key)
        return self._kept[key]
