"""Looking into a finished build."""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl.building.digest import table_names
from etl.building.schema import GROWN_FROM

Rows = list[tuple[object, ...]]


def ask(path: Path, question: str) -> Rows:
    """The answer of the build to one query."""
    with duckdb.connect(str(path), read_only=True) as build:
        return build.execute(question).fetchall()


def everything(path: Path) -> dict[str, Rows]:
    """Every row of every table, in one order; but for what the build was grown from."""
    with duckdb.connect(str(path), read_only=True) as build:
        found = {name: sorted(build.table(name).fetchall(), key=repr) for name in table_names(build)}
    found["build_info"] = [row for row in found["build_info"] if row[0] != GROWN_FROM]
    return found


def names(folder: Path) -> list[str]:
    """The files in a folder of builds, but for the lock."""
    return sorted(path.name for path in folder.iterdir() if path.name != ".lock")
