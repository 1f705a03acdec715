"""A clock that jumps: the order of what was recorded stays, no report is lost, and every figure is there at once."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from base import clock
from ledger import schema
from tests.etl_receive.reports import RECEIPT
from tests.faults.scene import Scene, proved

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]
FURTHEST_DAYS = 400


def test_a_clock_that_jumps_forward_and_back(
    scene: Scene, drill: Callable[[int, int], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, rounds = random.Random(11), drill(2, 100)
    for number in range(rounds):
        shift = timedelta(days=chance.uniform(-FURTHEST_DAYS, FURTHEST_DAYS) if number else FURTHEST_DAYS)
        reports = scene.reports(2, result=50 + number)
        words = (shift.total_seconds(), "etl", "submit", *reports)
        scene.receipts += RECEIPT.findall(scene.start("tests.faults.moved_clock", *words).ended())
        scene.send(scene.reports(1, result=400 + number))
    assert len(scene.receipts) == 3 * rounds
    with scene.ledger() as ledger, ledger.read() as connection:
        journal = connection.execute(sa.select(schema.journal).order_by(schema.journal.c.seq)).all()
    moments = [row.recorded_at for row in journal]
    assert moments == sorted(moments) and moments[-1] > clock.now() + timedelta(days=300)
    assert values(scene) == values(scene, "--known-at", "2035-01-01"), "what was recorded ahead is not kept back"
    monkeypatch.setattr(clock, "BANGKOK_OFFSET", clock.BANGKOK_OFFSET + timedelta(days=FURTHEST_DAYS + 1))
    assert proved(scene) == 3 * rounds


def values(scene: Scene, *words: str) -> list[object]:
    """Every figure of the first round, official or not, as the command tells it."""
    code, out, err = scene.run("kpi", "values", "--fy", "2564", "--round", "1", "--provisional", *words, "--json")
    assert code == 0, err
    return [(one["kpi"], one["scope"], one["value"], one["coverage"]) for one in json.loads(out)["figures"]]
