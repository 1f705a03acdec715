"""How fresh and how clean is the data, what was refused and why, and which warnings has nobody explained?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import filters, quality
from ui.context import Context, Help, Page

PAGE = Page(
    "quality",
    Text("คุณภาพข้อมูล", "Data quality"),
    Action.BOARD_VIEW,
    ":material/fact_check:",
    filters.ALL,
    Help(
        Text(
            "ดูว่าตัวเลขใช้ข้อมูลถึงเดือนใด ครบเพียงใด แถวที่มีคำเตือนมีเท่าใด และไฟล์ถูกตีกลับเพราะอะไร",
            "See up to which month the data goes, how complete it is, how many rows carry warnings, why files fail",
        ),
        Text(
            "หน่วยงานแก้ไขข้อผิดพลาดแล้วส่งใหม่ และชี้แจงคำเตือนในใบรับรายงาน ไม่ต้องบันทึกข้อมูลที่หน้านี้",
            "Agencies mend errors and send again, and explain warnings on the receipt; nothing is entered here",
        ),
        Text("รายงานรายเดือนภายในวันที่ 5 ของเดือนถัดไป", "Monthly reports by the 5th of the next month"),
    ),
)


def render(ctx: Context) -> None:
    """The whole in one line of facts, then every agency, what was refused and what was warned of."""
    with st.container(key="panel_whole"):
        quality.whole(ctx)
    agencies, intake = st.columns([6, 6])
    with agencies, st.container(key="panel_agencies", height="stretch"):
        quality.agencies(ctx)
    with intake, st.container(key="panel_refused"):
        quality.refused(ctx)
    with intake, st.container(key="panel_warned", height="stretch"):
        quality.warned(ctx)
