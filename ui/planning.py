"""Who does what by when: the two fields that every action asks for."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from base.thai import say_date
from base.words import Text
from ui import names
from ui.context import Context
from ui.digits import labelled

OWNER, DUE = Text("ผู้รับผิดชอบ", "Owner"), Text("ภายในวันที่", "By")
DAYS_AHEAD = 366
OFFERED = 30
"""Days ahead of the day asked for that are offered at first."""


def owner_and_due(first: str, day: date, ctx: Context, key: str) -> tuple[str, date]:
    """The owner (units, the five agencies of the Ministry, and `first`, which is chosen at first) and the day."""
    agencies = ctx.build.reference("agencies", day, ctx.build.last_seq)
    owners = [*ctx.build.reference("units", day, ctx.build.last_seq)]
    owners += [code for code, row in agencies.items() if row.get("kind") == "ministry"]
    owners += [first] if first not in owners else []
    owner = st.selectbox(
        ctx.say(OWNER),
        owners,
        index=owners.index(first),
        format_func=labelled(lambda code: names.short(ctx.build, code, ctx.ask.as_of, ctx.language)),
        key=f"{key}_owner",
        width=185,
    )
    due = st.selectbox(
        ctx.say(DUE),
        [day + timedelta(days=ahead) for ahead in range(DAYS_AHEAD)],
        index=OFFERED,
        format_func=labelled(lambda one: say_date(one, ctx.language)),
        key=f"{key}_due",
        width=140,
    )
    return owner, due
