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
from etl.building.schema import GROWN_FROM, create_tables, schema_digest
from etl.building.shelf import Shelf

KEPT_NAMES = 20
"""How many of the builds that it was grown from a build names."""


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
            _fill(build, ledger, goal, base)
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


def _fill(build: duckdb.DuckDBPyConnection, ledger: sa.Connection, goal: Goal, base: Path | None) -> None:
    after, known = (0, {}) if base is None else (seq_of(base), _info_of(build, seq_of(base)))
    added = add_facts(build, ledger, after, goal.seq, removed_demo(ledger, goal))
    count_again(build, added.keys)
    build.execute("DELETE FROM build_info")
    has_demo = added.has_demo or known.get("has_demo") == "1"
    info = {"last_fact_seq": str(goal.seq), "schema_digest": schema_digest(), "has_demo": str(int(has_demo))}
    if base is not None:
        names = [base.stem, *known.get(GROWN_FROM, "").split()]
        info[GROWN_FROM] = " ".join(names[:KEPT_NAMES])
    insert(build, "build_info", ({"key": key, "value": value} for key, value in info.items()))
    guard.check(build, after)


def _info_of(build: duckdb.DuckDBPyConnection, base_seq: int) -> dict[str, str]:
    """What the copied build says of itself. Raises DamagedBuild when it is not what its name says."""
    info = dict(build.execute("SELECT key, value FROM build_info").fetchall())
    if (info.get("last_fact_seq"), info.get("schema_digest")) != (str(base_seq), schema_digest()):
        raise DamagedBuild(f"not a build of fact {base_seq}: {info}")
    return info
