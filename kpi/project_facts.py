"""Projects and what has been reported on them: the facts of K3, M4 and M8."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from base.period import Month
from kpi.additions import Addition, additions, coded_progress

if TYPE_CHECKING:
    from kpi.facts import Facts

COUNTING = """
    counted.form = $form AND counted.basis = $basis AND counted.fy = $fy
    AND counted.from_seq <= $seq AND $seq < counted.to_seq
"""
"""Condition on `counted`: the version that counts at the known moment; see `Facts.counting` for its parameters."""

PERCENT_UNIT = "ร้อยละ"

_NAMED_AGENCY = re.compile(r"([A-Z]+\d*)\s*=")


@dataclass(frozen=True, slots=True)
class Project:
    """A countable project of the register."""

    project_code: str
    item_code: str
    name: str
    target: Decimal | None
    """The register's number with the approved changes in force on the day; None where there is none to divide by."""
    reporters: frozenset[str]
    """The agencies whose rows count: the lead agency and those named in province_targets."""
    submission_seq: int
    sheet_row: int
    start_date: date | None = None
    end_date: date | None = None
    is_cancelling: bool = False
    """A cancellation is recorded whose approval is not in force on the day: countable, but not implemented."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What one agency last reported on one project, added over its activities and provinces."""

    reporter: str
    rows: int
    result_sum: Decimal
    units: frozenset[str]
    progress_sum: Decimal
    is_complete: bool
    is_cancelled: bool
    """A row says ยกเลิก; without an approved change that is a cancellation not approved."""
    """Every row says แล้วเสร็จ with progress 100."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a project that is in force on the day: cancelled, new target, new lead agency."""

    submission_seq: int
    sheet_row: int
    project_code: str
    change_type: str
    since: date
    new_value: str | None


def last_full_month(as_of: date) -> Month:
    """The last month that counts on `as_of`: one whose last day is not after it (domain.md 4.0)."""
    month = Month.of(as_of)
    return month if month.last_day <= as_of else month.shift(-1)


def changes(facts: Facts, as_of: date) -> tuple[Change, ...]:
    """Changes in force on the day, oldest first (A-27).

    A change counts from the later of its own day and its approval (an empty approval day is its own); one without
    approval does not count, except a cancellation where `k3.cancel_needs_approval` is off.
    """
    is_free = facts.setting("k3.cancel_needs_approval", as_of) == "false"
    sql = f"""
        SELECT submission_seq, sheet_row, project_code, change_type,
               CASE WHEN coalesce(approved, false) THEN greatest(effective_on, coalesce(approved_on, effective_on))
                    ELSE effective_on END AS since, new_value
        FROM project_changes JOIN counted USING (submission_seq)
        WHERE {COUNTING} AND since <= $as_of
          AND (coalesce(approved, false) OR ($is_free AND change_type = 'cancel'))
        ORDER BY since, submission_seq, sheet_row
    """
    parameters = facts.counting("project_changes") | {"as_of": as_of, "is_free": is_free}
    return tuple(Change(*row) for row in facts.build.rows(sql, parameters))


def _cancelling(facts: Facts, as_of: date) -> frozenset[str]:
    """Projects with a cancellation effective by the day, approved or not."""
    sql = f"""SELECT DISTINCT project_code FROM project_changes JOIN counted USING (submission_seq)
              WHERE {COUNTING} AND change_type = 'cancel' AND effective_on <= $as_of"""
    rows = facts.build.rows(sql, facts.counting("project_changes") | {"as_of": as_of})
    return frozenset(code for (code,) in rows)


