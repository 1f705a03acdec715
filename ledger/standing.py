"""Which facts stand: everything but the facts of a demonstration that was removed later."""

from __future__ import annotations

import sqlalchemy as sa

from ledger.schema import decision, journal


def stands(seq: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    """The condition that the fact numbered `seq` is not a demonstration fact removed since."""
    verdict, fact = decision.alias(), journal.alias()
    removal = sa.select(sa.func.coalesce(sa.func.max(verdict.c.seq), 0)).where(verdict.c.kind == "remove_demo")
    removed = sa.select(fact.c.seq).where(fact.c.is_demo, fact.c.seq < removal.scalar_subquery())
    return seq.not_in(removed)
