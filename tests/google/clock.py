"""A clock that only moves when somebody waits: hours of quota pass in seconds of a test."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

STILL_SECONDS = 0.05
"""Of real time: when nobody stirs for so long, somebody has left."""


class VirtualClock:
    """Monotonic seconds and the moment (UTC) that goes with them. Safe between threads."""

    def __init__(self, start: datetime = datetime(2021, 3, 1)) -> None:
        self._start, self._seconds, self._lock = start, 0.0, threading.Lock()
        self.slept: list[float] = []
        self.parties = 1
        """How many are under way at once: time goes on when all of them wait."""
        self._waiting: list[float] = []
        self._turn = threading.Condition()

    def monotonic(self) -> float:
        return self._seconds

    def sleep(self, seconds: float) -> None:
        """What the one who waits calls."""
        self.slept.append(seconds)
        self.wait(seconds)

    def wait(self, seconds: float) -> None:
        """Waits until so much time has passed; it passes when everybody waits, or when nobody stirs any more."""
        if self.parties == 1:
            self.advance(seconds)
            return
        with self._turn:
            until = self._seconds + seconds
            self._waiting.append(until)
            while self._seconds < until:
                has_everybody = len(self._waiting) >= self.parties and min(self._waiting) > self._seconds
                if has_everybody or not self._turn.wait(STILL_SECONDS):
                    self._seconds = max(self._seconds, min(self._waiting))
                    self._turn.notify_all()
            self._waiting.remove(until)

    def advance(self, seconds: float) -> None:
        """Time that passes without anybody asking to wait."""
        with self._lock:
            self._seconds += seconds

    def utc(self) -> datetime:
        return self._start + timedelta(seconds=round(self._seconds, 3))

    def set_bangkok(self, moment: datetime) -> None:
        """Go on to this moment of Bangkok; never back."""
        self.advance(max(0.0, (moment - timedelta(hours=7) - self.utc()).total_seconds()))
