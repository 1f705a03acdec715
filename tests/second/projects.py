"""K3 and its companions once more, straight from domain.md 4.2 and A-24 … A-29."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.second.answers import CHILD, GROUP_PLANS, PLANS, Answer, Asked, mean, percent
from tests.second.plans import Items
from tests.second.world import MONTHS, Row, Sheet, last_day

ZERO = Fraction(0)


@dataclass(frozen=True)
class Project:
    """A countable project: how far it is in points, uncapped, and whether it is implemented."""

    code: str
    start: date | None
    end: date | None
    progress: Fraction
    is_implemented: bool


def countable(asked: Asked) -> dict[str, list[Project]]:
    """The countable projects of every plan."""
    changes = _changes(asked)
    let_in, newest = _let_in(asked), last_rows(asked)
    found: dict[str, list[Project]] = {plan: [] for plan in PLANS}
    for register in _registered(asked, let_in):
        mine = changes.get(register["project_code"], [])
        if not _is_added(asked, register, let_in) or any(_is_cancelled(asked, one) for one in mine):
            continue
        named = {register["lead_agency"], *_named(register["province_targets"])}
        rows = [row for key, row in newest.items() if key[0] in named and key[1] == register["project_code"]]
        found[register["item_code"]].append(_project(asked, register, rows, mine))
    return found


def coded_rows(asked: Asked) -> Iterator[tuple[Sheet, str | None, Row]]:
    """The rows of the counting reports of months that have ended, oldest month first, with the project's code."""
    given = _given(asked)
    for sheet in sorted(asked.known.of("progress", MONTHS), key=lambda one: one.period):
        if last_day(sheet.period) <= asked.as_of:
            for row in sheet.rows:
                yield sheet, row["project_code"] or given.get((sheet.submission_id, row["_row"])), row


def last_rows(asked: Asked) -> dict[tuple[str | None, ...], Row]:
    """(agency, project, activity, province) → what was said of it last."""
    return {(one.reporter, code, row["activity"], row["province"]): row for one, code, row in coded_rows(asked)}


def _changes(asked: Asked) -> dict[str, list[Row]]:
    changes: dict[str, list[Row]] = {}
    for _, row in asked.known.rows("project_changes"):
        if row["effective_on"] <= asked.as_of:
            changes.setdefault(row["project_code"], []).append(row)
    return changes


def _let_in(asked: Asked) -> dict[str, Row]:
    """Project → its first day and what was told of it, where the last decision about it is an approval."""
    found: dict[str, Row] = {}
    for one in asked.known.decisions:
        code = one.subject.removeprefix("2564:")
        if one.kind == "decline_project":
            found.pop(code, None)
        elif one.kind == "approve_project":
            day = date.fromisoformat(one.payload["approved_on"])
            first = found.setdefault(code, {"day": day, "told": one.payload.get("project")})
            first["day"] = min(first["day"], day)
    return found


def _given(asked: Asked) -> dict[tuple[str | None, int | None], str]:
    """(submission, row) → the code that the row was given (forms.md)."""
    approved = [one for one in asked.known.decisions if one.kind == "approve_project" and one.row_no]
    return {(one.submission_id, one.row_no): one.subject.removeprefix("2564:") for one in approved}


def _registered(asked: Asked, let_in: dict[str, Row]) -> Iterator[Row]:
    """The rows of the registers, then the projects that only a report has told of."""
    codes = set()
    for _, register in asked.known.rows("projects", ("FY2564",)):
        codes.add(register["project_code"])
        yield register
    for code, first in let_in.items():
        if code not in codes and first["told"]:
            told = {"target": None, "province_targets": None, "start_date": None, "end_date": None, **first["told"]}
            told |= {day: date.fromisoformat(told[day]) for day in ("start_date", "end_date") if told[day]}
            yield {**told, "project_code": code, "added_on": first["day"], "add_approved": False}


