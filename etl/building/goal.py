"""What a build should hold: the facts of the ledger up to one of them, and the name that says so.

The name's eight characters are a digest of the tables' schema and of the audit chain's hash at the last fact. The
chain covers everything before it, so one name stands for one content: a build left over from another ledger, from a
history that a restored backup no longer has, or from an older programme, has a name that is not asked for.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from etl.building.schema import schema_digest
from etl.building.shelf import build_name
from ledger.schema import decision, journal


@dataclass(frozen=True, slots=True)
class Goal:
    """The facts to be in a build: those up to `seq`, but for the demonstration ones before `demo_removed_at`."""

    seq: int
    name: str
    demo_removed_at: int


def goal_at(connection: sa.Connection, at_seq: int | None = None) -> Goal:
    """The newest state of the ledger, or that at an earlier sequence number."""
    seq = _last_fact(connection, at_seq)
    removal = sa.select(sa.func.max(decision.c.seq)).where(decision.c.kind == "remove_demo", decision.c.seq <= seq)
    return Goal(seq, _name(connection, seq), connection.execute(removal).scalar() or 0)


def newest_name(connection: sa.Connection) -> str:
    """The name of the build of the newest state; what every page asks first, so it is two look-ups by key."""
    return _name(connection, _last_fact(connection, None))


def can_grow(connection: sa.Connection, base: Path, goal: Goal) -> bool:
    """Whether `base` holds an earlier state of this very ledger, to which the later facts need only be added."""
    seq = seq_of(base)
    return goal.demo_removed_at <= seq <= goal.seq and base.name == _name(connection, seq)


def seq_of(build: Path) -> int:
    """The last fact's sequence number in a build's name. Raises ValueError when it is not the name of a build."""
    found = re.match(r"build-(\d+)-", build.name)
    if found is None:
        raise ValueError(f"not a build: {build.name}")
    return int(found[1])


def removed_demo(connection: sa.Connection, goal: Goal) -> frozenset[int]:
    """The sequence numbers of the demonstration facts that have been removed."""
    if goal.demo_removed_at == 0:
        return frozenset()
    demo = sa.select(journal.c.seq).where(journal.c.is_fact, journal.c.is_demo, journal.c.seq < goal.demo_removed_at)
    return frozenset(connection.execute(demo).scalars())


def _last_fact(connection: sa.Connection, at_seq: int | None) -> int:
    within = [] if at_seq is None else [journal.c.seq <= at_seq]
    newest = sa.select(journal.c.seq).where(journal.c.is_fact, *within).order_by(journal.c.seq.desc()).limit(1)
    return connection.execute(newest).scalar() or 0


def _name(connection: sa.Connection, seq: int) -> str:
    chain_hash = connection.execute(sa.select(journal.c.hash).where(journal.c.seq == seq)).scalar() or ""
    return build_name(seq, hashlib.sha256(f"{schema_digest()}\0{chain_hash}".encode()).hexdigest())
