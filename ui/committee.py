"""What a committee is shown of one track: its indicators one by one, its plans, who is late, problems and actions."""

from __future__ import annotations

from collections.abc import Sequence

from base.thai import say_date
from base.words import Text
from kpi import finding, speak
from kpi.commentary import STATE_WORDS, ActionLine, State
from kpi.indicators import BY_CODE
from kpi.model import ASSESSEES, OFFICE, Family, Figure
from ui import cards, commentary, figures, marks, panels, plans, problems, session
from ui.context import Context
from ui.deck import Slide
from ui.markup import heading, show, table, tag, text
from ui.receipts import definition_list
from ui.slide_months import months

MOST, MOST_PROBLEMS, MOST_ACTIONS = 6, 4, 2
"""Lines of a table that can be read from the back of the room; a problem takes several."""
KIOSK_SECONDS = "20"

KICKER = Text("{track} · {round}", "{track} · {round}")
SUMMARY_HEADS = (Text("ตัวชี้วัด", "Indicator"), Text("ผล", "Value"), Text("เป้าหมาย", "Target"), Text("สถานะ", "Status"))
TARGET = Text("เป้าหมาย", "Target")
PLANS = Text("แผนและข้อเสนอเกินกำหนด {late} จาก {count} รายการ", "{late} of {count} plans and proposals are overdue")
PLANS_FINE = Text("แผนและข้อเสนอทั้ง {count} รายการเป็นไปตามกำหนด", "All {count} plans and proposals are on time")
PLAN_HEADS = (Text("แผนหรือข้อเสนอ", "Plan or proposal"), Text("สถานะ", "State"), Text("ขั้นต่อไป", "Next"))
LATE = Text("หน่วยงานค้างส่งรายงาน {count} แห่ง รวม {reports} ฉบับ", "{count} agencies owe {reports} reports")
NO_LATE = Text("ไม่มีหน่วยงานค้างส่งรายงาน", "No agency owes a report")
ALL_IN = Text("▲ รายงานที่ถึงกำหนดแล้วได้รับครบทุกฉบับ", "▲ Every report that is due has come in")
PROBLEMS = Text(
    "ปัญหา/อุปสรรคยังไม่ปิด {count} เรื่อง ยังไม่มีแผนแก้ไข {unplanned} เรื่อง", "{count} open problems, {unplanned} without a plan"
)
NO_PROBLEMS = Text("ไม่มีปัญหา/อุปสรรคที่ยังไม่ปิด", "No problem is open")
PROBLEM_HEADS = (
    Text("ปัญหา/อุปสรรค", "Problem"),
    Text("การดำเนินการ", "Action"),
    Text("ผู้รับผิดชอบ", "Owner"),
    Text("ภายใน", "By"),
    Text("สถานะ", "State"),
)
NONE_TOLD = Text("▲ ไม่มีเรื่องที่ต้องติดตามในวันที่เลือก", "▲ Nothing to follow up on the chosen day")
ACTION = Text("การดำเนินการ", "Action")
PROMISED = Text("{action} ({owner} ภายใน {day}) {state}", "{action} ({owner}, by {day}) {state}")
AND_MORE = Text("และอีก {count} รายการ", "and {count} more")

CHOOSE = Text("เลือกชุดสไลด์ตามผู้รับการประเมิน", "Slides by assessee")
HOW = Text(
    "เปลี่ยนหน้าด้วยปุ่มลูกศร คลิก หรือแตะหน้าจอ · กด F แสดงเต็มจอ · กดปุ่มมุมซ้ายบนของแป้นพิมพ์เพื่อออก",
    "Arrow keys, Home, End, a click or a tap turn the slides · F fills the screen · Esc leaves",
)
CHOICE_HEADS = (Text("ผู้รับการประเมิน", "Assessee"), Text("ผลในรอบที่เลือก", "In the chosen round"), Text("เปิด", "Open"))
OPEN, KIOSK = Text("เปิดสไลด์", "Open the slides"), Text("จอแสดงผลอัตโนมัติ", "Unattended screen")


