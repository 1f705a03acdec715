"""How does one agency stand: has it reported, how far are its projects, what does it owe, what stands in its way?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import agency, figures, filters, projects
from ui.context import Context, Help, Page

PAGE = Page(
    "agency",
    Text("รายหน่วยงาน", "One agency"),
    Action.KPI_VIEW,
    ":material/apartment:",
    filters.ALL,
    Help(
        Text(
            "ดูหน่วยงานเดียวในหน้าเดียว ทั้งการส่งรายงาน โครงการ เงิน และปัญหา/อุปสรรคที่ยังไม่ปิด",
            "See one agency on one page: its reports, projects, money and open problems",
        ),
        Text(
            "หน่วยงานส่งแบบรายงานความคืบหน้ารายเดือน สำนักงานตรวจรับ",
            "The agency sends its monthly progress report; the Office reviews it",
        ),
        Text("ภายในวันที่ 5 ของเดือนถัดไป", "By the 5th of the next month"),
    ),
)


def render(ctx: Context) -> None:
    """The agency's months and measures, its projects, money, open problems, and the reports it sent."""
    board = figures.board(ctx)
    row = agency.choose(board, ctx)
    if row is None:
        return
    own = figures.of_scope(ctx, row.agency)
    with st.container(key="panel_months"):
        agency.months(board, row, ctx)
    with st.container(key="panel_measures"):
        agency.measures(own, ctx)
    told = figures.agency(ctx, row.agency)
    with st.container(key="panel_projects"):
        mine = projects.visible(figures.projects(ctx), ctx)
        projects.listed([one for one in mine if row.agency in one.reporters], ctx)
    with st.container(key="panel_problems"):
        agency.problems(row.agency, told.problems, ctx)
    money, reports = st.columns([6, 5])
    with money, st.container(key="panel_agency_money", height="stretch"):
        agency.money(told.money, next((one for one in own if one.kpi == "M4"), None), ctx)
    with reports, st.container(key="panel_reports", height="stretch"):
        agency.reports(board, row, ctx)
