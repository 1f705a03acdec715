"""What needs a decision on a day: figures that crossed their target, days that come, reports, rounds, plans, problems.

Figures, plans, problems and coming days stand for the day asked for; what is owed, what waits for review and whether a
round may be frozen go by the known moment, as on the pages that they lead to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from base.period import FiscalYear, Month, Round
from base.thai import say_date
from base.words import LANGUAGES, Language, Text
from kpi import board, calendar, cycle, plans, practice, problem_list, redefined, rounds, speak
from kpi.calendar import Deadline
from kpi.calendar import Kind as Day
from kpi.indicators import RULES
from kpi.measure import Measure
from kpi.model import PLANS, Ask, Family, Figure, Status
from kpi.plan_state import STATE_WORDS, Standing
from kpi.plans import Item
from kpi.problem_list import State
from kpi.round_gaps import under_review
from kpi.rounds import RoundState
from kpi.store import Build

SOON_DAYS = 14
"""A deadline is told of from this many days before it."""
URGENT_DAYS = 3
"""From this many days before it a deadline stands among what needs a decision now."""


class Kind(StrEnum):
    """What an alert is about."""

    CROSSED = "crossed"
    REDEFINED = "redefined"
    PLAN = "plan"
    ROUND = "round"
    REVIEW = "review"
    PROBLEM = "problem"
    REPORT = "report"
    DEADLINE = "deadline"


class Urgency(StrEnum):
    """Whether it needs a decision now, soon, or is only good to know."""

    NOW = "now"
    SOON = "soon"
    KNOW = "know"


FELL = Text("{kpi} ของ{who} ต่ำกว่าเกณฑ์แล้ว", "{kpi} of {who} has fallen below its target")
ROSE = Text("{kpi} ของ{who} ผ่านเกณฑ์แล้ว", "{kpi} of {who} now meets its target")
MOVED = Text("{before} ณ {day} เป็น {after} เกณฑ์{target}", "{before} on {day}, now {after}; {target}")
STUCK = Text("{plan} ค้างขั้น “{state}” เกินกำหนด {days} วัน", "{plan} is stuck at “{state}”, {days} d overdue")
STUCK_WAITS = Text("รอ{who} รอบงานปี {year}", "waits for {who}; cycle of {year}")
FREEZABLE = Text("{round} ปิดได้แล้ว", "{round} may be frozen")
FREEZABLE_SINCE = Text("ปิดได้ตั้งแต่ {day}", "since {day}")
REOPENED = Text("{round} เปิดแก้ไขอยู่ ต้องปิดอีกครั้ง", "{round} is reopened and must be frozen again")
WAITING = Text("รายงานรอตรวจรับ {count} ฉบับ", "{count} report(s) wait for review")
WAITING_FIRST = Text("ฉบับแรก {number}", "the first is {number}")
LATE_ACTION = Text("ปัญหาของ{who} เกินกำหนดดำเนินการ {days} วัน", "An action on a problem of {who} is {days} d overdue")
UNPLANNED = Text("ปัญหาที่ยังไม่มีแผนดำเนินการ {count} เรื่อง", "{count} problem(s) without a plan")
UNPLANNED_SINCE = Text("ค้างนานที่สุดตั้งแต่ {month}", "the oldest is open since {month}")
OWED = Text("{who} ค้างส่งรายงาน {count} เดือน", "{who} owes {count} monthly report(s)")
OWED_SINCE = Text("เก่าที่สุด {month} เกินกำหนด {days} วัน", "the oldest is of {month}, {days} d overdue")
COMES = Text("ครบกำหนด {day} อีก {days} วัน", "due {day}, in {days} d")
COMES_TODAY = Text("ครบกำหนดวันนี้ ({day})", "due today ({day})")


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to look at, and the page that answers it."""

    kind: Kind
    urgency: Urgency
    what: Text
    why: Text
    days: int
    """How late it is, or (a deadline) minus how far away; the more the more pressing."""
    page: str
    choices: Mapping[str, str] = field(default_factory=dict)
    """What that page is to show: names and values of the address."""
    words_of: str | None = None
    """The agency whose own words `why` repeats; they are for whoever may see what it sent."""


