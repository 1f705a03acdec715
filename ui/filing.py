"""The submissions board: agency × month as a table, its totals on top, what is owed, and the receipts of one agency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from base.period import Month
from base.thai import say_moment
from base.words import Text
from kpi.board import AFTER_FREEZE, LOCKED, STATE_WORDS, Board, BoardCell, BoardRow, Overdue, State
from ledger import submissions
from ui import months, receipts, session
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, show, table, tag, text

SHAPES: dict[State, str] = {
    State.ON_TIME: "▲",
    State.LATE: "◆",
    State.UNDER_REVIEW: "■",
    State.WAIVED: "–",
    State.OPEN: "→",
    State.OVERDUE: "▼",
    State.REJECTED: "▼",
    State.RETURNED: "▼",
    State.NOT_DUE: "·",
    State.NOT_EXPECTED: "",
}
SHORT: dict[State, Text] = {
    State.ON_TIME: Text("ตรงเวลา", "On time"),
    State.LATE: Text("ช้า {days} วัน", "{days} d late"),
    State.UNDER_REVIEW: Text("รอตรวจรับ", "Review"),
    State.WAIVED: Text("ยกเว้น", "Waived"),
    State.OPEN: Text("เปิดรับ", "Open"),
    State.OVERDUE: Text("ค้างส่ง", "Owed"),
    State.REJECTED: Text("ไม่ผ่าน", "Rejected"),
    State.RETURNED: Text("ส่งคืน", "Returned"),
    State.NOT_DUE: Text("", ""),
    State.NOT_EXPECTED: Text("", ""),
}
LEGEND = [state for state in State if state not in (State.NOT_EXPECTED, State.NOT_DUE)]
FREEZE_MARK = "✚"
"""Before the words of a version that came after the freeze of its round."""
GOT = (State.ON_TIME, State.LATE, State.UNDER_REVIEW)

AGENCY = Text("หน่วยงาน", "Agency")
ON_TIME = Text("ตรงเวลา / ต้องส่ง", "On time / due")
RECEIVED = Text("ได้รับ / ต้องส่ง", "Received / due")
CAPTION = Text("การส่งรายงานรายเดือน {year}", "Monthly reports, {year}")
NOBODY = Text("ไม่มีหน่วยงานในกลุ่มนี้ที่ต้องรายงานในปีงบประมาณที่เลือก", "No agency of this kind reports in the chosen fiscal year")

OWED = Text("รายงานที่เกินกำหนด", "Overdue reports")
OWED_COUNT = Text("{count} ฉบับ เรียงจากค้างนานที่สุด", "{count}, longest first")
NOTHING_OWED = Text("ไม่มีรายงานที่เกินกำหนด", "No report is overdue")
MONTH = Text("เดือน", "Month")
NO_RECEIPT = Text("ยังไม่มีรายงานที่ส่งแล้ว", "Nothing has been sent yet")
OWED_HEADS = (AGENCY, MONTH, Text("กำหนดส่ง", "Due"), Text("สถานะ", "State"), Text("เกินกำหนด (วัน)", "Days overdue"))
SHOWN = 12


def matrix(board: Board, rows: Sequence[BoardRow], ctx: Context) -> None:
    """Agencies down, months across; each cell says its state by shape, word and colour; totals on top."""
    if not rows:
        show(tag("p", text(ctx.say(NOBODY)), css="tt-quiet"))
        return
    columns = [*zip(*(row.cells for row in rows), strict=True)]
    columns.append(tuple(cell for row in rows for cell in row.cells))
    totals = [
        [tag("b", text(ctx.say(name))), *(tag("b", text(count(cells))) for cells in columns)]
        for name, count in ((RECEIVED, received), (ON_TIME, on_time))
    ]
    _table(board, [*totals, *(_agency(row, ctx) for row in rows)], ctx)


def line(board: Board, row: BoardRow, ctx: Context) -> None:
    """One agency's line of the matrix."""
    _table(board, [_agency(row, ctx)], ctx)


def _table(board: Board, body: Sequence[Sequence[str]], ctx: Context) -> None:
    months = (_head(month, board, ctx) for month in board.months)
    heads = [ctx.say(AGENCY), *months, ctx.say(ON_TIME)]
    show(table(ctx.say(CAPTION, year=board.fiscal_year.say(ctx.language)), heads, body, css="tt-board"))


def _head(month: Month, board: Board, ctx: Context) -> str:
    """A month's name; below it that its round is frozen."""
    name = month.say(ctx.language).removesuffix(" BE")
    return f"{name} {ctx.say(LOCKED)}" if month in board.locked else name


