"""The forms: every kind of workbook that enters, each declared once."""

from __future__ import annotations

from etl.forms.annual import ANNUAL
from etl.forms.evaluations import EVALUATIONS
from etl.forms.events import EVENTS
from etl.forms.items import ITEMS
from etl.forms.ledger import LEDGER
from etl.forms.milestones import MILESTONES
from etl.forms.model import Form
from etl.forms.pmqa import PMQA
from etl.forms.progress import PROGRESS
from etl.forms.project_changes import PROJECT_CHANGES
from etl.forms.projects import PROJECTS
from etl.forms.review import REVIEW
from etl.forms.technology import TECHNOLOGY

_AGENCIES = (PROGRESS, ANNUAL)
_PLANS = (PROJECTS, PROJECT_CHANGES, ITEMS, EVENTS, EVALUATIONS)
_OFFICE = (LEDGER, TECHNOLOGY, PMQA, REVIEW, MILESTONES)

FORMS: dict[str, Form] = {form.code: form for form in (*_AGENCIES, *_PLANS, *_OFFICE)}


def form(code: str) -> Form:
    """The form with this code. Raises KeyError when there is none."""
    return FORMS[code]
