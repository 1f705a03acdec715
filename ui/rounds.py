"""The KPI rounds of a year: the state of each, its matrix of figures, what it still lacks, and what was decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from base.period import Round
from base.thai import say_date, say_moment
from base.words import Text
from kpi import measure, rounds, speak
from kpi.model import Family, Figure
from kpi.rounds import ROUND_STATE_WORDS, RoundState
from ui import cards, figures, marks, matrix, names, session
from ui.context import Context
from ui.markup import code, heading, show, table, tag, text

SHAPES: dict[RoundState, str] = {
    RoundState.FUTURE: "◊",
    RoundState.OPEN: "→",
    RoundState.CLOSING: "◆",
    RoundState.FROZEN: "■",
    RoundState.REOPENED: "▼",
}
STYLES: dict[RoundState, str] = {
    RoundState.FUTURE: "tt-no_data",
    RoundState.OPEN: "tt-no_target",
    RoundState.CLOSING: "tt-late",
    RoundState.FROZEN: "tt-pass",
    RoundState.REOPENED: "tt-late",
}
NAME = Text("รอบที่ {number}", "Round {number}")
SPAN = Text("{start} – {end}", "{start} – {end}")
STATES = Text("สถานะของรอบ", "State of the round")
INDICATOR = Text("ตัวชี้วัด", "Indicator")
NOT_BEGUN = Text("รอบนี้เริ่มวันที่ {day}", "This round begins on {day}")
KEPT_SAME = Text("ปิดรอบ {shown} (ไม่เปลี่ยน)", "frozen {shown} (unchanged)")
KEPT_MOVED = Text("ปิดรอบ {shown} (ปัจจุบันต่าง {change})", "frozen {shown} (now {change})")

GAPS = Text("สิ่งที่ยังขาดก่อนปิด{round}", "What {round} still lacks before it is frozen")
GAPS_COUNT = Text("{count} รายการ", "{count}")
NO_GAPS = Text("ครบถ้วนแล้ว ไม่มีสิ่งที่ขาด", "Nothing is missing")
MORE_GAPS = Text("อีก {count} รายการ", "{count} more")
SHOWN = 7

LOG = Text("บันทึกการปิดและเปิดแก้ไขรอบ", "Freezes and reopenings")
NO_LOG = Text("รอบนี้ยังไม่เคยปิด", "This round has never been frozen")
LOG_HEADS = (
    Text("เมื่อ", "When"),
    Text("รายการ", "Decision"),
    Text("ผู้ดำเนินการ", "By"),
    Text("เหตุผล", "Reason"),
    Text("ค่าที่เก็บ", "Figures kept"),
    Text("ลายนิ้วมือ (SHA-256)", "Digest (SHA-256)"),
    Text("หลังจากนั้น", "Since then"),
)
LASTS = Text("ถึงสิ้นวันที่ {day}", "to the end of {day}")
RUN_OUT = Text("■ หมดเวลาเปิดแก้ไข", "■ Reopening ran out")
RUN_OUT_ON = Text("สิ้นวันที่ {day}", "End of {day}")
HOLDS_AGAIN = Text("การปิดครั้งก่อนมีผลอีกครั้ง", "The last freeze holds again")
FROZEN, REOPENED = Text("■ ปิดรอบ", "■ Frozen"), Text("▼ เปิดแก้ไข", "▼ Reopened")
SINCE = Text("ดูสิ่งที่เปลี่ยน", "What changed")
COMPARE_PAGE = "compare"


def of_round(ctx: Context, number: int) -> Context:
    """The same page with the question of one round of its year, official, as of the round's end or today."""
    year = ctx.ask.round.fiscal_year.year_be
    return replace(ctx, ask=measure.ask(year, number, known_at=ctx.ask.known_at))


def state(ctx: Context) -> RoundState:
    """The state of the asked round, as known then."""
    return rounds.state(ctx.build, ctx.ask.round, ctx.ask.known_at, ctx.ask.known_at.date())


def panel(ctx: Context) -> None:
    """One round: its days, its state among all states, and indicators × assessees with the frozen value beside."""
    round_, now = ctx.ask.round, state(ctx)
    span = ctx.say(SPAN, start=say_date(round_.start, ctx.language), end=say_date(round_.end, ctx.language))
    title = tag("h2", text(name(round_, ctx)), tag("small", text(span)), css="tt-h2")
    show(tag("div", title, _steps(now, ctx), css="tt-bar"))
    if now is RoundState.FUTURE:
        show(tag("p", text(ctx.say(NOT_BEGUN, day=say_date(round_.start, ctx.language))), css="tt-quiet"))
        return
    found = cards.family(figures.every(ctx), Family.CASCADED)
    first = " · ".join([ctx.say(INDICATOR), *cards.preliminary(found, ctx)])
    show(matrix.lines_table(found, first, ctx, lambda figure: _beside(figure, ctx)))


