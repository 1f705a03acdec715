"""From the ledger to the build that every page and paper reads: derived, never edited, made again at will.

In: the ledger and the folder of builds. Out: the path of a DuckDB file to be opened read-only. A build that cannot be
made, or in which a guard finds something, never replaces the one before.
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import sqlalchemy as sa

from etl.building.assemble import DamagedBuild, assemble
from etl.building.fault import BuildFault, told
from etl.building.goal import Goal, can_grow, goal_at, newest_name, seq_of
from etl.building.shelf import Shelf
from ledger.store import Ledger

__all__ = ["BuildFault", "current", "from_scratch", "holds", "last_good"]

log = logging.getLogger(__name__)


def current(ledger: Ledger, builds_dir: Path) -> Path:
    """The build of the ledger's newest fact. All facts that are waiting go into one build.

    When it is there already this takes a few milliseconds and no lock; otherwise one builder at a time adds what is
    missing to a copy of the build in use, or builds from scratch when that one is damaged, of another programme or of
    another history. Raises BuildFault (`last_good` is then still good) and LedgerFault.
    """
    with told(builds_dir):
        shelf = Shelf(builds_dir)
        name = ledger.remembered("newest build", newest_name)
        if (in_use := shelf.pointed()) is not None and in_use.name == name:
            return in_use
        with shelf.locked(), ledger.read() as connection:
            return _bring_up(shelf, connection)


def is_newest(ledger: Ledger, build: Path, size: int) -> bool:
    """Whether this file of so many bytes, which `current` gave, is whole still and holds the newest fact.

    As `current` would find, without a look at the pointer. Raises LedgerFault.
    """
    try:
        is_whole = build.stat().st_size == size
    except OSError:
        return False
    return is_whole and ledger.remembered("newest build", newest_name) == build.name


def from_scratch(ledger: Ledger, builds_dir: Path, at_seq: int | None = None) -> Path:
    """A build made from the ledger alone; with `at_seq`, of the facts up to that sequence number.

    It has the name that `current` gave or would have given the same state. Only a build of the newest state becomes
    the one in use. Raises BuildFault and LedgerFault.
    """
    with told(builds_dir):
        shelf = Shelf(builds_dir)
        with shelf.locked(), ledger.read() as connection:
            goal = goal_at(connection, at_seq)
            in_use = shelf.pointed()
            build = assemble(shelf, connection, goal, None)
            if at_seq is None or (in_use is not None and in_use.name == build.name):
                shelf.point(build)
            shelf.clear_old()
            return build


def last_good(builds_dir: Path) -> Path | None:
    """The build in use, whatever the ledger holds by now: what to show when `current` raised."""
    return Shelf(builds_dir).pointed()


def holds(build: Path, seq: int) -> bool:
    """Whether a build of `current` goes as far as the fact of this sequence number."""
    return seq_of(build) >= seq


def _bring_up(shelf: Shelf, connection: sa.Connection) -> Path:
    goal = goal_at(connection)
    in_use = shelf.pointed()
    if in_use is not None and in_use.name == goal.name:
        return in_use  # Whoever held the lock before has built it.
    grown = _grown(shelf, connection, goal, in_use)
    build = grown or assemble(shelf, connection, goal, None)
    with ThreadPoolExecutor(1) as beside:  # To free a hundred MB takes as long as to compare them.
        cleared = beside.submit(shelf.clear_old)
        shelf.point(build, in_use if grown else None)
    cleared.result()
    return build


def _grown(shelf: Shelf, connection: sa.Connection, goal: Goal, base: Path | None) -> Path | None:
    """The build in use with the new facts added; None when it cannot be taken further."""
    if base is None or not can_grow(connection, base, goal):
        return None
    try:
        return assemble(shelf, connection, goal, base)
    except (DamagedBuild, duckdb.Error) as fault:
        log.warning("%s could not be taken further; building from scratch (%s)", base.name, fault)
        return None
