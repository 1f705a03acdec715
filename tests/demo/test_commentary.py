"""The commentary of the demonstration speaks of figures that are below their target, month by month."""

from __future__ import annotations

from pathlib import Path

import pytest

from base.period import FiscalYear, Round
from etl import build
from etl.demo import commentary as told
from kpi import commentary, measure
from kpi.commentary import State
from kpi.store import Build
from ledger.store import Ledger

pytestmark = pytest.mark.slow


def test_each_month_says_what_is_below_its_target_and_two_are_left(small: Ledger, small_demo: Path) -> None:
    made = Build.open(build.current(small, small_demo / "builds"))
    months = FiscalYear(told.YEAR).months
    missing, idle = [], []
    for month in months:
        asked = measure.ask(told.YEAR, Round.of(month.last_day).number, as_of=month.last_day)
        figures = measure.every(made, asked)
        below = {(one.kpi, one.scope) for one in commentary.off_target(figures)}
        seen = commentary.overview(made, asked)
        missing += [(one.kpi, one.scope, month) for one in commentary.missing(made, asked, figures)]
        idle += [
            one.key for one in seen.comments if one.key.month == month and (one.key.kpi, one.key.scope) not in below
        ]
    assert missing == [(*one.split(":"), months[-1]) for one in told.UNWRITTEN]
    assert idle == []
    assert {one.state for one in seen.actions} == {State.OPEN, State.OVERDUE}
    march = commentary.overview(made, measure.ask(told.YEAR, 1))
    assert [one.version for one in march.history("C1", "DIS")][:2] == [2, 1]
