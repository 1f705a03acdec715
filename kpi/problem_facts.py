"""Which problems of the agencies' reports are open on a day: told one by one, and counted; the facts of M7."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from base.period import Month
from base.problem import SAYS_NONE, Step, open_months, says_none
from kpi.additions import coded_progress
from kpi.facts import Facts, last_full_month
from kpi.kept import lasting
from kpi.model import OFFICE
from kpi.progress_facts import AGE, counting_rows, dates, places
from kpi.report_facts import CODED_ROWS, until

_BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
"""Every character that str.split() takes for space."""
_FIRST = "".join({text[0] for text in SAYS_NONE}) + "N/." + _BLANKS
"""What a text begins with that says there is no problem: spares most texts the second look."""

SAYS_NONE_SQL = f"""
    CASE WHEN told = '{SAYS_NONE[0]}' THEN true
         WHEN contains('{_FIRST}', left(told, 1))
         THEN regexp_full_match(regexp_replace(lower(told), '[{_BLANKS}/.]', '', 'g'), '{"|".join(SAYS_NONE)}')
         ELSE false END"""
"""Whether the column `told` says that there is no problem: `base.problem.says_none` for many texts at a time.

Not `IN`: DuckDB makes that a join, and the join takes its second look at every text.
"""

TOLD = """
    CASE WHEN problem IS NOT NULL THEN problem
         WHEN raw LIKE '%"problem"%' THEN json_extract_string(raw, '$.problem') END
"""
"""The cell of a problem. A lone dash is read as an empty cell; the row still knows that it was one."""

IS_DECIDED = """
    progress.reporter || ':' || project_code || ':' || coalesce(province, '') IN (
        SELECT problem_key FROM problem_step WHERE problem_step.fy = $fy AND problem_step.seq <= $seq)
"""
"""Condition on `progress`: the Office has decided something about the problem."""


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
class OpenProblems:
    """How many problems of one agency and plan are open, and the first month of the oldest."""

    agency: str
    plan: str | None
    many: int
    oldest: Month


@lasting("progress", "decision", "problem_step")
def open_problems(facts: Facts, as_of: date, decided_only: bool = False) -> tuple[Problem, ...]:
    """Problems open on the day: (agency, project, province) from the first month told until a later month says ไม่มี.

    An empty cell or a month without a report closes nothing. Where the rows of one month disagree, it stays open. The
    Office may close one, too (`base.problem`); `decided_only` tells of those that it has decided about.
    """
    sql = f"""
        SELECT progress.reporter, project_code, coalesce(province, ''), 'PLAN' || plan_no, progress.period_start,
               submission_seq, sheet_row, problem, raw
        FROM {coded_progress(facts)} JOIN counted USING (submission_seq)
        WHERE {CODED_ROWS} AND (problem IS NOT NULL OR raw LIKE '%"problem"%')
              {f"AND {IS_DECIDED}" if decided_only else ""}
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
    steps = problem_steps(facts)
    found = (_open(key, months, steps.get(":".join(key), ()), as_of) for key, months in told.items())
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.since, one.item)))


@lasting("problem_step")
def problem_steps(facts: Facts) -> dict[str, tuple[Step, ...]]:
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


def open_problem_counts(facts: Facts, as_of: date) -> tuple[OpenProblems, ...]:
    """The open problems by agency and plan, without those that the Office has decided about."""
    month = last_full_month(as_of)
    return _open_problem_counts(facts, facts.months_with(month)).get(month.first_day, ())


@lasting("progress", "decision", "problem_step")
def open_problems_of_scopes(facts: Facts, as_of: date) -> dict[str, tuple[int, Month]]:
    """The Office, each plan and each agency with an open problem → (how many, first month of the oldest).

    What the Office decided about a problem is not in the reports: those few are told one by one.
    """
    decided = open_problems(facts, as_of, decided_only=True) if problem_steps(facts) else ()
    found: dict[str, tuple[int, Month]] = {}
    for one in (
        *open_problem_counts(facts, as_of),
        *(OpenProblems(told.agency, told.plan, 1, told.since) for told in decided),
    ):
        for scope in (OFFICE, one.agency, one.plan):
            if scope is not None:
                many, oldest = found.get(scope, (0, one.oldest))
                found[scope] = many + one.many, min(oldest, one.oldest)
    return found


@lasting("progress", "decision", "problem_step")
def _open_problem_counts(facts: Facts, months: tuple[Month, ...]) -> dict[date, tuple[OpenProblems, ...]]:
    """Each month of the year is a bit: a problem is open when its last told month is above the last that said ไม่มี."""
    days = [month.first_day for month in months]
    plans = ", ".join(
        f"arg_max_null(plan_no, age) FILTER (NOT is_none AND period_start <= DATE '{day}') AS plan_{place}"
        for place, day in enumerate(days)
    )
    so_far = [2 ** sum(month <= until for month in facts.year.months) - 1 for until in months]
    sql = f"""
        WITH told AS (
            SELECT progress.reporter, project_code, province, progress.period_start, plan_no, {AGE} AS age,
                   1 << datediff('month', $start::DATE, progress.period_start) AS bit, {TOLD} AS told
            {counting_rows(facts)} {f"AND NOT {IS_DECIDED}" if problem_steps(facts) else ""}
        ), judged AS (SELECT *, {SAYS_NONE_SQL} AS is_none FROM told WHERE told <> ''
        ), keyed AS (
            SELECT reporter, {plans}, coalesce(bit_or(bit) FILTER (NOT is_none), 0) AS open,
                   coalesce(bit_or(bit) FILTER (is_none), 0) AS closed
            FROM judged GROUP BY reporter, project_code, coalesce(province, '')
        ), state AS (
            SELECT reporter, unnest([{places("plan", days)}]) AS plan_no, unnest({dates(days)}) AS until,
                   open & unnest({so_far}) AS open, (closed & ~open) & unnest({so_far}) AS closed
            FROM keyed
        ), run AS (
            SELECT until, reporter, plan_no, open - open % (1 << length(ltrim(bin(closed), '0'))) AS open
            FROM state WHERE open > closed
        )
        SELECT until, reporter, 'PLAN' || plan_no, count(*), min(open & -open)
        FROM run GROUP BY until, reporter, plan_no
    """
    found: dict[date, list[OpenProblems]] = {day: [] for day in days}
    for day, agency, plan, many, bit in facts.build.rows(sql, facts.counting("progress") | {"start": facts.year.start}):
        found[day].append(OpenProblems(agency, plan, many, facts.year.months[int(bit).bit_length() - 1]))
    return {day: tuple(rows) for day, rows in found.items()}
