"""The register of problems: filters, the list with the longest open first, and one problem in full."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import streamlit as st

from base.thai import in_thai_order, say_date
from base.words import Text
from kpi.model import PLANS
from kpi.problem_list import STATE_WORDS, ProblemLine, State
from ui import figures, names, session, sources
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, show, table, tag, text

ALL = "all"
PLAN, EVERY_PLAN = Text("แผน", "Plan"), Text("ทุกแผน", "Every plan")
AGENCY, EVERY_AGENCY = Text("หน่วยงานที่รายงาน", "Reporting agency"), Text("ทุกหน่วยงาน", "Every agency")
STATE = Text("สถานะ", "State")
SHAPES = {State.UNPLANNED: "◊", State.PLANNED: "→", State.OVERDUE: "▼", State.CLOSED: "▲"}
STYLES = {
    State.UNPLANNED: "tt-no_data",
    State.PLANNED: "tt-no_target",
    State.OVERDUE: "tt-fail",
    State.CLOSED: "tt-pass",
}
Test = Callable[[ProblemLine], bool]
OPEN, EVERY = Text("ยังไม่ปิด {count}", "Open {count}"), Text("ทั้งหมด {count}", "All {count}")

TITLE = Text("ทะเบียนปัญหา/อุปสรรค", "Register of problems")
HEADS = (
    Text("ปัญหา/อุปสรรค", "Problem"),
    Text("หน่วยงาน", "Agency"),
    Text("เปิดมาแล้ว", "Open for"),
    Text("การดำเนินการ", "Action"),
    Text("ผู้รับผิดชอบ", "Owner"),
    Text("ภายใน", "By"),
    Text("สถานะ", "State"),
)
MONTHS = Text("{count} เดือน", "{count} mo")
SINCE = Text("ตั้งแต่ {month}", "since {month}")
LAST_TOLD = Text("รายงานล่าสุด {month}", "last told {month}")
DAYS_OVER = Text("เกิน {count} วัน", "{count} d over")
CLOSED_ON = Text("สำนักงานปิด {day}: {reason}", "closed by the Office {day}: {reason}")
CLOSED_BY_REPORT = Text("รายงานเดือนต่อมาระบุว่าไม่มีปัญหา", "a later report says that there is none")
NONE_TOLD = Text(
    "ยังไม่มีหน่วยงานรายงานปัญหา/อุปสรรคในปีงบประมาณที่เลือก เมื่อมีรายงานจะแสดงที่นี่พร้อมผู้รับผิดชอบและกำหนด",
    "No agency has told a problem in the chosen fiscal year; they appear here with owner and due date once they do",
)
NONE_LEFT = Text("ไม่มีปัญหา/อุปสรรคตามตัวกรองที่เลือก", "No problem matches the chosen filters")
NO_NAME = Text("โครงการ {code}", "Project {code}")
NOTHING = "–"
SHOWN = 110


def visible(ctx: Context) -> list[ProblemLine]:
    """Every problem this position may see: a reporter's own agency's only, as on the command line."""
    return [one for one in figures.problems(ctx) if ctx.user.sees(one.agency)]


def empty(ctx: Context) -> None:
    """Nothing to list, and why."""
    show(tag("p", "◊ ", text(ctx.say(NONE_TOLD)), css="tt-quiet", role="status"))


def narrow(lines: Sequence[ProblemLine], ctx: Context) -> list[ProblemLine]:
    """The problems of the chosen agency, plan and state; all three stand in the address."""
    with st.container(horizontal=True, key="choose_problems", vertical_alignment="bottom"):
        agency = _choose(AGENCY, "reporter", {ALL: ctx.say(EVERY_AGENCY)} | _named((x.agency for x in lines), ctx), ctx)
        plans = [plan for plan in PLANS if any(one.plan_code == plan for one in lines)]
        plan = _choose(PLAN, "plan", {ALL: ctx.say(EVERY_PLAN)} | {one: short(one, ctx) for one in plans}, ctx)
        found = [one for one in lines if agency in (ALL, one.agency) and plan in (ALL, one.plan_code)]
        states = _states(ctx)
        state = st.segmented_control(
            ctx.say(STATE),
            list(states),
            format_func=labelled(lambda one: states[one][0].format(count=sum(map(states[one][1], found)))),
            key=session.choice("state", list(states), "open"),
            required=True,
        )
    # A page asked for by name may still carry the answer to another page's question of the same name: then None.
    return [one for one in found if states[state or "open"][1](one)]


def _states(ctx: Context) -> dict[str, tuple[str, Test]]:
    """The open ones, then each state, then all: value of the address → (words with a count, test)."""

    def of(state: State) -> tuple[str, Test]:
        return f"{SHAPES[state]} {ctx.say(STATE_WORDS[state])} {{count}}", lambda one: one.state is state

    ours = {state.value: of(state) for state in State}
    return {"open": (ctx.say(OPEN), lambda one: one.is_open)} | ours | {ALL: (ctx.say(EVERY), lambda one: True)}


def listed(lines: Sequence[ProblemLine], ctx: Context) -> None:
    """The table, a page at a time."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        heading(ctx.say(TITLE), is_narrow=True)
        page = sources.paged(len(lines), ctx, "problems")
    if not lines:
        show(tag("p", text(ctx.say(NONE_LEFT)), css="tt-quiet"))
        return
    rows = [_row(one, ctx) for one in lines[page * sources.PAGE_SIZE :][: sources.PAGE_SIZE]]
    show(table(ctx.say(TITLE), [ctx.say(head) for head in HEADS], rows, css="tt-projects"))


