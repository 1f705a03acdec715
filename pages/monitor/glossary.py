"""What does each indicator mean, how is it computed, where does the manual say so, and what do the words mean?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import glossary
from ui.context import Context, Help, Page

PAGE = Page(
    "glossary",
    Text("คำอธิบายและอภิธานศัพท์", "Definitions and glossary"),
    Action.KPI_VIEW,
    ":material/menu_book:",
    ("fy", "round", "known_at"),
    Help(
        Text(
            "อ่านนิยาม สูตร แหล่งอ้างอิงในคู่มือ ข้อมูลที่ใช้ และข้อไม่ชัดเจนที่ตัดสินแล้วของตัวชี้วัดทุกตัว พร้อมความหมายของคำ",
            "Read of every indicator its definition, formula, place in the manual, data and decided ambiguities",
        ),
        Text(
            "ไม่ต้องบันทึกข้อมูลที่หน้านี้ ผู้ดูแลข้อมูลเปลี่ยนรุ่นของนิยาม เป้าหมาย และการตั้งค่าเป็นรายการใหม่ที่มีวันที่มีผล",
            "Nothing is entered here; the data steward changes versions, targets and settings from a day on",
        ),
        Text(
            "นิยามใหม่ใช้กับรอบที่เริ่มตั้งแต่วันที่มีผล รอบที่เริ่มไปแล้วใช้นิยามเดิม",
            "A new version counts for rounds that begin from its day; rounds that had begun keep theirs",
        ),
    ),
)


def render(ctx: Context) -> None:
    """One indicator in full, all of them in a table, then the terms."""
    with st.container(key="panel_definition"):
        glossary.one(ctx)
    with st.container(key="panel_definitions"):
        glossary.every(ctx)
    with st.container(key="panel_terms"):
        glossary.terms(ctx)
