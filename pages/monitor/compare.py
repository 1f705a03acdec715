"""What has changed between two moments of knowledge: which figures moved, by how much, because of which cells?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import compare, figures
from ui.context import Context, Help, Page

PAGE = Page(
    "compare",
    Text("เปรียบเทียบสองช่วงเวลา", "Compare two moments"),
    Action.KPI_VIEW,
    ":material/compare_arrows:",
    ("fy", "round", "since", "known_at", "basis"),
    Help(
        Text(
            "ดูว่าค่าใดเปลี่ยนไปหลังจากเวลาที่เลือก เช่น หลังปิดรอบ เปลี่ยนเท่าใด และเพราะเซลล์ใดในไฟล์ใด",
            "See which figures moved since a chosen moment, such as the freeze, by how much and through which cells",
        ),
        Text(
            "ไม่ต้องบันทึกข้อมูลที่หน้านี้ ระบบเทียบข้อมูลที่หน่วยงานส่งไว้ในสองช่วงเวลา",
            "Nothing is entered here; what agencies had sent by the two moments is compared",
        ),
        Text(
            "ใช้ได้ทุกเวลา โดยเฉพาะก่อนเปิดแก้ไขรอบหรือก่อนประชุม",
            "At any time, above all before a round is reopened or a meeting held",
        ),
    ),
)


def render(ctx: Context) -> None:
    """The figures that moved, then the cells behind them; a clear sentence when the moments do not allow it."""
    first, why_not = compare.since(ctx)
    if first is None:
        compare.refuse(why_not)
        return
    with st.container(key="panel_moves"):
        shown = compare.moved(figures.moves(ctx, first), first, ctx)
    if shown:
        with st.container(key="panel_cells"):
            compare.cells(shown, ctx)
