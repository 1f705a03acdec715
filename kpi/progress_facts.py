"""What the rows of the agencies' monthly reports add up to on a day, in one pass over the year's rows.

The reports are by far the largest table. Days that are asked for together (both rounds, the months of a curve) are
answered together: `Facts.months_with` names them, and every row is read once for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from base.period import Month
from kpi.additions import coded_progress
from kpi.kept import lasting

if TYPE_CHECKING:
    from kpi.facts import Facts

COUNTING = """
    counted.form = $form AND counted.basis = $basis AND counted.fy = $fy
    AND counted.from_seq <= $seq AND $seq < counted.to_seq
"""
"""Condition on `counted`: the version that counts at the known moment; see `Facts.counting` for its parameters."""

AGE = "(progress.period_start - $start::DATE) * 2097152 + sheet_row"
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


@lasting("progress", "decision")
def _last_rows(facts: Facts, months: tuple[Month, ...]) -> dict[date, LastRows]:
    days = [month.first_day for month in months]
    last = ", ".join(
        f"arg_max(progress.rowid, {AGE}) FILTER (progress.period_start <= DATE '{day}') AS last_{place}"
        for place, day in enumerate(days)
    )
    sql = f"""
        WITH last AS (
            SELECT project_code, {last} {counting_rows(facts)}
            GROUP BY progress.reporter, project_code, coalesce(activity, ''), coalesce(province, '')
        ), row_of AS (
            SELECT project_code, unnest([{places("last", days)}]) AS id, unnest({dates(days)}) AS until FROM last
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


def counting_rows(facts: Facts) -> str:
    return f"""
        FROM {coded_progress(facts)} JOIN counted USING (submission_seq)
        WHERE {COUNTING} AND progress.fy = $fy AND project_code IS NOT NULL"""


def _whole(column: str, decimals: int) -> str:
    """SQL for the sum of a decimal column as a whole number of its smallest part."""
    return f"coalesce((sum({column}) * {10**decimals})::HUGEINT, 0)"


def _of_plan(amount: str) -> str:
    """SQL that asks for an amount only where an agency and a plan are added up, not a project."""
    return f"CASE WHEN grouping(row_of.project_code) = 1 THEN {amount} END"


def places(name: str, days: Sequence[date]) -> str:
    return ", ".join(f"{name}_{place}" for place in range(len(days)))


def dates(days: Sequence[date]) -> str:
    return "[" + ", ".join(f"DATE '{day}'" for day in days) + "]"
