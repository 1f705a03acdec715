"""The projects of a year: how far each has come, how far it should be, which lag and which are silent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import streamlit as st

from base.thai import in_thai_order, say_date
from base.words import Text
from kpi import speak
from kpi.model import PLANS
from kpi.project_list import ProjectLine
from ui import session, sources
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, show, table, tag, text

ALL = "all"
PLAN = Text("แผน", "Plan")
EVERY_PLAN = Text("ทุกแผน", "Every plan")
AGENCY = Text("หน่วยงานที่รายงาน", "Reporting agency")
EVERY_AGENCY = Text("ทุกหน่วยงาน", "Every agency")
STATE = Text("สถานะ", "State")

Test = Callable[[ProjectLine], bool]
STATES: dict[str, tuple[Text, Test]] = {
    ALL: (Text("ทั้งหมด {count}", "All {count}"), lambda one: True),
    "lagging": (Text("▼ ล่าช้า {count}", "▼ Lagging {count}"), lambda one: one.is_lagging),
    "stale": (Text("◆ ข้อมูลค้าง {count}", "◆ Stale {count}"), lambda one: one.is_stale),
    "silent": (Text("◊ ยังไม่มีรายงาน {count}", "◊ Never reported {count}"), lambda one: one.last_told is None),
    "done": (Text("▲ แล้วเสร็จ {count}", "▲ Implemented {count}"), lambda one: one.is_implemented),
}

TITLE = Text("โครงการ/กิจกรรม", "Projects")
HEADS = (
    Text("โครงการ", "Project"),
    Text("หน่วยงาน", "Agencies"),
    Text("ระยะเวลา", "Time"),
    Text("ความก้าวหน้า (ร้อยละ)", "Progress (%)"),
    Text("เวลาที่ผ่านไป (ร้อยละ)", "Time passed (%)"),
    Text("สถานะ", "State"),
    Text("รายงานล่าสุด", "Last reported"),
)
MOST_NAMED = 3
AND_OTHERS = Text("และอีก {count} หน่วยงาน", "and {count} more")
WHOLE_YEAR = Text("ทั้งปีงบประมาณ", "the whole year")
NOT_YET = Text(
    "ยังไม่มีโครงการที่นับได้ หรือยังไม่สิ้นเดือนแรกของปีงบประมาณที่เลือก",
    "There is no countable project yet, or the first month of the chosen fiscal year is not over",
)
NONE_LEFT = Text("ไม่มีโครงการตามตัวกรองที่เลือก", "No project matches the chosen filters")
NEVER = Text("ยังไม่มี", "never")
LAGGING, ON_TIME = Text("▼ ล่าช้า", "▼ Lagging"), Text("→ ตามเวลา", "→ On time")
DONE, STALE = Text("▲ แล้วเสร็จ", "▲ Implemented"), Text("◆ ข้อมูลค้าง", "◆ Stale")
SILENT = Text("◊ ยังไม่มีรายงาน", "◊ Never reported")
CANCELLING = Text("◆ ขอยกเลิก รออนุมัติ", "◆ Cancellation not approved")


def empty(ctx: Context) -> None:
    """Nothing to list yet, and why."""
    show(tag("p", "◊ ", text(ctx.say(NOT_YET)), css="tt-warning", role="status"))


def visible(lines: Sequence[ProjectLine], ctx: Context) -> list[ProjectLine]:
    """The projects this position may see line by line: a reporter those the own agency reports on."""
    return [one for one in lines if any(map(ctx.user.sees, one.reporters)) or ctx.user.sees(None)]


def narrow(lines: Sequence[ProjectLine], ctx: Context) -> list[ProjectLine]:
    """The projects of the chosen plan, agency and state; all three stand in the address."""
    with st.container(horizontal=True, key="choose_projects", vertical_alignment="bottom"):
        plans = {ALL: ctx.say(EVERY_PLAN)} | {plan: _short("plans", plan, ctx) for plan in _plans(lines)}
        plan = _choose(PLAN, "plan", plans, ctx)
        named = {code: _short("agencies", code, ctx) for line in lines for code in line.reporters}
        order = {name: place for place, name in enumerate(in_thai_order(named.values()))}
        agencies = dict(sorted(named.items(), key=lambda pair: order[pair[1]]))
        agency = _choose(AGENCY, "reporter", {ALL: ctx.say(EVERY_AGENCY)} | agencies, ctx)
        found = [one for one in lines if plan in (ALL, one.plan) and (agency == ALL or agency in one.reporters)]
        state = st.segmented_control(
            ctx.say(STATE),
            list(STATES),
            format_func=labelled(lambda one: ctx.say(STATES[one][0], count=sum(map(STATES[one][1], found)))),
            key=session.choice("state", list(STATES), ALL),
            required=True,
        )
    return [one for one in found if STATES[state][1](one)]


def listed(lines: Sequence[ProjectLine], ctx: Context, title: str = "", note: str = "") -> None:
    """The table, a page at a time; the furthest behind its time first."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        heading(title or ctx.say(TITLE), note, is_narrow=True)
        page = sources.paged(len(lines), ctx, "projects")
    if not lines:
        show(tag("p", text(ctx.say(NONE_LEFT)), css="tt-quiet"))
        return
    ordered = sorted(lines, key=lambda one: (one.is_implemented, one.progress_pct - one.time_pct, one.code))
    rows = [_row(one, ctx) for one in ordered[page * sources.PAGE_SIZE :][: sources.PAGE_SIZE]]
    show(table(ctx.say(TITLE), [ctx.say(head) for head in HEADS], rows, css="tt-projects"))


