"""The lists under the director's cards: what is off target, who is late, what needs a decision today."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from base.words import Text
from kpi import speak
from kpi.alerts import Alert, Kind, Urgency
from kpi.board import STATE_WORDS, Overdue, State, by_agency
from kpi.definitions import kpi_of
from kpi.model import OFFICE, Figure, Status
from ui import commentary, marks, session
from ui.context import Context
from ui.markup import headed, table, tag, text

SHOWN = 3

OFF_TARGET = Text("ตัวชี้วัดที่ต่ำกว่าเกณฑ์", "Below target")
MORE_FIGURES = Text("ดูทั้งหมด {count}", "See all {count}")
AND_OTHERS = Text("และอีก {count} หน่วย", "and {count} more")
ALL_MET = Text("ตัวชี้วัดที่คู่มือกำหนดเป้าหมายผ่านเกณฑ์ทั้งหมด", "Every indicator with a target in the manual meets it")
NOT_YET = Text("ยังไม่มีตัวชี้วัดใดที่เทียบกับเป้าหมายได้", "No indicator can be compared with its target yet")
OFF_HEADS = (Text("ตัวชี้วัด ผู้ที่ฉุดค่า และสาเหตุ", "Indicator, who pulls it down, and why"),)

DECIDE = Text("ต้องตัดสินใจวันนี้", "To decide today")
MORE_ALERTS = Text("ดูทั้งหมด {count}", "See all {count}")
NOTHING_TO_DECIDE = Text("ไม่มีเรื่องอื่นที่ต้องตัดสินใจ นอกจากรายงานที่ค้างส่ง", "Nothing else, beside the reports that are owed")

LATE = Text("หน่วยงานที่ค้างส่งรายงาน", "Agencies that owe a report")
NONE_LATE = Text("ไม่มีหน่วยงานค้างส่งรายงานที่ถึงกำหนดแล้ว", "No agency owes a report that is due")
LATE_HEADS = (
    Text("หน่วยงาน", "Agency"),
    Text("ค้างส่ง", "Owed"),
    Text("เดือนที่ค้างนานที่สุด", "Oldest month"),
    Text("เกินกำหนด", "Overdue"),
)
MONTHS = Text("ค้าง {count} เดือน", "{count} month(s)")
SINCE = Text("ตั้งแต่ {month}", "since {month}")
DAYS = Text("เกิน {count} วัน", "{count} d")
MORE = Text("ดูทั้งหมด {count}", "See all {count}")
BOARD_PAGE, COMMENTARY_PAGE, ALERTS_PAGE = "board", "commentary", "alerts"


def off_target(figures: Sequence[Figure], ctx: Context) -> str:
    """The indicators below their target with who pulls each down and why; a calm sentence when there are none."""
    compared = [figure for figure in figures if figure.status in (Status.PASS, Status.FAIL)]
    failing = sorted((one for one in compared if one.status is Status.FAIL), key=_reached)
    by_kpi = [[one for one in failing if one.kpi == kpi] for kpi in dict.fromkeys(one.kpi for one in failing)]
    head = _head(OFF_TARGET, MORE_FIGURES, len(failing), COMMENTARY_PAGE, ctx)
    if not failing:
        return head + _calm(ALL_MET if compared else NOT_YET, ctx)
    rows = [_off_row(some, ctx) for some in by_kpi[:SHOWN]]
    lines = table(ctx.say(OFF_TARGET), [ctx.say(head) for head in OFF_HEADS], rows)
    return head + lines


def to_decide(alerts: Sequence[Alert], ctx: Context) -> str:
    """What needs a decision today but the owed reports, which have a list of their own; the way to all of it."""
    urgent = [one for one in alerts if one.urgency is Urgency.NOW]
    others = [one for one in urgent if one.kind is not Kind.REPORT]
    head = _head(DECIDE, MORE_ALERTS, len(urgent), ALERTS_PAGE, ctx)
    if not others:
        return head + _calm(NOTHING_TO_DECIDE, ctx)
    lines = (tag("li", tag("a", text(ctx.say(one.what)), href=_address(one), css="tt-way")) for one in others[:SHOWN])
    return head + tag("ul", *lines, css="tt-decide")


def _head(title: Text, more: Text, count: int, page: str, ctx: Context) -> str:
    """A heading with the way to the whole list at its side, where there is one and the reader may go there."""
    link = ""
    if count and page in ctx.links:
        link = tag("a", text(ctx.say(more, count=count)), href=f"{page}?{session.address()}", css="tt-way")
    return tag("div", headed(ctx.say(title)), link, css="tt-panel-head")


def _calm(words: Text, ctx: Context) -> str:
    return tag("p", text(ctx.say(words)), css="tt-quiet")


def _address(one: Alert) -> str:
    return f"{one.page}?{session.address(**one.choices)}"


def late(overdue: Sequence[Overdue], ctx: Context, title: Text = LATE, *, is_narrow: bool = False) -> str:
    """The agencies that owe a report, longest first, and the way to the whole board; in little room without months."""
    owed = by_agency(overdue)
    head = _head(title, MORE, len(owed), BOARD_PAGE, ctx)
    if not owed:
        return head + _calm(NONE_LATE, ctx)
    lines = [[ctx.say(head) for head in LATE_HEADS], *(late_row(reports, ctx) for reports in owed[:SHOWN])]
    heads, *rows = [[*line[:2], line[3]] for line in lines] if is_narrow else lines
    return head + table(ctx.say(title), heads, rows)


def _reached(figure: Figure) -> Fraction:
    """How much of its target a figure reached, as an order of urgency (nothing is shown from it)."""
    return (figure.value or Fraction(0)) / Fraction(figure.target or 1)


def _off_row(failing: Sequence[Figure], ctx: Context) -> list[str]:
    """One indicator: the parts that pull it down, the lowest first, and what is said about the lowest."""
    parts = [one for one in failing if one.scope != OFFICE] or list(failing)
    least, kpi = parts[0], kpi_of(failing[0])
    shape = tag("span", text(speak.SHAPE[least.status]), " ", aria_hidden="true")
    number = marks.digits(least, ctx.language, "b")
    who = tag("span", shape, text(speak.scope(ctx.build, least, ctx.language)), " ", number, css="tt-chip tt-fail")
    others = ctx.say(AND_OTHERS, count=len(failing) - 1) if len(failing) > 1 else ""
    line = f"{text(f'{kpi.code} {ctx.say(kpi.short)}')} {who} {tag('small', text(others))}"
    return [line + tag("small", text(commentary.in_short(least, ctx)), css="tt-why")]


def late_row(reports: Sequence[Overdue], ctx: Context) -> list[str]:
    """One agency with what it owes, the oldest month and how late that is."""
    oldest = max(reports, key=lambda one: one.days_late)
    state = "" if oldest.state is State.OVERDUE else f"{STATE_WORDS[oldest.state].say(ctx.language)} "
    days = f"▼ {state}{ctx.say(DAYS, count=f'{oldest.days_late:,}')}"
    return [
        text(oldest.name.say(ctx.language)),
        text(ctx.say(MONTHS, count=len(reports))),
        text(ctx.say(SINCE, month=oldest.month.say(ctx.language))),
        tag("span", text(days), css="tt-chip tt-overdue"),
    ]
