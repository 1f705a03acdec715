"""One agency: its months, its measures, its money by plan, its open problems, and the reports it sent."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import streamlit as st

from base.access import Action, Role
from base.thai import in_thai_order
from base.words import Text
from kpi import speak
from kpi.agency import MoneyLine, ProblemLine
from kpi.board import STATE_WORDS, Board, BoardRow
from kpi.model import Figure
from ledger import submissions
from ui import cards, contents, filing, matrix, receipts, session
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, show, table, tag, text
from ui.months import choose as choose_month

AGENCY = Text("หน่วยงาน", "Agency")
NOBODY = Text("ไม่มีหน่วยงานที่ต้องรายงานในปีงบประมาณที่เลือก", "No agency reports in the chosen fiscal year")
MEASURES = Text("ตัวชี้วัดติดตามของหน่วยงาน", "Monitoring measures of the agency")

MONEY = Text("เงินโครงการของหน่วยงาน", "The agency's project money")
MONEY_HEADS = (
    Text("แผน", "Plan"),
    Text("ได้รับจัดสรร (บาท)", "Allocated (baht)"),
    Text("เบิกจ่ายสะสม (บาท)", "Disbursed (baht)"),
    Text("ร้อยละ", "%"),
)
NO_MONEY = Text("ยังไม่มีรายงานงบประมาณของโครงการ", "No project budget has been reported yet")
NO_PLAN = Text("ไม่ระบุแผน", "No plan named")
SUM = Text("รวม (M4)", "In all (M4)")

PROBLEMS = Text("ปัญหา/อุปสรรคที่ยังไม่ปิด", "Open problems")
PROBLEM_COUNT = Text("{count} เรื่อง เรียงจากเปิดนานที่สุด", "{count}, longest open first")
NO_PROBLEMS = Text("ไม่มีปัญหา/อุปสรรคที่ยังไม่ปิดในรายงานที่นับได้", "No problem is open in the reports that count")
NOT_YOURS = Text("ตำแหน่งนี้เปิดอ่านได้เฉพาะข้อความของหน่วยงานตนเอง", "This position may read the words of its own agency only")
PROBLEM_HEADS = (
    Text("โครงการ", "Project"),
    Text("ปัญหา/อุปสรรค", "Problem"),
    Text("แนวทางแก้ไข", "Remedy"),
    Text("เปิดตั้งแต่", "Open since"),
)
TOLD = Text("รายงาน {count} เดือน", "told in {count} month(s)")
MOST_PROBLEMS = 6
MORE_PROBLEMS = Text("และอีก {count} เรื่อง", "and {count} more")

REPORTS = Text("รายงานที่ส่งแล้วและไฟล์ต้นฉบับ", "Reports sent, and the original files")
ONLY_OWN = Text(
    "ใบรับและไฟล์ต้นฉบับเปิดได้เฉพาะหน่วยงานเจ้าของและเจ้าหน้าที่สำนักงาน",
    "Receipts and originals are for the agency itself and the Office",
)
NO_REPORT = Text("ยังไม่มีรายงานที่ส่งแล้ว", "Nothing has been sent yet")
MONTH = Text("เดือน", "Month")


def choose(board: Board, ctx: Context) -> BoardRow | None:
    """The agency, kept in the address: a reporter's own at first, else the first of the board."""
    rows = {row.agency: row for row in board.rows}
    if not rows:
        show(tag("p", "◊ ", text(ctx.say(NOBODY)), css="tt-warning", role="status"))
        return None
    own = ctx.user.scope if ctx.user.role is Role.REPORTER else None
    code = st.selectbox(
        ctx.say(AGENCY),
        in_order(board, ctx),
        format_func=labelled(lambda one: rows[one].name.say(ctx.language)),
        key=session.choice("reporter", list(rows), own if own in rows else next(iter(rows))),
        width=380,
    )
    return rows[code]


def in_order(board: Board, ctx: Context) -> list[str]:
    """The agencies of the Ministry as the register has them, then the provincial centres by the alphabet."""
    ministry = [row.agency for row in board.rows if row.kind == "ministry"]
    others = {row.name.say(ctx.language): row.agency for row in board.rows if row.kind != "ministry"}
    return [*ministry, *(others[name] for name in in_thai_order(others))]


def measures(figures: Sequence[Figure], ctx: Context) -> None:
    """The monitoring measures of the agency, a tile each; a tile opens its indicator."""
    main = [figure for figure in figures if cards.is_main(figure)]
    show(cards.head(MEASURES, main, ctx), matrix.tiles(main, ctx))


