"""Which agency has sent which month, how late, and what is still owed?"""

from __future__ import annotations

import streamlit as st

from base.access import Action
from base.words import Text
from ui import figures, filing, session
from ui.context import Context, Page
from ui.digits import labelled
from ui.markup import heading

PAGE = Page(
    "board", Text("การส่งรายงานรายเดือน", "Monthly reports"), Action.BOARD_VIEW, ":material/grid_on:", ("fy", "known_at")
)

KIND = Text("กลุ่มหน่วยงาน", "Kind of agency")
KINDS = {
    "all": Text("ทุกหน่วยงาน", "All"),
    "ministry": Text("หน่วยงานสังกัดกระทรวงแรงงาน", "Agencies of the Ministry"),
    "province": Text("ศูนย์ประสานงานฯ จังหวัด", "Provincial centres"),
}
RECEIPTS = Text("ใบรับรายงาน", "Receipts")


def render(ctx: Context) -> None:
    """The matrix, what is owed, and the receipt of any report in it."""
    board = figures.board(ctx)
    kind = st.segmented_control(
        ctx.say(KIND),
        list(KINDS),
        format_func=labelled(lambda kind: ctx.say(KINDS[kind])),
        key=session.choice("kind", list(KINDS), "all"),
        required=True,
        label_visibility="collapsed",
    )
    rows = [row for row in board.rows if kind in ("all", row.kind)]
    with st.container(key="panel_board"):
        filing.legend(ctx)
        filing.matrix(board, rows, ctx)
    owed, receipt = st.columns([6, 5])
    with owed, st.container(key="panel_owed"):
        filing.owed([one for one in board.overdue if one.agency in {row.agency for row in rows}], ctx)
    with receipt, st.container(key="panel_receipt"):
        heading(ctx.say(RECEIPTS))
        filing.receipt(board, rows, ctx)
