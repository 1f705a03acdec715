"""K3 ร้อยละความสำเร็จของการนำแผนไปสู่การปฏิบัติ, with K3b, K3c and the pooled ratio (manual T4.KPI, 10.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import lcm

from base.words import Text
from kpi.facts import Facts
from kpi.indicators.declared import Counted, Question, Rule
from kpi.indicators.plan_items import OWNERS, chain_endorsements, withdrawn
from kpi.indicators.progress_cells import progress_coverage, trace_cancelled, trace_projects
from kpi.kept import lasting
from kpi.model import OFFICE, PLANS, Family, Kpi, Source, Unit
from kpi.progress_facts import Progress
from kpi.project_facts import PERCENT_UNIT, Project

FULL = Fraction(100)
SHARED_SETTINGS = (
    *("k1.attribution", "k2.accept_deputy", "k3.cancel_needs_approval", "k3.include_unapproved"),
    "annual.final_numbers",
)

NO_PROJECT = Text("ยังไม่มีโครงการที่นับได้ในแผนนี้", "This plan has no countable project yet")
NO_PLAN = Text("ยังไม่มีแผนที่เห็นชอบครบทุกคณะและมีโครงการที่นับได้", "No fully endorsed plan has a countable project yet")
ROLLED_UP = Text("รวมแผนประจำปี", "Rolled up from the annual plan")
OVER_TARGET = Text("มีโครงการที่ผลเกินร้อยละ 100", "Some projects are over 100 %")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one countable project has come."""

    project: Project
    progress_pct: Fraction
    """In points, not capped; 0 when nobody has reported (A-29)."""
    is_implemented: bool


def standing(project: Project, reported: tuple[Progress, ...]) -> Standing:
    """A project's progress from the rows of the agencies that answer for it (domain.md 4.2 K3).

    With a numeric target: the rows' results added, or averaged where units differ or the unit is ร้อยละ; without one:
    the mean of the self-reported percentages, complete only when every row is. A project whose cancellation is not
    approved stays countable and is not implemented, whatever it has reached.
    """
    parts = [part for part in reported if part.reporter in project.reporters]
    is_given_up = project.is_cancelling or any(part.is_cancelled for part in parts)
    rows = sum(part.rows for part in parts)
    if not rows:
        return Standing(project, Fraction(0), False)
    if project.target is None:
        percent = Fraction(sum(part.progress_sum_e4 for part in parts), 10_000 * rows)
        return Standing(project, percent, all(part.is_complete for part in parts) and not is_given_up)
    units = {unit for part in parts for unit in (part.first_unit, part.last_unit) if unit}
    divisor = rows if len(units) != 1 or PERCENT_UNIT in units else 1
    # Result and target over one divisor, in whole numbers: a fraction takes its divisors out every time it is made.
    above, below = project.target.as_integer_ratio()
    result, target = sum(part.result_sum_e4 for part in parts) * below, above * divisor * 10_000
    return Standing(project, Fraction(result * 100, target), result >= target and not is_given_up)


def standings(question: Question) -> dict[str, list[Standing]]:
    """Plan → the standing of each of its own countable projects."""
    return _standings(question.facts, question.as_of)


@lasting("progress", "annual", "projects", "project_changes", "decision", "reference")
def _standings(facts: Facts, as_of: date) -> dict[str, list[Standing]]:
    reported = facts.progress(as_of)
    plans: dict[str, list[Standing]] = {}
    for project in facts.projects(as_of).values():
        plans.setdefault(project.item_code, []).append(standing(project, reported.get(project.project_code, ())))
    return plans


@dataclass(frozen=True, slots=True)
class PlanSums:
    """A plan's countable projects, counted and added up."""

    countable: int
    implemented: int
    started: int
    progress_pct: Fraction
    """The sum of their progress, each at most `k3.cap`."""
    is_any_over: bool
    """Whether one of them is over 100 %."""


def plan_sums(question: Question) -> dict[str, PlanSums]:
    """Plan → its own countable projects, counted and added up."""
    return _plan_sums(question.facts, question.as_of, Fraction(question.setting("k3.cap")))


@lasting("progress", "annual", "projects", "project_changes", "decision", "reference")
def _plan_sums(facts: Facts, as_of: date, cap: Fraction) -> dict[str, PlanSums]:
    return {
        plan: PlanSums(
            len(found),
            sum(one.is_implemented for one in found),
            sum(one.progress_pct.numerator > 0 for one in found),
            _sum(cap if _is_over(one.progress_pct, cap) else one.progress_pct for one in found),
            any(_is_over(one.progress_pct, FULL) for one in found),
        )
        for plan, found in _standings(facts, as_of).items()
    }