def track() -> str:
    """The track that the address asks for, kept there; empty when it asks for none."""
    given = session.given("track")
    asked = given if given in ASSESSEES else ""
    session.note("track", asked)
    return asked


def choose(ctx: Context) -> None:
    """The five tracks, each with a link to its slides and one for a screen that nobody minds."""
    heading(ctx.say(CHOOSE), ctx.say(HOW))
    rows = [
        [
            text(name(one, ctx)),
            text(finding.headline(own(one, ctx), ctx.language)),
            _link(OPEN, ctx, track=one) + " · " + _link(KIOSK, ctx, track=one, seconds=KIOSK_SECONDS),
        ]
        for one in ASSESSEES
    ]
    show(table(ctx.say(CHOOSE), [ctx.say(head) for head in CHOICE_HEADS], rows))


def _link(words: Text, ctx: Context, **more: str) -> str:
    return tag("a", text(ctx.say(words)), href=f"committee?{session.address(**more)}", css="tt-go tt-more")


def slides(of: str, ctx: Context) -> list[Slide]:
    """Every slide of one track."""
    mine = own(of, ctx)
    return [
        Slide(finding.headline(mine, ctx.language), _summary(mine, ctx)),
        *(_indicator(one, ctx) for one in mine),
        *_plans(of, ctx),
        _late(of, ctx),
        _problems(of, ctx),
    ]


def kicker(of: str, ctx: Context) -> str:
    """What stands over every title: whose slides, which round."""
    return ctx.say(KICKER, track=name(of, ctx), round=ctx.ask.round.say(ctx.language))


def name(of: str, ctx: Context) -> str:
    """The full name of the track's unit."""
    units = ctx.build.reference("units", ctx.ask.as_of, ctx.build.last_seq)
    return units.get(of, {}).get(f"name_{ctx.language}") or of


def own(of: str, ctx: Context) -> list[Figure]:
    """The manual's indicators of the track, the main ones; what is only monitored is no matter for a committee."""
    found = (one for one in figures.of_scope(ctx, of) if cards.is_main(one))
    return [one for one in found if BY_CODE[one.kpi].family is not Family.MONITORING]


def _summary(mine: Sequence[Figure], ctx: Context) -> str:
    rows = [
        [
            text(f"{one.kpi} {ctx.say(BY_CODE[one.kpi].short)}"),
            marks.worded(one, ctx),
            text(speak.target(one, ctx.language) if one.target is not None else speak.NOTHING),
            cards.chip(one, ctx),
        ]
        for one in mine
    ]
    return table(ctx.say(SUMMARY_HEADS[0]), [ctx.say(head) for head in SUMMARY_HEADS], rows)


def _indicator(figure: Figure, ctx: Context) -> Slide:
    """The value with its status beside its months; under them what is said of a figure below its target."""
    series = figures.series(ctx, figure.kpi, figure.scope)
    facts = [(ctx.say(TARGET), speak.target(figure, ctx.language))] if figure.target is not None else []
    notes = [*cards.coverage(figure, ctx), *cards.remarks(figure, ctx)]
    side = tag(
        "div",
        tag("p", marks.worded(figure, ctx), css="tt-big"),
        tag("p", cards.chip(figure, ctx), " ", cards.badge(figure, ctx)),
        definition_list(facts),
        *(tag("p", text(one), css="tt-note") for one in notes),
        css="tt-side",
    )
    title = f"{figure.kpi} {finding.finding(figure, series, ctx.language)}"
    return Slide(title, side + tag("div", months(series, ctx), _explained(figure, ctx), css="tt-wide"))


def _explained(figure: Figure, ctx: Context) -> str:
    """What the Office says of a figure below its target, and the actions that are not done."""
    said = figures.commentary(ctx)
    written = said.latest(figure.kpi, figure.scope)
    still = [one for one in said.actions_of(figure.kpi, figure.scope) if one.state is not State.DONE]
    is_now = written is not None and written.key.month == said.month
    if figure not in figures.off_target(ctx) and not still and not is_now:
        return ""
    facts = (
        [(ctx.say(commentary.CAUSE), written.cause), (ctx.say(commentary.REMEDY), written.remedy)] if written else []
    )
    # The soonest first; the rest are counted.
    ordered = sorted(still, key=lambda one: one.due_on)
    facts += [(ctx.say(ACTION), _promised(one, ctx)) for one in ordered[:MOST_ACTIONS]]
    more = len(still) - MOST_ACTIONS
    note = tag("p", text(ctx.say(AND_MORE, count=more)), css="tt-note") if more > 0 else ""
    state = "" if is_now else tag("p", commentary.chip(written, said, ctx), css="tt-note")
    lines = (tag("p", tag("b", text(label)), " ", text(words)) for label, words in facts)
    return tag("div", state, *lines, note, css="tt-explained")


