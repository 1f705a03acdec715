"""The shape of the code: short files and functions, honest names, pages that hold no logic."""

from __future__ import annotations

import ast
import re

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

LISTS = {"multiselect", "pills", "radio", "segmented_control", "selectbox"}
IN_DIGITS = re.compile(r"(digits\.)?labelled\(|shown$|lambda \w+: label\(|digits\.KINDS\.")
"""Said by one of those that ask which digits the reader chose; the switch of digits itself shows both."""

every_module = pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
on_screen = pytest.mark.parametrize(
    "module", [m for m in modules() if m.package in {"app", "pages", "ui"}], ids=lambda module: module.name
)
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


@on_screen
def test_a_list_says_its_choices_in_the_readers_digits(module: Module) -> None:
    for node in ast.walk(module.tree()):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LISTS):
            continue
        say = next((ast.unparse(word.value) for word in node.keywords if word.arg == "format_func"), "")
        assert IN_DIGITS.match(say), f"{module.name}:{node.lineno} says {say or 'its choices as they are'}"


@on_screen
def test_every_widget_has_a_key(module: Module) -> None:
    """A widget without a key forgets its value when the language changes."""
    for node in ast.walk(module.tree()):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WIDGETS):
            continue
        owner = node.func.value
        if isinstance(owner, ast.Name) and (owner.id == "st" or owner.id.endswith(("column", "box", "side"))):
            assert any(word.arg in {"key", None} for word in node.keywords), f"{module.name}:{node.lineno} has no key"
