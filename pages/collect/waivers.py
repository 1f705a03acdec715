"""Which report that is owed shall not be asked for, and which were waived before and why?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import acting, figures, waivers
from ui.context import Context, Help, Page

PAGE = Page(
    "waivers",
    Text("ยกเว้นการส่งรายงาน", "Waive reports"),
    Action.WAIVE,
    ":material/event_busy:",
    ("fy",),
    Help(
        Text("ยกเว้นรายงานที่หน่วยงานส่งไม่ได้โดยมีเหตุผล", "Waive a report that an agency cannot send, with a reason"),
        Text("ผู้อำนวยการหรือฝ่ายบริหารทั่วไป", "The Director or General Administration"),
        Text("หลังพ้นกำหนดส่ง เมื่อหน่วยงานแจ้งเหตุ", "After the deadline, when the agency has said why"),
    ),
)


def render(ctx: Context) -> None:
    """What is owed with the press; what was waived."""
    acting.said(ctx)
    board = figures.board(ctx)
    with st.container(key="panel_owed_reports"):
        waivers.owed(board, ctx)
    with st.container(key="panel_waived"):
        waivers.waived(board, ctx)
