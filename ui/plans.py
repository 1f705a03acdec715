"""The six plans of a cycle: where each stands, who has endorsed it, what it waits for, its figures and what follows."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from base.thai import say_date
from base.words import Text
from etl.forms.events import EVENT_TYPES
from kpi import chart, cycle, speak
from kpi.cycle import STEP_WORDS
from kpi.model import PLANS
from kpi.parts import BY_PLAN
from kpi.plan_state import BEFORE_MANUAL, STATE_WORDS, PlanState, Standing
from kpi.plans import DECIDED_WORDS, Decided, Item, Link
from ui import charts, figures, matrix, session
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, show, table, tag, text

DONE = frozenset({PlanState.ENDORSED, PlanState.DISTRIBUTED, PlanState.IMPLEMENTING, PlanState.YEAR_END})
CLOSED = frozenset({PlanState.REPORTED, PlanState.CLOSED})
STOPPED = frozenset({PlanState.RETURNED, PlanState.WITHDRAWN})
LINK_SHAPES = {Decided.NOTHING: "◊", Decided.SUBMITTED: "→", Decided.ENDORSED: "▲", Decided.RETURNED: "▼"}
LINK_STYLES = {
    Decided.NOTHING: "tt-no_data",
    Decided.SUBMITTED: "tt-no_target",
    Decided.ENDORSED: "tt-pass",
    Decided.RETURNED: "tt-fail",
}

TITLE = Text("สถานะของแผนทั้งหกฉบับ", "Where the six plans stand")
CYCLE = Text("รอบงานของ{year}", "cycle of {year}")
HEADS = (
    Text("แผน", "Plan"),
    Text("สถานะ", "State"),
    Text("ขั้นต่อไป", "Next"),
    Text("สายการเห็นชอบ", "Chain of endorsement"),
    Text("K3 (ร้อยละ)", "K3 (%)"),
    Text("K4 (ระดับ)", "K4 (level)"),
    Text("แผนฉบับต่อไป", "Successor"),
)
SINCE = Text("ตั้งแต่ {day}", "since {day}")
BY_DAY = Text("ภายใน {day}", "by {day}")
OVERDUE = Text("▼ เกินกำหนด {count} วัน", "▼ {count} d overdue")
BEGINS_ON = Text("ยกร่างตั้งแต่ {day}", "drafting from {day}")
COMING = Text("ปี {year}: {state}", "{year}: {state}")
DEPUTY = Text("ผู้ปฏิบัติราชการแทน", "on behalf")

OTHERS = Text("ยุทธศาสตร์และข้อเสนออื่น", "Other strategies and proposals")
NO_OTHERS = Text("ยังไม่มียุทธศาสตร์หรือข้อเสนออื่นในรอบงานนี้", "No other strategy or proposal in this cycle yet")
OTHER_HEADS = (
    Text("รายการ", "Item"),
    Text("สถานะ", "State"),
    Text("สายการเห็นชอบ", "Chain of endorsement"),
)

HISTORY = Text("เส้นทางของแผน", "The path of a plan")
WHICH = Text("แผนหรือรายการ", "Plan or item")
EVENT_HEADS = (Text("วันที่", "Day"), Text("เหตุการณ์", "Event"), Text("ผู้พิจารณา", "Body"))
STATES = Text("สถานะที่ผ่านมา", "States so far")
STATE_HEADS = (Text("ตั้งแต่", "Since"), Text("สถานะ", "State"))
NO_EVENTS = Text("ยังไม่มีเหตุการณ์ของรายการนี้ในรอบงานที่เลือก", "Nothing has happened to this item in the chosen cycle yet")
TO_CELLS = Text("ดูข้อมูลต้นทาง", "See the cells")
EVENTS = {choice.code: choice.label for choice in EVENT_TYPES}


def standings(items: Sequence[Item], ctx: Context, title: Text = TITLE) -> None:
    """Those of the six plans that are among the items, one line each."""
    heading(ctx.say(title), ctx.say(CYCLE, year=ctx.ask.round.fiscal_year.say(ctx.language)))
    rows = [_row(item, ctx) for item in items if item.code in PLANS]
    show(table(ctx.say(title), [ctx.say(head) for head in HEADS], rows, css="tt-plans"))


def by_plan(ctx: Context) -> None:
    """K3 of the six plans as bars."""
    found = [(speak.scope(ctx.build, one, ctx.language), one) for one in figures.of_scopes(ctx, "K3", PLANS)]
    charts.chart(chart.parts(found, BY_PLAN, ctx.language), ctx, "plans_k3")


def others(items: Sequence[Item], ctx: Context) -> None:
    """Strategies and proposals of the cycle that are none of the six plans."""
    heading(ctx.say(OTHERS))
    found = [item for item in items if item.code not in PLANS]
    if not found:
        show(tag("p", text(ctx.say(NO_OTHERS)), css="tt-quiet"))
        return
    rows = [
        [
            text(f"{item.code} {ctx.say(item.name)}") + tag("small", text(_owner(item, ctx))),
            state(item.standing, ctx),
            _chain(item.chain, ctx),
        ]
        for item in found
    ]
    show(table(ctx.say(OTHERS), [ctx.say(head) for head in OTHER_HEADS], rows, css="tt-plans"))


def path(items: Sequence[Item], ctx: Context) -> None:
    """States and events of one item, chosen by the reader and kept in the address."""
    by_code = {item.code: item for item in items}
    heading(ctx.say(HISTORY))
    code = st.selectbox(
        ctx.say(WHICH),
        list(by_code),
        format_func=labelled(lambda one: name(by_code[one], ctx)),
        key=session.choice("plan", list(by_code), next(iter(by_code))),
        label_visibility="collapsed",
    )
    item = by_code[code]
    if not item.events:
        show(tag("p", text(ctx.say(NO_EVENTS)), css="tt-quiet"))
        return
    states, events = st.columns([4, 6])
    with states:
        rows = [[text(say_date(day, ctx.language)), _word(one, ctx)] for one, day in reversed(item.standing.steps)]
        show(table(ctx.say(STATES), [ctx.say(head) for head in STATE_HEADS], rows))
    with events:
        rows = [
            [
                text(say_date(event.event_on, ctx.language)),
                text(_event(event.event_type, ctx)),
                text(" · ".join([_body(event.body, ctx), *([ctx.say(DEPUTY)] if event.is_deputy else [])])),
            ]
            for event in reversed(item.events)
        ]
        show(table(ctx.say(HISTORY), [ctx.say(head) for head in EVENT_HEADS], rows))
        if code in PLANS:
            address = session.address(kpi="K4", scope=code)
            show(tag("a", text(ctx.say(TO_CELLS)), " →", href=f"indicator?{address}", css="tt-go tt-more"))


def _event(kind: str, ctx: Context) -> str:
    said = ctx.say(EVENTS[kind]) if kind in EVENTS else kind
    return said[:1].upper() + said[1:]


def state(standing: Standing, ctx: Context) -> str:
    """The state as a chip, with the day it began."""
    since = tag("small", text(ctx.say(SINCE, day=say_date(standing.since, ctx.language)))) if standing.since else ""
    return _word(standing.state, ctx) + since


def _word(one: PlanState, ctx: Context) -> str:
    if one in DONE or one in CLOSED:
        shape, style = "▲", "tt-pass"
    elif one in STOPPED:
        shape, style = "▼", "tt-fail"
    elif one is PlanState.NOT_STARTED:
        shape, style = "◊", "tt-no_data"
    else:
        shape, style = "→", "tt-no_target"
    return tag("span", text(f"{shape} {ctx.say(STATE_WORDS[one])}"), css=f"tt-chip {style}")


def _row(item: Item, ctx: Context) -> list[str]:
    return [
        text(name(item, ctx)) + tag("small", text(_owner(item, ctx))),
        state(item.standing, ctx),
        next_step(item.standing, ctx),
        _chain(item.chain, ctx),
        *(_figure(kpi, item.code, ctx) for kpi in ("K3", "K4")),
        _successor(item, ctx),
    ]


def name(item: Item, ctx: Context) -> str:
    """The short name of a plan; code and name of another item."""
    plans = ctx.build.reference("plans", ctx.ask.as_of, ctx.build.last_seq)
    short = plans.get(item.code, {}).get(f"short_{ctx.language}")
    return short or f"{item.code} {ctx.say(item.name)}"


def _owner(item: Item, ctx: Context) -> str:
    units = ctx.build.reference("units", ctx.ask.as_of, ctx.build.last_seq)
    return units.get(item.owner, {}).get(f"short_{ctx.language}") or item.owner


def next_step(standing: Standing, ctx: Context) -> str:
    """What the item waits for, by when, and how long it is overdue."""
    waits = standing.waiting_for
    if standing.is_before_manual:
        return tag("small", text(ctx.say(BEFORE_MANUAL)))
    if waits is None:
        return text(speak.NOTHING)
    what = ctx.say(STEP_WORDS[cycle.Step(waits)]) if waits in set(cycle.Step) else _body(waits, ctx)
    day = standing.next_expected
    due = tag("small", text(ctx.say(BY_DAY, day=say_date(day, ctx.language)))) if day else ""
    late = ctx.say(OVERDUE, count=f"{standing.days_overdue:,}")
    return text(what) + (tag("span", text(late), css="tt-chip tt-overdue") if standing.is_overdue else due)


def _chain(links: Sequence[Link], ctx: Context) -> str:
    return tag("ol", *(tag("li", _link(link, ctx)) for link in links), css="tt-chain")


def _link(link: Link, ctx: Context) -> str:
    """`▲ ป.ร.ง. เห็นชอบ 8 ก.ย. 2563`: shape, body, word and day."""
    words = f"{LINK_SHAPES[link.decided]} {_body(link.body, ctx)} {ctx.say(DECIDED_WORDS[link.decided])}"
    day = [say_date(link.on, ctx.language)] if link.on else []
    said = " ".join([words, *day, *([f"({ctx.say(DEPUTY)})"] if link.is_deputy else [])])
    return tag("span", text(said), css=f"tt-chip {LINK_STYLES[link.decided]}")


def _body(code: str | None, ctx: Context) -> str:
    rows = ctx.build.reference("bodies", ctx.ask.as_of, ctx.build.last_seq)
    return rows.get(code or "", {}).get(f"short_{ctx.language}") or code or speak.NOTHING


def _figure(kpi: str, plan: str, ctx: Context) -> str:
    """The value of one indicator of the plan, a link to its page."""
    found = figures.of_scopes(ctx, kpi, (plan,))
    return matrix.value_link(found[0], ctx) if found else text(speak.NOTHING)


def _successor(item: Item, ctx: Context) -> str:
    """What follows: registered successors, else where the plan stands in next year's cycle, else when that begins."""
    if item.successors:
        return text(", ".join(item.successors))
    after = ctx.ask.round.fiscal_year.year_be + 1
    if item.next_cycle:
        return text(ctx.say(COMING, year=after, state=ctx.say(STATE_WORDS[item.next_cycle.state])))
    opens = cycle.Cycle(type(ctx.ask.round.fiscal_year)(after)).opens_on
    return tag("small", text(ctx.say(BEGINS_ON, day=say_date(opens, ctx.language))))
