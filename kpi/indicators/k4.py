"""K4 ระดับความสำเร็จของการขับเคลื่อน: how many of the six steps a plan has completed in a row (manual 8.5; A-30, A-31)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from base.words import Text
from kpi.cells import SourceRow, source_rows
from kpi.cycle import Cycle, Step
from kpi.facts import COUNTING, Event, Facts
from kpi.indicators.declared import Counted, Question, Rule
from kpi.indicators.plan_items import (
    OWNERS,
    PERMANENT_SECRETARY,
    chain_endorsements,
    coverage,
    endorsement,
    event_cells,
    rows_of_events,
)
from kpi.kept import kept
from kpi.model import OFFICE, PLANS, Family, Kpi, Source, Unit

STEPS = tuple(Step)
CIRCULATED = "REPORT_CIRCULATED"
EVENTS_OF_STEP: dict[Step, tuple[str, ...]] = {
    Step.S1: ("DRAFTED",),
    Step.S2: ("REVIEW_MEETING",),
    Step.S3: ("CIRCULATED", "COMPILED"),
    Step.S5: ("DISTRIBUTED",),
}
"""The events whose presence each step asks for; S2 and S4 ask for endorsements as well, S6 for the milestone."""

NO_EVENT = Text("ยังไม่มีเหตุการณ์ของแผนในปีงบประมาณนี้", "No event of the fiscal year's plans is known yet")
ENDS_IN_OCTOBER = Text("ได้ {level} จาก 6 ขั้น (ขั้นที่ 5–6 สิ้นสุด ต.ค.)", "{level} of 6 (steps 5–6 end in October)")
AT_LEVEL = Text("ระดับ {level} มี {count} แผน", "level {level}: {count} of the plans")

K4 = Kpi(
    code="K4",
    name=Text(
        "ระดับความสำเร็จของการขับเคลื่อนการบริหารจัดการแรงงานนอกระบบ แรงงานสูงอายุ และแรงงานคนพิการ",
        "Level of success in driving management of informal, older and disabled workers",
    ),
    short=Text("ระดับการขับเคลื่อน", "Steps completed"),
    definition=Text(
        "จำนวนขั้นตอนจากหกขั้น (ยกร่าง ทบทวนและ ป.ร.ง. เห็นชอบ แจ้งเวียนและรวบรวม คณะกรรมการเห็นชอบ ขับเคลื่อน "
        "รายงานประจำปี) ที่แล้วเสร็จต่อเนื่องกัน ระดับสำนักงานคือระดับต่ำสุดของทุกแผน",
        "How many of the six steps (draft, review and PS endorsement, circulation and compilation, committees, "
        "driving, annual report) are completed one after another. The Office's level is that of its lowest plan.",
    ),
    numerator=Text("ขั้นตอนที่แล้วเสร็จต่อเนื่อง", "Steps completed one after another"),
    denominator=Text("", ""),
    unit=Unit.LEVEL,
    family=Family.OFFICE,
    source="8.5; T4; T5",
    scopes=(OFFICE, *OWNERS, *PLANS),
    data=("events", "progress", "milestones"),
    version="1",
    effective_from=date(2015, 10, 1),
    ambiguities=("A-30", "A-31"),
    settings=("k1.attribution", "k2.accept_deputy", "agency.is_reporting", "agency.reports_via"),
)


def step_done(question: Question, plan: str, step: Step) -> bool:
    """Whether one step of one plan is completed on the day asked for."""
    if not _kinds(question.facts, question.as_of).get(plan, set()).issuperset(EVENTS_OF_STEP.get(step, ())):
        return False
    if step is Step.S2:
        return endorsement(question, plan, PERMANENT_SECRETARY) is not None
    if step is Step.S4:
        return chain_endorsements(question, plan) is not None
    if step is Step.S5:
        return are_reports_closed(question)
    if step is Step.S6:
        return report_circulated(question) is not None
    return True


@kept
def _kinds(facts: Facts, as_of: date) -> dict[str, set[str]]:
    """Item → the kinds of event that it has had by the day."""
    found: dict[str, set[str]] = {}
    for event in facts.events(as_of):
        found.setdefault(event.item_code, set()).add(event.event_type)
    return found


def are_reports_closed(question: Question) -> bool:
    """Whether the year is over and every expected report of its twelve months is accepted or waived (4.2 K4)."""
    # The last month is only over on 1 October.
    return question.as_of > question.facts.year.end and _is_every_report_closed(question.facts)


@kept
def _is_every_report_closed(facts: Facts) -> bool:
    accepted = facts.received_months("progress")
    return all(
        (agency, month) in accepted or facts.filing(agency, month).is_waived
        for month in facts.year.months
        for agency in facts.reporting_agencies(month)
    )


def report_circulated(question: Question) -> date | None:
    """The day the annual report was circulated, if that is known and not after the day asked for."""
    days = [day for step, day in question.facts.milestones(question.as_of) if step == CIRCULATED]
    return min(days, default=None)


def level(question: Question, plan: str) -> int:
    """Steps completed from the first on without a gap."""
    reached = 0
    for step in STEPS:
        if not step_done(question, plan, step):
            break
        reached += 1
    return reached


def plans_of(question: Question) -> tuple[str, ...]:
    """The plans that the scope answers for."""
    if question.scope in PLANS:
        return (question.scope,)
    if question.scope == OFFICE:
        return PLANS
    plans = question.facts.reference("plans", question.as_of)
    return tuple(plan for plan in PLANS if plans.get(plan, {}).get("owner") == question.scope)


def count(question: Question) -> Counted:
    """The plan's level; for the Office and a group the lowest of their plans, with the distribution beside it."""
    if not question.facts.events(question.as_of):
        return Counted(None, None, NO_EVENT)
    levels = [level(question, plan) for plan in plans_of(question)]
    lowest = min(levels)
    notes: tuple[Text, ...] = ()
    if len(levels) > 1:
        notes += tuple(AT_LEVEL.filled(level=number, count=levels.count(number)) for number in sorted(set(levels)))
    if question.round.number == 2 and question.as_of < Cycle(question.facts.year).closes_on:
        notes += (ENDS_IN_OCTOBER.filled(level=lowest),)
    return Counted(Fraction(lowest), None, None, notes)


