"""On screen a figure's value is said in one place, `ui.marks`, so that no number stands on a page unmarked."""

from __future__ import annotations

import ast

import pytest

from tests.house.tree import ROOT

SAYS = {"value", "display", "rounded"}
"""What of `kpi.speak` turns a figure into digits."""
OTHERS = {
    "agency.py": "the sums of an agency's money by plan",
    "projects.py": "the progress that agencies tell of their projects",
    "provinces.py": "the part of a figure in one province",
    "quality.py": "shares of rows",
    "settings.py": "a figure as it would be under a change that nobody has recorded",
}
"""File of `ui/` → what it says in digits that is no figure; what is rounded is held against what stands beside it."""


def said(source: str) -> list[tuple[str, int]]:
    """Where `speak.value`, `speak.display` and `speak.rounded` are used: name and line."""
    return [
        (node.attr, node.lineno)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if node.value.id == "speak" and node.attr in SAYS
    ]


@pytest.mark.slow
def test_only_the_marks_say_a_figure() -> None:
    files = [file for folder in ("ui", "pages") for file in (ROOT / folder).rglob("*.py") if file.name != "marks.py"]
    assert len(files) > 50
    found = {
        f"{file.name}:{line} speak.{name}"
        for file in files
        for name, line in said(file.read_text("utf-8"))
        if file.name not in OTHERS
    }
    assert found == set()


def test_the_test_sees_a_figure_said_elsewhere() -> None:
    assert said("text(speak.value(figure, ctx.language))") == [("value", 1)]
