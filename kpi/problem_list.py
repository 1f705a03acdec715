"""The register of problems as a reader wants it: what was told, who does what by when, what is solved (T5.6(2)).

The same reports and decisions as M7, one line per (agency, project, province), closed ones too.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from base.period import Month
from base.problem import CLOSE, PLAN, Step, open_months, says_none
from base.words import Text
from kpi import report_facts
from kpi.additions import coded_progress
from kpi.facts import Facts, last_full_month
from kpi.kept import lasting
from kpi.model import Ask
from kpi.shared_facts import facts_of
from kpi.store import Build


class State(StrEnum):
    """Where a problem stands on a day."""

    UNPLANNED = "unplanned"
    PLANNED = "planned"
    OVERDUE = "overdue"
    CLOSED = "closed"


STATE_WORDS: dict[State, Text] = {
    State.UNPLANNED: Text("ยังไม่มีแผน", "No plan yet"),
    State.PLANNED: Text("มีแผนแล้ว", "Planned"),
    State.OVERDUE: Text("เกินกำหนด", "Overdue"),
    State.CLOSED: Text("ปิดแล้ว", "Closed"),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """Who will do what by when."""

    action: str
    owner: str
    """Code of an agency or a unit."""
    due_on: date


@dataclass(frozen=True, slots=True)
class Closing:
    """The Office said that it is solved: on which day, and why."""

    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One problem on the day asked for."""

    key: str
    """`DSD:P-001:50`."""
    agency: str
    project_code: str
    project_name: str
    """Empty where no countable project has the code."""
    province: str
    plan_code: str
    state: State
    since: Month
    """The month it opened in; once it is closed the last month that told it."""
    open_month_count: int
    """Months from the one it opened in to the last full month, both included; 0 once it is closed."""
    problem: str
    solution: str
    plan: Plan | None
    closing: Closing | None
    """None while it is open, and where a report closed it."""
    days_overdue: int

    @property
    def is_open(self) -> bool:
        return self.state is not State.CLOSED


@dataclass(slots=True)
class _Told:
    """What the reports say of one key, month by month; a month without a row said that there is none."""

    reports: dict[Month, list[int]] = field(default_factory=dict)
    words: dict[Month, tuple[str, str, str]] = field(default_factory=dict)


class _Row(NamedTuple):
    """One row that says something of a problem, be it that there is none."""

    agency: str
    project_code: str
    province: str
    plan: str | None
    month: date
    """The first day of the reported month."""
    seq: int
    words: str
    solution: str


@dataclass(frozen=True, slots=True)
class _Made:
    """One decision about a problem."""

    step: Step
    plan: Plan | None
    reason: str


def overview(build: Build, asked: Ask) -> tuple[ProblemLine, ...]:
    """Every problem of the asked year: the open ones first, the longest open first."""
    facts = facts_of(build, asked.round.fiscal_year, asked.known_at, asked.official)
    made, names = _made(facts), {code: one.name for code, one in facts.projects(asked.as_of).items()}
    found = (
        _line(key, told, made.get(":".join(key), ()), names.get(key[1], ""), asked.as_of)
        for key, told in _told(facts, asked.as_of).items()
        if told.words
    )
    return tuple(sorted(found, key=lambda one: (not one.is_open, one.since, one.key)))


@lasting("progress", "decision")
def _rows(facts: Facts) -> tuple[_Row, ...]:
    """What the rows of the year say of problems, the oldest first."""
    sql = f"""
        SELECT progress.reporter, project_code, coalesce(province, ''), 'PLAN' || plan_no, progress.period_start,
               submission_seq, problem, coalesce(solution, ''), CASE WHEN problem IS NULL THEN raw END
        FROM {coded_progress(facts)} JOIN counted USING (submission_seq)
        WHERE {report_facts.CODED_ROWS} AND (problem IS NOT NULL OR raw LIKE '%"problem"%')
        ORDER BY progress.period_start, submission_seq, sheet_row
    """
    found = []
    for agency, code, province, plan, start, seq, problem, solution, raw in facts.build.rows(
        sql, report_facts.until(facts, facts.year.end)
    ):
        # A lone dash is read as an empty cell; the row still knows that it was one.
        words = problem if problem is not None else str(json.loads(raw).get("problem", ""))
        if words:
            found.append(_Row(agency, code, province, plan, start, seq, words, solution))
    return tuple(found)


@lasting("progress", "decision")
def _told(facts: Facts, as_of: date) -> dict[tuple[str, str, str], _Told]:
    found: dict[tuple[str, str, str], _Told] = {}
    last = last_full_month(as_of).first_day
    for agency, code, province, plan, start, seq, words, solution in _rows(facts):
        if start > last:
            break
        told, month = found.setdefault((agency, code, province), _Told()), facts.month_of(start)
        reports = told.reports.setdefault(month, [])
        if not says_none(words):
            reports.append(seq)
            told.words[month] = (words, solution, plan or "")
    return found


@lasting("problem_step")
def _made(facts: Facts) -> dict[str, tuple[_Made, ...]]:
    rows = facts.build.rows(
        """SELECT problem_key, seq, kind, on_day, action, owner, due_on, coalesce(reason, '') FROM problem_step
           WHERE fy = $fy AND seq <= $seq ORDER BY seq""",
        {"fy": facts.year.year_be, "seq": facts.seq},
    )
    found: dict[str, tuple[_Made, ...]] = {}
    for key, *told in rows:
        found[key] = (*found.get(key, ()), _decided(*told))
    return found


def _decided(seq: int, kind: str, on: date, action: Any, owner: Any, due_on: Any, reason: str) -> _Made:
    return _Made(Step(seq, kind, on), Plan(action, owner, due_on) if kind == PLAN else None, reason)


def _line(key: tuple[str, str, str], told: _Told, made: Sequence[_Made], name: str, as_of: date) -> ProblemLine:
    agency, code, province = key
    run = open_months(told.reports, [one.step for one in made], as_of)
    known = [one for one in made if one.step.on <= as_of]
    plan = next((one.plan for one in reversed(known) if one.plan), None)
    rulings = [one for one in known if one.plan is None]
    is_ruled = not run and bool(rulings) and rulings[-1].step.kind == CLOSE
    last = max(told.words)
    problem, solution, plan_code = told.words[last]
    since = run[0] if run else last
    until = last_full_month(as_of)
    return ProblemLine(
        key=":".join(key),
        agency=agency,
        project_code=code,
        project_name=name,
        province=province,
        plan_code=plan_code,
        state=_state(bool(run), plan, as_of),
        since=since,
        open_month_count=(until.year - since.year) * 12 + until.number - since.number + 1 if run else 0,
        problem=problem,
        solution=solution,
        plan=plan,
        closing=Closing(rulings[-1].step.on, rulings[-1].reason) if is_ruled else None,
        days_overdue=max(0, (as_of - plan.due_on).days) if run and plan else 0,
    )


def _state(is_open: bool, plan: Plan | None, as_of: date) -> State:
    """Overdue from the day after the day it was promised for."""
    if not is_open:
        return State.CLOSED
    if plan is None:
        return State.UNPLANNED
    return State.OVERDUE if plan.due_on < as_of else State.PLANNED
