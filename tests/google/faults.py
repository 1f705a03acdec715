"""Quota and faults on demand: how the local Google refuses, breaks and stalls."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.google.clock import VirtualClock

KINDS = (("429", "429-after"), ("500", "503"), ("stall",), ("cut",))
"""Too many requests without or with Retry-After; broken or busy; no answer in time; applied, then cut off."""


@dataclass
class Faults:
    """Which requests fail. `planned`: kinds for the next requests that `matches` agrees to, in order."""

    share: float = 0.0
    """Of each kind, on any Sheets request."""
    seed: int = 8
    kinds: tuple[tuple[str, ...], ...] = KINDS
    planned: deque[str | None] = field(default_factory=deque)
    matches: Callable[[str, str], bool] = lambda method, path: True
    always: str | None = None
    retry_after_seconds: int = 7
    given: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def next(self, method: str, path: str) -> str | None:
        """The fault of this request; None when it is to succeed."""
        found = self._next(method, path)
        if found is not None:
            self.given[found] = self.given.get(found, 0) + 1
        return found

    def _next(self, method: str, path: str) -> str | None:
        if not self.matches(method, path):
            return None
        if self.always is not None:
            return self.always
        if self.planned:
            return self.planned.popleft()
        drawn = self._random.random()
        place = int(drawn / self.share) if self.share else len(self.kinds)
        return self._random.choice(self.kinds[place]) if place < len(self.kinds) else None


@dataclass
class Quota:
    """Requests in any 60 seconds, per project and per account; None = no limit."""

    clock: VirtualClock
    per_project: int | None = 300
    per_user: int | None = 60
    window_seconds: float = 60.0
    refused: int = 0

    def __post_init__(self) -> None:
        self._taken: dict[str, deque[float]] = {}

    def take(self, kind: str, account: str) -> bool:
        """Whether one more request may pass now."""
        limits = ((f"{kind}:project", self.per_project), (f"{kind}:{account}", self.per_user))
        now = self.clock.monotonic()
        for name, limit in limits:
            taken = self._taken.setdefault(name, deque())
            while taken and taken[0] <= now - self.window_seconds:
                taken.popleft()
            if limit is not None and len(taken) >= limit:
                self.refused += 1
                return False
        for name, _ in limits:
            self._taken[name].append(now)
        return True