def _promised(one: ActionLine, ctx: Context) -> str:
    words = f"{commentary.SHAPES[one.state]} {ctx.say(STATE_WORDS[one.state])}"
    return ctx.say(
        PROMISED,
        action=one.action,
        owner=commentary.short(one.owner, ctx),
        day=say_date(one.due_on, ctx.language),
        state=words,
    )


def _plans(of: str, ctx: Context) -> list[Slide]:
    found = [one for one in figures.plans(ctx) if of in (OFFICE, one.owner)]
    if not found:
        return []
    late = sum(one.standing.is_overdue for one in found)
    title = ctx.say(PLANS, late=late, count=len(found)) if late else ctx.say(PLANS_FINE, count=len(found))
    # The overdue ones first: there may be more than a slide can hold.
    ordered = sorted(found, key=lambda one: -one.standing.days_overdue)
    rows = [
        [text(plans.name(one, ctx)), plans.state(one.standing, ctx), plans.next_step(one.standing, ctx)]
        for one in ordered
    ]
    return [Slide(title, _cut(title, PLAN_HEADS, rows, ctx))]


def _late(of: str, ctx: Context) -> Slide:
    owed = figures.board(ctx).overdue if of == OFFICE else figures.group(ctx, of).owed
    agencies = panels.by_agency(owed)
    if not agencies:
        return Slide(ctx.say(NO_LATE), tag("p", text(ctx.say(ALL_IN)), css="tt-calm"))
    title = ctx.say(LATE, count=len(agencies), reports=len(owed))
    return Slide(title, _cut(title, panels.LATE_HEADS, [panels.late_row(one, ctx) for one in agencies], ctx))


def _problems(of: str, ctx: Context) -> Slide:
    plans_of = {one.code for one in figures.plans(ctx) if one.owner == of}
    found = [
        one
        for one in problems.visible(ctx)
        if one.is_open and (of == OFFICE or one.plan_code in plans_of or (one.plan and one.plan.owner == of))
    ]
    if not found:
        return Slide(ctx.say(NO_PROBLEMS), tag("p", text(ctx.say(NONE_TOLD)), css="tt-calm"))
    unplanned = sum(one.plan is None for one in found)
    # What somebody promised to do comes first, the most overdue at the top.
    ordered = sorted(found, key=lambda one: (one.plan is None, -one.days_overdue, one.since))
    rows = [
        [
            text(problems.cut(one))
            + tag("small", text(f"{problems.short(one.agency, ctx)} · {problems.project(one, ctx)}")),
            text(one.plan.action if one.plan else speak.NOTHING),
            text(problems.short(one.plan.owner, ctx) if one.plan else speak.NOTHING),
            text(say_date(one.plan.due_on, ctx.language) if one.plan else speak.NOTHING),
            problems.chip(one, ctx),
        ]
        for one in ordered
    ]
    title = ctx.say(PROBLEMS, count=len(found), unplanned=unplanned)
    return Slide(title, _cut(title, PROBLEM_HEADS, rows, ctx, MOST_PROBLEMS))


def _cut(title: str, heads: Sequence[Text], rows: Sequence[Sequence[str]], ctx: Context, most: int = MOST) -> str:
    """A table with as many lines as can be read, and how many there are besides."""
    more = len(rows) - most
    rest = tag("p", text(ctx.say(AND_MORE, count=more)), css="tt-note") if more > 0 else ""
    return tag("div", table(title, [ctx.say(head) for head in heads], rows[:most]), rest, css="tt-wide")
