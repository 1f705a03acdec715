"""What does my group have to do: its plans and figures, what waits for a decision, who owes a report, what lags?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import figures, filters, group
from ui.context import Context, Help, Page

PAGE = Page(
    "group",
    Text("งานของกลุ่ม", "My group"),
    Action.KPI_VIEW,
    ":material/groups:",
    filters.ALL,
    Help(
        Text(
            "หัวหน้ากลุ่มดูงานทั้งหมดของกลุ่มก่อนปิดรอบ ทั้งแผน ตัวชี้วัด เรื่องที่ต้องพิจารณา และโครงการที่ต้องติดตาม",
            "A head sees all of the group's work before a round is closed: plans, indicators, decisions, projects",
        ),
        Text(
            "กลุ่มงานบันทึกแผน โครงการ และการใช้เทคโนโลยี หน่วยงานส่งรายงานรายเดือน",
            "The group enters plans, projects and technology use; the agencies send monthly reports",
        ),
        Text(
            "ก่อนวันตัดยอดรอบที่ 1 (31 มีนาคม) และรอบที่ 2 (30 กันยายน)", "Before 31 March (round 1) and 30 September (round 2)"
        ),
    ),
)


def render(ctx: Context) -> None:
    """The unit's figures, what waits beside who owes, its plans, and the projects to look after."""
    unit = group.choose(ctx)
    found = figures.group(ctx, unit)
    with st.container(key="panel_measures"):
        group.measures(figures.of_scope(ctx, unit), ctx)
    waits, owes = st.columns(2)
    with waits, st.container(key="panel_waiting", height="stretch"):
        group.waiting(found, ctx)
    with owes:
        group.owed(found, ctx)
    with st.container(key="panel_plans"):
        group.standings(found, ctx)
    with st.container(key="panel_projects"):
        group.in_need(found, ctx)
