"""The choice of a month out of a list, which the address keeps."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from base.period import Month
from base.words import Text
from ui import session
from ui.context import Context
from ui.digits import labelled


def choose(label: Text, offered: Iterable[Month], ctx: Context, *, width: int = 150) -> Month:
    """The month that is chosen among those offered, in their order; the newest at first. Raises ValueError for none."""
    months = {str(one): one for one in offered}
    chosen = st.selectbox(
        ctx.say(label),
        list(months),
        format_func=labelled(lambda one: months[one].say(ctx.language)),
        width=width,
        key=session.choice("month", list(months), str(max(months.values()))),
    )
    return months[chosen]