def alerts(build: Build, asked: Ask) -> tuple[Alert, ...]:
    """Everything to look at, the urgent first, then by kind, the longest overdue first."""
    measure = Measure(build, asked)
    found = (
        *_crossed(measure),
        *_redefined(measure),
        *_plans(measure),
        *_rounds(measure),
        *_review(measure),
        *_problems(measure),
        *_reports(measure),
        *_deadlines(measure),
    )
    urgencies, kinds = list(Urgency), list(Kind)
    return tuple(sorted(found, key=lambda one: (urgencies.index(one.urgency), kinds.index(one.kind), -one.days)))


def _crossed(measure: Measure) -> Iterator[Alert]:
    """Figures on the other side of their target than at the end of the month before; the target itself passes."""
    asked = measure.ask
    before_day = Month.of(min(asked.as_of, asked.round.end)).first_day - timedelta(days=1)
    if before_day < asked.round.start:
        return
    before = Measure(measure.build, replace(asked, as_of=before_day, is_as_of_given=True))
    for rule in RULES:
        if rule.kpi.family is Family.MONITORING or not rule.kpi.is_main:
            continue
        for scope in measure.scopes(rule.kpi):
            figure = measure.figure(rule, scope)
            if figure.status in (Status.PASS, Status.FAIL):
                was = before.figure(rule, scope)
                if {was.status, figure.status} == {Status.PASS, Status.FAIL}:
                    yield _crossing(measure.build, was, figure)


def _crossing(build: Build, was: Figure, now: Figure) -> Alert:
    has_fallen = now.status is Status.FAIL
    who = _both(lambda one: speak.scope(build, now, one))
    why = _filled(
        MOVED,
        before=_both(lambda one: speak.value(was, one)),
        after=_both(lambda one: speak.value(now, one)),
        day=_day(was.as_of),
        target=_both(lambda one: speak.target(now, one)),
    )
    what = _filled(FELL if has_fallen else ROSE, kpi=Text(now.kpi, now.kpi), who=who)
    urgency = Urgency.NOW if has_fallen else Urgency.KNOW
    return Alert(Kind.CROSSED, urgency, what, why, 0, "indicator", {"kpi": now.kpi, "scope": now.scope})


def _redefined(measure: Measure) -> Iterator[Alert]:
    """Definitions, targets and settings recorded of late that moved figures; each leads to the last one it moved."""
    for one in redefined.recent(measure.build, measure.ask):
        moved = one.shifts[-1].after
        choices = {"kpi": moved.kpi, "scope": moved.scope}
        yield Alert(Kind.REDEFINED, Urgency.SOON, redefined.what(one), redefined.why(one), 0, "indicator", choices)


def _plans(measure: Measure) -> Iterator[Alert]:
    """Items that should have left their state, of this cycle and of the next one once it has opened."""
    year = measure.ask.round.fiscal_year.year_be
    for item in plans.overview(measure.build, measure.ask):
        for standing, of in ((item.standing, year), (item.next_cycle, year + 1)):
            if standing is not None and standing.is_overdue:
                yield _stuck(measure, item, standing, of)


def _stuck(measure: Measure, item: Item, standing: Standing, year: int) -> Alert:
    waits = standing.waiting_for or ""
    who = cycle.STEP_WORDS[cycle.Step(waits)] if waits in set(cycle.Step) else _name(measure, waits, "bodies")
    name = _name(measure, item.code, "plans") if item.code in PLANS else item.name
    days = standing.days_overdue
    what = _filled(STUCK, plan=name, state=STATE_WORDS[standing.state], days=_number(days))
    why = _filled(STUCK_WAITS, who=who, year=Text(str(year), f"{year} BE"))
    return Alert(Kind.PLAN, Urgency.NOW, what, why, days, "plans", {"plan": item.code})


def _rounds(measure: Measure) -> Iterator[Alert]:
    build, asked, seq = measure.build, measure.ask, measure.facts.seq
    today = asked.known_at.date()
    for round_ in (Round(asked.round.fiscal_year, number) for number in (1, 2)):
        state = rounds.state(build, round_, asked.known_at, today)
        first = rounds.freezable_from(build, round_, seq)
        if state not in (RoundState.CLOSING, RoundState.REOPENED) or today < first:
            continue
        what = _filled(REOPENED if state is RoundState.REOPENED else FREEZABLE, round=_both(round_.say))
        why = _filled(FREEZABLE_SINCE, day=_day(first))
        yield Alert(Kind.ROUND, Urgency.NOW, what, why, (today - first).days, "rounds", {"round": str(round_.number)})


