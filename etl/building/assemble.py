"""Makes one build: an empty file or a copy of an earlier build, the facts it lacks, the guards, its final name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb
import sqlalchemy as sa

from etl.building import guard
from etl.building.fill import add_facts, insert
from etl.building.goal import Goal, removed_demo, seq_of
from etl.building.recount import count_again
from etl.building.schema import create_tables, schema_digest
from etl.building.shelf import Shelf


class DamagedBuild(Exception):
    """An earlier build does not hold what its name says."""


def assemble(shelf: Shelf, ledger: sa.Connection, goal: Goal, base: Path | None) -> Path:
    """The finished build, under its own name. Needs the shelf's lock.

    Raises BuildFault when a guard finds something, DamagedBuild or duckdb.Error when `base` is unusable; in every
    case nothing is left behind.
    """
    with shelf.draft(base) as draft:
        with _opened(draft) if base is None else _attached(draft) as build:
            build.begin()
            if base is None:
                create_tables(build)
            _fill(build, ledger, goal, None if base is None else seq_of(base))
            build.commit()
            build.execute("CHECKPOINT")
        return shelf.publish(draft, goal.name)


# The shelf puts the file on the disk once, before it gets its name; until then a crash leaves only a draft.
_UNSYNCED: dict[str, str | bool | int | float | list[str]] = {"fsync_mode": "NONE"}


@contextmanager
def _opened(draft: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A draft to be filled from nothing, in a DuckDB of its own, which may spill beside it."""
    with duckdb.connect(str(draft), config=_UNSYNCED) as build:
        yield build


@contextmanager
def _attached(draft: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy to be taken further, in the DuckDB that this process keeps: starting one costs as much as all the rest.

    What goes wrong with a file may end the whole DuckDB (a full disk does), so after any fault it is a new one.
    """
    place = str(draft).replace("'", "''")
    try:
        with _kept_duckdb().cursor() as build:
            build.execute(f'ATTACH \'{place}\' AS "{draft.stem}"; USE "{draft.stem}"')
            yield build
            build.execute(f'USE memory; DETACH "{draft.stem}"')
    except BaseException:
        _kept_duckdb.cache_clear()
        raise


@cache
def _kept_duckdb() -> duckdb.DuckDBPyConnection:
    """It never spills, as a folder for that would outlive the drafts: what needs the room is built from scratch."""
    return duckdb.connect(config=_UNSYNCED | {"temp_directory": ""})


def _fill(build: duckdb.DuckDBPyConnection, ledger: sa.Connection, goal: Goal, base_seq: int | None) -> None:
    had_demo = base_seq is not None and _has_demo(build, base_seq)
    after = base_seq or 0
    added = add_facts(build, ledger, after, goal.seq, removed_demo(ledger, goal))
    count_again(build, added.keys)
    build.execute("DELETE FROM build_info")
    info = {"last_fact_seq": str(goal.seq), "schema_digest": schema_digest()}
    info["has_demo"] = str(int(had_demo or added.has_demo))
    insert(build, "build_info", ({"key": key, "value": value} for key, value in info.items()))
    guard.check(build, after)


def _has_demo(build: duckdb.DuckDBPyConnection, base_seq: int) -> bool:
    """Whether the copied build holds demonstration facts. Raises DamagedBuild when it is not what its name says."""
    info = dict(build.execute("SELECT key, value FROM build_info").fetchall())
    if (info.get("last_fact_seq"), info.get("schema_digest")) != (str(base_seq), schema_digest()):
        raise DamagedBuild(f"not a build of fact {base_seq}: {info}")
    return info.get("has_demo") == "1"
