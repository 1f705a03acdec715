"""How long to wait and when to give up: one queue under the documented quota, retries that end.

Google documents 60 reads and 60 writes a minute for one account and 300 for a project; one queue of one account can
never pass the second limit.
"""

from __future__ import annotations

import random
import threading
from collections import deque
from dataclasses import dataclass, field

from etl.sheets.ticking import Clock, RealClock

PER_MINUTE = 60
WINDOW_SECONDS = 60.2
"""A little more than the minute that Google counts: our clocks are not the same."""
ATTEMPTS = 6
FIRST_SECONDS, LONGEST_SECONDS = 1.0, 32.0
TROUBLE_SECONDS = 75.0
"""After so long without one success nobody waits any longer."""
TIMEOUTS_SECONDS = (8.0, 15.0, 30.0)
"""The first attempt gives up soon, for most answers come within a second or two; a large sheet gets its time later."""
CONNECT_SECONDS = 5.0


@dataclass
class Patience:
    """The waiting of one account: its turn under the quota, and the pauses after a refusal."""

    clock: Clock = field(default_factory=RealClock)
    per_minute: int = PER_MINUTE
    dice: random.Random = field(default_factory=random.Random)
    timeouts_seconds: tuple[float, ...] = TIMEOUTS_SECONDS

    def __post_init__(self) -> None:
        self._taken: dict[str, deque[float]] = {"read": deque(), "write": deque()}
        self._trouble_since: float | None = None
        self._closed_until = 0.0
        self._lock = threading.Lock()

    def take_turn(self, kind: str) -> float:
        """Waits until one more request of this kind ("read" or "write") stays under the quota; the moment taken."""
        while True:
            rest_seconds, now = self._try_turn(self._taken[kind])
            if rest_seconds <= 0:
                return now
            self.clock.sleep(rest_seconds)

    def _try_turn(self, taken: deque[float]) -> tuple[float, float]:
        """How long until a turn is free, and now; a turn that is free is taken at once."""
        with self._lock:
            now = self.clock.monotonic()
            while taken and taken[0] <= now - WINDOW_SECONDS:
                taken.popleft()
            full = taken[0] + WINDOW_SECONDS - now if len(taken) >= self.per_minute else 0.0
            rest = max(self._closed_until - now, full)
            if rest <= 0:
                taken.append(now)
            return rest, now

    def give_back(self, kind: str, moment: float) -> None:
        """A request that was refused for the quota took nothing of it."""
        with self._lock:
            if moment in self._taken[kind]:
                self._taken[kind].remove(moment)

    def close_until(self, moment: float) -> None:
        """Nobody asks anything before this moment of the clock."""
        with self._lock:
            self._closed_until = max(self._closed_until, moment)

    def timeout_seconds(self, attempt: int) -> tuple[float, float]:
        """To connect, and to hear the answer; `attempt` counts from 0."""
        return CONNECT_SECONDS, self.timeouts_seconds[min(attempt, len(self.timeouts_seconds) - 1)]

    def pause_seconds(self, attempt: int, retry_after_seconds: float | None) -> float:
        """How long to wait after attempt number `attempt` (from 0): what the server said, else growing and jittered."""
        if retry_after_seconds is not None:
            return retry_after_seconds
        step: float = min(LONGEST_SECONDS, FIRST_SECONDS * 2**attempt)
        return step * self.dice.uniform(0.5, 1.0)

    def went_well(self) -> None:
        """A sound answer came."""
        self._trouble_since = None

    def is_hopeless(self, pause_seconds: float = 0.0) -> bool:
        """Whether nothing has gone well for so long that another pause would be too much. Called after each failure."""
        now = self.clock.monotonic()
        if self._trouble_since is None:
            self._trouble_since = now
        return now + pause_seconds - self._trouble_since > TROUBLE_SECONDS
