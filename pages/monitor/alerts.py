"""What needs a decision today, what comes soon, and which figures have crossed their target?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import alerts, figures, filters
from ui.context import Context, Help, Page

PAGE = Page(
    "alerts",
    Text("เรื่องที่ต้องตัดสินใจ", "Alerts"),
    Action.KPI_VIEW,
    ":material/notifications:",
    filters.ALL,
    Help(
        Text(
            "รวมเรื่องที่ต้องตัดสินใจวันนี้ไว้ที่เดียว แต่ละเรื่องเปิดหน้าที่ใช้ดำเนินการต่อได้",
            "Everything that needs a decision today in one place, each with the page that answers it",
        ),
        Text(
            "ไม่ต้องบันทึกข้อมูลที่หน้านี้ ระบบคำนวณจากรายงาน ปฏิทิน แผน และรอบการประเมิน",
            "Nothing is entered here; it follows from the reports, the calendar, the plans and the rounds",
        ),
        Text(
            "เตือนก่อนครบกำหนด 14 วัน และถือเป็นเรื่องวันนี้เมื่อเหลือ 3 วัน รอบเตือนเมื่อถึงวันที่ปิดรอบได้",
            "Told from 14 days before a deadline, as today's from 3 days; rounds from the day they may be frozen",
        ),
    ),
)


def render(ctx: Context) -> None:
    """What to decide now; then what comes soon and what is good to know."""
    found = alerts.narrow(alerts.visible(figures.alerts(ctx), ctx), ctx)
    with st.container(key="panel_now"):
        alerts.now(found, ctx)
    soon, know = st.columns([7, 5])
    with soon, st.container(key="panel_soon", height="stretch"):
        alerts.soon(found, ctx)
    with know, st.container(key="panel_know", height="stretch"):
        alerts.known(found, ctx)
