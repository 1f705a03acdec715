"""How the deadlines of a fiscal year are read, out of its settings and the register of holidays (A-33, A-34)."""

from __future__ import annotations

from datetime import date

from base.period import FiscalYear
from base.workday import holidays_of
from kpi.calendar import Practice
from kpi.store import Build


def of_year(build: Build, year: FiscalYear, known_seq: int) -> Practice:
    """The practice of one year as known at `known_seq`: one for all its months, so that no deadline moves within it.

    A day off is known from the row that tells it, whenever that row says it takes effect: its own day is what counts.
    """
    days = build.reference("holidays", date.max, known_seq)
    return Practice.of(build.reference("settings", year.end, known_seq), year, holidays_of(days))
