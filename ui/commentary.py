"""What the Office says about figures below their target: the list of a month, the actions, one figure in short."""

from __future__ import annotations

from collections.abc import Sequence

from base.thai import say_date
from base.words import Text
from kpi import speak
from kpi.commentary import STATE_WORDS, ActionLine, Comment, Commentary, State
from kpi.indicators import BY_CODE
from kpi.model import Figure, Status
from ui import figures, matrix, names
from ui.context import Context
from ui.markup import heading, show, table, tag, text
from ui.receipts import definition_list

TITLE = Text("ตัวชี้วัดที่ต่ำกว่าเกณฑ์ เดือน{month}", "Below target in {month}")
COUNT = Text("มีคำชี้แจงแล้ว {done} จาก {count} รายการ", "{done} of {count} explained")
HEADS = (
    Text("ตัวชี้วัด", "Indicator"),
    Text("ผลเทียบเป้าหมาย", "Value and target"),
    Text("สาเหตุ", "Cause"),
    Text("แนวทางแก้ไข", "Remedy"),
    Text("คำชี้แจง", "Commentary"),
)
CAUSE, REMEDY = HEADS[2], HEADS[3]
WRITTEN, NOT_WRITTEN = Text("มีคำชี้แจงแล้ว", "Explained"), Text("ยังไม่มีคำชี้แจง", "Not explained yet")
VERSION = Text("ฉบับที่ {number} · {day}", "version {number} · {day}")
OF_MONTH = Text("ข้อความของเดือน{month}", "the words of {month}")
ALL_MET = Text(
    "ไม่มีตัวชี้วัดที่ต่ำกว่าเกณฑ์ในเดือนที่เลือก จึงไม่ต้องมีคำชี้แจง", "No figure is below its target in this month: nothing to explain"
)

ACTIONS = Text("การดำเนินการที่ติดตามต่อเนื่อง", "Actions carried until done")
OPEN_COUNT = Text("ยังไม่เสร็จ {count} รายการ เกินกำหนด {late} รายการ", "{count} open, {late} overdue")
ACTION_HEADS = (
    Text("สิ่งที่จะดำเนินการ", "What will be done"),
    Text("ผู้รับผิดชอบ", "Owner"),
    Text("ภายในวันที่", "By"),
    Text("สถานะ", "State"),
)
NO_ACTIONS = Text("ยังไม่มีการดำเนินการที่ต้องติดตาม", "No action is being followed")
SET_IN = Text("กำหนดไว้เดือน{month}", "set in {month}")
DAYS_OVER = Text("เกิน {count} วัน", "{count} d over")
ENDED = Text("{day}: {how}", "{day}: {how}")
SHAPES = {State.OPEN: "→", State.OVERDUE: "▼", State.DONE: "▲"}
STYLES = {State.OPEN: "tt-no_target", State.OVERDUE: "tt-fail", State.DONE: "tt-pass"}

ABOUT = Text("คำชี้แจงผลและแนวทางแก้ไข", "Commentary: cause and remedy")
SHORT = 75


def listed(below: Sequence[Figure], said: Commentary, ctx: Context) -> None:
    """Every figure below its target with what is written about it, those without commentary first."""
    is_done = [said.in_force(one.kpi, one.scope) is not None for one in below]
    title = ctx.say(TITLE, month=in_words(said, ctx))
    heading(title, ctx.say(COUNT, done=sum(is_done), count=len(below)) if below else "")
    if not below:
        show(tag("p", "▲ ", text(ctx.say(ALL_MET)), css="tt-quiet", role="status"))
        return
    rows = [_row(one, said, ctx) for _, one in sorted(zip(is_done, below, strict=True), key=lambda pair: pair[0])]
    show(table(title, [ctx.say(head) for head in HEADS], rows, css="tt-comments"))


def in_words(said: Commentary, ctx: Context) -> str:
    """The month that is written about."""
    return said.month.say(ctx.language, full=True)


def _row(figure: Figure, said: Commentary, ctx: Context) -> list[str]:
    written = said.latest(figure.kpi, figure.scope)
    target = tag("small", text(speak.target(figure, ctx.language)))
    cause, remedy = (written.cause, written.remedy) if written else (speak.NOTHING, speak.NOTHING)
    return [
        name(figure, ctx),
        matrix.value_link(figure, ctx) + target,
        text(cause),
        text(remedy),
        chip(written, said, ctx),
    ]