def projects(facts: Facts, as_of: date) -> dict[str, Project]:
    """The countable projects on `as_of` (A-27).

    Added by then and, where added later, approved by then (in the register or by a decision); without those whose
    cancellation is in force; with the target and lead agency that the changes in force have given them.
    """
    in_force: dict[tuple[str, str], str | None] = {
        (change.project_code, change.change_type): change.new_value for change in changes(facts, as_of)
    }
    cancelling = _cancelling(facts, as_of)
    found = {}
    for code, item, name, target, lead, provinces, seq, row, start, end in _added(facts, as_of):
        if (code, "cancel") in in_force:
            continue
        if retargeted := in_force.get((code, "retarget")):
            target = Decimal(retargeted)
        lead = in_force.get((code, "reassign")) or lead
        reporters = frozenset({lead, *_NAMED_AGENCY.findall(provinces or "")})
        # A target of 0 cannot be a denominator: such a project is measured like one without a number.
        found[code] = Project(code, item, name, target or None, reporters, seq, row, start, end, code in cancelling)
    return found


def _added(facts: Facts, as_of: date) -> Iterator[tuple[Any, ...]]:
    """Every project in its plan by the day: a register's, approved there or by a decision, then the reports' own."""
    sql = f"""
        SELECT project_code, item_code, project_name, target, lead_agency, province_targets,
               submission_seq, sheet_row, start_date, end_date, added_on,
               CASE WHEN added_on IS NULL THEN coalesce(add_approved, true)
                    ELSE coalesce(add_approved, false) END AS is_approved,
               is_approved AND coalesce(greatest(added_on, coalesce(add_approved_on, added_on)) <= $as_of, true)
        FROM projects JOIN counted USING (submission_seq)
        WHERE {COUNTING}
        ORDER BY submission_seq, sheet_row
    """
    since = additions(facts)
    registered = set()
    for *row, added_on, is_approved, is_added in facts.build.rows(sql, facts.counting("projects") | {"as_of": as_of}):
        registered.add(row[0])
        own = None if is_approved else since.get(row[0])
        if is_added or (own is not None and max(own.approved_on, added_on or own.approved_on) <= as_of):
            yield tuple(row)
    for code, one in since.items():
        if code not in registered and one.told and one.approved_on <= as_of:
            yield _of_report(one)


def _of_report(one: Addition) -> tuple[Any, ...]:
    """A project that only a report has told of, as a row of the register."""
    told = one.told
    target = Decimal(told["target"]) if "target" in told else None
    start, end = (date.fromisoformat(told[name]) if name in told else None for name in ("start_date", "end_date"))
    names = (told["item_code"], told["project_name"], target, told["lead_agency"], told.get("province_targets"))
    return (one.project_code, *names, one.submission_seq, one.sheet_row, start, end)


def progress(facts: Facts, as_of: date) -> dict[str, tuple[Progress, ...]]:
    """Project → what each agency last reported, each (activity, province) carrying its own last row forward."""
    sql = f"""
        WITH latest AS (
            SELECT progress.reporter, project_code,
                   arg_max({{'result': result_cum, 'unit': target_unit, 'pct': progress_pct, 'status': status}},
                           progress.period_start) AS last
            FROM {coded_progress(facts)} JOIN counted USING (submission_seq)
            WHERE {COUNTING} AND progress.period_start <= $until AND project_code IS NOT NULL
            GROUP BY progress.reporter, project_code, coalesce(activity, ''), coalesce(province, '')
        )
        SELECT project_code, reporter, count(*), coalesce(sum(last.result), 0), list(DISTINCT last.unit),
               coalesce(sum(last.pct), 0), bool_and(last.status = 'completed' AND coalesce(last.pct, 0) >= 100),
               bool_or(last.status = 'cancelled')
        FROM latest GROUP BY project_code, reporter ORDER BY project_code, reporter
    """
    parameters = facts.counting("progress") | {"until": last_full_month(as_of).first_day}
    found: dict[str, list[Progress]] = {}
    for code, reporter, rows, result, units, percent, is_complete, is_cancelled in facts.build.rows(sql, parameters):
        found.setdefault(code, []).append(
            Progress(
                reporter,
                rows,
                result,
                frozenset(u for u in units if u),
                percent,
                bool(is_complete),
                bool(is_cancelled),
            )
        )
    return {code: tuple(parts) for code, parts in found.items()}
