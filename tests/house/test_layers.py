"""Imports only go down: app → pages → {ui, exports} → {kpi, etl} → ledger → base (design.md 3)."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house.tree import Module, modules

MAY_IMPORT = {
    "base": {"base"},
    "ledger": {"ledger", "base"},
    "etl": {"etl", "ledger", "base"},
    "kpi": {"kpi", "ledger", "base"},
    "ui": {"ui", "kpi", "etl", "ledger", "base"},
    "exports": {"exports", "kpi", "etl", "ledger", "base"},
    "pages": {"pages", "ui", "exports", "kpi", "etl", "ledger", "base"},
    "app": {"pages", "ui", "exports", "kpi", "etl", "ledger", "base"},
}
FRONT_DOORS = {"kpi/__main__.py": {"etl"}, "ledger/__main__.py": {"etl", "kpi"}}
"""`python -m kpi` asks `etl.build` for the current build before it measures (design.md 2); `python -m ledger` compares
a backup and what came of it by their figures."""

MAY_USE_STREAMLIT = {"app", "pages", "ui"}


def imported(module: Module) -> Iterator[str]:
    """Every dotted name that a module imports, wherever in the file it does."""
    for node in ast.walk(module.tree()):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_imports_go_down(module: Module) -> None:
    allowed = MAY_IMPORT[module.package] | FRONT_DOORS.get(module.name, set())
    ours = {name.partition(".")[0] for name in imported(module)} & set(MAY_IMPORT)
    assert ours <= allowed, f"{module.name} imports {sorted(ours - allowed)}"


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_streamlit_stays_in_the_ui(module: Module) -> None:
    uses = any(name.partition(".")[0] == "streamlit" for name in imported(module))
    assert not uses or module.package in MAY_USE_STREAMLIT
