"""Scopes of the measures that are counted from agencies' reports: the Office, one plan, one agency."""

from __future__ import annotations

from kpi import report_facts
from kpi.indicators.declared import Question
from kpi.model import OFFICE, PLANS, Coverage

SCOPES = (OFFICE, *PLANS, "AGENCY")


def speaks_of(question: Question, agency: str, plan: str | None) -> bool:
    """Whether a row of this agency about this plan is in the question's scope."""
    return question.scope in (OFFICE, agency, plan)


def coverage(question: Question) -> Coverage:
    """Monthly reports received of those due in the fiscal year so far; an agency's own where it is the scope."""
    if is_agency(question):
        return Coverage(*report_facts.due_by_agency(question.facts, question.as_of).get(question.scope, (0, 0)))
    return report_facts.coverage_of_all(question.facts, question.as_of)


def is_agency(question: Question) -> bool:
    """Whether the question is about one agency."""
    return question.scope != OFFICE and question.scope not in PLANS


def has_report(question: Question) -> bool:
    """Whether any counting report of the scope's agencies has come in: without one there is no data, which is not 0."""
    by_agency = report_facts.reports_by_agency(question.facts, question.as_of)
    return question.scope in by_agency if is_agency(question) else bool(by_agency)
