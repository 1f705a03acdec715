"""Is the system well, and what has to be done if not?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.clock import now
from base.settings import read_settings
from base.words import Text
from etl.health import look
from ui import acting, health
from ui.context import Context, Help, Page

PAGE = Page(
    "health",
    Text("สุขภาพระบบ", "Health"),
    Action.SYSTEM_RUN,
    ":material/monitor_heart:",
    (),
    Help(
        Text(
            "ดูว่าการสำรองข้อมูล การดึงชีต ชุดข้อมูล พื้นที่ และการตั้งค่าเป็นปกติ และต้องทำอะไรหากไม่ปกติ",
            "See whether backups, pulls, the build, room and settings are well, and what to do if not",
        ),
        Text("ไม่ต้องบันทึกข้อมูล ผู้ดูแลระบบสั่งสำรองข้อมูลได้", "Nothing is entered; an administrator may back up"),
        Text("วันละครั้ง", "Once a day"),
    ),
)


def render(ctx: Context) -> None:
    """Everything that was looked at, what is not well first; and a backup for whoever wants one now."""
    acting.said(ctx)
    settings = read_settings()
    with st.container(key="panel_health"):
        health.points(look(ctx.ledger, settings, now()), ctx)
    with st.container(key="panel_backup"):
        health.backup(settings, ctx)
