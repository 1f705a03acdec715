"""Is this receipt genuine, and is this the file it speaks of?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import verification
from ui.context import Context, Page
from ui.markup import heading

PAGE = Page("receipt", Text("ตรวจสอบใบรับ", "Check a receipt"), Action.BOARD_VIEW, ":material/verified:")

HOW = Text("ตรวจสอบใบรับรายงาน", "Check a receipt")
HOW_NOTE = Text(
    "กรอกเลขที่ใบรับ และเลือกไฟล์ที่มีอยู่เพื่อเทียบกับไฟล์ที่สำนักงานรับไว้",
    "Give its number, and the file you have to compare with the one received",
)


def render(ctx: Context) -> None:
    """Number and file asked for; what the ledger holds, and whether the file is the same."""
    with st.container(key="panel_ask"):
        heading(ctx.say(HOW), ctx.say(HOW_NOTE))
        number, file = verification.asked(ctx)
    with st.container(key="panel_answer"):
        verification.answer(number, file, ctx)
