"""How do I send my report, and what must I mend before it is taken?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import returned, templates, uploads
from ui.context import Context, Page
from ui.markup import heading

PAGE = Page("upload", Text("นำเข้าไฟล์", "Upload files"), Action.SUBMIT, ":material/upload_file:")

FIRST = Text("1. ดาวน์โหลดแบบฟอร์ม", "1. Download the form")
FIRST_HOW = Text(
    "มีรายการโครงการและผลสะสมเดือนก่อนกรอกไว้ให้แล้ว", "Your projects and last month's figures are already filled in"
)
SECOND = Text("2. ส่งไฟล์ที่กรอกแล้ว", "2. Send the completed file")
SECOND_HOW = Text(
    "ส่งได้หลายไฟล์พร้อมกัน ระบบตรวจและออกใบรับให้ทันที", "Several files at once; each is checked and receipted at once"
)


def render(ctx: Context) -> None:
    """What was given back, the template, the files, then for each file what to mend or its receipt."""
    returned.notice(ctx)
    with st.container(key="panel_template"):
        heading(ctx.say(FIRST), ctx.say(FIRST_HOW))
        templates.choose_and_download(ctx)
    with st.container(key="panel_drop"):
        heading(ctx.say(SECOND), ctx.say(SECOND_HOW))
        uploads.drop(ctx)
    uploads.results(ctx)
