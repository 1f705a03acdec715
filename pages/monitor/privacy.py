"""What personal data is kept, why, how long, and who sees it?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.settings import read_settings
from base.words import Text
from ledger import retention
from ui import privacy
from ui.context import Context, Help, Page

PAGE = Page(
    "privacy",
    Text("ข้อมูลส่วนบุคคล", "Personal data"),
    Action.KPI_VIEW,
    ":material/privacy_tip:",
    (),
    Help(
        Text(
            "อ่านว่าระบบเก็บข้อมูลส่วนบุคคลใด ใช้เพื่ออะไร นานเท่าใด และใครเห็น",
            "Read what personal data is kept, why, how long and who sees it",
        ),
        Text("ไม่ต้องบันทึกข้อมูล", "Nothing is entered"),
        Text("เมื่อต้องการทราบหรือใช้สิทธิของเจ้าของข้อมูล", "Whenever you want to know, or to use your rights"),
    ),
)


def render(ctx: Context) -> None:
    """The whole notice, with the numbers of today."""
    with ctx.ledger.read() as connection:
        held = retention.held(connection)
    with st.container(key="panel_privacy"):
        privacy.page(held, read_settings(), ctx)
