"""How figures moved: each side is what the measure says on its own day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from kpi import change, measure
from kpi.change import Change
from kpi.model import Ask
from tests.kpi.history import LATER, History


def asked(day: date, number: int = 1, year: int = 2564) -> Ask:
    return measure.ask(year, number, as_of=day, known_at=LATER, now=LATER)


def moved(history: History, question: Ask, kpi: str = "C1", scope: str = "INF") -> Change:
    build = history.build()
    found = change.changes(build, question, measure.by_scope(build, kpi, [scope], question))[(kpi, scope)]
    now = measure.one(build, kpi, scope, question).value
    for before, said in (
        (change.month_before(question), found.since_month),
        (change.year_before(question), found.since_year),
    ):
        if said is not None:
            assert before is not None
            assert said == (now or 0) - (measure.one(build, kpi, scope, before).value or 0)
    return found


def paid(history: History, month: str, *days_and_baht: tuple[date, int], allocated: date | None = None) -> None:
    lines = [("INF", "allocate", allocated, 100)] if allocated else []
    history.budget(month, *lines, *(("INF", "disburse", day, baht) for day, baht in days_and_baht))


def test_since_the_month_before_and_against_the_year_before(history: History) -> None:
    paid(history, "2020-02", (date(2020, 2, 29), 30), allocated=date(2019, 10, 1))
    paid(history, "2020-10", allocated=date(2020, 10, 1))
    paid(history, "2021-01", (date(2021, 1, 15), 20))
    paid(history, "2021-02", (date(2021, 2, 20), 5))
    assert moved(history, asked(date(2021, 2, 28))) == Change(Fraction(5), Fraction(-5)), "the last day stays the last"
    assert moved(history, asked(date(2021, 2, 10))) == Change(Fraction(0), Fraction(20))
    assert moved(history, asked(date(2021, 1, 31))) == Change(Fraction(20), Fraction(20))
    assert moved(history, asked(date(2020, 10, 31))) == Change(None, Fraction(0)), "a new year begins anew"


def test_a_new_round_begins_anew_and_a_year_without_reports_is_unknown(history: History) -> None:
    paid(history, "2020-10", (date(2020, 10, 9), 10), allocated=date(2020, 10, 1))
    paid(history, "2021-04", (date(2021, 4, 9), 10))
    paid(history, "2021-05", (date(2021, 5, 9), 10))
    assert moved(history, asked(date(2021, 4, 30), 2)) == Change(None, None)
    assert moved(history, asked(date(2021, 5, 31), 2)) == Change(Fraction(10), None)
    assert moved(history, asked(date(2021, 5, 31))) == Change(Fraction(0), None), "round 1 ended in March"
    assert moved(history, asked(date(2021, 4, 30), 2), "K1", "OFF").since_year is None, "not counted is not 0"
    assert moved(history, asked(date(2021, 5, 31), 1), "C3") == Change(None, None), "not assessed in the round"


def test_the_days_that_are_compared(history: History) -> None:
    feb = change.year_before(asked(date(2021, 2, 28)))
    assert (feb.as_of, feb.round.fiscal_year.year_be, feb.is_as_of_given) == (date(2020, 2, 29), 2563, True)
    assert change.year_before(asked(date(2020, 2, 29), year=2563)).as_of == date(2019, 2, 28)
    april = change.month_before(asked(date(2021, 4, 12), 2))
    assert april is not None and (april.as_of, april.round.number) == (date(2021, 3, 31), 1)
    assert change.month_before(asked(date(2020, 10, 31))) is None
