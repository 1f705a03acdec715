"""What a template already holds when a reporter downloads it: their own projects and their last cumulative figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from base.period import Month, Period, fiscal_year_of
from etl import added, rows
from etl.forms.model import Form
from etl.reference import Project, Register, reporters_of
from etl.rows import Row
from ledger import submissions

CENTRAL = "00"
"""Province code of work that is not of one province."""

_FROM_REGISTER = (
    "strategy",
    "measure",
    "project_code",
    "project_name",
    "activity",
    "wg",
    "lead_agency",
    "partners",
    "indicator",
    "target",
    "target_unit",
    "fund_source",
    "start_date",
    "end_date",
)
_CARRIED = ("activity", "province", "result_cum", "progress_pct", "status", "budget_alloc", "budget_disb", "indicator")


@dataclass(frozen=True, slots=True)
class Prefill:
    """The rows a template starts with (field code → value)."""

    rows: tuple[Row, ...] = ()


def prefill(connection: sa.Connection, form: Form, reporter: str, period: Period, register: Register) -> Prefill:
    """The starting rows of a template.

    When the period has been reported already: that latest valid version. Otherwise, for `progress`, the reporter's
    projects with the last cumulative figures of the same fiscal year; for other forms nothing.
    """
    latest = submissions.latest_valid(connection, form.code, reporter, str(period))
    if latest is not None:
        return Prefill(tuple(_rows(connection, latest.submission_id)))
    if form.code != "progress" or not isinstance(period, Month):
        return Prefill()
    carried: dict[str, list[dict[str, Any]]] = {}
    for row in _last_before(connection, reporter, period):
        carried.setdefault(row.get("project_code") or "", []).append(row)
    starts: list[Row] = []
    for code, project in register.projects_of(reporter, period.last_day).items():
        for last in carried.get(code) or [{}]:
            starts.append({**_start(project, reporter, register), **_kept(last), "row_no": len(starts) + 1})
    return Prefill(tuple(starts))


def _start(project: Project, reporter: str, register: Register) -> dict[str, rows.Value]:
    own_target = reporters_of(project).get(reporter)
    start = {code: project.get(code) for code in _FROM_REGISTER}
    start["plan_no"] = register.plan_of(str(project["item_code"]))
    start["province"] = register.agencies.get(reporter, {}).get("province_code") or CENTRAL
    start["budget_alloc"] = project.get("budget_planned") if own_target is None else None
    if own_target is not None:
        start["target"] = own_target
    return start


def _kept(last: dict[str, Any]) -> dict[str, rows.Value]:
    return {code: last[code] for code in _CARRIED if last.get(code) is not None}


def _last_before(connection: sa.Connection, reporter: str, month: Month) -> list[dict[str, Any]]:
    start = fiscal_year_of(month).months[0]
    earlier = [
        submission
        for submission in submissions.valid_of(connection, "progress", reporter=reporter)
        if submission.period and start <= Month.parse(submission.period) < month and submission.row_count
    ]
    if not earlier:
        return []
    linked = added.links(added.decided(connection, fiscal_year_of(month)))
    return _rows(connection, earlier[-1].submission_id, linked)


def _rows(
    connection: sa.Connection, submission_id: str, linked: Mapping[added.Place, str] | None = None
) -> list[dict[str, Any]]:
    stream = submissions.rows(connection, submission_id)
    found: list[dict[str, Any]] = rows.from_ipc(stream).to_pylist() if stream else []
    coded = added.coded(found, submission_id, linked or {})
    return [{code: value for code, value in row.items() if not code.startswith("_")} for row in coded]
