"""The back-test of the projection of C1: how many generated years end within the 80 % interval (70–90 % is right).

Each year is told to the projection up to its third, fourth or fifth month, with the years before it as the past, and
the end of the round it then reached is compared. Years are slow to begin and hurried before a round ends.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.timing import Row, timed
from kpi.forecast import project

MONTHLY_PCT = (4, 7, 8, 8, 9, 12, 7, 8, 8, 8, 9, 11)
"""What an ordinary year pays out month by month, in per cent of its allocation."""
PAST_YEARS = 8
HISTORIES = 2000


@dataclass
class Score:
    """How often the end lay inside, and how far off the projection and the even pace were (points)."""

    inside: int = 0
    missed: float = 0.0
    missed_by_pace: float = 0.0


def year(source: random.Random) -> list[float]:
    """A generated year's cumulative curve: the year and every month have a pace of their own."""
    pace = source.gauss(1, 0.06)
    steps = [max(0.3, pace * step * source.gauss(1, 0.22)) for step in MONTHLY_PCT]
    return [sum(steps[: month + 1]) for month in range(12)]


def back_test(seed: int, end: int) -> Score:
    """HISTORIES generated histories, each projected to month `end` from a month drawn at random."""
    source, score = random.Random(seed), Score()
    for _ in range(HISTORIES):
        past, current = [year(source) for _ in range(PAST_YEARS)], year(source)
        known = source.randrange(3, end)
        found = project(current[:known], past, end)
        assert found is not None, "three months are enough"
        expected, low, high = found
        score.inside += low <= current[end - 1] <= high
        score.missed += abs(expected - current[end - 1])
        score.missed_by_pace += abs(current[known - 1] / known * end - current[end - 1])
    return score


def rows() -> Iterator[Row]:
    for number, end in ((1, 6), (2, 12)):
        score = back_test(2564 + number, end)
        share = 100 * score.inside / HISTORIES
        note = (
            f"{'right' if 70 <= share <= 90 else 'WRONG'}: 70–90; misses the end by {score.missed / HISTORIES:.1f} "
            f"points, the even pace by {score.missed_by_pace / HISTORIES:.1f}"
        )
        yield Row(f"ends of round {number} within the 80 % interval", share, HISTORIES, note, "%")
    source = random.Random(2564)
    past, current = [year(source) for _ in range(PAST_YEARS)], year(source)
    yield timed("one projection", lambda: project(current[:4], past, 6), runs=101)