def trace(question: Question) -> tuple[Source, ...]:
    """The events that complete each step counted, the decisions of the chain, and the milestone."""
    rows = rows_of_events(question)
    return tuple(
        source
        for plan in plans_of(question)
        for step in STEPS[: level(question, plan)]
        for source in step_sources(question, rows, plan, step)
    )


def step_sources(question: Question, rows: dict[tuple[int, int], SourceRow], plan: str, step: Step) -> list[Source]:
    """What shows that one step of one plan is completed; `rows` are those of `rows_of_events`."""
    sources: list[Source] = []
    for event in question.facts.events(question.as_of):
        if event.item_code == plan and event.event_type in EVENTS_OF_STEP.get(step, ()):
            sources.extend(event_cells(rows, event, "+numerator"))
    if step in (Step.S2, Step.S4):
        for event in _endorsements(question, plan, step):
            sources.extend(event_cells(rows, event, "+numerator"))
    if step is Step.S5:
        sources.extend(_receipts(question, plan))
    if step is Step.S6:
        sources.extend(_milestone_cells(question, plan))
    return sources


def _endorsements(question: Question, plan: str, step: Step) -> tuple[Event, ...]:
    if step is Step.S4:
        return chain_endorsements(question, plan) or ()
    return tuple(event for event in (endorsement(question, plan, PERMANENT_SECRETARY),) if event)


def _receipts(question: Question, plan: str) -> list[Source]:
    """The accepted report of every agency and month that closes the year."""
    counting = question.facts.counting_seqs("progress")
    found = (one for one in question.facts.receipts() if one.seq in counting)
    return [one.source("basis", plan) for one in sorted(found, key=lambda one: (one.period_start, one.agency))]


def _milestone_cells(question: Question, plan: str) -> list[Source]:
    facts = question.facts
    rows = source_rows(facts.build, "milestones", ("step", "done_on"), COUNTING, facts.counting("milestones"))
    return [
        cell
        for row in rows
        if row.values["step"] == CIRCULATED
        for cell in (row.cell("step", "+numerator", plan), row.cell("done_on", "basis", plan))
    ]


RULES = (Rule(K4, count, coverage, trace),)
