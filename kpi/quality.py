"""How good and how fresh the agencies' reports are: last month, coverage, rows with warnings (manual 1.2, 8.6(4))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from base.period import Month
from kpi import report_facts
from kpi.model import Ask, Coverage
from kpi.shared_facts import facts_of
from kpi.store import Build


@dataclass(frozen=True, slots=True)
class AgencyQuality:
    """One agency's counting monthly reports of the year up to the day asked for."""

    agency: str
    last_month: Month | None
    """The last month with a counting report; None where there is none."""
    coverage: Coverage
    """Reports received of those due."""
    rows: int
    warned_rows: int
    unproven_rows: int
    """Rows without a link to evidence."""

    @property
    def warned_pct(self) -> Fraction | None:
        """The share of rows with a warning, in points; None where there is no row."""
        return Fraction(self.warned_rows * 100, self.rows) if self.rows else None


@dataclass(frozen=True, slots=True)
class Freshness:
    """What the build holds."""

    build: str
    fact_count: int
    last_recorded_at: datetime


def by_agency(build: Build, asked: Ask) -> tuple[AgencyQuality, ...]:
    """Every agency that owes or has sent a report, the one with the oldest last month first.

    The sums over all agencies are those of M10 (rows without a warning).
    """
    facts = facts_of(build, asked.round.fiscal_year, asked.known_at, asked.official)
    due = report_facts.due_by_agency(facts, asked.as_of)
    sent = report_facts.reports_by_agency(facts, asked.as_of)
    found = []
    for agency in {*due, *sent}:
        reports = sent.get(agency, ())
        rows = sum(one.rows for one in reports)
        found.append(
            AgencyQuality(
                agency,
                max((one.month for one in reports), default=None),
                Coverage(*due.get(agency, (0, 0))),
                rows,
                rows - sum(one.clean_rows for one in reports),
                sum(one.unproven_rows for one in reports),
            )
        )
    first = facts.year.months[0]
    return tuple(sorted(found, key=lambda one: (one.last_month or first.shift(-1), one.agency)))


def standing(build: Build, asked: Ask) -> frozenset[int]:
    """The sequence numbers of every form's versions of the year that count, accepted or not yet."""
    rows = build.rows(
        """SELECT submission_seq FROM counted
           WHERE basis = 'provisional' AND fy = $fy AND from_seq <= $seq AND $seq < to_seq""",
        {"fy": asked.round.fiscal_year.year_be, "seq": build.seq_at(asked.known_at)},
    )
    return frozenset(seq for (seq,) in rows)


def freshness(build: Build) -> Freshness:
    """Which facts the build holds and when the last one was recorded."""
    return Freshness(build.name, build.last_seq, build.last_recorded_at)