def _row(one: ProblemLine, ctx: Context) -> list[str]:
    plan = one.plan
    due = text(say_date(plan.due_on, ctx.language)) if plan else NOTHING
    late = tag("small", text(ctx.say(DAYS_OVER, count=f"{one.days_overdue:,}"))) if one.days_overdue else ""
    return [
        text(cut(one)) + tag("small", text(f"{project(one, ctx)} · {province(one, ctx)}")),
        text(short(one.agency, ctx)),
        tag("span", text(age(one, ctx)), css="tt-line"),
        text(plan.action if plan else NOTHING),
        text(short(plan.owner, ctx) if plan else NOTHING),
        tag("span", due, css="tt-line") + late,
        chip(one, ctx),
    ]


def cut(one: ProblemLine) -> str:
    """The agency's own words, as many of them as a line of a table can hold."""
    return one.problem if len(one.problem) <= SHOWN else f"{one.problem[:SHOWN].rstrip()}…"


def age(one: ProblemLine, ctx: Context) -> str:
    """For how many months it has been open; when it was last told once it is closed."""
    month = one.since.say(ctx.language)
    if not one.is_open:
        return ctx.say(LAST_TOLD, month=month)
    return f"{ctx.say(MONTHS, count=one.open_month_count)} ({ctx.say(SINCE, month=month)})"


def chip(one: ProblemLine, ctx: Context) -> str:
    """The state as shape, word and colour."""
    words = f"{SHAPES[one.state]} {ctx.say(STATE_WORDS[one.state])}"
    return tag("span", text(words), css=f"tt-chip {STYLES[one.state]}")


def ending(one: ProblemLine, ctx: Context) -> str:
    """How it was closed."""
    if one.closing is None:
        return ctx.say(CLOSED_BY_REPORT)
    return ctx.say(CLOSED_ON, day=say_date(one.closing.on, ctx.language), reason=one.closing.reason)


def project(one: ProblemLine, ctx: Context) -> str:
    """Code and name of the project."""
    return f"{one.project_code} {one.project_name}" if one.project_name else ctx.say(NO_NAME, code=one.project_code)


def province(one: ProblemLine, ctx: Context) -> str:
    """The name of the province; a dash where the report names none."""
    rows = ctx.build.reference("provinces", ctx.ask.as_of, ctx.build.last_seq)
    return rows.get(one.province, {}).get(f"name_{ctx.language}") or one.province or NOTHING


def short(code: str, ctx: Context) -> str:
    """The short name of an agency, unit or plan on the day asked for."""
    return names.short(ctx.build, code, ctx.ask.as_of, ctx.language)


def _named(codes: Iterable[str], ctx: Context) -> dict[str, str]:
    named = {code: short(code, ctx) for code in codes}
    order = {name: place for place, name in enumerate(in_thai_order(named.values()))}
    return dict(sorted(named.items(), key=lambda pair: order[pair[1]]))


def _choose(label: Text, name: str, offered: dict[str, str], ctx: Context) -> str:
    return st.selectbox(
        ctx.say(label),
        list(offered),
        format_func=labelled(offered.__getitem__),
        key=session.choice(name, list(offered), ALL),
        width=175,
    )
