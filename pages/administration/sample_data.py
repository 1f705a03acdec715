"""Is there sample data here, and shall it be taken out?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import acting, sample_data
from ui.context import Context, Help, Page

PAGE = Page(
    "sample_data",
    Text("ข้อมูลตัวอย่าง", "Sample data"),
    Action.DEMO,
    ":material/science:",
    (),
    Help(
        Text(
            "ดูว่าในระบบมีข้อมูลตัวอย่างเท่าใด และนำออกทั้งหมดในครั้งเดียวก่อนเริ่มใช้งานจริง",
            "See how much sample data there is, and remove all of it in one step before real work begins",
        ),
        Text("ผู้ดูแลระบบเท่านั้น", "The administrator only"),
        Text("ครั้งเดียว ก่อนเริ่มใช้งานจริง", "Once, before real work begins"),
    ),
)


def render(ctx: Context) -> None:
    """What is here; the removal, where there is anything to remove."""
    acting.said(ctx)
    with st.container(key="panel_sample"):
        is_loaded = sample_data.state(ctx)
    with st.container(key="panel_sample_removal"):
        if is_loaded:
            sample_data.removal(ctx)
        else:
            sample_data.none(ctx)
