"""How much of the Office's budget has been paid out, by unit and month, and will the 88 and 100 per cent be reached?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import budget, figures, filters, outlook
from ui.context import Context, Help, Page

PAGE = Page(
    "budget",
    Text("การเบิกจ่ายงบประมาณ", "Budget disbursement"),
    Action.KPI_VIEW,
    ":material/payments:",
    filters.ALL,
    Help(
        Text(
            "เทียบเงินที่เบิกจ่ายสะสมกับวงเงินที่ได้รับจัดสรร และเกณฑ์ร้อยละ 88 (รอบที่ 1) กับร้อยละ 100 (รอบที่ 2)",
            "Compare what was paid out with what was allocated, and with 88 % (round 1) and 100 % (round 2)",
        ),
        Text(
            "ฝ่ายบริหารทั่วไปส่งแบบ “รายงานการใช้จ่ายงบประมาณของสำนักงาน” ทุกเดือน",
            "General Administration sends “Budget movements of the Office” every month",
        ),
        Text("ภายในวันที่ 5 ของเดือนถัดไป", "By the 5th of the next month"),
    ),
)


def render(ctx: Context) -> None:
    """One unit's money over the year, its projection, all units by month, and the changes of the allocation."""
    unit = budget.choose(ctx)
    with st.container(key="panel_money"):
        budget.money(unit, ctx)
    if outlook.is_wanted(budget.C1, unit, ctx):
        with st.container(key="panel_outlook"):
            outlook.outlook(unit, ctx)
    with st.container(key="panel_matrix"):
        budget.matrix(ctx)
    with st.container(key="panel_changes"):
        budget.changes(figures.budget_changes(ctx, unit), ctx)
