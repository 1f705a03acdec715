"""What the agencies' reports say beside their results: money, problems, warnings, photos; the facts of M4, M6–M11."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from base.period import Month
from base.problem import Step, open_months, says_none
from kpi.additions import coded_progress
from kpi.facts import COUNTING, Facts, last_full_month
from kpi.kept import kept
from kpi.model import Source, SourceKind

LAST_ROW_OF_KEY = """
    QUALIFY row_number() OVER (
        PARTITION BY progress.reporter, project_code, coalesce(activity, ''), coalesce(province, '')
        ORDER BY progress.period_start DESC, sheet_row DESC) = 1
"""
"""Of every (agency, project, activity, province) its own last row, as K3 carries it forward (domain.md 4.2)."""

CODED_ROWS = f"{COUNTING} AND progress.period_start <= $until AND project_code IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Money:
    """What the last rows of one agency say of one plan's money, in baht."""

    agency: str
    plan: str
    allocated_thb: Decimal
    disbursed_thb: Decimal


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem that is open: nobody has said since that there is none."""

    agency: str
    project_code: str
    province: str
    plan: str
    since: Month
    rows: tuple[tuple[int, int], ...]
    """(submission seq, sheet row) of every row that tells it since then, oldest first."""

    @property
    def item(self) -> str:
        return f"{self.agency}:{self.project_code}:{self.province}"


@dataclass(frozen=True, slots=True)
class Report:
    """One counting monthly report: how many rows it has and how many of them are without a warning."""

    agency: str
    month: Month
    rows: int
    clean_rows: int
    unproven_rows: int
    """Rows without a link to evidence."""
    is_nil: bool
    submission_id: str
    sha256: str
    file_name: str
    sent_by: str
    received_at: datetime
    channel: str

    def source(self, role: str, value: str, field: str) -> Source:
        """The report as a receipt that a figure rests on."""
        return Source(
            SourceKind.RECEIPT,
            role,
            f"{self.agency}:{self.month}",
            value,
            submission=self.submission_id,
            sha256=self.sha256,
            file=self.file_name,
            field=field,
            reporter=self.agency,
            sent_by=self.sent_by,
            received_at=self.received_at,
        )


@dataclass(frozen=True, slots=True)
class AnnualResults:
    """What is known of one agency's annual results."""

    first_valid_at: datetime
    """Receipt of the first version that passed the checks (as A-46 has it for the monthly report)."""
    is_received: bool
    """A valid version that has not been returned exists."""
    has_photo: bool


@kept
def money(facts: Facts, as_of: date) -> tuple[Money, ...]:
    """Allocation and cumulative disbursement by agency and plan; rows without a project code are left out."""
    sql = f"""
        WITH latest AS (
            SELECT progress.reporter, plan_no, budget_alloc, budget_disb
            FROM {coded_progress(facts)} JOIN counted USING (submission_seq) WHERE {CODED_ROWS} {LAST_ROW_OF_KEY}
        )
        SELECT reporter, 'PLAN' || plan_no, coalesce(sum(budget_alloc), 0), coalesce(sum(budget_disb), 0)
        FROM latest GROUP BY ALL ORDER BY ALL
    """
    return tuple(Money(*row) for row in facts.build.rows(sql, until(facts, as_of)))


def until(facts: Facts, as_of: date) -> dict[str, object]:
    """The parameters of CODED_ROWS: the rows of months that had ended on the day."""
    return facts.counting("progress") | {"until": last_full_month(as_of).first_day}


@kept
def open_problems(facts: Facts, as_of: date) -> tuple[Problem, ...]:
    """Problems open on the day: (agency, project, province) from the first month told until a later month says ไม่มี.

    An empty cell or a month without a report closes nothing. Where the rows of one month disagree, it stays open. The
    Office may close one, too (`base.problem`).
    """
    sql = f"""
        SELECT progress.reporter, project_code, coalesce(province, ''), 'PLAN' || plan_no, progress.period_start,
               submission_seq, sheet_row, problem, raw
        FROM {coded_progress(facts)} JOIN counted USING (submission_seq)
        WHERE {CODED_ROWS} AND (problem IS NOT NULL OR raw LIKE '%"problem"%')
        ORDER BY progress.period_start, submission_seq, sheet_row
    """
    told: dict[tuple[str, str, str], dict[date, list[tuple[str, int, int]]]] = {}
    for agency, code, province, plan, start, seq, row, problem, raw in facts.build.rows(sql, until(facts, as_of)):
        # A lone dash is read as an empty cell; the row still knows that it was one.
        text = problem if problem is not None else str(json.loads(raw).get("problem", ""))
        if says_none(text):
            told.setdefault((agency, code, province), {}).setdefault(start, [])
        elif problem:
            told.setdefault((agency, code, province), {}).setdefault(start, []).append((plan, seq, row))
    steps = _steps(facts)
    found = (_open(key, months, steps.get(":".join(key), ()), as_of) for key, months in told.items())
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.since, one.item)))


