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
    "ระบบกรอกรายการโครงการและผลสะสมเดือนก่อนที่มีอยู่ไว้ให้แล้ว",
    "Whatever is known of your projects and of last month is already filled in",
)
SECOND = Text("2. เลือกไฟล์ที่กรอกแล้ว", "2. Choose the completed files")
SECOND_HOW = Text("วางได้หลายไฟล์พร้อมกัน แล้วกดตรวจไฟล์", "Drop several files at once, then check them")
THIRD = Text("3. ตรวจทานแล้วยืนยัน", "3. Look over and confirm")
THIRD_HOW = Text("ระบบยังไม่บันทึกจนกว่าจะยืนยัน", "Nothing is recorded until you confirm")


def render(ctx: Context) -> None:
    """What was given back, the template, the files, what was understood of each, then its receipt."""
    returned.notice(ctx)
    with st.container(key="panel_template"):
        heading(ctx.say(FIRST), ctx.say(FIRST_HOW))
        templates.choose_and_download(ctx)
    with st.container(key="panel_drop"):
        heading(ctx.say(SECOND), ctx.say(SECOND_HOW))
        files = uploads.drop(ctx)
    if files:
        heading(ctx.say(THIRD), ctx.say(THIRD_HOW))
        uploads.confirm(files, ctx)
    uploads.results(ctx)
