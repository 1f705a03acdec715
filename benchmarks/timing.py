"""How a thing is timed: a warm-up, several runs, the median of wall time and of processor time."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Row:
    """One measured thing, in milliseconds unless `unit` says otherwise."""

    name: str
    median_ms: float
    runs: int
    note: str = ""
    unit: str = "ms"

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def timed(name: str, act: Callable[[], object], *, runs: int = 9, warm_up: int = 1, note: str = "") -> Row:
    """The median wall time of `act`; beside it the range, and the processor time, which a busy machine moves less."""
    for _ in range(warm_up):
        act()
    wall, processor = [], []
    for _ in range(runs):
        start, start_cpu = time.perf_counter(), time.process_time()
        act()
        wall.append((time.perf_counter() - start) * 1000)
        processor.append((time.process_time() - start_cpu) * 1000)
    spread = f"min {min(wall):.1f} max {max(wall):.1f} cpu {statistics.median(processor):.1f}"
    return Row(name, statistics.median(wall), runs, f"{spread} {note}".strip())
