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
    median_ms: float | None
    """None = not measured; `note` then says why."""
    runs: int
    note: str = ""
    unit: str = "ms"
    limit: float | None = None
    """The most it may be, in `unit`, where an issue names a limit."""
    series: str = ""
    """Rows of one series stand in one line of a table, each under its `case`: a size, or another tool."""
    case: str = ""

    def as_json(self) -> dict[str, object]:
        return asdict(self)

    def line(self) -> str:
        """The row as `make bench` prints it."""
        value = "not measured" if self.median_ms is None else f"{self.median_ms:,.1f} {self.unit}"
        limit = "" if self.limit is None else f"(at most {self.limit:g}) "
        return f"{self.name:58}{value:>18} n={self.runs}  {limit}{self.note}"

    @property
    def is_over(self) -> bool:
        """Whether it was measured above its limit."""
        return self.limit is not None and self.median_ms is not None and self.median_ms > self.limit


def row_of(name: str, taken: list[float], **more: object) -> Row:
    """The median of several measurements, with their range."""
    spread = f"min {min(taken):.0f} max {max(taken):.0f}"
    return Row(name, statistics.median(taken), len(taken), spread, **more)  # type: ignore[arg-type]


def timed(
    name: str,
    act: Callable[[], object],
    *,
    runs: int = 9,
    warm_up: int = 1,
    note: str = "",
    limit: float | None = None,
    series: str = "",
    case: str = "",
) -> Row:
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
    said = f"{spread} {note}".strip()
    return Row(name, statistics.median(wall), runs, said, limit=limit, series=series, case=case)
