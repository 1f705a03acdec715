"""The calendar of a year: the six steps of the overlapping cycles month by month, what comes next, and every day."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from base.period import FiscalYear, Month
from base.thai import say_date
from base.words import Text
from kpi import calendar, cycle
from kpi.calendar import BASIS_WORDS, Basis, Deadline, Kind, Practice
from kpi.cycle import STEP_WORDS, Cycle, Step
from kpi.practice import of_year
from ui import session
from ui.context import Context
from ui.digits import labelled
from ui.markup import heading, show, table, tag, text

STEPS = Text("หกขั้นตอนของรอบงานที่ซ้อนกัน", "The six steps of the overlapping cycles")
STEP_HEAD = Text("ขั้นตอน", "Step")
CYCLE = Text("รอบงานปี {year}", "cycle of {year} BE")
LEGEND = Text(
    "■ ช่วงดำเนินการ · ตัวเลขคือวันครบกำหนด · กรอบหนาคือเดือนของวันที่เลือก",
    "■ step running · a number is a day something is due · the framed month is that of the chosen day",
)
NEXT = Text("กำหนดถัดไป", "What comes next")
NEXT_FROM = Text("นับจาก {day}", "from {day}")
RUNNING = Text("ขั้นตอนที่กำลังดำเนินการ", "Steps running now")
ALL_DAYS = Text("กำหนดการทั้งหมด", "Every day")
COUNT = Text("{count} รายการ", "{count}")
KIND = Text("ประเภท", "Kind")
KINDS: dict[str, Text] = {
    "all": Text("ทั้งหมด", "All"),
    "step": Text("ขั้นตอนของแผน", "Steps of the plans"),
    "report": Text("รายงานรายเดือน", "Monthly reports"),
    "round": Text("รอบตัวชี้วัด", "KPI rounds"),
}
OF_KIND = {
    "all": frozenset(Kind),
    "step": frozenset({Kind.STEP}),
    "report": frozenset({Kind.REPORT}),
    "round": frozenset({Kind.OPENING, Kind.CUT_OFF, Kind.FREEZE_FROM}),
}
SHAPES = {Kind.OPENING: "→", Kind.STEP: "◆", Kind.REPORT: "■", Kind.CUT_OFF: "▼", Kind.FREEZE_FROM: "▲"}
HEADS = (
    Text("วันที่", "Day"),
    Text("กำหนดการ", "What is due"),
    Text("รอบงาน", "Cycle"),
    Text("ที่มาของวัน", "Where the day comes from"),
    Text("เหลือเวลา", "Time left"),
)
PASSED = Text("– ผ่านแล้ว", "– passed")
TODAY = Text("◆ วันนี้", "◆ today")
SOON = Text("◆ อีก {count} วัน", "◆ in {count} d")
LATER = Text("→ อีก {count} วัน", "→ in {count} d")
SOON_DAYS, UPCOMING = 14, 8


def practice(ctx: Context, year: FiscalYear) -> Practice:
    """How deadlines are read in a year, by the settings and holidays known at the moment asked for."""
    return of_year(ctx.build, year, ctx.build.seq_at(ctx.ask.known_at))


def days(ctx: Context) -> list[Deadline]:
    """Every day of the asked year's cycle, from July before it to October after it, and of the cycles beside it."""
    own = ctx.ask.round.fiscal_year
    span = Cycle(own)
    around = [FiscalYear(own.year_be + step) for step in (-1, 0, 1)]
    found = [day for year in around for day in calendar.deadlines(year, practice(ctx, year))]
    return sorted((day for day in found if span.opens_on <= day.on <= span.closes_on), key=lambda day: day.at)


def steps(found: Sequence[Deadline], ctx: Context) -> None:
    """A table of steps × months: where a step runs, and the days on which something of it is due."""
    heading(ctx.say(STEPS))
    own = ctx.ask.round.fiscal_year
    first = Month.of(Cycle(own).opens_on)
    months = [first.shift(count) for count in range(16)]
    lines = [
        (FiscalYear(own.year_be + step), one)
        for step in (-1, 0, 1)
        for one, (start, end) in Cycle(FiscalYear(own.year_be + step)).windows.items()
        if end >= months[0].first_day and start <= months[-1].last_day
    ]
    heads = [ctx.say(STEP_HEAD), *(month.say(ctx.language).removesuffix(" BE") for month in months)]
    rows = [_step_row(year, one, months, found, ctx) for year, one in lines]
    show(table(ctx.say(STEPS), heads, rows, css="tt-board tt-gantt"), tag("p", text(ctx.say(LEGEND)), css="tt-quiet"))


