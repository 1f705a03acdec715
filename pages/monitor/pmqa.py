"""Who came to the PMQA meetings, and how far is each unit with reviewing its work processes?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import figures, filters, pmqa
from ui.context import Context, Help, Page

PAGE = Page(
    "pmqa",
    Text("PMQA และการปรับปรุงกระบวนงาน", "PMQA and process review"),
    Action.KPI_VIEW,
    ":material/workspace_premium:",
    filters.ALL,
    Help(
        Text(
            "ดูว่าแต่ละกลุ่ม/ฝ่ายเข้าร่วมประชุม PMQA ถึงร้อยละ 80 หรือไม่ และทบทวนกระบวนงานถึงขั้นใด พร้อมหลักฐาน",
            "See whether each unit attended 80 % of the PMQA meetings, and which steps of the review it has done",
        ),
        Text(
            "ฝ่ายบริหารทั่วไปบันทึกการประชุม PMQA กลุ่ม/ฝ่ายส่งแบบทบทวนและปรับปรุงกระบวนการทำงาน",
            "General Administration records the meetings; every unit sends its review of work processes",
        ),
        Text("ภายใน 30 กันยายน (ประเมินในรอบที่ 2)", "By 30 September (assessed in round 2)"),
    ),
)


def render(ctx: Context) -> None:
    """C3 and C4, attendance against the line, the meetings, and the steps of the review."""
    with st.container(key="panel_values"):
        pmqa.values(ctx)
    with st.container(key="panel_steps"):
        pmqa.review(figures.review(ctx), ctx)
    with st.container(key="panel_meetings"):
        pmqa.meetings(figures.meetings(ctx), ctx)
    with st.container(key="panel_attendance"):
        pmqa.attendance(ctx)
