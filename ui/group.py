"""One unit of the Office: whose it is, its figures, what waits for a decision, who owes a report, what needs care."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from base.access import Action, Role
from base.period import parse_period
from base.words import Text
from etl import approval, review
from kpi.group import Group
from kpi.model import UNITS, Figure
from ui import cards, matrix, names, panels, plans, projects, session
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, show, table, tag, text

UNIT = Text("กลุ่ม/ฝ่าย", "Unit")
FIGURES = Text("ตัวชี้วัดของกลุ่มในรอบที่เลือก", "The group's indicators in the chosen round")
PLANS = Text("แผนของกลุ่ม", "The group's plans")
NO_PLANS = Text("กลุ่ม/ฝ่ายนี้ไม่ได้เป็นเจ้าของแผนตามคู่มือ", "This unit owns no plan of the manual")

WAITING = Text("เรื่องที่รอการพิจารณา", "Waiting for a decision")
NOTHING_WAITS = Text("ไม่มีเรื่องที่รอการพิจารณาในขณะนี้", "Nothing waits for a decision now")
WAITING_HEADS = (Text("เรื่อง", "Matter"), Text("รายละเอียด", "Detail"))
TO_REVIEW = Text("■ รายงานที่รอท่านตรวจรับ {count} ฉบับ", "■ {count} report(s) for you to review")
TO_APPROVE = Text("◆ โครงการที่รออนุมัติให้เพิ่ม {count} โครงการ", "◆ {count} project(s) to be let in")
TO_CANCEL = Text("◆ โครงการที่รออนุมัติให้ยกเลิก {count} โครงการ", "◆ {count} cancellation(s) to be approved")
PLAN_LATE = Text("▼ แผนที่เกินกำหนด {count} ฉบับ", "▼ {count} plan(s) overdue")
DAYS = Text("{name} เกิน {days} วัน", "{name}: {days} d")
AND_MORE = Text("และอีก {count} รายการ", "and {count} more")
TO_THE_QUEUE = Text("เปิดหน้าตรวจรับรายงาน", "Open the review page")
NAMED = 3

OWED = Text("หน่วยงานของโครงการในกลุ่มที่ค้างส่งรายงาน", "Agencies of the group's projects that owe a report")
NEED = Text("โครงการที่ต้องติดตาม", "Projects to look after")
OF_ALL = Text(
    "{count} จาก {total} โครงการ · ▲ แล้วเสร็จ {done} โครงการ", "{count} of {total} projects · ▲ {done} implemented"
)
NO_NEED = Text("ไม่มีโครงการที่ล่าช้า ข้อมูลค้าง หรือยังไม่มีรายงาน", "No project lags, is stale or unreported")


def choose(ctx: Context) -> str:
    """A head's own group; everybody else chooses the unit, which stands in the address."""
    units = ctx.build.reference("units", ctx.ask.as_of, ctx.build.last_seq)
    own = ctx.user.scope if ctx.user.role is Role.GROUP_HEAD else None
    if own in UNITS:
        heading(units.get(own, {}).get(f"name_{ctx.language}", own))
        return own
    return st.segmented_control(
        ctx.say(UNIT),
        UNITS,
        format_func=labelled(lambda one: units.get(one, {}).get(f"short_{ctx.language}", one)),
        key=session.choice("unit", UNITS, UNITS[0]),
        label_visibility="collapsed",
        required=True,
    )


def measures(found: Sequence[Figure], ctx: Context) -> None:
    """The indicators of the unit, a tile each."""
    main = [figure for figure in found if cards.is_main(figure)]
    show(cards.head(FIGURES, main, ctx), matrix.tiles(main, ctx))


def standings(group: Group, ctx: Context) -> None:
    """Where the unit's plans stand."""
    if not group.items:
        heading(ctx.say(PLANS))
        show(tag("p", text(ctx.say(NO_PLANS)), css="tt-quiet"))
        return
    plans.standings(group.items, ctx, PLANS)


def waiting(group: Group, ctx: Context) -> None:
    """What somebody has to decide: reports, projects to be let in or cancelled, plans past their day."""
    heading(ctx.say(WAITING))
    matters = [
        (TO_REVIEW, _to_review(ctx)),
        (TO_APPROVE, _to_approve(group, ctx)),
        (TO_CANCEL, [f"{one.code} {one.name}" for one in group.cancelling]),
        (PLAN_LATE, [_late(one.code, one.standing.days_overdue, ctx) for one in group.late_items]),
    ]
    rows = [[text(ctx.say(what, count=len(found))), _named(found, ctx)] for what, found in matters if found]
    if not rows:
        show(tag("p", text(ctx.say(NOTHING_WAITS)), css="tt-quiet"))
        return
    show(table(ctx.say(WAITING), [ctx.say(head) for head in WAITING_HEADS], rows))
    if matters[0][1]:
        st.page_link(ctx.links["review"], label=ctx.say(TO_THE_QUEUE))


def owed(group: Group, ctx: Context) -> None:
    """The agencies that owe a report on the unit's projects, the oldest debt first."""
    with st.container(key="panel_late", height="stretch"):
        show(panels.late(group.owed, ctx, OWED))


def in_need(group: Group, ctx: Context) -> None:
    """The projects that lag, are stale or silent; how many there are in all."""
    mine = projects.visible(group.in_need, ctx)
    if mine:
        note = ctx.say(OF_ALL, count=len(group.in_need), total=len(group.projects), done=group.done_count)
        projects.listed(mine, ctx, ctx.say(NEED), note)
        return
    heading(ctx.say(NEED))
    show(tag("p", text(ctx.say(NO_NEED if group.projects else projects.NOT_YET)), css="tt-quiet"))


def _to_review(ctx: Context) -> list[str]:
    if not ctx.user.may(Action.DECIDE):
        return []
    with ctx.ledger.read() as connection:
        found = [one.submission for one in review.waiting(connection, ctx.user)]
    senders = (names.reporter(ctx.build, one.reporter or "", ctx.language) for one in found)
    periods = (parse_period(one.period or "").say(ctx.language) for one in found)
    return [f"{sender} {period}" for sender, period in zip(senders, periods, strict=True)]


def _to_approve(group: Group, ctx: Context) -> list[str]:
    codes = {item.code for item in group.items}
    with ctx.ledger.read() as connection:
        found = [one for one in approval.pending(connection, ctx.ask.round.fiscal_year) if ctx.user.sees(one.agency)]
    return [one.project_name for one in found if one.item_code in codes and not one.is_declined]


def _late(code: str, days: int, ctx: Context) -> str:
    known = ctx.build.reference("plans", ctx.ask.as_of, ctx.build.last_seq)
    return ctx.say(DAYS, name=known.get(code, {}).get(f"short_{ctx.language}") or code, days=f"{days:,}")


def _named(found: Sequence[str], ctx: Context) -> str:
    more = [ctx.say(AND_MORE, count=len(found) - NAMED)] if len(found) > NAMED else []
    return "".join(tag("span", text(one), css="tt-matter") for one in [*found[:NAMED], *more])
