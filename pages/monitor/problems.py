"""Which problems are open and for how long, who will do what by when, and which are solved?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import filters, problem_actions, problems
from ui.context import Context, Help, Page

PAGE = Page(
    "problems",
    Text("ปัญหา/อุปสรรค", "Problems and obstacles"),
    Action.KPI_VIEW,
    ":material/report_problem:",
    filters.ALL,
    Help(
        Text(
            "ดูปัญหาที่ยังไม่ปิดเรียงจากที่ค้างนานที่สุด ใครจะดำเนินการอะไรภายในเมื่อใด และเรื่องใดเกินกำหนด",
            "See the open problems, longest open first, who will do what by when, and what is overdue",
        ),
        Text(
            "หน่วยงานรายงานปัญหาและแนวทางแก้ไขทุกเดือน ผู้อำนวยการ หัวหน้ากลุ่ม และฝ่ายบริหารทั่วไปกำหนดการดำเนินการหรือปิดปัญหา",
            "Agencies tell problems and remedies in their monthly reports; the Director, group heads and General "
            "Administration plan actions and close problems on this page",
        ),
        Text(
            "รายงานทุกเดือนภายในวันที่ 5 ของเดือนถัดไป ปัญหาเปิดอยู่จนกว่ารายงานจะระบุว่า “ไม่มี” หรือสำนักงานปิด",
            "Monthly by the 5th of the next month; open until a report says there is none, or the Office closes it",
        ),
    ),
)


def render(ctx: Context) -> None:
    """Filters with how many each state has, the register, then one problem with what may be decided about it."""
    lines = problems.visible(ctx)
    problem_actions.said(ctx)
    if not lines:
        problems.empty(ctx)
        return
    wanted = problems.narrow(lines, ctx)
    with st.container(key="panel_problems"):
        problems.listed(wanted, ctx)
    if wanted:
        with st.container(key="panel_problem"):
            problem_actions.one(wanted, ctx)