def name(round_: Round, ctx: Context) -> str:
    """`รอบที่ 1`."""
    return ctx.say(NAME, number=round_.number)


def _steps(now: RoundState, ctx: Context) -> str:
    """The five states in order; the present one is filled in and named to a screen reader as the current step."""
    steps = []
    for one in RoundState:
        words = text(f"{SHAPES[one]} {ctx.say(ROUND_STATE_WORDS[one])}")
        is_now = {"aria_current": "step"} if one is now else {}
        steps.append(tag("li", tag("span", words, css=f"tt-chip {STYLES[one]}" if is_now else "tt-step", **is_now)))
    return tag("ol", *steps, css="tt-steps", aria_label=ctx.say(STATES))


def _beside(figure: Figure, ctx: Context) -> str:
    """The frozen value and how far the live one has moved from it; nothing before a freeze."""
    kept = rounds.beside(ctx.build, figure)
    if kept is None or (kept.value is None and figure.value is None):
        return ""
    change = speak.moved(kept.value, figure.value, figure.unit)
    is_same = change == 0 and kept.status is figure.status
    was, by = marks.frozen(kept, figure.ask, ctx.language), marks.difference(figure, change, kept)
    words = marks.within(KEPT_SAME if is_same else KEPT_MOVED, ctx, shown=was, change=by)
    return tag("small", words, css="" if is_same else "tt-moved")


def gaps(ctx: Context) -> None:
    """What the asked round still lacks, one sentence each; the longer tail behind a word."""
    found = figures.gaps(ctx)
    count = ctx.say(GAPS_COUNT, count=len(found)) if found else ""
    heading(ctx.say(GAPS, round=name(ctx.ask.round, ctx)), count)
    if not found:
        show(tag("p", "▲ ", text(ctx.say(NO_GAPS)), css="tt-quiet"))
        return
    lines = [tag("li", text(ctx.say(gap))) for gap in found]
    more = lines[SHOWN:]
    rest = tag("summary", text(ctx.say(MORE_GAPS, count=len(more)))) + tag("ul", *more)
    show(tag("div", tag("ul", *lines[:SHOWN]), tag("details", rest) if more else "", css="tt-todo"))


def log(ctx: Context) -> None:
    """Every freeze and reopening of the asked round: when, who, why, how many figures under which digest."""
    entries = rounds.log(ctx.build, ctx.ask.round, ctx.build.seq_at(ctx.ask.known_at))
    heading(ctx.say(LOG), name(ctx.ask.round, ctx))
    if not entries:
        show(tag("p", text(ctx.say(NO_LOG)), css="tt-quiet"))
        return
    ended = rounds.run_out(entries, ctx.ask.known_at)
    rows = [row for entry in entries for row in (_decided(entry, ctx), *_ended(ended.get(entry.seq), ctx))]
    show(table(ctx.say(LOG), [ctx.say(head) for head in LOG_HEADS], rows, css="tt-log"))


def _decided(entry: rounds.RoundEntry, ctx: Context) -> list[str]:
    """One decision as a row of the log; a reopening with its last day."""
    lasts = f" {ctx.say(LASTS, day=say_date(entry.until, ctx.language))}" if entry.until else ""
    return [
        text(say_moment(entry.at, ctx.language)),
        text(ctx.say(FROZEN if entry.kind == rounds.FREEZE else REOPENED) + lasts),
        text(names.person(ctx.build, entry.by, ctx.language)),
        text(entry.reason),
        tag("span", text(f"{len(entry.figures):,}" if entry.figures else speak.NOTHING), css="tt-number"),
        tag("code", code(entry.digest or speak.NOTHING), css="tt-digest"),
        _since(entry, ctx),
    ]


def _ended(day: date | None, ctx: Context) -> list[list[str]]:
    """The row below a reopening that ended by itself; nobody did it."""
    if day is None:
        return []
    nothing = text(speak.NOTHING)
    when = text(ctx.say(RUN_OUT_ON, day=say_date(day, ctx.language)))
    return [[when, text(ctx.say(RUN_OUT)), nothing, text(ctx.say(HOLDS_AGAIN)), nothing, nothing, ""]]


def _since(entry: rounds.RoundEntry, ctx: Context) -> str:
    """The way to what changed since a freeze; empty where this position has no such page."""
    if COMPARE_PAGE not in ctx.links:
        return ""
    address = session.address(round=str(ctx.ask.round.number), since=entry.at.isoformat(), known_at="")
    return tag("a", text(ctx.say(SINCE)), " →", href=f"{COMPARE_PAGE}?{address}", css="tt-go tt-more")
