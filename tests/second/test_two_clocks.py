"""A figure ever shown can be shown again: what is learnt later changes nothing at an earlier known moment."""

from __future__ import annotations

import dataclasses
import random
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kpi import measure
from kpi.model import Figure
from kpi.store import Build
from tests.second.telling import Act, fresh, tell
from tests.second.years import AS_OF, year

Question = tuple[measure.Ask, tuple[Figure, ...]]


def figures(build: Build, asked: measure.Ask) -> tuple[Figure, ...]:
    """Every figure of the question, with everything it says but the name of the build it was read from."""
    return tuple(dataclasses.replace(one, build="") for one in measure.every(build, asked))


def questions(rng: random.Random, moments: list[datetime], later: datetime) -> list[measure.Ask]:
    """Questions known after some of what is told, before anything told later; the edges of that span as well."""
    known = [moments[-1], later - timedelta(microseconds=1), rng.choice(moments)]
    return [
        measure.ask(
            2564, rng.choice([1, 2]), as_of=rng.choice(AS_OF), known_at=moment, official=rng.choice([True, False])
        )
        for moment in rng.sample(known, 2)
    ]


def cut(rng: random.Random, acts: list[Act]) -> tuple[list[Act], list[Act]]:
    """The acts before and after a random instant; those of one moment stay together."""
    ordered = sorted(acts, key=lambda act: act.at)
    edge = rng.choice([one.at for one in ordered[10:-10] if one.at > ordered[0].at])
    return [one for one in ordered if one.at < edge], [one for one in ordered if one.at >= edge]


@pytest.mark.slow
def test_later_facts_never_change_what_was_known(
    drill: Callable[[int, int], int], tmp_path: Path, seeded: Path
) -> None:
    moved = 0
    for seed in range(drill(6, 1000)):
        rng = random.Random(f"two clocks {seed}")
        history = fresh(tmp_path / str(seed), seeded)
        first, later = cut(rng, year(10_000 + seed))
        moments = tell(history, first, 40)
        asked = questions(rng, moments, later[0].at)
        build = history.build()
        before = [figures(build, one) for one in asked]
        tell(history, later, 40)
        build = history.build()
        assert [figures(build, one) for one in asked] == before, f"seed {seed}"
        now = [figures(build, dataclasses.replace(one, known_at=later[-1].at)) for one in asked[:1]]
        moved += [[figure.value for figure in some] for some in now] != [[f.value for f in before[0]]]
        history.ledger.close()
        shutil.rmtree(tmp_path / str(seed))  # ten megabytes each; the year that fails stays
    assert moved > drill(6, 1000) / 4, "what came later hardly mattered, so the property was hardly tried"
