"""The documentation of the forms is the one that the declarations give."""

from __future__ import annotations

from pathlib import Path

from etl.forms import FORMS
from etl.forms.document import forms_document

PAGE = Path(__file__).parents[2] / "docs" / "forms.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == forms_document(), "python -m etl.forms.document > docs/forms.md"


def test_every_field_has_its_line() -> None:
    lines = forms_document().splitlines()
    assert sum(line.startswith("| `") for line in lines) == sum(len(form.fields) for form in FORMS.values())
