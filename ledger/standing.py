"""Which facts stand (everything but the facts of a demonstration removed later), and whether any of them is real."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from ledger.schema import decision, journal

ALLOWED_BESIDE = ("reference", "remove_demo")
"""Kinds of facts that a ledger of the demonstration alone may hold too: they say nothing of anybody's work."""


def stands(seq: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    """The condition that the fact numbered `seq` is not a demonstration fact removed since."""
    verdict, fact = decision.alias(), journal.alias()
    removal = sa.select(sa.func.coalesce(sa.func.max(verdict.c.seq), 0)).where(verdict.c.kind == "remove_demo")
    removed = sa.select(fact.c.seq).where(fact.c.is_demo, fact.c.seq < removal.scalar_subquery())
    return seq.not_in(removed)


def holds_real_facts(connection: sa.Connection) -> bool:
    """Whether anything was sent or decided here outside the demonstration."""
    real = sa.select(journal.c.seq).where(journal.c.is_fact, ~journal.c.is_demo, journal.c.kind.not_in(ALLOWED_BESIDE))
    return connection.execute(real.limit(1)).scalar() is not None


def holds_demonstration(connection: sa.Connection) -> bool:
    """Whether demonstration facts stand that were not removed since."""
    shown = sa.select(journal.c.seq).where(journal.c.is_fact, journal.c.is_demo, stands(journal.c.seq))
    return connection.execute(shown.limit(1)).scalar() is not None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many facts stand here."""

    sample: int
    real: int
    """Sent or decided outside the demonstration."""
    registers: int
    """Batches of rows of the reference tables."""


def counts(connection: sa.Connection) -> Counts:
    """How many facts of the demonstration stand, how many real ones, and how many batches of registers."""

    def count(*wanted: sa.ColumnElement[bool]) -> int:
        some = sa.select(sa.func.count()).select_from(journal).where(journal.c.is_fact, *wanted)
        return connection.execute(some).scalar() or 0

    return Counts(
        count(journal.c.is_demo, stands(journal.c.seq)),
        count(~journal.c.is_demo, journal.c.kind.not_in(ALLOWED_BESIDE)),
        count(~journal.c.is_demo, journal.c.kind == "reference"),
    )
