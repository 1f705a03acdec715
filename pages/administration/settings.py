"""What is aimed at and how is it counted in a fiscal year, who decided so, and what would a change move?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import acting, setting_actions, settings
from ui.context import Context, Help, Page

PAGE = Page(
    "settings",
    Text("เป้าหมายและค่ากำหนด", "Targets and settings"),
    Action.SETTING_EDIT,
    ":material/tune:",
    (),
    Help(
        Text(
            "ดูว่าแต่ละปีใช้เป้าหมายและวิธีนับใด ใครกำหนดเมื่อใด และดูตัวเลขที่จะเปลี่ยนก่อนบันทึก",
            "See each year's targets and ways of counting, who set them, and what a change would move",
        ),
        Text("ฝ่ายบริหารทั่วไปหรือผู้ดูแลระบบ ตามมติหรือข้อสั่งการ", "General Administration, on a resolution or an order"),
        Text("ก่อนเริ่มปีงบประมาณ หรือเมื่อมีมติ", "Before the fiscal year begins, or with a resolution"),
    ),
)


def render(ctx: Context) -> None:
    """The year; how one thing is changed; the targets and every setting."""
    acting.said(ctx)
    of = settings.year(ctx)
    with st.container(key="panel_targets"):
        targets = settings.targets(of, ctx)
    with st.container(key="panel_change_setting"):
        setting_actions.change(of, targets, ctx)
    with st.container(key="panel_settings"):
        settings.settings(of, ctx)
