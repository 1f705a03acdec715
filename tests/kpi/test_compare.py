"""Two moments side by side: exactly the changed cells, and the figures they moved."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest

from kpi import measure, speak
from kpi.compare import compare, known
from kpi.model import Unit
from tests.kpi.history import History

OCT = date(2020, 10, 15)


def test_a_correction_names_its_cell_and_the_figures_it_moved(history: History) -> None:
    first = ("INF", "allocate", OCT, "1000.00"), ("INF", "disburse", OCT, "400.00"), ("OLD", "allocate", OCT, "50.00")
    history.budget("2020-10", *first, at=datetime(2020, 11, 2))
    corrected = first[0], ("INF", "disburse", OCT, "450.00"), first[2]
    history.budget("2020-10", *corrected, at=datetime(2021, 4, 20))
    asked = measure.ask(2564, 1, now=datetime(2021, 5, 1))
    build = history.build()
    moves = compare(build, known(build, asked, datetime(2021, 4, 10)), asked)
    assert [(move.after.kpi, move.after.scope, move.difference) for move in moves] == [
        ("C1", "OFF", Fraction(5000, 1050)),
        ("C1", "INF", 5),
    ]
    (change,) = moves[1].cells
    assert change.before and change.after
    assert (change.field, change.before.value, change.after.value) == ("amount", "400", "450")
    assert change.before.cell == change.after.cell and change.before.submission != change.after.submission


def test_nothing_new_moves_nothing(history: History) -> None:
    history.budget("2020-10", ("INF", "allocate", OCT, "1000.00"), at=datetime(2020, 11, 2))
    asked = measure.ask(2564, 1, now=datetime(2021, 5, 1))
    build = history.build()
    assert compare(build, known(build, asked, datetime(2021, 4, 10)), asked) == ()


@pytest.mark.parametrize("unit", list(Unit))
def test_a_difference_is_said_in_every_unit_and_a_small_one_is_never_none(unit: Unit) -> None:
    assert speak.difference(None, unit) == "–" and speak.difference(Fraction(0), unit) == "0"
    assert speak.difference(Fraction(-3), unit).startswith("−3")
    assert any(digit in speak.difference(Fraction(1, 3000), unit) for digit in "123456789")