def name(figure: Figure, ctx: Context) -> str:
    """Indicator and assessee, one under the other."""
    kpi = BY_CODE[figure.kpi]
    return text(f"{kpi.code} {ctx.say(kpi.short)}") + tag("small", text(speak.scope(ctx.build, figure, ctx.language)))


def chip(written: Comment | None, said: Commentary, ctx: Context) -> str:
    """Whether the month has its commentary, and which version; where an older month's is shown, which."""
    is_now = written is not None and written.key.month == said.month
    words, css = (f"▲ {ctx.say(WRITTEN)}", "tt-pass") if is_now else (f"◊ {ctx.say(NOT_WRITTEN)}", "tt-late")
    if written is None:
        return tag("span", text(words), css=f"tt-chip {css}")
    day = say_date(written.recorded_at.date(), ctx.language)
    note = ctx.say(VERSION, number=written.version, day=day)
    if not is_now:
        note = ctx.say(OF_MONTH, month=written.key.month.say(ctx.language, full=True))
    return tag("span", text(words), css=f"tt-chip {css}") + tag("small", text(note))


def actions(lines: Sequence[ActionLine], ctx: Context) -> None:
    """The actions of this month and those carried from earlier ones, with their state."""
    still = [one for one in lines if one.state is not State.DONE]
    late = sum(one.state is State.OVERDUE for one in still)
    heading(ctx.say(ACTIONS), ctx.say(OPEN_COUNT, count=len(still), late=late) if still else "")
    if not lines:
        show(tag("p", text(ctx.say(NO_ACTIONS)), css="tt-quiet"))
        return
    rows = [_action_row(one, ctx) for one in lines]
    show(table(ctx.say(ACTIONS), [ctx.say(head) for head in ACTION_HEADS], rows, css="tt-comments"))


def _action_row(one: ActionLine, ctx: Context) -> list[str]:
    since = ctx.say(SET_IN, month=one.key.month.say(ctx.language, full=True))
    about = f"{one.key.kpi} {short(one.key.scope, ctx)} · {since}"
    day = tag("span", text(say_date(one.due_on, ctx.language)), css="tt-line")
    return [text(one.action) + tag("small", text(about)), text(short(one.owner, ctx)), day, action_chip(one, ctx)]


def action_chip(one: ActionLine, ctx: Context) -> str:
    """The state as shape, word and colour, with how late it is or how it ended."""
    note = ""
    if one.days_overdue:
        note = ctx.say(DAYS_OVER, count=f"{one.days_overdue:,}")
    elif one.done_on:
        note = ctx.say(ENDED, day=say_date(one.done_on, ctx.language), how=one.done_how)
    words = f"{SHAPES[one.state]} {ctx.say(STATE_WORDS[one.state])}"
    return tag("span", text(words), css=f"tt-chip {STYLES[one.state]}") + (tag("small", text(note)) if note else "")


def about(figure: Figure, ctx: Context) -> None:
    """Cause, remedy and open actions of one figure; nothing where there is nothing to say."""
    said = figures.commentary(ctx)
    written, planned = said.latest(figure.kpi, figure.scope), said.actions_of(figure.kpi, figure.scope)
    is_now = written is not None and written.key.month == said.month
    if figure not in figures.off_target(ctx) and not planned and not is_now:
        return
    heading(ctx.say(ABOUT), in_words(said, ctx))
    show(tag("p", chip(written, said, ctx), css="tt-status tt-comments-state"))
    if written:
        show(definition_list([(ctx.say(CAUSE), written.cause), (ctx.say(REMEDY), written.remedy)]))
    if planned:
        rows = [_action_row(one, ctx) for one in planned]
        show(table(ctx.say(ACTIONS), [ctx.say(head) for head in ACTION_HEADS], rows, css="tt-comments"))


def in_short(figure: Figure, ctx: Context) -> str:
    """The cause of a figure in a few words, or that nobody has written it yet; nothing where none is wanted."""
    if figure.status is not Status.FAIL:
        return ""
    said = figures.commentary(ctx)
    written = said.in_force(figure.kpi, figure.scope)
    if written is None:
        return f"◊ {ctx.say(NOT_WRITTEN)}"
    return written.cause if len(written.cause) <= SHORT else f"{written.cause[:SHORT].rstrip()}…"


def short(code: str, ctx: Context) -> str:
    """The short name of a unit or an agency on the day asked for."""
    return names.short(ctx.build, code, ctx.ask.as_of, ctx.language)
