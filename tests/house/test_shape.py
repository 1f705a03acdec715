"""The shape of the code: short files and functions, honest names, pages that hold no logic."""

from __future__ import annotations

import ast

import pytest

from tests.house.tree import ROOT, Module, modules

MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 50
MAX_PAGE_LINES = 80
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
WIDGETS = {
    "button",
    "checkbox",
    "data_editor",
    "date_input",
    "download_button",
    "file_uploader",
    "form",
    "multiselect",
    "number_input",
    "pills",
    "radio",
    "segmented_control",
    "selectbox",
    "slider",
    "text_area",
    "text_input",
    "time_input",
    "toggle",
}

every_module = pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
PAGES = [module for module in modules() if module.package == "pages" and module.path.name != "__init__.py"]


@every_module
def test_files_and_functions_stay_short(module: Module) -> None:
    assert module.lines <= MAX_FILE_LINES
    for node in ast.walk(module.tree()):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= MAX_FUNCTION_LINES, f"{module.name}:{node.lineno} {node.name} has {length} lines"


@every_module
def test_names_say_something(module: Module) -> None:
    assert not EMPTY_NAMES & set(module.path.with_suffix("").parts[len(ROOT.parts) :])


@every_module
def test_every_module_says_what_it_is(module: Module) -> None:
    assert not module.source.strip() or ast.get_docstring(module.tree()), f"{module.name} has no docstring"


@pytest.mark.parametrize("module", PAGES, ids=lambda module: module.name)
def test_pages_are_nested_short_and_do_nothing_on_import(module: Module) -> None:
    assert len(module.path.relative_to(ROOT).parts) == 3, "a file directly in pages/ can be served before sign-in"
    assert module.lines <= MAX_PAGE_LINES
    harmless = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign
    for node in module.tree().body:
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        assert isinstance(node, harmless) or is_docstring, f"{module.name}:{node.lineno} runs on import"


@pytest.mark.parametrize(
    "module", [m for m in modules() if m.package in {"app", "pages", "ui"}], ids=lambda module: module.name
)
def test_every_widget_has_a_key(module: Module) -> None:
    """A widget without a key forgets its value when the language changes."""
    for node in ast.walk(module.tree()):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WIDGETS):
            continue
        owner = node.func.value
        if isinstance(owner, ast.Name) and (owner.id == "st" or owner.id.endswith(("column", "box", "side"))):
            assert any(word.arg in {"key", None} for word in node.keywords), f"{module.name}:{node.lineno} has no key"
