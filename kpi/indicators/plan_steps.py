"""M5 and M9: are the steps of the plans, and the committees' endorsement, done by their days (manual T5, T5.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

from base.period import DEADLINE_TIME
from base.words import Text
from kpi.cycle import MANUAL_IN_FORCE, Cycle, Step
from kpi.facts import Facts
from kpi.indicators.declared import Counted, Question, Rule
from kpi.indicators.k4 import NO_EVENT, plans_of, step_done, step_sources
from kpi.indicators.plan_items import (
    OWNERS,
    chain_endorsements,
    coverage,
    event_cells,
    rows_of_events,
    withdrawn,
)
from kpi.kept import kept
from kpi.model import OFFICE, PLANS, Family, Kpi, Source, SourceKind, Unit

NOTHING_DUE = Text("ยังไม่มีขั้นตอนที่ถึงกำหนด", "No step is due yet")
STILL_OPEN = Text("ยังไม่พ้นกำหนดวันที่ 31 ตุลาคม", "31 October is not over yet")

M5 = Kpi(
    code="M5",
    name=Text("ร้อยละของขั้นตอนที่แล้วเสร็จตามกำหนด", "Steps completed on time"),
    short=Text("ขั้นตอนเสร็จตามกำหนด", "Steps on time"),
    definition=Text(
        "ขั้นตอนที่ 1–6 ของแผนแต่ละฉบับที่แล้วเสร็จภายในวันครบกำหนดของขั้นตอน หารด้วยขั้นตอนที่ครบกำหนดแล้ว "
        "ขั้นที่ 5 ครบกำหนดพร้อมรายงานเดือนกันยายน (5 ตุลาคม) "
        "ไม่นับขั้นตอนที่ครบกำหนดก่อนวันใช้บังคับคู่มือ (1 ตุลาคม 2563) และแผนที่ถอนเรื่องแล้ว",
        "Steps 1–6 of each plan completed by the day they are due, over the steps due by now. Step 5 is due with the "
        "report of September (5 October). Steps due before the manual took effect (1 October 2563 BE) and plans "
        "withdrawn by then are left out.",
    ),
    numerator=Text("ขั้นตอนที่แล้วเสร็จภายในกำหนด", "Steps completed by their day"),
    denominator=Text("ขั้นตอนที่ครบกำหนดแล้ว", "Steps due by now"),
    unit=Unit.PERCENT,
    family=Family.MONITORING,
    source="T5",
    scopes=(OFFICE, *OWNERS, *PLANS),
    data=("events", "progress", "milestones"),
    version="1",
    effective_from=date(2015, 10, 1),
    ambiguities=("A-31", "A-34", "A-35"),
    settings=(
        *("k1.attribution", "k2.accept_deputy", "deadline.shift_to_workday", "m1.first_valid"),
        *("agency.is_reporting", "agency.reports_via"),
    ),
)

M9 = Kpi(
    code="M9",
    name=Text("ร้อยละของแผนที่คณะกรรมการเห็นชอบภายในเดือนตุลาคม", "Plans endorsed by the committees within October"),
    short=Text("แผนเห็นชอบในตุลาคม", "Endorsed in October"),
    definition=Text(
        "แผนที่เห็นชอบครบทุกคณะภายในวันที่ 31 ตุลาคม หารด้วยแผนทั้งหมด 6 ฉบับ การส่งคืนภายหลังวันนั้นไม่ลดผลของเดือนตุลาคม",
        "Plans that every required body had endorsed by 31 October, over the six plans. A return after that day does "
        "not take October's result away.",
    ),
    numerator=Text("แผนที่เห็นชอบครบทุกคณะภายในตุลาคม", "Plans endorsed by all bodies by 31 October"),
    denominator=Text("แผนทั้งหมด", "All plans"),
    unit=Unit.PERCENT,
    family=Family.MONITORING,
    source="T5.4",
    scopes=(OFFICE, *OWNERS),
    data=("events",),
    version="1",
    effective_from=date(2015, 10, 1),
    ambiguities=("A-37",),
    settings=("k1.attribution", "k2.accept_deputy"),
)


@kept
def step_deadlines(facts: Facts) -> dict[Step, date]:
    """The last day on which each step of the year is completed on time; for S5 the day of its last report."""
    cycle = Cycle(facts.year)
    return {
        Step.S1: cycle.drafts_due,
        Step.S2: cycle.preparation_ends,
        Step.S3: cycle.preparation_ends,
        Step.S4: cycle.committees_end,
        Step.S5: facts.due(facts.year.months[-1]).date(),
        Step.S6: cycle.closes_on,
    }


def is_over(question: Question, day: date) -> bool:
    """Whether a deadline has passed: its day is not after the day asked for, its last second is known."""
    return day <= question.as_of and datetime.combine(day, DEADLINE_TIME) <= question.facts.known_at


def due_steps(question: Question) -> Iterator[tuple[str, Step, Question]]:
    """(plan, step, the question as of the step's deadline) for every step that is due in the scope."""
    for step, deadline in step_deadlines(question.facts).items():
        if deadline < MANUAL_IN_FORCE or not is_over(question, deadline):
            continue
        then, gone = question._replace(as_of=deadline), withdrawn(question.facts, deadline)
        for plan in plans_of(question):
            if plan not in gone:
                yield plan, step, then


def is_in_time(then: Question, plan: str, step: Step) -> bool:
    """Whether a step stood completed at its deadline; for S5 every report had come by then, too."""
    if not step_done(then, plan, step):
        return False
    if step is not Step.S5:
        return True
    return _has_every_report_come(then.facts, then.as_of)


@kept
def _has_every_report_come(facts: Facts, day: date) -> bool:
    last = datetime.combine(day, DEADLINE_TIME)
    filings = (facts.filing(agency, month) for month in facts.year.months for agency in facts.reporting_agencies(month))
    return all(one.is_waived or (one.first_valid_at is not None and one.first_valid_at <= last) for one in filings)


def count_steps(question: Question) -> Counted:
    """Steps in time and steps due, over the plans of the scope."""
    due = list(due_steps(question))
    if not due:
        return Counted(None, Fraction(0), NOTHING_DUE)
    if not question.facts.events(question.as_of):
        return Counted(None, Fraction(len(due)), NO_EVENT)
    in_time = sum(is_in_time(then, plan, step) for plan, step, then in due)
    return Counted(Fraction(in_time), Fraction(len(due)))


def trace_steps(question: Question) -> tuple[Source, ...]:
    """Per step due its deadline ("+denominator"); where it was met what shows so, its first cell "+numerator"."""
    rows = rows_of_events(question)
    sources: list[Source] = []
    for plan, step, then in due_steps(question):
        item = f"{plan}:{step}"
        sources.append(Source(SourceKind.REFERENCE, "+denominator", item, then.as_of.isoformat(), field="deadline"))
        if is_in_time(then, plan, step):
            shown = step_sources(then, rows, plan, step)
            roles = ("+numerator" if place == 0 else "basis" for place in range(len(shown)))
            sources.extend(replace(one, item=item, role=role) for one, role in zip(shown, roles, strict=True))
    return tuple(sources)


def _in_october(question: Question) -> Question:
    return question._replace(as_of=min(question.as_of, Cycle(question.facts.year).committees_end))


def count_october(question: Question) -> Counted:
    """Plans that were fully endorsed at the end of October (or by the day asked for, while October lasts)."""
    if not question.facts.events(question.as_of):
        return Counted(None, None, NO_EVENT)
    then, plans = _in_october(question), plans_of(question)
    endorsed = sum(chain_endorsements(then, plan) is not None for plan in plans)
    is_closed = is_over(question, Cycle(question.facts.year).committees_end)
    return Counted(Fraction(endorsed), Fraction(len(plans)), None, () if is_closed else (STILL_OPEN,))


def trace_october(question: Question) -> tuple[Source, ...]:
    """The register's row of every plan, and for an endorsed one the decisions of its bodies, the last counted."""
    then, register = _in_october(question), question.facts.reference("plans", question.as_of)
    rows = rows_of_events(then)
    sources: list[Source] = []
    for plan in plans_of(question):
        name = register.get(plan, {}).get("short_th")
        sources.append(Source(SourceKind.REFERENCE, "+denominator", plan, name, field="item_code"))
        decisions = chain_endorsements(then, plan) or ()
        for place, decision in enumerate(decisions, 1):
            sources.extend(event_cells(rows, decision, "+numerator" if place == len(decisions) else "basis"))
    return tuple(sources)


STEPS = (Rule(M5, count_steps, coverage, trace_steps),)
OCTOBER = (Rule(M9, count_october, coverage, trace_october),)
