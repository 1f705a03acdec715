"""Which new projects wait to be let into a plan, and which changes wait for their approval?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import acting, approvals
from ui.context import Context, Help, Page

PAGE = Page(
    "approvals",
    Text("อนุมัติโครงการ", "Approve projects"),
    Action.PROJECT_APPROVE,
    ":material/approval:",
    ("fy",),
    Help(
        Text(
            "อนุมัติหรือไม่อนุมัติโครงการที่เพิ่มระหว่างปี และดูการยกเลิกหรือเปลี่ยนแปลงที่ยังไม่อนุมัติ",
            "Approve or decline projects added during the year; see cancellations and changes not approved yet",
        ),
        Text("หัวหน้ากลุ่มของแผนนั้น หรือฝ่ายบริหารทั่วไป", "The head of the plan's group, or General Administration"),
        Text("ก่อนสิ้นรอบ เพื่อให้โครงการนับในรอบนั้น", "Before the round ends, so that the project counts in it"),
    ),
)


def render(ctx: Context) -> None:
    """What waits; the verdict on one; changes that wait."""
    acting.said(ctx)
    with st.container(key="panel_pending"):
        found = approvals.waiting(ctx)
    one, more = st.columns(2)
    with one, st.container(key="panel_verdict", height="stretch"):
        approvals.decide(found, ctx)
    with more, st.container(key="panel_changes_waiting", height="stretch"):
        approvals.changes(ctx)
