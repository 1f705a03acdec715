"""Where do the six plans stand, whom do they wait for, and how far have they been put into practice?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import figures, filters, plans
from ui.context import Context, Help, Page

PAGE = Page(
    "plans",
    Text("แผน 6 ฉบับ", "The six plans"),
    Action.KPI_VIEW,
    ":material/account_tree:",
    filters.ALL,
    Help(
        Text(
            "ดูว่าแผนแต่ละฉบับอยู่ขั้นใด คณะใดเห็นชอบแล้ว รออะไร เกินกำหนดหรือไม่ และนำไปปฏิบัติได้เพียงใด",
            "See where each plan stands, who endorsed it, what it waits for, and how far it is in practice",
        ),
        Text(
            "กลุ่มงานเจ้าของแผนบันทึกเหตุการณ์ในแบบ “บันทึกเหตุการณ์และการเห็นชอบแผน” สถานะคำนวณจากเหตุการณ์เสมอ",
            "The owning unit records events on “Events and endorsements of the plans”; states follow from them",
        ),
        Text(
            "ยกร่างภายใน 31 กรกฎาคม ทบทวนและ ป.ร.ง. เห็นชอบภายใน 30 กันยายน เห็นชอบครบทุกคณะภายใน 31 ตุลาคม",
            "Drafted by 31 July, endorsed by the Permanent Secretary by 30 September, by all bodies by 31 October",
        ),
    ),
)


def render(ctx: Context) -> None:
    """The six plans, the other items beside K3 by plan, and the path of one of them."""
    items = figures.plans(ctx)
    with st.container(key="panel_plans"):
        plans.standings(items, ctx)
    drawn, others = st.columns([5, 6])
    with drawn, st.container(key="panel_plans_k3", height="stretch"):
        plans.by_plan(ctx)
    with others, st.container(key="panel_others", height="stretch"):
        plans.others(items, ctx)
    with st.container(key="panel_path"):
        plans.path(items, ctx)
