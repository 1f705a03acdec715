"""Two computations that share no line agree on every figure of random years."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kpi import measure
from kpi.model import Figure
from tests.second.answers import Answer
from tests.second.figures import Figures, every
from tests.second.telling import fresh, tell
from tests.second.world import World
from tests.second.years import Asking, askings, year

QUESTIONS = 8
CODES = {rule.kpi.code for rule in measure.RULES}
"""Every indicator is computed twice."""


def product(build: measure.Build, asking: Asking) -> tuple[measure.Ask, dict[tuple[str, str], Figure]]:
    """The product's figures by indicator and scope, with the question as the product understood it."""
    asked = measure.ask(
        2564,
        asking.round,
        as_of=asking.as_of,
        known_at=asking.known_at,
        official=asking.official,
        now=asking.known_at,
    )
    measured = measure.Measure(build, asked)
    rules = [rule for rule in measure.RULES if rule.kpi.code in CODES]
    figures = (measured.figure(rule, scope) for rule in rules for scope in measured.scopes(rule.kpi))
    return asked, {(one.kpi, one.scope): one for one in figures}


def differences(mine: Figures, theirs: dict[tuple[str, str], Figure]) -> list[str]:
    """Every figure on which the two do not agree; without a value there is no numerator to compare."""
    found = [f"only one of the two knows {key}" for key in sorted(mine.keys() ^ theirs.keys())]
    for key in sorted(mine.keys() & theirs.keys()):
        one, figure = mine[key], theirs[key]
        said = Answer(str(figure.status), figure.value)
        if figure.value is not None:
            said = Answer(str(figure.status), figure.value, figure.numerator, figure.denominator)
        if said != one:
            found.append(f"{key}: second {one}, product {said}")
    return found


@pytest.mark.slow
def test_every_figure_of_random_years_is_computed_twice(
    drill: Callable[[int, int], int], tmp_path: Path, seeded: Path
) -> None:
    compared = valued = 0
    said: set[str] = set()
    for seed in range(drill(3, 200)):
        history = fresh(tmp_path / str(seed), seeded)
        moments = tell(history, year(seed))
        build, world = history.build(), World(history.ledger)
        history.ledger.close()
        for asking in askings(random.Random(seed), moments, QUESTIONS):
            asked, theirs = product(build, asking)
            mine = every(world.known(asking.known_at, official=asking.official), asking.round, asked.as_of)
            assert differences(mine, theirs) == [], f"seed {seed}, {asking}"
            compared += len(theirs)
            valued += sum(one.value is not None for one in theirs.values())
            said |= {one.kpi for one in theirs.values() if one.value}
        shutil.rmtree(tmp_path / str(seed))  # a few megabytes each; the year that fails stays
    assert said == CODES, "an indicator never had a value but 0"
    assert valued > compared / 3, "the years are too empty to prove anything"
