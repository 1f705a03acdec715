"""The Python files of the house, parsed once."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("base", "ledger", "etl", "kpi", "exports", "ui", "pages")


@dataclass(frozen=True)
class Module:
    """One Python file: where it stands and what it says."""

    path: Path
    source: str

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def package(self) -> str:
        return self.path.relative_to(ROOT).parts[0].removesuffix(".py")

    @property
    def lines(self) -> int:
        return self.source.count("\n")

    def tree(self) -> ast.Module:
        return ast.parse(self.source)


@cache
def modules() -> tuple[Module, ...]:
    """app.py and every module of the packages that exist."""
    files = [ROOT / "app.py"]
    for package in PACKAGES:
        files.extend(sorted((ROOT / package).rglob("*.py")))
    return tuple(Module(path, path.read_text(encoding="utf-8")) for path in files if path.exists())
