"""Where C1 is heading: a projection to the end of the round with an 80 % interval (R-64). Always labelled ประมาณการ.

The past years' curves give the shape of spending; this year's own position stretches it. How far past curves strayed
from that rule gives the interval. Without past years the year's own monthly pace is carried on. Floats are enough
here: a projection is an estimate and decides nothing.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from base.period import FiscalYear, Month
from base.words import Text
from kpi import measure
from kpi.model import Ask, Figure
from kpi.store import Build

LABEL = Text("ประมาณการ", "Projection")
MONTHS_NEEDED = 3
"""Months of data before a projection is shown at all."""

T_80 = {1: 3.078, 2: 1.886, 3: 1.638, 4: 1.533, 5: 1.476, 6: 1.440, 7: 1.415, 8: 1.397, 9: 1.383, 10: 1.372, 15: 1.341}
"""Student's t for a two-sided 80 % interval, by degrees of freedom; 1.282 beyond 15."""

Curve = Sequence[float]
"""Cumulative disbursement at the end of each month from October on, in per cent of the allocation then."""


@dataclass(frozen=True, slots=True)
class Projection:
    """C1 at the end of the round, in points, with its 80 % interval and what is still needed."""

    months_known: int
    end_month: int
    """The month of the fiscal year that ends the round: 6 or 12."""
    expected_pct: float
    low_pct: float
    high_pct: float
    is_capped: bool
    """The pace leads beyond what has been allocated so far, so that the projection stops there."""
    target: Decimal | None
    """The target of the asked round, in points."""
    needed_thb_per_month: Fraction | None
    """Baht per remaining month to reach the target exactly; 0 when it is reached, None without target or month left."""


def quantile(degrees: int) -> float:
    """Student's t for 80 %, the next smaller table entry for degrees of freedom between two."""
    return T_80[max(known for known in T_80 if known <= degrees)] if degrees <= 15 else 1.282


def project(current: Curve, past: Sequence[Curve], end: int) -> tuple[float, float, float] | None:
    """(expected, low, high) after `end` months, from the current curve and those of past years.

    None with fewer than three months of data. A past curve counts when it reaches `end` and had begun to spend.
    """
    known = len(current)
    if known < MONTHS_NEEDED:
        return None
    if known >= end:
        return current[end - 1], current[end - 1], current[end - 1]
    usable = [curve for curve in past if len(curve) >= end and curve[known - 1] > 0]
    return _by_shape(current, usable, end) if len(usable) >= 2 else _by_pace(current, end)


def _by_shape(current: Curve, past: Sequence[Curve], end: int) -> tuple[float, float, float]:
    at, known = current[-1], len(current)
    middle = statistics.fmean(curve[known - 1] for curve in past)
    rise = statistics.fmean(curve[end - 1] for curve in past) - middle
    strayed = [curve[end - 1] - curve[known - 1] * (1 + rise / middle) for curve in past]
    expected = at * (1 + rise / middle) + statistics.fmean(strayed)
    spread = statistics.stdev(strayed) * math.sqrt(1 + 1 / len(past)) * quantile(len(past) - 1)
    return expected, max(at, expected - spread), expected + spread


def _by_pace(current: Curve, end: int) -> tuple[float, float, float]:
    steps = [later - earlier for earlier, later in zip((0.0, *current[:-1]), current, strict=True)]
    left = end - len(current)
    expected = current[-1] + statistics.fmean(steps) * left
    deviation = statistics.stdev(steps) * math.sqrt(left + left * left / len(steps))
    spread = deviation * quantile(len(steps) - 1)
    return expected, max(current[-1], expected - spread), expected + spread


def of_c1(build: Build, scope: str, asked: Ask) -> Projection | None:
    """The projection of C1 for one scope to the end of the asked round; None under three months of data.

    The past is every earlier fiscal year that has figures, for the Office and each unit.
    """
    series = measure.series(build, "C1", scope, asked)
    current = [float(figure.value) for _, figure in series if figure.value is not None]
    end = len(asked.round.fiscal_year.months[: 6 * asked.round.number])
    found = project(current, _past(build, asked), end) if len(current) == len(series) else None
    if found is None:
        return None
    # The last month may lie in the round before, whose target is another.
    target = measure.one(build, "C1", scope, asked).target
    needed = _needed(series[-1][1], target, end - len(current))
    # Nobody pays out more than was allocated; what may yet be allocated is not known.
    most = max(100.0, current[-1])
    expected, low, high = (min(value, most) for value in found)
    is_capped = found[0] > most
    return Projection(len(current), end, expected, low, high, is_capped, target, needed)


def _past(build: Build, asked: Ask) -> list[Curve]:
    curves: list[Curve] = []
    first = int(build.rows("SELECT coalesce(min(fy), 9999) FROM counted WHERE form = 'ledger'")[0][0])
    for year in range(first, asked.round.fiscal_year.year_be):
        whole = measure.ask(year, 2, as_of=FiscalYear(year).end, known_at=asked.known_at, official=asked.official)
        for scope in ("OFF", "INF", "OLD", "DIS", "GEN"):
            points: Sequence[tuple[Month, Figure]] = measure.series(build, "C1", scope, whole)
            if points and all(figure.value is not None and not figure.notes for _, figure in points):
                curves.append([float(figure.value or 0) for _, figure in points])
    return curves


def _needed(figure: Figure, target: Decimal | None, months_left: int) -> Fraction | None:
    """What each remaining month must pay out so that the round's target is met on today's allocation."""
    if target is None or months_left <= 0 or figure.numerator is None or figure.denominator is None:
        return None
    missing = figure.denominator * Fraction(target) / 100 - figure.numerator
    return max(missing, Fraction(0)) / months_left
