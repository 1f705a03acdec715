"""The monthly summary on the screen: which month, the text to copy, the workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from base.period import Month
from base.words import Text
from ui import months
from ui.context import Context
from ui.digits import shown
from ui.markup import heading, show, tag, text

MONTH = Text("เดือน", "Month")
NONE_OVER = Text("ยังไม่มีเดือนที่สิ้นสุดในปีงบประมาณนี้", "No month of this year is over yet")
COPY = Text("ข้อความสรุปสำหรับคัดลอก", "Summary to copy")
PRESS, DONE = Text("คัดลอกข้อความ", "Copy the text"), Text("คัดลอกแล้ว", "Copied")
FILE = Text("ไฟล์สรุป", "Workbook")
HOLDS = Text(
    "สรุปรายแผน รายหน่วยงาน และปัญหาที่ยังไม่ปิด พร้อมนิยามและเลขที่อ้างอิง",
    "By plan, by agency and the open problems, with definitions and a reference",
)
DOWNLOAD = Text("ไฟล์ XLSX", "XLSX")
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def month(over: Sequence[Month], ctx: Context) -> Month | None:
    """The month that is chosen among those that are over, the newest at first; None when there is none."""
    if not over:
        show(tag("p", text(ctx.say(NONE_OVER)), css="tt-quiet"))
        return None
    return months.choose(MONTH, reversed(over), ctx, width=220)


def summary(of: Month, words: str, ctx: Context) -> None:
    """The text, and the button that copies it."""
    heading(ctx.say(COPY))
    words = shown(words)
    st.text_area(ctx.say(COPY), value=words, height=300, key=f"monthly_text_{of}", label_visibility="collapsed")
    button = tag("button", text(ctx.say(PRESS)), type="button", css="tt-copy", data_copy=words, data_done=ctx.say(DONE))
    show(tag("p", button))


def file(of: Month, name: str, write: Callable[[], bytes], ctx: Context) -> None:
    """The workbook, made and recorded when the button is pressed."""
    heading(ctx.say(FILE), ctx.say(HOLDS))
    st.download_button(
        ctx.say(DOWNLOAD),
        data=write,
        file_name=name,
        mime=MIME,
        on_click="ignore",
        icon=":material/table_view:",
        key=f"monthly_file_{of}",
    )
