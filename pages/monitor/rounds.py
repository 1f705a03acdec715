"""How do the five assessees stand in both rounds, what does a round still lack, and is it frozen?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import round_actions, round_kept, rounds
from ui.context import Context, Help, Page

PAGE = Page(
    "rounds",
    Text("ตัวชี้วัดรายรอบ", "KPI rounds"),
    Action.KPI_VIEW,
    ":material/event_repeat:",
    ("fy", "round", "known_at"),
    Help(
        Text(
            "ดูผลของผู้รับการประเมินทั้งห้าในสองรอบ ติดตามสิ่งที่ยังขาด และปิดรอบเมื่อข้อมูลครบ",
            "See the five assessees in both rounds, follow what is missing, and freeze a round once it is complete",
        ),
        Text(
            "หน่วยงานและกลุ่มส่งแบบฟอร์มที่หน้า “นำเข้าไฟล์” ผู้อำนวยการปิดรอบและเปิดแก้ไขที่หน้านี้พร้อมเหตุผล",
            "Agencies and units send their forms on “Upload files”; the Director freezes or reopens here",
        ),
        Text(
            "รายงานเดือนสุดท้ายของรอบส่งภายในวันที่ 5 ของเดือนถัดไป จากนั้นจึงปิดรอบได้",
            "The last report of a round is due on the 5th of the month after; from the next day it may be frozen",
        ),
    ),
)


def render(ctx: Context) -> None:
    """Both rounds as matrices; for the chosen one what it lacks, what may be done, the log and what was kept."""
    asked = rounds.of_round(ctx, ctx.ask.round.number)
    for number in (1, 2):
        with st.container(key=f"panel_round_{number}"):
            rounds.panel(rounds.of_round(ctx, number))
    lacking, acting = st.columns([7, 5])
    with lacking, st.container(key="panel_gaps", height="stretch"):
        rounds.gaps(asked)
    with acting, st.container(key="panel_act", height="stretch"):
        round_actions.act(asked)
    with st.container(key="panel_log"):
        rounds.log(asked)
    with st.container(key="panel_kept"):
        round_kept.kept(asked)