def _is_over(one: Fraction, limit: Fraction) -> bool:
    """one > limit; a tenth of the time that Fraction takes for it."""
    return one.numerator * limit.denominator > limit.numerator * one.denominator


def _sum(shares: Iterable[Fraction]) -> Fraction:
    """The exact sum, over one common denominator: adding fractions one by one takes a divisor each time."""
    found = list(shares)
    common = lcm(*(one.denominator for one in found))
    return Fraction(sum(one.numerator * (common // one.denominator) for one in found), common)


def plan_standings(question: Question, plan: str) -> tuple[list[Standing], bool]:
    """A plan's projects, and whether they are rolled up from its annual plans (A-26)."""
    plans = standings(question)
    own, is_rolled_up = _own_or_annual(question, plan)
    return [standing for one in own for standing in plans[one]], is_rolled_up


def _own_or_annual(question: Question, plan: str) -> tuple[tuple[str, ...], bool]:
    """The plan itself when it has projects, else those of its annual plans that have, and whether it is those."""
    plans = standings(question)
    if plan in plans:
        return (plan,), False
    items = question.facts.items().values()
    children = tuple(item.item_code for item in items if item.parent_code == plan and item.item_code in plans)
    return children, bool(children)


def plans_in_mean(question: Question) -> tuple[str, ...]:
    """The plans of the scope that enter the mean: fully endorsed and not withdrawn, with projects (A-25, A-28)."""
    items, gone = question.facts.items(), withdrawn(question.facts, question.as_of)
    return tuple(
        plan
        for plan in sorted(standings(question))
        if (question.scope == OFFICE or (plan in items and items[plan].owner == question.scope))
        and plan not in gone
        and (question.is_on("k3.include_unapproved") or chain_endorsements(question, plan) is not None)
    )


def _plans_in_scope(question: Question) -> tuple[tuple[str, ...], tuple[Text, ...], Text]:
    """The plans whose projects a pooled figure speaks of, what to say beside it, and why it may be empty."""
    if question.scope in PLANS:
        plans, is_rolled_up = _own_or_annual(question, question.scope)
        return plans, (ROLLED_UP,) if is_rolled_up else (), NO_PROJECT
    return plans_in_mean(question), (), NO_PLAN


def _share(question: Question, counts: Callable[[PlanSums], int]) -> Counted:
    plans, notes, empty = _plans_in_scope(question)
    if not plans:
        return Counted(None, Fraction(0), empty)
    sums = plan_sums(question)
    countable = sum(sums[plan].countable for plan in plans)
    return Counted(Fraction(sum(counts(sums[plan]) for plan in plans)), Fraction(countable), None, notes)


def count_k3(question: Question) -> Counted:
    """Per plan implemented ÷ countable projects; Office and group: the simple mean of their plans (A-24, A-25)."""
    if question.setting("k3.method") == "mean_progress":
        return count_k3b(question)
    if question.scope in PLANS or question.setting("k3.aggregate") == "pooled":
        return count_pooled(question)
    entering = plans_in_mean(question)
    if not entering:
        return Counted(None, Fraction(0), NO_PLAN)
    sums = plan_sums(question)
    shares = [Fraction(sums[plan].implemented * 100, sums[plan].countable) for plan in entering]
    return Counted(sum(shares, Fraction(0)), Fraction(len(shares)), is_mean=True)


def count_pooled(question: Question) -> Counted:
    """Σ implemented ÷ Σ countable over the same plans as the mean."""
    return _share(question, lambda plan: plan.implemented)


def count_k3b(question: Question) -> Counted:
    """The mean over countable projects of progress, each capped at `k3.cap` (A-29)."""
    plans, notes, empty = _plans_in_scope(question)
    if not plans:
        return Counted(None, Fraction(0), empty, is_mean=True)
    found = [plan_sums(question)[plan] for plan in plans]
    if any(one.is_any_over for one in found):
        notes += (OVER_TARGET,)
    total = _sum(one.progress_pct for one in found)
    return Counted(total, Fraction(sum(one.countable for one in found)), None, notes, is_mean=True)


def count_k3c(question: Question) -> Counted:
    """Projects with any progress ÷ countable projects."""
    return _share(question, lambda plan: plan.started)


def _trace(question: Question, is_above: Callable[[Standing], bool]) -> tuple[Source, ...]:
    found, projects = _plans_in_scope(question)[0], standings(question)
    above = {one.project.project_code: is_above(one) for plan in found for one in projects[plan]}
    plans = () if question.scope in PLANS else plans_in_mean(question)
    items = plans or {question.scope, *found}
    return (*trace_projects(question, above, plans), *trace_cancelled(question, items))


def _declare(
    code: str,
    name: Text,
    short: Text,
    definition: Text,
    numerator: Text,
    settings: tuple[str, ...] = SHARED_SETTINGS,
    *,
    is_main: bool = False,
) -> Kpi:
    return Kpi(
        code=code,
        name=name,
        short=short,
        definition=definition,
        numerator=numerator,
        denominator=Text("โครงการ/กิจกรรมที่นับได้", "Countable projects"),
        unit=Unit.PERCENT,
        family=Family.OFFICE,
        source="T4.KPI; 10.1",
        scopes=(OFFICE, *OWNERS, *PLANS),
        data=("projects", "progress", "events", "project_changes"),
        version="1",
        effective_from=date(2015, 10, 1),
        ambiguities=("A-24", "A-25", "A-26", "A-27", "A-28", "A-29", "A-36"),
        settings=settings,
        reference_line=Decimal(100),
        is_main=is_main,
    )


K3 = _declare(
    "K3",
    Text("ร้อยละความสำเร็จของการนำแผนไปสู่การปฏิบัติ", "Success of putting plans into practice"),
    Text("นำแผนไปสู่การปฏิบัติ", "Plans in practice"),
    Text(
        "รายแผน: โครงการที่ทำได้ถึงเป้าหมาย หารด้วยโครงการที่นับได้ ระดับสำนักงาน: ค่าเฉลี่ยอย่างง่ายของแผนที่เห็นชอบครบทุกคณะ",
        "Per plan: projects that reached their target over countable projects. For the Office: the simple mean of the "
        "fully endorsed plans.",
    ),
    Text("โครงการ/กิจกรรมที่บรรลุเป้าหมาย", "Projects that reached their target"),
    (*SHARED_SETTINGS, "k3.method", "k3.aggregate", "k3.cap"),
    is_main=True,
)
K3B = _declare(
    "K3b",
    Text("ความก้าวหน้าเฉลี่ยของโครงการ", "Mean progress of projects"),
    Text("ความก้าวหน้าเฉลี่ย", "Mean progress"),
    Text(
        "ค่าเฉลี่ยของร้อยละความก้าวหน้ารายโครงการ โดยนับไม่เกินร้อยละ 100 ต่อโครงการ",
        "The mean of the projects' progress, each counted at most as 100 %.",
    ),
    Text("ผลรวมร้อยละความก้าวหน้า (ไม่เกิน 100 ต่อโครงการ)", "Sum of progress percentages (at most 100 each)"),
    (*SHARED_SETTINGS, "k3.cap"),
)
K3C = _declare(
    "K3c",
    Text("ร้อยละของโครงการที่เริ่มดำเนินการแล้ว", "Projects that have started"),
    Text("เริ่มดำเนินการแล้ว", "Started"),
    Text("โครงการที่มีความก้าวหน้ามากกว่า 0 หารด้วยโครงการที่นับได้", "Projects with progress above 0 over countable projects."),
    Text("โครงการที่เริ่มดำเนินการแล้ว", "Projects that have started"),
)
K3POOLED = _declare(
    "K3pooled",
    Text("ร้อยละความสำเร็จรวมทุกโครงการ", "Success over all projects pooled"),
    Text("รวมทุกโครงการ", "All projects pooled"),
    Text(
        "โครงการที่บรรลุเป้าหมายของทุกแผนรวมกัน หารด้วยโครงการที่นับได้ของทุกแผนรวมกัน",
        "Projects of all plans that reached their target over all countable projects.",
    ),
    Text("โครงการ/กิจกรรมที่บรรลุเป้าหมาย", "Projects that reached their target"),
)

RULES = (
    Rule(K3, count_k3, progress_coverage, lambda q: _trace(q, lambda one: one.is_implemented)),
    Rule(K3B, count_k3b, progress_coverage, lambda q: _trace(q, lambda one: one.progress_pct > 0)),
    Rule(K3C, count_k3c, progress_coverage, lambda q: _trace(q, lambda one: one.progress_pct > 0)),
    Rule(K3POOLED, count_pooled, progress_coverage, lambda q: _trace(q, lambda one: one.is_implemented)),
)