def _agency(row: BoardRow, ctx: Context) -> list[str]:
    cells = (_cell(cell, ctx) for cell in row.cells)
    return [text(row.name.say(ctx.language)), *cells, text(on_time(row.cells))]


def legend(ctx: Context) -> None:
    """What the shapes and colours mean."""
    items = (
        tag(
            "li",
            tag("span", text(f"{SHAPES[state]} {STATE_WORDS[state].say(ctx.language)}"), css=f"tt-chip tt-{state}"),
        )
        for state in LEGEND
    )
    mark = tag("li", tag("span", text(f"{FREEZE_MARK} {ctx.say(AFTER_FREEZE)}"), css="tt-chip"))
    show(tag("ul", *items, mark, css="tt-legend"))


def owed(overdue: Sequence[Overdue], ctx: Context) -> None:
    """The reports whose deadline has passed."""
    heading(ctx.say(OWED), ctx.say(OWED_COUNT, count=len(overdue)) if overdue else "")
    if not overdue:
        show(tag("p", text(ctx.say(NOTHING_OWED)), css="tt-quiet"))
        return
    heads = [ctx.say(head) for head in OWED_HEADS]
    show(table(ctx.say(OWED), heads, [_owed_row(one, ctx) for one in overdue[:SHOWN]]))


def received(cells: Sequence[BoardCell]) -> str:
    """`received / due` of some cells; reports not due or waived are in neither."""
    got, due = _count(cells)
    return f"{got}/{due}" if due else "–"


def on_time(cells: Sequence[BoardCell]) -> str:
    """`on time / due` of some cells. The percentage of a round is M1 and is said by `kpi`, not here."""
    _, due = _count(cells)
    return f"{sum(cell.state in GOT and cell.days_late == 0 for cell in cells)}/{due}" if due else "–"


def _count(cells: Sequence[BoardCell]) -> tuple[int, int]:
    states = Counter(cell.state for cell in cells)
    got = sum(states[state] for state in GOT)
    return got, got + states[State.OVERDUE] + states[State.REJECTED] + states[State.RETURNED]


def _cell(cell: BoardCell, ctx: Context) -> str:
    word = SHORT[cell.state].say(ctx.language, days=cell.days_late)
    title = STATE_WORDS[cell.state].say(ctx.language)
    if cell.received_at:
        title = f"{title} · {say_moment(cell.received_at, ctx.language)}"
    mark = tag("small", text(f"{FREEZE_MARK} {ctx.say(AFTER_FREEZE)}")) if cell.is_after_freeze else ""
    shown = tag("span", text(f"{SHAPES[cell.state]} {word}".strip()), css=f"tt-cell tt-{cell.state}", title=title)
    return shown + mark


def _owed_row(one: Overdue, ctx: Context) -> list[str]:
    state = tag(
        "span", text(f"{SHAPES[one.state]} {STATE_WORDS[one.state].say(ctx.language)}"), css=f"tt-chip tt-{one.state}"
    )
    due = say_moment(one.due, ctx.language)
    return [
        text(one.name.say(ctx.language)),
        text(one.month.say(ctx.language)),
        text(due),
        state,
        tag("span", text(f"{one.days_late:,}"), css="tt-number"),
    ]


def receipt(board: Board, rows: Sequence[BoardRow], ctx: Context) -> None:
    """The receipt of one report of the board; a reporter finds only their own agency's."""
    mine = [row for row in rows if ctx.user.sees(row.agency)]
    sent = {
        row.agency: (
            row,
            {month: cell for month, cell in zip(board.months, row.cells, strict=True) if cell.submission_id},
        )
        for row in mine
    }
    sent = {agency: found for agency, found in sent.items() if found[1]}
    if not sent:
        show(tag("p", text(ctx.say(NO_RECEIPT)), css="tt-quiet"))
        return
    with st.container(horizontal=True):
        agency = st.selectbox(
            ctx.say(AGENCY),
            list(sent),
            format_func=labelled(lambda code: sent[code][0].name.say(ctx.language)),
            key=session.choice("reporter", list(sent), next(iter(sent))),
        )
        cells = sent[agency][1]
        month = months.choose(MONTH, cells, ctx)
    with ctx.ledger.read() as connection:
        kept = submissions.by_id(connection, cells[month].submission_id or "")
    if kept is not None:
        lines = receipts.of_submission(kept, ctx.say(STATE_WORDS[cells[month].state]), ctx)
        receipts.card(kept.submission_id, lines, ctx, digest=kept.sha256)
