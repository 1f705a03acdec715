"""The alerts: what to decide now, what comes soon, what is good to know; each with the way to its page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from base.words import Text
from kpi.alerts import Alert, Kind, Urgency
from ui import session, sources
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, show, table, tag, text

ALL = "all"
KIND = Text("เรื่อง", "About")
EVERY = Text("ทั้งหมด {count}", "All {count}")
KINDS: dict[Kind, Text] = {
    Kind.CROSSED: Text("ตัวชี้วัด", "Indicator"),
    Kind.REDEFINED: Text("นิยาม", "Definition"),
    Kind.PLAN: Text("แผน", "Plan"),
    Kind.ROUND: Text("รอบ", "Round"),
    Kind.REVIEW: Text("ตรวจรับ", "Review"),
    Kind.PROBLEM: Text("ปัญหา", "Problem"),
    Kind.REPORT: Text("รายงาน", "Report"),
    Kind.DEADLINE: Text("กำหนดการ", "Deadline"),
}
COUNTED = Text("{kind} {count}", "{kind} {count}")
STYLES = {Urgency.NOW: "tt-fail", Urgency.SOON: "tt-late", Urgency.KNOW: "tt-pass"}
SHAPES = {Urgency.NOW: "▼", Urgency.SOON: "◆", Urgency.KNOW: "▲"}

NOW = Text("ต้องตัดสินใจวันนี้", "To decide today")
SOON = Text("ใกล้ถึงกำหนดและควรดำเนินการ", "Soon")
KNOW = Text("ดีขึ้นจากเดือนก่อน", "Better than last month")
COUNT = Text("{count} เรื่อง", "{count}")
HEADS = (Text("เรื่อง", "About"), Text("สิ่งที่พบ", "What"), Text("ดำเนินการต่อ", "Go to"))
NO_NOW = Text("ไม่มีเรื่องที่ต้องตัดสินใจวันนี้", "Nothing needs a decision today")
NO_SOON = Text("ไม่มีกำหนดภายใน 14 วัน และไม่มีเรื่องที่รอการวางแผน", "Nothing is due within 14 days or waits for a plan")
NO_KNOW = Text("ไม่มีตัวชี้วัดที่เพิ่งผ่านเกณฑ์ในเดือนนี้", "No indicator has newly met its target this month")
OPEN = Text("เปิดหน้า", "Open")


def visible(found: Sequence[Alert], ctx: Context) -> list[Alert]:
    """The alerts this position may read: none that repeats what another agency wrote."""
    return [one for one in found if one.words_of is None or ctx.user.sees(one.words_of)]


def narrow(found: Sequence[Alert], ctx: Context) -> list[Alert]:
    """The alerts of the chosen kind, which stands in the address; only pages this position may open are led to."""
    counts = {kind: sum(one.kind is kind for one in found) for kind in Kind}
    words = {ALL: ctx.say(EVERY, count=len(found))} | {
        kind.value: ctx.say(COUNTED, kind=ctx.say(KINDS[kind]), count=count) for kind, count in counts.items()
    }
    chosen = st.segmented_control(
        ctx.say(KIND),
        list(words),
        format_func=labelled(words.__getitem__),
        key=session.choice("kind", list(words), ALL),
        required=True,
        label_visibility="collapsed",
    )
    return [one for one in found if chosen in (ALL, one.kind.value)]


def now(found: Sequence[Alert], ctx: Context) -> None:
    """What needs a decision now, a page at a time."""
    _panel(NOW, NO_NOW, Urgency.NOW, found, ctx)


def soon(found: Sequence[Alert], ctx: Context) -> None:
    """Deadlines within two weeks, and what waits for a plan."""
    _panel(SOON, NO_SOON, Urgency.SOON, found, ctx)


def known(found: Sequence[Alert], ctx: Context) -> None:
    """Figures that newly meet their target."""
    _panel(KNOW, NO_KNOW, Urgency.KNOW, found, ctx)


def _panel(title: Text, nothing: Text, urgency: Urgency, every: Sequence[Alert], ctx: Context) -> None:
    found = [one for one in every if one.urgency is urgency]
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        heading(ctx.say(title), ctx.say(COUNT, count=len(found)) if found else "", is_narrow=True)
        page = sources.paged(len(found), ctx, urgency)
    if not found:
        show(tag("p", "▲ " if urgency is not Urgency.KNOW else "", text(ctx.say(nothing)), css="tt-quiet"))
        return
    rows = [_row(one, ctx) for one in found[page * sources.PAGE_SIZE :][: sources.PAGE_SIZE]]
    show(table(ctx.say(title), [ctx.say(head) for head in HEADS], rows, css="tt-alerts"))


def _row(one: Alert, ctx: Context) -> list[str]:
    kind = f"{SHAPES[one.urgency]} {ctx.say(KINDS[one.kind])}"
    return [
        tag("span", text(kind), css=f"tt-chip {STYLES[one.urgency]}"),
        text(ctx.say(one.what)) + tag("small", text(ctx.say(one.why))),
        _link(one, ctx),
    ]


def _link(one: Alert, ctx: Context) -> str:
    """The way to the page that answers; empty where this position has no such page."""
    page = ctx.links.get(one.page)
    if page is None:
        return ""
    address = session.address(**({"kind": ""} | dict(one.choices)))
    label = f"{ctx.say(OPEN)} {page.title}"
    return tag("a", text(page.title), " →", href=f"{one.page}?{address}", css="tt-go tt-more", aria_label=label)
