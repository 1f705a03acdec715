"""Which projects lag behind their time, which have gone silent, and how far has each come?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import figures, filters, projects
from ui.context import Context, Help, Page

PAGE = Page(
    "projects",
    Text("โครงการ/กิจกรรม", "Projects"),
    Action.KPI_VIEW,
    ":material/checklist:",
    filters.ALL,
    Help(
        Text(
            "หาโครงการที่ล่าช้ากว่าเวลาที่ผ่านไป โครงการที่ข้อมูลค้าง และโครงการที่ยังไม่มีรายงาน",
            "Find the projects that lag behind their time, those with stale data and those never reported on",
        ),
        Text(
            "กลุ่มงานลงทะเบียนโครงการ หน่วยงานรายงานความคืบหน้าทุกเดือน",
            "Units register projects; agencies report their progress every month",
        ),
        Text("รายงานความคืบหน้าภายในวันที่ 5 ของเดือนถัดไป", "Progress by the 5th of the next month"),
    ),
)


def render(ctx: Context) -> None:
    """Filters with how many each state has, then the projects, furthest behind first."""
    lines = projects.visible(figures.projects(ctx), ctx)
    if not lines:
        projects.empty(ctx)
        return
    wanted = projects.narrow(lines, ctx)
    with st.container(key="panel_projects"):
        projects.listed(wanted, ctx)
