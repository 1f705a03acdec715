"""Which reports wait for a verdict, and is there any reason not to accept them?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from etl import review
from ui import reviewing
from ui.context import Context, Page

PAGE = Page("review", Text("ตรวจรับรายงาน", "Review"), Action.DECIDE, ":material/fact_check:")


def render(ctx: Context) -> None:
    """The queue, oldest first, to accept many at once; beside it one report, to read and to give back."""
    with ctx.ledger.read() as connection:
        waiting = review.waiting(connection, ctx.user)
    reviewing.said(ctx)
    queue, one = st.columns([5, 6])
    with queue, st.container(key="panel_queue"):
        reviewing.queue(waiting, ctx)
    with one, st.container(key="panel_submission"):
        reviewing.submission(waiting, ctx)
