"""What does a committee have to know of one track, one finding at a time?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import committee, deck, filters, session
from ui.context import Context, Help, Page

PAGE = Page(
    "committee",
    Text("สไลด์สำหรับคณะกรรมการ", "Committee slides"),
    Action.KPI_VIEW,
    ":material/slideshow:",
    filters.ALL,
    Help(
        Text(
            "ฉายผลของผู้รับการประเมินทีละเรื่องในที่ประชุม แต่ละหน้าบอกข้อค้นพบหนึ่งข้อพร้อมวันที่ของข้อมูลและแหล่งที่มา",
            "Show one assessee's results to a meeting, one finding at a time, with the day of the data and its source",
        ),
        Text("ไม่ต้องบันทึกข้อมูลที่หน้านี้ ค่าเป็นชุดเดียวกับหน้าอื่น", "Nothing is entered here; the figures are those of every page"),
        Text("ก่อนและระหว่างการประชุม", "Before and during a meeting"),
    ),
)


def render(ctx: Context) -> None:
    """The slides of the track that the address asks for; without one, the list of tracks."""
    track = committee.track()
    if not track:
        with st.container(key="panel_tracks"):
            committee.choose(ctx)
        return
    leave = f"committee?{session.address(track='')}"
    deck.deck(committee.kicker(track, ctx), committee.slides(track, ctx), leave, ctx)