def _is_added(asked: Asked, register: Row, let_in: dict[str, Row]) -> bool:
    """From the beginning unless not approved (forms.md), or from its day on once it is approved (A-27).

    What the register does not call approved may be let in by a decision (R-107), from its day on.
    """
    is_approved = register["add_approved"] is not False if register["added_on"] is None else register["add_approved"]
    if is_approved:
        if register["added_on"] is None:
            return True
        return max(register["added_on"], register["add_approved_on"] or register["added_on"]) <= asked.as_of
    if register["project_code"] not in let_in:
        return False
    day = let_in[register["project_code"]]["day"]
    return max(day, register["added_on"] or day) <= asked.as_of


def _in_force(asked: Asked, change: Row) -> bool:
    return bool(change["approved"]) and (change["approved_on"] or change["effective_on"]) <= asked.as_of


def _is_cancelled(asked: Asked, change: Row) -> bool:
    return change["change_type"] == "cancel" and _in_force(asked, change)


def _named(province_targets: str | None) -> Iterator[str]:
    for part in (province_targets or "").split(";"):
        yield part.split("=")[0].strip()


def _target(asked: Asked, register: Row, changes: list[Row]) -> Fraction | None:
    """The register's target, or that of the approved change in force last; 0 is no numeric target."""
    said = [one for one in changes if one["change_type"] == "retarget" and _in_force(asked, one)]
    said.sort(key=lambda one: max(one["effective_on"], one["approved_on"] or one["effective_on"]))
    target = said[-1]["new_value"] if said else register["target"]
    return None if target is None else Fraction(target) or None


def _project(asked: Asked, register: Row, rows: list[Row], changes: list[Row]) -> Project:
    target = _target(asked, register, changes)
    unapproved = any(one["change_type"] == "cancel" for one in changes) or any(r["status"] == "cancelled" for r in rows)
    who = register["project_code"], register["start_date"], register["end_date"]
    if not rows:
        return Project(*who, ZERO, False)
    if target is None:
        shares = [Fraction(row["progress_pct"] or 0) for row in rows]
        is_done = all(row["status"] == "completed" and share >= 100 for row, share in zip(rows, shares, strict=True))
        return Project(*who, sum(shares, ZERO) / len(rows), is_done and not unapproved)
    units = {row["target_unit"] for row in rows}
    total = sum((Fraction(row["result_cum"] or 0) for row in rows), ZERO)
    result = total if len(units) == 1 and units != {"ร้อยละ"} else total / len(rows)
    return Project(*who, result / target * 100, result >= target and not unapproved)


class Success:
    """K3, K3b, K3c and the pooled ratio of one question."""

    def __init__(self, items: Items) -> None:
        self.asked = items.asked
        self.own = countable(items.asked)
        self.in_mean = [
            plan for plan in PLANS if self.own[plan] and items.fully_endorsed(plan) and not items.has(plan, "WITHDRAWN")
        ]

    def of_plan(self, plan: str) -> list[Project]:
        """Its own projects; a multi-year plan without any shows its annual plan's (A-26)."""
        return self.own[plan] or self.own.get(CHILD.get(plan, ""), [])

    def _measured(self, scope: str) -> list[str]:
        return [plan for plan in self.in_mean if plan in GROUP_PLANS.get(scope, PLANS)]

    def _projects(self, scope: str) -> list[Project]:
        if scope in PLANS:
            return self.of_plan(scope)
        return [project for plan in self._measured(scope) for project in self.own[plan]]

    def k3(self, scope: str) -> Answer:
        if scope in PLANS:
            return self._share("K3", self.of_plan(scope), lambda one: one.is_implemented)
        values = [
            self._share("K3", self.own[plan], lambda one: one.is_implemented).value for plan in self._measured(scope)
        ]
        return mean(self.asked, "K3", [value for value in values if value is not None])

    def k3pooled(self, scope: str) -> Answer:
        return self._share("K3pooled", self._projects(scope), lambda one: one.is_implemented)

    def k3b(self, scope: str) -> Answer:
        return mean(self.asked, "K3b", [min(one.progress, Fraction(100)) for one in self._projects(scope)])

    def k3c(self, scope: str) -> Answer:
        return self._share("K3c", self._projects(scope), lambda one: one.progress > 0)

    def _share(self, kpi: str, projects: list[Project], is_counted: Callable[[Project], bool]) -> Answer:
        return percent(self.asked, kpi, sum(is_counted(one) for one in projects), len(projects))
