"""How does the Office stand this round, how did it move, who is off target or late, and what needs a decision?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from kpi.model import Family
from ui import cards, figures, filters, matrix, moving, panels
from ui.context import Context, Help, Page

PAGE = Page(
    "overview",
    Text("ภาพรวมผู้บริหาร", "Executive overview"),
    Action.KPI_VIEW,
    ":material/monitoring:",
    filters.ALL,
    Help(
        Text(
            "ดูสถานะของทุกตัวชี้วัดในหน้าจอเดียว เปลี่ยนจากเดือนก่อนและปีก่อนเท่าใด ใครฉุดค่า ใครค้างส่งรายงาน และเรื่องใดต้องตัดสินใจ",
            "See every indicator on one screen: how it moved, who pulls it down, who owes a report, what to decide",
        ),
        Text(
            "ไม่ต้องบันทึกข้อมูลที่หน้านี้ กดที่ค่าใดก็ได้เพื่อดูที่มา",
            "Nothing is entered here; press any figure to see where it comes from",
        ),
        Text(
            "หน่วยงานส่งรายงานภายในวันที่ 5 ของเดือนถัดไป ค่าจึงครบหลังวันนั้น",
            "Agencies report by the 5th of the next month; figures are complete after that",
        ),
    ),
)

OWN = Text("ตัวชี้วัดของสำนักงานและตัวชี้วัดติดตาม", "The Office's indicators and monitoring measures")


def render(ctx: Context) -> None:
    """Every indicator with its status and how it moved on one screen, then the lists that ask for action."""
    shown = figures.of_office(ctx)
    with st.container(key="panel_cascaded"):
        matrix.cascaded(cards.family(shown, Family.CASCADED), ctx)

    own, watched = cards.family(shown, Family.OFFICE), cards.family(shown, Family.MONITORING)
    cards.head(OWN, [*own, *watched], ctx, *moving.legend(shown, ctx))
    cards.row(own, [figure for figure in shown if not cards.is_main(figure)], ctx)
    with st.container(key="panel_monitoring"):
        matrix.monitoring(watched, ctx)

    off_target, late, decide = st.columns([10, 8, 7], gap="small")
    with off_target:
        panels.off_target(shown, ctx)
    with late:
        panels.late(figures.board(ctx).overdue, ctx, is_narrow=True)
    with decide:
        panels.to_decide(figures.alerts(ctx), ctx)