def _step_row(
    year: FiscalYear, one: Step, months: Sequence[Month], found: Sequence[Deadline], ctx: Context
) -> list[str]:
    start, end = Cycle(year).windows[one]
    due = [day for day in found if day.fiscal_year == year and day.step is one and day.kind is Kind.STEP]
    now = Month.of(ctx.ask.as_of)
    name = text(ctx.say(STEP_WORDS[one])) + tag("small", text(ctx.say(CYCLE, year=year.year_be)))
    cells = []
    for month in months:
        is_running = start <= month.last_day and end >= month.first_day
        numbers = sorted({day.on.day for day in due if Month.of(day.on) == month})
        words = " ".join(["■" if is_running else "", *map(str, numbers)]).strip()
        style = "tt-cell tt-no_target" if is_running else "tt-cell"
        cells.append(tag("span", text(words), css=f"{style} tt-now" if month == now and words else style))
    return [name, *cells]


def upcoming(ctx: Context) -> None:
    """The next deadlines of all cycles, from the day asked for, and the steps that run on it."""
    heading(ctx.say(NEXT), ctx.say(NEXT_FROM, day=say_date(ctx.ask.as_of, ctx.language)))
    found = calendar.upcoming(ctx.ask.as_of, UPCOMING, lambda year: practice(ctx, year))
    rows = [[_day(one, ctx), text(f"{SHAPES[one.kind]} {ctx.say(one.named)}"), _left(one, ctx)] for one in found]
    show(table(ctx.say(NEXT), [ctx.say(head) for head in (HEADS[0], HEADS[1], HEADS[4])], rows))


def running(ctx: Context) -> None:
    """The steps that run on the day asked for, each with its cycle."""
    heading(ctx.say(RUNNING))
    lines = (
        tag("li", text(f"{ctx.say(STEP_WORDS[step])} · {ctx.say(CYCLE, year=year.year_be)}"))
        for year, step in cycle.running(ctx.ask.as_of)
    )
    show(tag("div", tag("ul", *lines), css="tt-todo"))


def every(found: Sequence[Deadline], ctx: Context) -> None:
    """Every day of the year, narrowed to one kind."""
    kind = st.segmented_control(
        ctx.say(KIND),
        list(KINDS),
        format_func=labelled(lambda one: ctx.say(KINDS[one])),
        key=session.choice("step", list(KINDS), "all"),
        label_visibility="collapsed",
        required=True,
    )
    wanted = [day for day in found if day.kind in OF_KIND[kind]]
    heading(ctx.say(ALL_DAYS), ctx.say(COUNT, count=len(wanted)))
    rows = [
        [
            _day(one, ctx),
            text(_named(one, ctx)),
            text(ctx.say(CYCLE, year=one.fiscal_year.year_be)),
            text(ctx.say(BASIS_WORDS[one.basis]) if one.kind is Kind.STEP else ctx.say(BASIS_WORDS[Basis.MANUAL])),
            _left(one, ctx),
        ]
        for one in wanted
    ]
    show(table(ctx.say(ALL_DAYS), [ctx.say(head) for head in HEADS], rows))


def _day(one: Deadline, ctx: Context) -> str:
    moved = f" · {ctx.say(one.moved)}" if one.moved else ""
    return text(say_date(one.on, ctx.language)) + tag("small", " ", text(f"{ctx.say(one.weekday)}{moved}"))


def _named(one: Deadline, ctx: Context) -> str:
    return f"{SHAPES[one.kind]} {ctx.say(one.label)}"


def _left(one: Deadline, ctx: Context) -> str:
    left = (one.on - ctx.ask.as_of).days
    if left < 0:
        return tag("span", text(ctx.say(PASSED)), css="tt-chip tt-no_data")
    words = TODAY if left == 0 else SOON if left <= SOON_DAYS else LATER
    return tag(
        "span", text(ctx.say(words, count=left)), css=f"tt-chip {'tt-late' if left <= SOON_DAYS else 'tt-no_target'}"
    )
