"""Projects and what has been reported on them: the facts of K3, M4 and M8."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kpi.additions import Addition, additions
from kpi.kept import lasting
from kpi.progress_facts import Progress, last_rows

if TYPE_CHECKING:
    from kpi.facts import Facts

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
class Change:
    """One change of a project that is in force on the day: cancelled, new target, new lead agency."""

    submission_seq: int
    sheet_row: int
    project_code: str
    change_type: str
    since: date
    new_value: str | None


@lasting("project_changes")
def _recorded_changes(facts: Facts) -> tuple[tuple[Change, bool, date | None], ...]:
    """Every recorded change with its day in force, whether it is approved, and its own day; the oldest first."""
    columns = """
        project_code, change_type,
        CASE WHEN coalesce(approved, false) THEN greatest(effective_on, coalesce(approved_on, effective_on))
             ELSE effective_on END AS since, new_value, coalesce(approved, false), effective_on"""
    rows = facts.rows_of("project_changes", columns, "since, submission_seq, sheet_row", "since IS NOT NULL")
    return tuple((Change(*change), is_approved, own_day) for *change, is_approved, own_day in rows)


def changes(facts: Facts, as_of: date) -> tuple[Change, ...]:
    """Changes in force on the day, oldest first (A-27).

    A change counts from the later of its own day and its approval (an empty approval day is its own); one without
    approval does not count, except a cancellation where `k3.cancel_needs_approval` is off.
    """
    is_free = facts.setting("k3.cancel_needs_approval", as_of) == "false"
    return tuple(
        change
        for change, is_approved, _ in _recorded_changes(facts)
        if change.since <= as_of and (is_approved or (is_free and change.change_type == "cancel"))
    )


def _cancelling(facts: Facts, as_of: date) -> frozenset[str]:
    """Projects with a cancellation effective by the day, approved or not."""
    return frozenset(
        change.project_code
        for change, _, own_day in _recorded_changes(facts)
        if change.change_type == "cancel" and own_day is not None and own_day <= as_of
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """A project as the register, or the approval of a report's row, has it."""

    project: Project
    """Without its lead agency."""
    lead: str | None
    since: date | None
    """The day from which it counts; None while nobody has approved it."""


@lasting("projects", "decision")
def _register(facts: Facts) -> tuple[_Entry, ...]:
    """Every project with the day from which it counts: the registers', then the reports' own."""
    columns = """
        coalesce(add_approved, added_on IS NULL) AS is_approved,
        greatest(added_on, coalesce(add_approved_on, added_on)), added_on,
        project_code, item_code, project_name, target, lead_agency, province_targets, start_date, end_date"""
    decided = additions(facts)
    found, registered = [], set()
    for seq, row, is_approved, day, added_on, code, item, name, target, lead, provinces, start, end in facts.rows_of(
        "projects", columns, "submission_seq, sheet_row"
    ):
        registered.add(code)
        own = decided.get(code)
        since = None
        if is_approved:
            since = day or date.min
        elif own is not None:
            since = max(own.approved_on, added_on or own.approved_on)
        named = frozenset(_NAMED_AGENCY.findall(provinces or ""))
        found.append(_Entry(Project(code, item, name, target, named, seq, row, start, end), lead, since))
    found += [_of_report(one) for code, one in decided.items() if code not in registered and one.told]
    return tuple(found)


def _of_report(one: Addition) -> _Entry:
    """A project that only a report has told of."""
    told = one.told
    target = Decimal(told["target"]) if "target" in told else None
    start, end = (date.fromisoformat(told[name]) if name in told else None for name in ("start_date", "end_date"))
    named = frozenset(_NAMED_AGENCY.findall(told.get("province_targets") or ""))
    names = one.project_code, told["item_code"], told["project_name"], target, named
    return _Entry(Project(*names, one.submission_seq, one.sheet_row, start, end), told["lead_agency"], one.approved_on)


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
    for entry in _register(facts):
        known, target = entry.project, entry.project.target
        code = known.project_code
        if entry.since is None or entry.since > as_of or (code, "cancel") in in_force:
            continue
        if retargeted := in_force.get((code, "retarget")):
            target = Decimal(retargeted)
        lead = in_force.get((code, "reassign")) or entry.lead
        found[code] = Project(
            code,
            known.item_code,
            known.name,
            # A target of 0 cannot be a denominator: such a project is measured like one without a number.
            target or None,
            known.reporters | ({lead} if lead else set()),
            known.submission_seq,
            known.sheet_row,
            known.start_date,
            known.end_date,
            code in cancelling,
        )
    return found


def progress(facts: Facts, as_of: date) -> dict[str, tuple[Progress, ...]]:
    """Project → what each agency last reported, each (activity, province) carrying its own last row forward."""
    found: dict[str, tuple[Progress, ...]] = {}
    for one in last_rows(facts, as_of).progress:
        found[one.project_code] = (*found.get(one.project_code, ()), one)
    return found