def money(lines: Sequence[MoneyLine], whole: Figure | None, ctx: Context) -> None:
    """Allocation and disbursement by plan, and the sum, which is M4."""
    heading(ctx.say(MONEY))
    if not lines or whole is None:
        show(tag("p", text(ctx.say(NO_MONEY)), css="tt-quiet"))
        return
    rows = [
        [text(_plan(one.plan, ctx)), *map(_number, (one.allocated_thb, one.disbursed_thb)), _number(_share(one))]
        for one in lines
    ]
    sums = [speak.rounded(amount, 2) for amount in (whole.denominator, whole.numerator) if amount is not None]
    rows.append([tag("b", text(ctx.say(SUM))), *map(_number, sums), matrix.value_link(whole, ctx)])
    show(table(ctx.say(MONEY), [ctx.say(head) for head in MONEY_HEADS], rows))


def problems(agency: str, lines: Sequence[ProblemLine], ctx: Context) -> None:
    """The open problems in the agency's own words, for whoever may read them; for others how many there are."""
    heading(ctx.say(PROBLEMS), ctx.say(PROBLEM_COUNT, count=len(lines)) if lines else "")
    if not lines:
        show(tag("p", text(ctx.say(NO_PROBLEMS)), css="tt-quiet"))
        return
    if not may_read(agency, ctx):
        show(tag("p", text(ctx.say(NOT_YOURS)), css="tt-quiet"))
        return
    rows = [_problem(one, ctx) for one in lines[:MOST_PROBLEMS]]
    show(table(ctx.say(PROBLEMS), [ctx.say(head) for head in PROBLEM_HEADS], rows, css="tt-projects"))
    if len(lines) > MOST_PROBLEMS:
        show(tag("p", text(ctx.say(MORE_PROBLEMS, count=len(lines) - MOST_PROBLEMS)), css="tt-quiet"))


def may_read(agency: str, ctx: Context) -> bool:
    """Whether the reader may see what the agency wrote in its cells: the Office all, a reporter the own agency's."""
    return ctx.user.may(Action.TRACE_VIEW) or ctx.user.may_see_original_of(agency)


def reports(board: Board, row: BoardRow, ctx: Context) -> None:
    """The receipt and the original of one report, for those who may have them."""
    heading(ctx.say(REPORTS))
    if not ctx.user.may_see_original_of(row.agency):
        show(tag("p", text(ctx.say(ONLY_OWN)), css="tt-quiet"))
        return
    sent = {month: cell for month, cell in zip(board.months, row.cells, strict=True) if cell.submission_id is not None}
    if not sent:
        show(tag("p", text(ctx.say(NO_REPORT)), css="tt-quiet"))
        return
    month = choose_month(MONTH, sent, ctx)
    with ctx.ledger.read() as connection:
        kept = submissions.by_id(connection, sent[month].submission_id or "")
    if kept is not None:
        lines = receipts.of_submission(kept, ctx.say(STATE_WORDS[sent[month].state]), ctx)
        show(receipts.definition_list(lines[2:-1]))
        contents.download(kept, ctx)


def months(board: Board, row: BoardRow, ctx: Context) -> None:
    """The agency's line of the submissions board."""
    filing.legend(ctx)
    filing.line(board, row, ctx)


def _plan(code: str | None, ctx: Context) -> str:
    plans = ctx.build.reference("plans", ctx.ask.as_of, ctx.build.last_seq)
    return plans.get(code or "", {}).get(f"short_{ctx.language}") or code or ctx.say(NO_PLAN)


def _share(one: MoneyLine) -> str:
    if one.allocated_thb <= 0:
        return speak.NOTHING
    return f"{speak.rounded(Fraction(one.disbursed_thb) * 100 / Fraction(one.allocated_thb), 2):,}"


def _number(value: object) -> str:
    return tag("span", text(value if isinstance(value, str) else f"{value:,.2f}"), css="tt-number")


def _problem(one: ProblemLine, ctx: Context) -> list[str]:
    provinces = ctx.build.reference("provinces", ctx.ask.as_of, ctx.build.last_seq)
    province = provinces.get(one.province, {}).get(f"name_{ctx.language}", one.province)
    return [
        text(f"{one.project_code} {one.project_name}") + tag("small", text(province)),
        text(one.problem),
        text(one.solution or speak.NOTHING),
        tag("span", text(one.since.say(ctx.language)), css="tt-line")
        + tag("small", text(ctx.say(TOLD, count=one.month_count))),
    ]
