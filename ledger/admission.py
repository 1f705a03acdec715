"""What decides who may come in, as one value: while it is the same, so is everybody's session, account and role.

On the night of a deadline something is written every second, and hundreds of readers are asked for their session at
every press. Reports change none of this, so after each write one question is asked instead of several for each reader.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any

import sqlalchemy as sa

from ledger.schema import account, decision, reference_row, session


def state(connection: sa.Connection) -> Hashable | None:
    """Another value once an account, a position, a unit or an agency was changed, or a session begun or ended.

    None while there is no account: then any report decides how one comes in (`ledger.door`). When a session was last
    seen is not in it.
    """
    told = tuple(connection.execute(_state()).one())
    return told if told[0] is not None else None


@cache
def _state() -> sa.Select[Any]:
    def newest(column: sa.ColumnElement[Any], *where: sa.ColumnElement[bool]) -> sa.ScalarSelect[Any]:
        return sa.select(sa.func.max(column)).where(*where).scalar_subquery()

    many = sa.func.count
    return sa.select(
        newest(account.c.seq),
        newest(reference_row.c.seq),
        newest(decision.c.seq, decision.c.kind == "remove_demo"),
        many(session.c.id_hash),
        sa.func.max(session.c.started_at),
        many(session.c.ended_at),
        sa.func.max(session.c.ended_at),
    )
