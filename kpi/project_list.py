"""Every countable project of a year with how far it has come, how far it should be, and when it was last told of.

The same facts as K3 (implemented), M8 (lagging) and stale rows (A-29), one line per project.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from base.period import Month
from kpi.facts import last_full_month
from kpi.indicators.declared import Question
from kpi.indicators.k3 import Standing
from kpi.indicators.lagging import in_scope, is_lagging, time_share
from kpi.model import OFFICE, Ask
from kpi.report_facts import last_told, stale_projects
from kpi.shared_facts import facts_of
from kpi.store import Build


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One countable project on the day asked for."""

    code: str
    name: str
    plan: str
    reporters: tuple[str, ...]
    start: date | None
    end: date | None
    progress_pct: Fraction
    """In points, not capped; 0 while nobody has reported."""
    time_pct: Fraction
    """The share of its time that has passed by the end of the last full month, in points."""
    is_implemented: bool
    is_lagging: bool
    is_stale: bool
    is_cancelling: bool
    last_told: Month | None
    """The last month with a row of it from any agency."""


def overview(build: Build, asked: Ask) -> tuple[ProjectLine, ...]:
    """The projects that M8 of the Office speaks of, by plan and code; none before the first month is over."""
    facts = facts_of(build, asked.round.fiscal_year, asked.known_at, asked.official)
    question = Question(facts, OFFICE, asked.round, asked.as_of)
    if last_full_month(asked.as_of).last_day < facts.year.start:
        return ()
    found, _ = in_scope(question)
    stale = stale_projects(facts, asked.as_of)
    told: dict[str, Month] = {}
    for (code, _agency), month in last_told(facts, asked.as_of).items():
        told[code] = max(month, told.get(code, month))
    lines = [_line(question, one, stale, told) for one in found]
    return tuple(sorted(lines, key=lambda line: (line.plan, line.code)))


def _line(question: Question, one: Standing, stale: frozenset[str], told: dict[str, Month]) -> ProjectLine:
    project = one.project
    day = last_full_month(question.as_of).last_day
    return ProjectLine(
        code=project.project_code,
        name=project.name,
        plan=project.item_code,
        reporters=tuple(sorted(project.reporters)),
        start=project.start_date,
        end=project.end_date,
        progress_pct=one.progress_pct,
        time_pct=time_share(project, question.facts.year, day) * 100,
        is_implemented=one.is_implemented,
        is_lagging=is_lagging(question, one),
        is_stale=project.project_code in stale,
        is_cancelling=project.is_cancelling,
        last_told=told.get(project.project_code),
    )
