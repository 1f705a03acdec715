"""C4 ระดับความสำเร็จของการทบทวนและปรับปรุงกระบวนการทำงาน: four steps that must be and one that may (manual 10.2(4))."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from base.words import Text
from kpi.cells import source_rows
from kpi.facts import COUNTING
from kpi.indicators.declared import Counted, Question, Rule
from kpi.model import ASSESSEES, OFFICE, UNITS, Coverage, Family, Kpi, Source, Unit
from kpi.office_facts import ReviewStep, review_steps

MANDATORY = (1, 2, 3, 4)
INNOVATION = 5
SHARED_STEPS = frozenset({1, 2, 4})
"""Steps for which the Office's evidence may serve all units; step 3 is "one's own part" (A-17)."""

NO_REVIEW = Text("ยังไม่มีบันทึกการทบทวนกระบวนงาน", "No process review has come in yet")
SHARED = Text("ใช้หลักฐานของสำนักงานร่วมกัน", "Office evidence shared")
OUT_OF_ORDER = Text("มีขั้นหลังที่แล้วเสร็จก่อนขั้นก่อนหน้า", "A later step was done before an earlier one")

C4 = Kpi(
    code="C4",
    name=Text(
        "ระดับความสำเร็จของการทบทวนและปรับปรุงกระบวนการทำงานของหน่วยงาน",
        "Level of success of reviewing and improving work processes",
    ),
    short=Text("ทบทวนกระบวนงาน", "Process review"),
    definition=Text(
        "จำนวนขั้นตอนบังคับ 1–4 ที่แล้วเสร็จภายใน 30 กันยายนและมีหลักฐาน ผ่านเมื่อครบ 4 ขั้น "
        "ระดับ 5 เมื่อครบ 4 ขั้นและมีนวัตกรรม (ขั้นที่ 5 ไม่บังคับและไม่ทดแทนขั้นอื่น)",
        "Mandatory steps 1–4 done by 30 September with evidence; passed when all four are. Level 5 when all four and "
        "an innovation are there (the fifth is optional and replaces none).",
    ),
    numerator=Text("ขั้นตอนบังคับที่แล้วเสร็จพร้อมหลักฐาน", "Mandatory steps done with evidence"),
    denominator=Text("ขั้นตอนบังคับทั้งหมด", "Mandatory steps"),
    unit=Unit.LEVEL,
    family=Family.CASCADED,
    source="10.2(4)",
    scopes=ASSESSEES,
    data=("review",),
    version="1",
    effective_from=date(2015, 10, 1),
    ambiguities=("A-14", "A-16", "A-17", "A-18"),
    settings=("c4.step5_mandatory", "process_review_check.applies_to_all", "c4.sequential"),
    rounds=(2,),
)


def done(question: Question, unit: str) -> dict[int, ReviewStep]:
    """Step → the record that shows it done for one unit: its own first, else the Office's where that is shared."""
    found: dict[int, ReviewStep] = {}
    is_shared = question.is_on("process_review_check.applies_to_all")
    records = [one for one in review_steps(question.facts) if _is_done(question, one)]
    for one in records:
        if one.unit == unit:
            found.setdefault(one.step_no, one)
    for one in records:
        if is_shared and one.unit == OFFICE and one.applies_to_all and one.step_no in SHARED_STEPS:
            found.setdefault(one.step_no, one)
    return found


def _is_done(question: Question, one: ReviewStep) -> bool:
    return one.done_on is not None and one.done_on <= question.as_of and one.has_evidence


def steps_done(question: Question) -> dict[int, tuple[ReviewStep, ...]]:
    """Step → the records behind it. The Office has a step by its own record, else when all assessed units have it."""
    own: dict[int, tuple[ReviewStep, ...]] = {
        step: (record,) for step, record in done(question, question.scope).items()
    }
    if question.scope != OFFICE:
        return own
    units = [done(question, unit) for unit in UNITS]
    for step in (*MANDATORY, INNOVATION):
        if step not in own and all(step in unit for unit in units):
            own[step] = tuple(unit[step] for unit in units)
    return own


def level(steps: Iterable[int], *, is_sequential: bool = False, is_fifth_mandatory: bool = False) -> tuple[int, int]:
    """(mandatory steps done, level): 5 only with all four; in order only where the setting asks for it (A-16, A-18)."""
    have = set(steps)
    mandatory = [step for step in MANDATORY if step in have]
    if is_sequential:
        mandatory = [step for step in mandatory if set(range(1, step)) <= have]
    count = len(mandatory)
    has_all = count == len(MANDATORY)
    return count + (is_fifth_mandatory and has_all and INNOVATION in have), count + (has_all and INNOVATION in have)


def count(question: Question) -> Counted:
    """Steps done; the level is the value, and without any record of the scope there is no data."""
    known = {one.unit for one in review_steps(question.facts)}
    steps = steps_done(question)
    if not steps and question.scope not in known and not (question.scope == OFFICE and known):
        return Counted(None, None, NO_REVIEW)
    is_fifth = question.is_on("c4.step5_mandatory")
    mandatory, reached = level(steps, is_sequential=question.is_on("c4.sequential"), is_fifth_mandatory=is_fifth)
    notes: tuple[Text, ...] = ()
    if any(record.unit != question.scope for records in steps.values() for record in records):
        notes += (SHARED,)
    days = [min(record.done_on for record in steps[step] if record.done_on) for step in MANDATORY if step in steps]
    if days != sorted(days):
        notes += (OUT_OF_ORDER,)
    return Counted(Fraction(mandatory), Fraction(4 + is_fifth), None, notes, value=Fraction(reached))


def coverage(question: Question) -> Coverage:
    """Units of the scope whose process review has come in."""
    known = {one.unit for one in review_steps(question.facts)}
    units = UNITS if question.scope == OFFICE else (question.scope,)
    return Coverage(sum(unit in known or OFFICE in known for unit in units), len(units))


def trace(question: Question) -> tuple[Source, ...]:
    """The cells of every record that shows a step done."""
    records = {
        (record.submission_seq, record.sheet_row): step
        for step, found in steps_done(question).items()
        for record in found
    }
    fields = ("submission_seq", "step_no", "done_on", "evidence", "applies_to_all")
    sources: list[Source] = []
    for row in source_rows(question.facts.build, "review", fields, COUNTING, question.facts.counting("review")):
        step = records.get((int(str(row.values["submission_seq"])), row.sheet_row))
        if step is not None:
            role = "+numerator" if step in MANDATORY or question.is_on("c4.step5_mandatory") else "basis"
            sources.append(row.cell("step_no", role, f"{row.reporter}:{step}"))
            sources.extend(row.cells(fields[2:], "basis", f"{row.reporter}:{step}"))
    return tuple(sources)


RULES = (Rule(C4, count, coverage, trace),)
