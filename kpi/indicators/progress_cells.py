"""The cells behind a project's standing: its line in the register and the last row of every key that counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kpi import annual_numbers, report_facts
from kpi.additions import additions, coded_rows
from kpi.cells import SourceRow, source_rows
from kpi.facts import COUNTING
from kpi.indicators.declared import Question
from kpi.indicators.plan_items import endorsement_cells
from kpi.model import Coverage, Source
from kpi.project_facts import changes

REGISTER_FIELDS = ("project_code", "item_code", "target", "lead_agency", "province_targets")
REGISTER_DATES = ("added_on", "add_approved", "add_approved_on")
CHANGE_FIELDS = (
    *("change_type", "effective_on", "approved", "approved_on", "approved_by", "approval_ref", "new_value"),
)
ROW_FIELDS = ("project_code", "result_cum", "target_unit", "progress_pct", "status", "activity", "province")


def progress_coverage(question: Question) -> Coverage:
    """Monthly reports received of those due in the fiscal year so far (a waived report is not expected)."""
    return report_facts.coverage_of_all(question.facts, question.as_of)


def trace_cancelled(question: Question, items: Collection[str]) -> tuple[Source, ...]:
    """The projects of these plans that an approved cancellation has taken out, each with the change that did it."""
    gone = {change.project_code for change in changes(question.facts, question.as_of) if change.change_type == "cancel"}
    register, changed = _register_rows(question), _change_cells(question)
    sources: list[Source] = []
    for code in sorted(gone & register.keys()):
        line = register[code]
        if line.values["item_code"] in items:
            sources.append(line.cell("project_code", "basis", code))
            sources.extend(line.cells(("item_code",), "basis", code))
            sources.extend(changed.get(code, ()))
    return tuple(sources)


def trace_projects(question: Question, above: Mapping[str, bool], plans: tuple[str, ...]) -> tuple[Source, ...]:
    """Register and report cells of the projects in `above` (code → whether it counts above the line).

    The register's project code is "+denominator"; each report row's project code is "+numerator" where the project
    counts above the line, and every cell that decides is "basis". `plans` adds the endorsements that let a plan in.
    """
    sources = [cell for plan in plans for cell in endorsement_cells(question, plan)]
    register = _register_rows(question)
    rows = _report_rows(question)
    changed = _change_cells(question)
    decided = additions(question.facts)
    annual = annual_numbers.cells(question.facts, question.as_of)
    for code, is_above in above.items():
        line = register.get(code)
        if line is not None:
            sources.append(line.cell("project_code", "+denominator", code))
            sources.extend(line.cells((*REGISTER_FIELDS[1:], *REGISTER_DATES), "basis", code))
        if code in decided:
            sources.extend(decided[code].sources(is_whole=line is None))
        sources.extend((*changed.get(code, ()), *annual.get(code, ())))
        reporters = question.facts.projects(question.as_of)[code].reporters
        for row in rows.get(code, ()):
            if row.reporter in reporters:
                sources.append(row.cell("project_code", "+numerator" if is_above else "basis", code))
                sources.extend(row.cells(ROW_FIELDS[1:], "basis", code))
    return tuple(sources)


def _register_rows(question: Question) -> dict[str, SourceRow]:
    facts = question.facts
    rows = source_rows(
        facts.build, "projects", (*REGISTER_FIELDS, *REGISTER_DATES), COUNTING, facts.counting("projects")
    )
    return {str(row.values["project_code"]): row for row in rows}


def _change_cells(question: Question) -> dict[str, list[Source]]:
    """Project → the cells of the changes in force, and of cancellations that wait for their approval."""
    facts = question.facts
    until = question.as_of.isoformat()
    kept = {(change.submission_seq, change.sheet_row) for change in changes(facts, question.as_of)}
    fields = ("submission_seq", "project_code", *CHANGE_FIELDS)
    found: dict[str, list[Source]] = {}
    for row in source_rows(facts.build, "project_changes", fields, COUNTING, facts.counting("project_changes")):
        is_cancelling = row.values["change_type"] == "cancel" and str(row.values["effective_on"]) <= until
        if is_cancelling or (row.values["submission_seq"], row.sheet_row) in kept:
            code = str(row.values["project_code"])
            found.setdefault(code, []).extend(row.cells(CHANGE_FIELDS, "basis", code))
    return found


def _report_rows(question: Question) -> dict[str, list[SourceRow]]:
    """Project → the last row of each (agency, activity, province), the rows that `Facts.progress` adds up."""
    facts = question.facts
    condition = report_facts.CODED_ROWS + report_facts.LAST_ROW_OF_KEY
    parameters = report_facts.until(facts, question.as_of)
    found: dict[str, list[SourceRow]] = {}
    for row in coded_rows(facts, ROW_FIELDS, condition, parameters):
        found.setdefault(str(row.values["project_code"]), []).append(row)
    return found
