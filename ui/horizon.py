"""What may be asked of a build: its fiscal years, its days, the moments at which something became known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import streamlit as st

from base.clock import now
from base.period import FiscalYear, Month, Round
from kpi.store import Build

LAST_SECOND = time(23, 59, 59)
AFTER_LAST_FACT = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Horizon:
    """The years with data (newest first), the last month with data, and when the first and last fact were recorded."""

    years: tuple[int, ...]
    last_month: Month | None
    first_fact_at: datetime | None
    last_fact_at: datetime | None

    @property
    def is_empty(self) -> bool:
        return not self.years

    @property
    def latest_round(self) -> Round:
        """The round of the last month with data; without months round 1 of the last year, without data today's."""
        if self.last_month:
            return Round.of(self.last_month.first_day)
        return Round(FiscalYear(self.years[0]), 1) if self.years else Round.of(now().date())

    def known_between(self) -> tuple[date, date] | None:
        """The first and the last day worth asking "what did we know by then?"; None while nothing is known."""
        if not (self.first_fact_at and self.last_fact_at):
            return None
        return self.first_fact_at.date(), min(self.last_fact_at + AFTER_LAST_FACT, now()).date()

    def known_now(self) -> datetime:
        """The beginning of this hour, or the last fact when that is newer.

        Nothing else became known since, so answers can be kept for an hour instead of being new every second; the
        deadlines lie on a midnight, which begins an hour.
        """
        step = now().replace(minute=0, second=0, microsecond=0)
        return max(step, self.last_fact_at) if self.last_fact_at else step


def horizon(build: Build) -> Horizon:
    """The horizon of a build (kept per build: a build never changes)."""
    return _horizon(build, build.name)


def days_of(year: FiscalYear) -> list[date]:
    """Every day of a fiscal year and the month after it (the last report is due then), newest first."""
    last = Month.of(year.end).shift(1).last_day
    return [last - timedelta(days=back) for back in range((last - year.start).days + 1)]


def known_days(between: tuple[date, date] | None) -> list[date]:
    """Every day between two, both counted, newest first."""
    if between is None:
        return []
    first, last = between
    return [last - timedelta(days=back) for back in range((last - first).days + 1)]


@st.cache_resource(max_entries=8, show_spinner=False)
def _horizon(_build: Build, name: str) -> Horizon:
    # Reference data is loaded as of long ago; what became known starts with the first submission.
    ((years, last, first_at),) = _build.rows(
        """SELECT list(DISTINCT fy) FILTER (status = 'valid'),
                  max(period_start) FILTER (status = 'valid' AND period NOT LIKE 'FY%'),
                  min(recorded_at) FROM submission"""
    )
    last_month = Month.of(last) if last else None
    last_at = _build.last_recorded_at
    is_known = last_at > datetime.min
    return Horizon(tuple(sorted(years or (), reverse=True)), last_month, first_at, last_at if is_known else None)