def _plans(lines: Sequence[ProjectLine]) -> list[str]:
    return [plan for plan in PLANS if any(one.plan == plan for one in lines)]


def _choose(label: Text, name: str, offered: dict[str, str], ctx: Context) -> str:
    return st.selectbox(
        ctx.say(label),
        list(offered),
        format_func=labelled(offered.__getitem__),
        key=session.choice(name, list(offered), ALL),
        width=230,
    )


def _short(register: str, code: str, ctx: Context) -> str:
    rows = ctx.build.reference(register, ctx.ask.as_of, ctx.build.last_seq)
    return rows.get(code, {}).get(f"short_{ctx.language}") or code


def _row(one: ProjectLine, ctx: Context) -> list[str]:
    told = one.last_told.say(ctx.language) if one.last_told else ctx.say(NEVER)
    return [
        text(f"{one.code} {one.name}") + tag("small", text(_short("plans", one.plan, ctx))),
        _agencies([_short("agencies", code, ctx) for code in one.reporters], ctx),
        _time(one, ctx),
        _bar(one.progress_pct),
        tag("span", text(_points(one.time_pct)), css="tt-number"),
        _states(one, ctx),
        tag("span", text(told), css="tt-line"),
    ]


def _agencies(names: Sequence[str], ctx: Context) -> str:
    """The agencies that report; where they are many the first ones, the rest behind a word."""
    if len(names) <= MOST_NAMED + 1:
        return text(", ".join(names))
    first, rest = names[:MOST_NAMED], names[MOST_NAMED:]
    more = tag("summary", text(ctx.say(AND_OTHERS, count=len(rest))))
    return text(", ".join(first)) + tag("details", more, text(", ".join(rest)), css="tt-others")


def _time(one: ProjectLine, ctx: Context) -> str:
    if one.start is None and one.end is None:
        return text(ctx.say(WHOLE_YEAR))
    first, last = (say_date(day, ctx.language) if day else "" for day in (one.start, one.end))
    return tag("span", text(first), css="tt-line") + tag("span", text(f"– {last}"), css="tt-line")


def _points(value: Fraction) -> str:
    return f"{speak.rounded(value, 2):,}"


def _bar(value: Fraction) -> str:
    """The digits over a bar of that length; the bar ends at 100, the digits do not."""
    width = f"width:{min(100, max(0, int(value)))}%"
    return tag("span", tag("span", style=width), tag("b", text(_points(value))), css="tt-progress")


def _states(one: ProjectLine, ctx: Context) -> str:
    said = (
        [(DONE, "tt-pass")]
        if one.is_implemented
        else [(LAGGING, "tt-fail") if one.is_lagging else (ON_TIME, "tt-no_target")]
    )
    said += [(CANCELLING, "tt-late")] if one.is_cancelling else []
    said += [(STALE, "tt-late")] if one.is_stale else []
    said += [(SILENT, "tt-no_data")] if one.last_told is None else []
    return " ".join(tag("span", text(ctx.say(words)), css=f"tt-chip {style}") for words, style in said)
