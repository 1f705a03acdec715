"""What will the next fiscal year begin with, and may it be opened?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import acting, next_year
from ui.context import Context, Help, Page

PAGE = Page(
    "next_year",
    Text("เปิดปีงบประมาณถัดไป", "Open the next fiscal year"),
    Action.YEAR_OPEN,
    ":material/event_upcoming:",
    (),
    Help(
        Text(
            "คัดลอกแผนและหน่วยงานไปปีใหม่ ต่อแผนที่สิ้นสุดด้วยแผนฉบับใหม่ โดยไม่แตะปีก่อนหน้า",
            "Copies plans and agencies into the new year and links the plans that follow, leaving earlier years alone",
        ),
        Text("ฝ่ายบริหารทั่วไปตรวจรายการแล้วกดเปิดครั้งเดียว", "General Administration checks the list and presses once"),
        Text("ก่อน 1 ตุลาคม หลังแผนฉบับใหม่ผ่านความเห็นชอบ", "Before 1 October, once the new plans are endorsed"),
    ),
)


def render(ctx: Context) -> None:
    """What a person says of it; what will be made; the press."""
    acting.said(ctx)
    opening, said, leaving = next_year.plan(ctx)
    if opening is not None:
        with st.container(key="panel_year_plans"):
            next_year.made(opening, ctx)
            next_year.press(opening, said, leaving, ctx)
