"""Which papers have left the house, what did each say, and which of their figures have moved since?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import papers
from ui.context import Context, Help, Page

PAGE = Page(
    "papers",
    Text("เอกสารที่ออกแล้ว", "Papers issued"),
    Action.KPI_VIEW,
    ":material/history_edu:",
    (),
    Help(
        Text(
            "เปิดเอกสารจากเลขที่อ้างอิงที่พิมพ์ไว้ ดูตัวเลขชุดเดิม และดูว่าตัวเลขใดเปลี่ยนไปหลังจากออกเอกสาร",
            "Open a paper by the reference printed on it, see its very figures, and which of them have moved since",
        ),
        Text(
            "ไม่ต้องบันทึกข้อมูลที่หน้านี้ ระบบบันทึกทุกครั้งที่มีการดาวน์โหลดหรือจัดทำเอกสาร",
            "Nothing is entered here; every paper made or downloaded is recorded",
        ),
        Text("ตรวจก่อนประชุมและหลังมีการแก้ไขข้อมูลย้อนหลัง", "Before a meeting, and after earlier data were corrected"),
    ),
)


def render(ctx: Context) -> None:
    """The reference asked for, the paper it leads to, and every paper issued."""
    with st.container(key="panel_find_paper"):
        paper = papers.asked(ctx)
    if paper is not None:
        with st.container(key="panel_paper"):
            papers.told(paper, ctx)
        with st.container(key="panel_paper_figures"):
            papers.compared(paper, ctx)
    with st.container(key="panel_papers"):
        papers.listed(ctx)