def _review(measure: Measure) -> Iterator[Alert]:
    if waiting := under_review(measure):
        what, why = WAITING.filled(count=len(waiting)), WAITING_FIRST.filled(number=waiting[0])
        yield Alert(Kind.REVIEW, Urgency.NOW, what, why, 0, "review")


def _problems(measure: Measure) -> Iterator[Alert]:
    """Actions past their day, one by one; the problems without a plan as one."""
    found = problem_list.overview(measure.build, measure.ask)
    for one in found:
        if one.state is State.OVERDUE:
            who = _name(measure, one.agency, "agencies")
            what = _filled(LATE_ACTION, who=who, days=_number(one.days_overdue))
            choices = {"state": State.OVERDUE.value, "id": one.key}
            why = Text(one.problem, one.problem)
            yield Alert(Kind.PROBLEM, Urgency.NOW, what, why, one.days_overdue, "problems", choices, one.agency)
    unplanned = [one for one in found if one.state is State.UNPLANNED]
    if unplanned:
        why = _filled(UNPLANNED_SINCE, month=_both(unplanned[0].since.say))
        choices = {"state": State.UNPLANNED.value}
        yield Alert(Kind.PROBLEM, Urgency.SOON, UNPLANNED.filled(count=len(unplanned)), why, 0, "problems", choices)


def _reports(measure: Measure) -> Iterator[Alert]:
    """Agencies that owe a report whose deadline has passed at the known moment, one alert each."""
    asked = measure.ask
    owed = board.board(measure.build, asked.round.fiscal_year, asked.known_at).overdue
    due = sorted((one for one in owed if one.month.last_day <= asked.as_of), key=lambda one: (one.agency, one.month))
    for _, reports in groupby(due, key=lambda one: one.agency):
        all_owed = list(reports)
        first = all_owed[0]
        why = _filled(OWED_SINCE, month=_both(first.month.say), days=_number(first.days_late))
        what = _filled(OWED, who=first.name, count=_number(len(all_owed)))
        yield Alert(Kind.REPORT, Urgency.NOW, what, why, first.days_late, "board")


PAGES = {Day.REPORT: "board", Day.STEP: "plans", Day.CUT_OFF: "rounds"}


def _deadlines(measure: Measure) -> Iterator[Alert]:
    """The days within two weeks of the one asked for, that day included."""
    build, today, seq = measure.build, measure.ask.as_of, measure.facts.seq

    def of_year(year: FiscalYear) -> calendar.Practice:
        return practice.of_year(build, year, seq)

    for one in calendar.upcoming(today, SOON_DAYS * 2, of_year):
        left = (one.on - today).days
        if left <= SOON_DAYS:
            yield _coming(one, left)


def _coming(one: Deadline, left: int) -> Alert:
    sentence = COMES if left else COMES_TODAY
    blanks = {"days": _number(left)} if left else {}
    why = _filled(sentence, day=_day(one.on), **blanks)
    urgency = Urgency.NOW if left <= URGENT_DAYS else Urgency.SOON
    return Alert(Kind.DEADLINE, urgency, one.named, why, -left, PAGES[one.kind])


def _name(measure: Measure, code: str, table: str) -> Text:
    row = measure.facts.reference(table, measure.ask.as_of).get(code, {})
    return Text(row.get("short_th") or code, row.get("short_en") or code)


def _both(say: Callable[[Language], str]) -> Text:
    return Text(say("th"), say("en"))


def _filled(sentence: Text, **blanks: Text) -> Text:
    """A sentence whose blanks differ between the languages."""
    return Text(*(sentence.say(one, **{name: text.say(one) for name, text in blanks.items()}) for one in LANGUAGES))


def _day(day: date) -> Text:
    return Text(say_date(day), say_date(day, "en"))


def _number(count: int) -> Text:
    return Text(f"{count:,}", f"{count:,}")
