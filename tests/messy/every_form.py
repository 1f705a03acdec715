"""Every form with its way of being messy."""

from __future__ import annotations

from tests.messy.layout import Plan
from tests.messy.office_forms import LEDGER, PMQA, REVIEW, TECHNOLOGY
from tests.messy.plan_forms import EVENTS, ITEMS, PROJECT_CHANGES, PROJECTS
from tests.messy.progress import PROGRESS
from tests.messy.year_forms import ANNUAL, EVALUATIONS, MILESTONES

_PLANS = (PROGRESS, PROJECTS, ITEMS, EVENTS, PROJECT_CHANGES, LEDGER)
PLANS: dict[str, Plan] = {
    plan.form: plan for plan in (*_PLANS, TECHNOLOGY, PMQA, REVIEW, ANNUAL, MILESTONES, EVALUATIONS)
}
