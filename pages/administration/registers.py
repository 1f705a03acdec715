"""Which agencies report from which month, which bodies endorse which plan, which days are off, and since when?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.clock import now
from base.words import Text
from etl import register_edit
from ui import acting, register_moves, registers
from ui.context import Context, Help, Page

PAGE = Page(
    "registers",
    Text("หน่วยงาน คณะ และวันหยุด", "Agencies, bodies, holidays"),
    Action.REFERENCE_EDIT,
    ":material/account_tree:",
    (),
    Help(
        Text(
            "เพิ่ม แก้ไข หรือสิ้นสุดหน่วยงาน คณะ ลำดับการเห็นชอบ และวันหยุด โดยระบุวันที่มีผล",
            "Add, change or end agencies, bodies, chains of endorsement and holidays, each from a day on",
        ),
        Text("ฝ่ายบริหารทั่วไปหรือผู้ดูแลระบบ พร้อมเหตุผลหรือเลขที่คำสั่ง", "General Administration, with the reason or the order"),
        Text("เมื่อมีคำสั่งหรือประกาศ วันหยุดของปีใหม่ควรบันทึกภายในเดือนธันวาคม", "With an order; next year's holidays by December"),
    ),
)


def render(ctx: Context) -> None:
    """Which register; its rows; one to change or end; one to add."""
    acting.said(ctx)
    kept = registers.choose(ctx)
    with ctx.ledger.read() as connection:
        rows = register_edit.standing(connection, kept.code, now().date())
        words = registers.words_of(connection, kept)
    with st.container(key="panel_register"):
        registers.listed(kept, rows, words, ctx)
    one, new = st.columns(2)
    with one, st.container(key="panel_register_one", height="stretch"):
        registers.change(kept, rows, words, ctx)
    with new, st.container(key="panel_register_add", height="stretch"):
        registers.add(kept, words, ctx)
    register_moves.waiting(kept.code, ctx)
