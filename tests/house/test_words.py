"""Every bilingual text: Thai is Thai, English is English, and both have the same blanks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from string import Formatter

import pytest

from tests.house.tree import Module, modules

THAI = re.compile("[\u0e00-\u0e7f]")


def literal(node: ast.expr) -> str | None:
    """The text of a string literal; an f-string counts with {} for what is put in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
    return None


def texts(module: Module) -> Iterator[tuple[int, str, str]]:
    """(line, Thai, English) of every Text written out in the module."""
    for node in ast.walk(module.tree()):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
            values = [literal(argument) for argument in node.args]
            if len(values) == 2 and values[0] is not None and values[1] is not None:
                yield node.lineno, values[0], values[1]


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_pairs_match(module: Module) -> None:
    for line, thai, english in texts(module):
        where = f"{module.name}:{line}"
        unquoted = re.sub("“[^”]*”|พ.ศ.", "", english)
        assert not THAI.search(unquoted), f"{where}: Thai in the English text: {english}"
        has_letters = re.search("[A-Za-z]{4,}", re.sub(r"\{[^}]*\}", "", thai))
        assert THAI.search(thai) or not has_letters, f"{where}: no Thai in the Thai text: {thai}"
        assert blanks(thai) == blanks(english), f"{where}: {blanks(thai)} / {blanks(english)}"


@pytest.mark.slow
def test_texts_are_found() -> None:
    """The walk itself must not go blind."""
    assert sum(1 for module in modules() for _ in texts(module)) > 10
