"""The projection of C1: hidden when young, exact when done, and its interval covers what it claims."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction

from base.period import FiscalYear
from kpi import measure
from kpi.forecast import of_c1, project
from tests.kpi.history import LATER, History


def year(source: random.Random) -> list[float]:
    """A made-up year: slow to begin, hurried in September, each year and month with a mind of its own."""
    pace = source.gauss(1, 0.06)
    steps = [max(0.3, pace * step * source.gauss(1, 0.22)) for step in (4, 7, 8, 8, 9, 12, 7, 8, 8, 8, 9, 11)]
    return [sum(steps[: month + 1]) for month in range(12)]


def test_two_months_are_too_few() -> None:
    assert project([5.0, 11.0], [], 6) is None
    assert project([5.0, 11.0, 18.0], [], 6) is not None


def test_at_the_end_there_is_nothing_left_to_guess() -> None:
    assert project([10.0, 20.0, 30.0, 40.0, 50.0, 60.0], [], 6) == (60.0, 60.0, 60.0)


def test_the_interval_covers_between_70_and_90_per_cent(drill: object) -> None:
    source = random.Random(2564)
    trials = drill(300, 4000) if callable(drill) else 300
    inside = 0
    for _ in range(trials):
        past, current = [year(source) for _ in range(8)], year(source)
        found = project(current[: source.choice((3, 4, 5))], past, 6)
        assert found is not None
        inside += found[1] <= current[5] <= found[2]
    assert 0.70 <= inside / trials <= 0.90, inside / trials


def test_the_pace_stops_at_what_was_allocated_and_the_target_is_the_rounds_own(history: History) -> None:
    for number, month in enumerate(FiscalYear(2564).months[:6]):
        lines = [("INF", "disburse", month.last_day, "140.00")]
        if number == 0:
            lines.insert(0, ("INF", "allocate", month.last_day, "1000.00"))
        history.budget(str(month), *lines)
    asked = measure.ask(2564, 2, as_of=date(2021, 4, 20), known_at=LATER, now=LATER)
    found = of_c1(history.build(), "INF", asked)
    assert found is not None
    assert (found.expected_pct, found.high_pct, found.is_capped) == (100, 100, True), "not 168 %"
    assert found.target == 100, "not the 88 of the round in which the last whole month lies"
    assert found.needed_thb_per_month == Fraction(1000 - 840, 6)
    assert found.end_month == 12


def test_baht_per_month_still_needed(history: History) -> None:
    for month, day in (("2020-10", date(2020, 10, 5)), ("2020-11", date(2020, 11, 5)), ("2020-12", date(2020, 12, 5))):
        lines = [("INF", "disburse", day, "100.00")]
        if month == "2020-10":
            lines.insert(0, ("INF", "allocate", day, "1000.00"))
        history.budget(month, *lines)
    asked = measure.ask(2564, 1, as_of=date(2020, 12, 31), known_at=LATER, now=LATER)
    found = of_c1(history.build(), "INF", asked)
    assert found is not None
    assert (found.months_known, found.expected_pct) == (3, 60.0)
    assert found.needed_thb_per_month == Fraction(880 - 300, 3)
