"""How often, for what and by whom was technology put to use, and is there evidence?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from kpi.technology import kinds
from ui import figures, filters, technology
from ui.context import Context, Help, Page

PAGE = Page(
    "technology",
    Text("การใช้เทคโนโลยี", "Technology use"),
    Action.KPI_VIEW,
    ":material/devices:",
    filters.ALL,
    Help(
        Text(
            "ดูจำนวนครั้งที่กลุ่ม/ฝ่ายนำเทคโนโลยีมาปรับใช้ (ตัวชี้วัด C2) รายการใดนับ รายการใดซ้ำหรือไม่มีหลักฐาน",
            "See how often each unit put technology to use (indicator C2), what counts, what is repeated or unproven",
        ),
        Text("กลุ่ม/ฝ่ายส่งแบบบันทึกการใช้เทคโนโลยี", "Every unit sends its log of technology use"),
        Text("ทุกเดือน", "Every month"),
    ),
)


def render(ctx: Context) -> None:
    """Units beside the months of one, then the kinds of technology and every recorded use."""
    unit = technology.choose(ctx)
    lines = figures.technology(ctx, unit)
    left, right = st.columns([5, 6])
    with left, st.container(key="panel_technology_units", height="stretch"):
        technology.by_unit(ctx)
    with right, st.container(key="panel_technology_months", height="stretch"):
        technology.by_month(unit, ctx)
    with st.container(key="panel_kinds"):
        technology.kinds(kinds(lines), ctx)
    with st.container(key="panel_uses"):
        technology.uses(lines, ctx)
