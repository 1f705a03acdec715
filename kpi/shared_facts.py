"""One `Facts` for all questions of a year, a known moment and a basis, where a build is shared by many readers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from base.period import FiscalYear, Month, Round
from kpi.facts import Facts
from kpi.store import Build

ROUNDS = (1, 2)


def facts_of(
    build: Build, year: FiscalYear, known_at: datetime, is_official: bool = True, days: Iterable[date] = ()
) -> Facts:
    """The facts of a year; `days` are added up together (see `Facts`).

    A shared build keeps them for later questions, and then has further days added up at once: whoever asks for one
    round, or for how its figures moved, mostly asks for the other one next.
    """

    def read() -> Facts:
        asked = set(days)
        also = set() if build.alone is build else {*_ends(asked), *_likely(year, known_at.date())}
        return Facts(build.alone, year, build.seq_at(known_at), known_at, is_official, asked | also)

    return build.once(("facts", year, known_at, is_official), read)


def _likely(year: FiscalYear, today: date) -> set[date]:
    """The days that a page asks for unless somebody chooses another: each round's end, or today while it runs."""
    days = {min(today, Round(year, number).end) for number in ROUNDS}
    return days | _ends(days)


def _ends(days: Iterable[date]) -> set[date]:
    """The end of the month before each day."""
    return {Month.of(day).first_day - timedelta(days=1) for day in days}
