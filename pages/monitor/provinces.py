"""Which provinces are ahead and which behind: in reporting, in their projects, in spending?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import figures, filters, provinces
from ui.context import Context, Help, Page

PAGE = Page(
    "provinces",
    Text("รายจังหวัด", "Provinces"),
    Action.KPI_VIEW,
    ":material/map:",
    filters.ALL,
    Help(
        Text(
            "เปรียบเทียบจังหวัดในเรื่องเดียวที่เลือก บนแผนที่และในรายการที่เรียงลำดับ ช่วงสีบนแผนที่ไม่ใช่เป้าหมาย",
            "Compare the provinces by one measure, on the map and in a ranked list; the bands are no targets",
        ),
        Text(
            "หน่วยงานและศูนย์ประสานงานฯ จังหวัดระบุจังหวัดในแบบรายงานความคืบหน้ารายเดือน",
            "Agencies and provincial centres name the province in their monthly progress report",
        ),
        Text("ภายในวันที่ 5 ของเดือนถัดไป", "By the 5th of the next month"),
    ),
)


def render(ctx: Context) -> None:
    """The map beside the ranked list, and the table of all provinces."""
    by = provinces.choose(ctx)
    found = figures.provinces(ctx, by)
    drawn, ranked = st.columns([6, 5])
    with drawn, st.container(key="panel_map", height="stretch"):
        provinces.drawn(found, by, ctx)
    with ranked, st.container(key="panel_ranking", height="stretch"):
        provinces.ranking(found, ctx)
    with st.container(key="panel_all"):
        provinces.whole(found, by, ctx)
