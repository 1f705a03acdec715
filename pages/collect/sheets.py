"""Which Google Sheet is whose report, what did the last pull find, and may it be taken?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import sheet_actions, sheets
from ui.context import Context, Page

PAGE = Page("sheets", Text("ชีต Google Sheets", "Google Sheets"), Action.SUBMIT, ":material/table_view:")


def render(ctx: Context) -> None:
    """The account or how to get one; every sheet with its state; one sheet in full and what may be done with it."""
    sheet_actions.said(ctx)
    with st.container(key="panel_account"):
        sheets.account(ctx)
    lines = sheets.lines(ctx)
    with st.container(key="panel_sheets"):
        sheets.register(lines, ctx)
        sheet_actions.pull(lines, ctx)
    one, more = st.columns([6, 5])
    with one, st.container(key="panel_one_sheet"):
        sheet_actions.one(lines, ctx)
    with more, st.container(key="panel_add_sheet"):
        sheet_actions.add(ctx)
