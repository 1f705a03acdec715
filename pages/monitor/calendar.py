"""What is due when, in which cycle, and what comes next?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import year_calendar
from ui.context import Context, Help, Page

PAGE = Page(
    "calendar",
    Text("ปฏิทินกระบวนงาน", "Calendar of the year"),
    Action.KPI_VIEW,
    ":material/calendar_month:",
    ("fy", "round", "as_of", "known_at"),
    Help(
        Text(
            "ดูกำหนดการทั้งปีของรอบงานที่ซ้อนกัน และสิ่งที่ต้องทำต่อไปนับจากวันที่เลือก",
            "See the days of the overlapping cycles of a year, and what must be done next from the chosen day",
        ),
        Text(
            "ไม่ต้องบันทึกข้อมูลที่หน้านี้ ผู้ดูแลข้อมูลกำหนดวันหยุดและวิธีนับวันครบกำหนดในการตั้งค่า",
            "Nothing is entered here; the data steward sets holidays and how deadlines are read",
        ),
        Text(
            "รายงานรายเดือนภายในวันที่ 5 ของเดือนถัดไป ขั้นตอนของแผนตั้งแต่กรกฎาคมถึงตุลาคม",
            "Monthly reports by the 5th of the next month; the steps of the plans from July to October",
        ),
    ),
)


def render(ctx: Context) -> None:
    """Steps by month, what comes next and what runs, then every day."""
    found = year_calendar.days(ctx)
    with st.container(key="panel_steps"):
        year_calendar.steps(found, ctx)
    coming, running = st.columns([7, 4])
    with coming, st.container(key="panel_upcoming", height="stretch"):
        year_calendar.upcoming(ctx)
    with running, st.container(key="panel_running", height="stretch"):
        year_calendar.running(ctx)
    with st.container(key="panel_days"):
        year_calendar.every(found, ctx)
