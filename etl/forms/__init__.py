"""The forms: every kind of workbook that enters, each declared once."""

from __future__ import annotations

from etl.forms.events import EVENTS
from etl.forms.items import ITEMS
from etl.forms.ledger import LEDGER
from etl.forms.model import Form
from etl.forms.progress import PROGRESS
from etl.forms.projects import PROJECTS

FORMS: dict[str, Form] = {form.code: form for form in (PROGRESS, PROJECTS, ITEMS, EVENTS, LEDGER)}


def form(code: str) -> Form:
    """The form with this code. Raises KeyError when there is none."""
    return FORMS[code]
