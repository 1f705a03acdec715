"""What does this report say now, and what would my typing change before it is saved as a new version?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import editor, editor_review
from ui.context import Context, Page
from ui.markup import heading

PAGE = Page("editor", Text("กรอกบนหน้าจอ", "Type on screen"), Action.SUBMIT, ":material/edit_note:")

WHICH = Text("1. เลือกรายงาน", "1. Choose the report")
WHICH_HOW = Text(
    "เปิดฉบับล่าสุดมาแก้ไข หรือเริ่มใหม่จากข้อมูลที่มีอยู่แล้ว", "Opens the latest version, or starts from what is known already"
)


def render(ctx: Context) -> None:
    """The report, its table, what would change; then the receipt."""
    with st.container(key="panel_which"):
        heading(ctx.say(WHICH), ctx.say(WHICH_HOW))
        draft = editor.choose(ctx)
    if draft is None:
        return
    with st.container(key="panel_sheet"):
        is_asked = editor.sheet(draft, ctx)
    if is_asked or draft.has_answer:
        with st.container(key="panel_review"):
            editor_review.review(draft, ctx, is_asked=is_asked)
