"""Why is each figure below its target, what is done about it, and what has nobody explained yet?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import commentary, commentary_actions, figures, filters
from ui.context import Context, Help, Page

PAGE = Page(
    "commentary",
    Text("คำชี้แจงผลและแนวทางแก้ไข", "Commentary and remedies"),
    Action.KPI_VIEW,
    ":material/comment:",
    filters.ALL,
    Help(
        Text(
            "ดูสาเหตุและแนวทางแก้ไขของตัวชี้วัดที่ต่ำกว่าเกณฑ์ในแต่ละเดือน รายการที่ยังไม่มีคำชี้แจง และการดำเนินการที่ยังไม่เสร็จ",
            "See cause and remedy of every figure below its target, month by month, what is not explained yet, and "
            "which actions are not done",
        ),
        Text(
            "หัวหน้ากลุ่มเขียนของกลุ่มตน ผู้อำนวยการ ฝ่ายบริหารทั่วไป และเจ้าหน้าที่เขียนได้ทุกรายการ ระบบเก็บไว้ทุกฉบับ",
            "Group heads write for their own group; the Director, General Administration and staff for all. Every "
            "version is kept",
        ),
        Text(
            "ทุกเดือนหลังรับรายงาน ก่อนนำเสนอคณะกรรมการ การดำเนินการยกไปเดือนถัดไปจนกว่าจะเสร็จ",
            "Monthly once the reports are in, before the committee meets; actions are carried until they are done",
        ),
    ),
)


def render(ctx: Context) -> None:
    """The month's list, what may be written about one of its figures, and the actions that are followed."""
    below, said = figures.off_target(ctx), figures.commentary(ctx)
    commentary_actions.said(ctx)
    with st.container(key="panel_commentary"):
        commentary.listed(below, said, ctx)
    with st.container(key="panel_actions"):
        commentary.actions(said.actions, ctx)
        commentary_actions.update(said.actions, ctx)
    if below:
        with st.container(key="panel_comment"):
            commentary_actions.one(below, said, ctx)
