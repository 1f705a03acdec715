"""One agency beside its indicators: its money by plan, and its open problems in the words of its own reports.

The money adds up to M4 of the agency, the problems are those that M7 counts (domain.md 4.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from base.period import Month
from kpi import measure
from kpi.facts import Facts
from kpi.model import Ask
from kpi.problem_facts import Problem, open_problems
from kpi.progress_facts import last_rows
from kpi.store import Build


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """What the agency's last rows say of the money of one plan."""

    plan: str | None
    """None where the rows name no plan."""
    allocated_thb: Decimal
    disbursed_thb: Decimal


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One open problem in the words of the report that told it last."""

    project_code: str
    project_name: str
    province: str
    """Code of the province; empty where the reports name none."""
    plan: str
    since: Month
    month_count: int
    """How many months have told it since it opened."""
    problem: str
    solution: str


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency on the day asked for."""

    code: str
    money: tuple[MoneyLine, ...]
    problems: tuple[ProblemLine, ...]
    """The oldest first."""


def overview(build: Build, asked: Ask, code: str) -> Agency:
    """Money by plan and open problems of one agency; both empty for an agency that has not reported."""
    facts = measure.facts_for(build, (asked,))
    sums = [one for one in last_rows(facts, asked.as_of).money if one.agency == code]
    money = (MoneyLine(one.plan, _baht(one.allocated_satang), _baht(one.disbursed_satang)) for one in sums)
    mine = [one for one in open_problems(facts, asked.as_of) if one.agency == code]
    words = _words(facts, mine)
    return Agency(code, tuple(sorted(money, key=lambda one: one.plan or "")), tuple(_line(one, words) for one in mine))


def _baht(satang: int) -> Decimal:
    return Decimal(satang).scaleb(-2)


Words = dict[tuple[int, int], tuple[str, str, str]]
"""(submission, row of the sheet) → name of the project, problem, solution."""


def _line(one: Problem, words: Words) -> ProblemLine:
    name, problem, solution = words[one.rows[-1]]
    months = len({seq for seq, _ in one.rows})
    return ProblemLine(one.project_code, name, one.province, one.plan, one.since, months, problem, solution)


def _words(facts: Facts, problems: list[Problem]) -> Words:
    rows = facts.build.rows(
        """SELECT submission_seq, sheet_row, coalesce(project_name, ''), coalesce(problem, ''), coalesce(solution, '')
           FROM progress WHERE fy = $fy AND list_contains($reports, submission_seq)""",
        {"fy": facts.year.year_be, "reports": sorted({one.rows[-1][0] for one in problems})},
    )
    return {(seq, row): (name, problem, solution) for seq, row, name, problem, solution in rows}
