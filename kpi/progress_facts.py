"""What the rows of the agencies' monthly reports add up to on a day, in one pass over the year's rows.

The reports are by far the largest table. Days that are asked for together (both rounds, the months of a curve) are
answered together: `Facts.months_with` names them, and every row is read once for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from base.period import Month
from base.problem import SAYS_NONE
from kpi.additions import coded_progress
from kpi.kept import kept
from kpi.model import OFFICE

if TYPE_CHECKING:
    from kpi.facts import Facts

COUNTING = """
    counted.form = $form AND counted.basis = $basis AND counted.fy = $fy
    AND counted.from_seq <= $seq AND $seq < counted.to_seq
"""
"""Condition on `counted`: the version that counts at the known moment; see `Facts.counting` for its parameters."""

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

_AGE = "(progress.period_start - $start::DATE) * 2097152 + sheet_row"
"""Later is more: the day of the month, then the row of the sheet; an agency has one counting report a month."""


class Progress(NamedTuple):
    """What one agency last reported on one project, added up over its plans, activities and provinces."""

    project_code: str
    reporter: str
    rows: int
    result_sum_e4: int
    """In ten-thousandths, as the reports keep four decimals: whole numbers add up faster than Decimals."""
    first_unit: str | None
    last_unit: str | None
    """The first and the last of their units by the alphabet: different where the units are."""
    progress_sum_e4: int
    """In ten-thousandths of a point."""
    is_complete: bool
    """Every row that says something says แล้วเสร็จ with progress 100."""
    is_cancelled: bool
    """A row says ยกเลิก; without an approved change that is a cancellation not approved."""
    last_month: date
    """The first day of the last month with a row."""


class Money(NamedTuple):
    """What the last rows of one agency say of one plan's money, in satang."""

    agency: str
    plan: str | None
    allocated_satang: int
    disbursed_satang: int


class LastRows(NamedTuple):
    """The last rows of all agencies on a day, added up in two ways."""

    progress: list[Progress]
    money: list[Money]


@dataclass(frozen=True, slots=True)
class OpenProblems:
    """How many problems of one agency and plan are open, and the first month of the oldest."""

    agency: str
    plan: str | None
    many: int
    oldest: Month


def last_full_month(as_of: date) -> Month:
    """The last month that counts on `as_of`: one whose last day is not after it (domain.md 4.0)."""
    month = Month.of(as_of)
    return month if month.last_day <= as_of else month.shift(-1)


def last_rows(facts: Facts, as_of: date) -> LastRows:
    """By project and agency, and by agency and plan.

    Every (activity, province) carries its own last row forward (domain.md 4.2).
    """
    month = last_full_month(as_of)
    return _last_rows(facts, facts.months_with(month)).get(month.first_day, LastRows([], []))


@kept
def _last_rows(facts: Facts, months: tuple[Month, ...]) -> dict[date, LastRows]:
    days = [month.first_day for month in months]
    last = ", ".join(
        f"arg_max(progress.rowid, {_AGE}) FILTER (progress.period_start <= DATE '{day}') AS last_{place}"
        for place, day in enumerate(days)
    )
    sql = f"""
        WITH last AS (
            SELECT project_code, {last} {_rows(facts)}
            GROUP BY progress.reporter, project_code, coalesce(activity, ''), coalesce(province, '')
        ), row_of AS (
            SELECT project_code, unnest([{_places("last", days)}]) AS id, unnest({_dates(days)}) AS until FROM last
        )
        SELECT until, row_of.project_code, reporter, count(*), {_whole("result_cum", 4)},
               min(nullif(target_unit, '')), max(nullif(target_unit, '')), {_whole("progress_pct", 4)},
               coalesce(bool_and(status = 'completed' AND coalesce(progress_pct, 0) >= 100), false),
               coalesce(bool_or(status = 'cancelled'), false), max(period_start),
               'PLAN' || plan_no, {_of_plan(_whole("budget_alloc", 2))}, {_of_plan(_whole("budget_disb", 2))}
        FROM progress JOIN row_of ON progress.rowid = id WHERE fy = $fy
        GROUP BY GROUPING SETS ((until, row_of.project_code, reporter), (until, reporter, plan_no))
    """
    found = {day: LastRows([], []) for day in days}
    for until, code, agency, *said, plan, allocated, disbursed in facts.build.rows(
        sql, facts.counting("progress") | {"start": facts.year.start}
    ):
        if code is None:
            found[until].money.append(Money(agency, plan, allocated, disbursed))
        else:
            found[until].progress.append(Progress(code, agency, *said))
    return found


def open_problem_counts(facts: Facts, as_of: date) -> tuple[OpenProblems, ...]:
    """The open problems by agency and plan; which ones they are is told by `report_facts.open_problems`."""
    month = last_full_month(as_of)
    return _open_problem_counts(facts, facts.months_with(month)).get(month.first_day, ())


@kept
def open_problems_of_scopes(facts: Facts, as_of: date) -> dict[str, tuple[int, Month]]:
    """The Office, each plan and each agency with an open problem → (how many, first month of the oldest)."""
    found: dict[str, tuple[int, Month]] = {}
    for one in open_problem_counts(facts, as_of):
        for scope in (OFFICE, one.agency, one.plan):
            if scope is not None:
                many, oldest = found.get(scope, (0, one.oldest))
                found[scope] = many + one.many, min(oldest, one.oldest)
    return found


@kept
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
            SELECT progress.reporter, project_code, province, progress.period_start, plan_no, {_AGE} AS age,
                   1 << datediff('month', $start::DATE, progress.period_start) AS bit, {TOLD} AS told {_rows(facts)}
        ), judged AS (SELECT *, {SAYS_NONE_SQL} AS is_none FROM told WHERE told <> ''
        ), keyed AS (
            SELECT reporter, {plans}, coalesce(bit_or(bit) FILTER (NOT is_none), 0) AS open,
                   coalesce(bit_or(bit) FILTER (is_none), 0) AS closed
            FROM judged GROUP BY reporter, project_code, coalesce(province, '')
        ), state AS (
            SELECT reporter, unnest([{_places("plan", days)}]) AS plan_no, unnest({_dates(days)}) AS until,
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
    for until, agency, plan, many, bit in facts.build.rows(
        sql, facts.counting("progress") | {"start": facts.year.start}
    ):
        found[until].append(OpenProblems(agency, plan, many, facts.year.months[int(bit).bit_length() - 1]))
    return {day: tuple(rows) for day, rows in found.items()}


def _rows(facts: Facts) -> str:
    return f"""
        FROM {coded_progress(facts)} JOIN counted USING (submission_seq)
        WHERE {COUNTING} AND progress.fy = $fy AND project_code IS NOT NULL"""


def _whole(column: str, decimals: int) -> str:
    """SQL for the sum of a decimal column as a whole number of its smallest part."""
    return f"coalesce((sum({column}) * {10**decimals})::HUGEINT, 0)"


def _of_plan(amount: str) -> str:
    """SQL that asks for an amount only where an agency and a plan are added up, not a project."""
    return f"CASE WHEN grouping(row_of.project_code) = 1 THEN {amount} END"


def _places(name: str, days: Sequence[date]) -> str:
    return ", ".join(f"{name}_{place}" for place in range(len(days)))


def _dates(days: Sequence[date]) -> str:
    return "[" + ", ".join(f"DATE '{day}'" for day in days) + "]"
