"""A clock that only moves when somebody waits: hours of quota pass in seconds of a test."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta


class VirtualClock:
    """Monotonic seconds and the moment (UTC) that goes with them. Safe between threads."""

    def __init__(self, start: datetime = datetime(2021, 3, 1)) -> None:
        self._start, self._seconds, self._lock = start, 0.0, threading.Lock()
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self._seconds

    def sleep(self, seconds: float) -> None:
        """What the one who waits calls."""
        self.slept.append(seconds)
        self.advance(seconds)

    def advance(self, seconds: float) -> None:
        """Time that passes without anybody asking to wait."""
        with self._lock:
            self._seconds += seconds

    def utc(self) -> datetime:
        return self._start + timedelta(seconds=round(self._seconds, 3))

    def set_bangkok(self, moment: datetime) -> None:
        """Go on to this moment of Bangkok; never back."""
        self.advance(max(0.0, (moment - timedelta(hours=7) - self.utc()).total_seconds()))
