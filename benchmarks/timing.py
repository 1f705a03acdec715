"""How a thing is timed: a warm-up, several runs, the median."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Row:
    """One measured thing."""

    name: str
    median_ms: float
    runs: int
    note: str = ""

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def timed(name: str, act: Callable[[], object], *, runs: int = 9, warm_up: int = 1, cpu: bool = False) -> Row:
    """The median wall time (or processor time, with `cpu`) of `act` in milliseconds."""
    clock = time.process_time if cpu else time.perf_counter
    for _ in range(warm_up):
        act()
    times = []
    for _ in range(runs):
        start = clock()
        act()
        times.append((clock() - start) * 1000)
    return Row(name, statistics.median(times), runs, f"min {min(times):.1f} max {max(times):.1f}{' cpu' * cpu}")
