"""Every indicator, in the order of the manual's register (domain.md 4.1)."""

from __future__ import annotations

from kpi.indicators import (
    annual_results,
    c1,
    c2,
    c3,
    c4,
    data_quality,
    k3,
    k4,
    lagging,
    monitoring,
    open_problems,
    plan_items,
    plan_steps,
    project_budget,
)
from kpi.indicators.declared import Rule
from kpi.model import Kpi

RULES: tuple[Rule, ...] = (
    *c1.RULES,
    *c2.RULES,
    *c3.RULES,
    *c4.RULES,
    *plan_items.RULES,
    *k3.RULES,
    *k4.RULES,
    *monitoring.RULES,
    *project_budget.RULES,
    *plan_steps.STEPS,
    *annual_results.RULES,
    *open_problems.RULES,
    *lagging.RULES,
    *plan_steps.OCTOBER,
    *data_quality.RULES,
)
LATER: tuple[Rule, ...] = ()
"""Later versions of a formula: a rule whose Kpi has the code of one of RULES and a version of its own.

Declaring one changes no figure. It counts for rounds that begin on or after the day that a row of the reference table
`definitions` brings it into force (`kpi.definitions`), never before its own `effective_from`.
"""
ALL: tuple[Kpi, ...] = tuple(rule.kpi for rule in RULES)
BY_CODE: dict[str, Kpi] = {kpi.code: kpi for kpi in ALL}
RULE_OF: dict[str, Rule] = {rule.kpi.code: rule for rule in RULES}
