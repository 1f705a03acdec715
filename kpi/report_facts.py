"""What the agencies' reports say beside their results: money, warnings, photos; the facts of M4, M6, M10, M11."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from base.period import Month
from kpi.facts import COUNTING, Facts, Receipt, last_full_month
from kpi.kept import kept, lasting
from kpi.model import OFFICE, Coverage, Source
from kpi.progress_facts import last_rows

LAST_ROW_OF_KEY = """
    QUALIFY row_number() OVER (
        PARTITION BY progress.reporter, project_code, coalesce(activity, ''), coalesce(province, '')
        ORDER BY progress.period_start DESC, sheet_row DESC) = 1
"""
"""Of every (agency, project, activity, province) its own last row, as K3 carries it forward (domain.md 4.2)."""

CODED_ROWS = f"{COUNTING} AND progress.period_start <= $until AND project_code IS NOT NULL"


class Report(NamedTuple):
    """One counting monthly report, and what its rows lack."""

    receipt: Receipt
    month: Month
    unproven_rows: int
    """Rows without a link to evidence."""

    @property
    def agency(self) -> str:
        return self.receipt.agency

    @property
    def rows(self) -> int:
        return self.receipt.row_count

    @property
    def clean_rows(self) -> int:
        """Rows without a warning."""
        return self.receipt.row_count - self.receipt.warned_rows

    def source(self, role: str, value: str, field: str) -> Source:
        """The report as a receipt that a figure rests on."""
        return self.receipt.source(role, f"{self.agency}:{self.month}", value, field)


@dataclass(frozen=True, slots=True)
class AnnualResults:
    """What is known of one agency's annual results."""

    first_valid_at: datetime
    """Receipt of the first version that passed the checks (as A-46 has it for the monthly report)."""
    is_received: bool
    """A valid version that has not been returned exists."""
    has_photo: bool


@lasting("progress", "decision")
def money_of_scopes(facts: Facts, as_of: date) -> dict[str, tuple[int, int]]:
    """The Office, each plan and each agency that has a row → (allocated, disbursed) in satang."""
    sums: dict[str, tuple[int, int]] = {}
    for one in last_rows(facts, as_of).money:
        for scope in (OFFICE, one.agency, one.plan):
            if scope is not None:
                allocated, disbursed = sums.get(scope, (0, 0))
                sums[scope] = allocated + one.allocated_satang, disbursed + one.disbursed_satang
    return sums


def until(facts: Facts, as_of: date) -> dict[str, object]:
    """The parameters of CODED_ROWS: the rows of months that had ended on the day."""
    return facts.counting("progress") | {"until": last_full_month(as_of).first_day}


@kept
def _all_reports(facts: Facts) -> tuple[Report, ...]:
    """Every counting report of the fiscal year, oldest month first."""
    unproven, counting = _unproven_rows(facts), facts.counting_seqs("progress")
    found = (one for one in facts.receipts() if one.seq in counting)
    return tuple(
        Report(one, facts.month_of(one.period_start), unproven.get(one.seq, 0))
        for one in sorted(found, key=lambda one: (one.period_start, one.agency))
    )


@lasting("progress")
def _unproven_rows(facts: Facts) -> dict[int, int]:
    """Report → its rows without a link to evidence, where there are any; of every report of the year."""
    rows = facts.build.rows(
        """SELECT submission_seq, count(*) FROM progress WHERE fy = $fy AND coalesce(evidence, '') = ''
           GROUP BY submission_seq""",
        {"fy": facts.year.year_be},
    )
    return dict(rows)


@kept
def reports(facts: Facts, as_of: date) -> tuple[Report, ...]:
    """Every counting report of the fiscal year's months that had ended on the day, oldest month first."""
    last = last_full_month(as_of)
    return tuple(report for report in _all_reports(facts) if report.month <= last)


@kept
def reports_by_agency(facts: Facts, as_of: date) -> dict[str, tuple[Report, ...]]:
    """Agency → its counting reports of the months that had ended on the day, oldest first."""
    found: dict[str, list[Report]] = {}
    for report in reports(facts, as_of):
        found.setdefault(report.agency, []).append(report)
    return {agency: tuple(own) for agency, own in found.items()}


@lasting("progress", "decision")
def last_told(facts: Facts, as_of: date) -> dict[tuple[str, str], Month]:
    """(project, agency) → the last month with a row of it."""
    found = last_rows(facts, as_of).progress
    return {(one.project_code, one.reporter): facts.month_of(one.last_month) for one in found}


@kept
def _stale_by_agency(facts: Facts, as_of: date) -> dict[str, frozenset[str]]:
    """Agency → the countable projects that it answers for and that stand on a row older than the last month due."""
    due = facts.due_months(facts.year.months, as_of)
    if not due:
        return {}
    nil = {one.agency for one in reports(facts, as_of) if one.receipt.is_nil and one.month >= due[-1]}
    countable, since = facts.projects(as_of), due[-1].first_day
    found: dict[str, set[str]] = {}
    for one in last_rows(facts, as_of).progress:
        if one.last_month < since and one.reporter not in nil:
            project = countable.get(one.project_code)
            if project is not None and one.reporter in project.reporters:
                found.setdefault(one.reporter, set()).add(one.project_code)
    return {agency: frozenset(codes) for agency, codes in found.items()}


def stale_projects(facts: Facts, as_of: date, agencies: Iterable[str] | None = None) -> frozenset[str]:
    """Countable projects that stand on a row older than the last month due (A-29); a nil report keeps them fresh."""
    found = _stale_by_agency(facts, as_of)
    return frozenset[str]().union(*(found.get(agency, ()) for agency in (found if agencies is None else agencies)))


@kept
def annual_results(facts: Facts) -> dict[str, AnnualResults]:
    """Agency → its annual results of the fiscal year, for those that have sent a valid version."""
    standing = facts.counting_seqs("annual", "provisional")
    versions: dict[str, list[Receipt]] = {}
    for one in facts.receipts():
        if one.form == "annual":
            versions.setdefault(one.agency, []).append(one)
    with_photo = _annual_with_photo(facts) if versions else frozenset()
    return {
        agency: AnnualResults(
            own[0].received_at,
            any(one.seq in standing for one in own),
            any(one.seq in standing and one.seq in with_photo for one in own),
        )
        for agency, own in sorted(versions.items())
    }


@lasting("annual")
def _annual_with_photo(facts: Facts) -> frozenset[int]:
    rows = facts.build.rows(
        "SELECT submission_seq FROM annual WHERE fy = $fy AND coalesce(photo, '') <> ''",
        {"fy": facts.year.year_be},
    )
    return frozenset(seq for (seq,) in rows)


@kept
def due_by_agency(facts: Facts, as_of: date) -> dict[str, tuple[int, int]]:
    """Agency → (received, expected) monthly reports of the fiscal year so far; waived ones are not expected."""
    found: dict[str, tuple[int, int]] = {}
    for month in facts.due_months(facts.year.months, as_of):
        for agency, filing in facts.filings_of(month):
            if not filing.is_waived:
                received, expected = found.get(agency, (0, 0))
                found[agency] = (received + filing.is_received, expected + 1)
    return found


@kept
def coverage_of_all(facts: Facts, as_of: date) -> Coverage:
    """Monthly reports received of those due in the fiscal year so far, of all agencies together."""
    due = due_by_agency(facts, as_of).values()
    return Coverage(sum(received for received, _ in due), sum(expected for _, expected in due))