def _steps(facts: Facts) -> dict[str, tuple[Step, ...]]:
    """Problem → what the Office decided about it, oldest first."""
    rows = facts.build.rows(
        "SELECT problem_key, seq, kind, on_day FROM problem_step WHERE fy = $fy AND seq <= $seq ORDER BY seq",
        {"fy": facts.year.year_be, "seq": facts.seq},
    )
    found: dict[str, tuple[Step, ...]] = {}
    for key, *step in rows:
        found[key] = (*found.get(key, ()), Step(*step))
    return found


def _open(
    key: tuple[str, str, str], months: dict[date, list[tuple[str, int, int]]], steps: Sequence[Step], as_of: date
) -> Problem | None:
    """The problem of one key while it is open; a month with no row of it said that there is none."""
    told = {Month.of(start): [seq for _, seq, _ in rows] for start, rows in months.items()}
    run = open_months(told, steps, as_of)
    if not run:
        return None
    rows = [row for month in run for row in months[month.first_day]]
    return Problem(*key, rows[-1][0], run[0], tuple((seq, number) for _, seq, number in rows))


@kept
def reports(facts: Facts, as_of: date) -> tuple[Report, ...]:
    """Every counting report of the fiscal year's months that had ended on the day, oldest month first."""
    sql = f"""
        SELECT counted.reporter, counted.period_start, row_count, row_count - warned_rows, coalesce(unproven, 0),
               is_nil, submission.submission_id, sha256, file_name, submitted_by, received_at,
               channel
        FROM counted JOIN submission ON submission.seq = counted.submission_seq
        LEFT JOIN (
            SELECT submission_seq, count(*) AS unproven FROM progress
            WHERE coalesce(evidence, '') = '' GROUP BY submission_seq
        ) AS bare ON bare.submission_seq = counted.submission_seq
        WHERE {COUNTING} AND counted.period_start <= $until
        ORDER BY counted.period_start, counted.reporter
    """
    rows = facts.build.rows(sql, until(facts, as_of))
    return tuple(Report(agency, Month.of(start), *rest) for agency, start, *rest in rows)


@kept
def last_told(facts: Facts, as_of: date) -> dict[tuple[str, str], Month]:
    """(project, agency) → the last month with a row of it."""
    sql = f"""
        SELECT project_code, progress.reporter, max(progress.period_start)
        FROM {coded_progress(facts)} JOIN counted USING (submission_seq) WHERE {CODED_ROWS} GROUP BY ALL
    """
    return {(code, agency): Month.of(start) for code, agency, start in facts.build.rows(sql, until(facts, as_of))}


def stale_projects(facts: Facts, as_of: date, agencies: Iterable[str] | None = None) -> frozenset[str]:
    """Countable projects that stand on a row older than the last month due (A-29); a nil report keeps them fresh."""
    due = facts.due_months(facts.year.months, as_of)
    if not due:
        return frozenset()
    wanted = None if agencies is None else frozenset(agencies)
    nil = {one.agency for one in reports(facts, as_of) if one.is_nil and one.month >= due[-1]}
    countable = facts.projects(as_of)
    return frozenset(
        code
        for (code, agency), month in last_told(facts, as_of).items()
        if month < due[-1]
        and agency not in nil
        and code in countable
        and agency in countable[code].reporters
        and (wanted is None or agency in wanted)
    )


@kept
def annual_results(facts: Facts) -> dict[str, AnnualResults]:
    """Agency → its annual results of the fiscal year, for those that have sent a valid version."""
    sql = f"""
        SELECT submission.reporter, arg_min(received_at, seq), bool_or(standing.submission_seq IS NOT NULL),
               bool_or(coalesce(has_photo, false) AND standing.submission_seq IS NOT NULL)
        FROM submission
        LEFT JOIN (SELECT submission_seq FROM counted WHERE {COUNTING}) AS standing ON standing.submission_seq = seq
        LEFT JOIN (
            SELECT submission_seq, bool_or(coalesce(photo, '') <> '') AS has_photo FROM annual GROUP BY submission_seq
        ) AS photos ON photos.submission_seq = seq
        WHERE form = 'annual' AND status = 'valid' AND submission.fy = $fy AND seq <= $seq
        GROUP BY submission.reporter ORDER BY submission.reporter
    """
    rows = facts.build.rows(sql, facts.counting("annual") | {"basis": "provisional"})
    return {agency: AnnualResults(*rest) for agency, *rest in rows}


@kept
def due_by_agency(facts: Facts, as_of: date) -> dict[str, tuple[int, int]]:
    """Agency → (received, expected) monthly reports of the fiscal year so far; waived ones are not expected."""
    found: dict[str, tuple[int, int]] = {}
    for month in facts.due_months(facts.year.months, as_of):
        for agency in facts.reporting_agencies(month):
            filing = facts.filing(agency, month)
            if not filing.is_waived:
                received, expected = found.get(agency, (0, 0))
                found[agency] = (received + filing.is_received, expected + 1)
    return found
