"""C2 การส่งเสริมการใช้เทคโนโลยี: how often technology was put to use in the round (manual 10.2(2))."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from base.words import Text
from kpi import office_facts
from kpi.cells import source_rows
from kpi.facts import COUNTING
from kpi.indicators.declared import Counted, Question, Rule
from kpi.model import ASSESSEES, OFFICE, UNITS, Coverage, Family, Kpi, Source, Unit

NO_LOG = Text("ยังไม่มีบันทึกการใช้เทคโนโลยี", "No technology log has come in yet")
EVIDENCE = Text("มีหลักฐาน {count} จาก {total} ครั้ง", "{count} of {total} with evidence")
KINDS = Text("เทคโนโลยี {count} ชนิด", "{count} distinct technologies")

C2 = Kpi(
    code="C2",
    name=Text("การส่งเสริมการใช้เทคโนโลยีมาเพิ่มประสิทธิภาพในการทำงาน", "Promoting use of technology to raise efficiency"),
    short=Text("การใช้เทคโนโลยี", "Technology use"),
    definition=Text(
        "จำนวนครั้งในการนำเทคโนโลยีมาปรับใช้เพื่อเพิ่มประสิทธิภาพในการทำงานและการบริหารจัดการภายในหน่วยงาน "
        "หนึ่งครั้งคือหนึ่งโอกาส หนึ่งวัตถุประสงค์ หนึ่งหน่วย ไม่นับรายการซ้ำและรายการที่ถูกปฏิเสธ",
        "Times that technology was put to use for the unit's work and management: one occasion, purpose and unit is "
        "one time; exact repeats and rejected entries are not counted.",
    ),
    numerator=Text("ครั้งที่นำเทคโนโลยีมาปรับใช้", "Uses of technology"),
    denominator=Text("", ""),
    unit=Unit.TIMES,
    family=Family.CASCADED,
    source="10.2(2)",
    scopes=ASSESSEES,
    data=("technology",),
    version="1",
    effective_from=date(2015, 10, 1),
    ambiguities=("A-09", "A-10"),
    settings=("c2.dedupe_keys", "c2.target", "c2.cumulative"),
)


def start_of(question: Question) -> date:
    """The first day whose uses count: that of the round, or of the fiscal year where the setting adds rounds up."""
    return question.facts.year.start if question.is_on("c2.cumulative") else question.round.start


def counted_uses(question: Question) -> list[office_facts.Use]:
    """The first of each set of equal uses, in the scope and the round."""
    start = start_of(question)
    names = tuple(question.setting("c2.dedupe_keys").split(","))
    found: dict[tuple[str, ...], office_facts.Use] = {}
    for key, use in office_facts.keyed_uses(question.facts, start, question.as_of, names):
        if question.scope in (OFFICE, use.unit):
            found.setdefault(key, use)
    return list(found.values())


def _logs(question: Question) -> list[tuple[str, bool]]:
    """(unit and month, whether its log came in) for the units of the scope and the round's months so far."""
    received = question.facts.received_months("technology")
    units = UNITS if question.scope == OFFICE else (question.scope,)
    months = [month for month in question.round.months if month.last_day <= question.as_of]
    return [(f"{unit}:{month}", (unit, month) in received) for unit in units for month in months]


def count(question: Question) -> Counted:
    """Uses after de-duplication; without any log of the round there is no data, which is not 0."""
    uses = counted_uses(question)
    is_office_log = question.scope == OFFICE and any(
        (OFFICE, month) in question.facts.received_months("technology")
        for month in question.round.months
        if month.last_day <= question.as_of
    )
    if not uses and not is_office_log and not any(is_in for _, is_in in _logs(question)):
        return Counted(None, None, NO_LOG)
    kinds = str(len({use.technology for use in uses}))
    proven = EVIDENCE.filled(count=sum(use.has_evidence for use in uses), total=len(uses))
    return Counted(Fraction(len(uses)), None, None, (KINDS.filled(count=kinds), proven))


def coverage(question: Question) -> Coverage:
    """Monthly logs of the scope's units that have come in."""
    logs = _logs(question)
    return Coverage(sum(is_in for _, is_in in logs), len(logs))


def target(question: Question) -> Decimal | None:
    """The target that the Office may set (A-09); the manual has none."""
    value = question.setting("c2.target")
    return Decimal(value) if value else None


def trace(question: Question) -> tuple[Source, ...]:
    """The cells of every use counted."""
    kept = {(use.submission_seq, use.sheet_row) for use in counted_uses(question)}
    fields = ("submission_seq", "technology", "used_on", "purpose", "object")
    sources: list[Source] = []
    rows = source_rows(question.facts.build, "technology", fields, COUNTING, question.facts.counting("technology"))
    for row in rows:
        if (row.values["submission_seq"], row.sheet_row) in kept:
            item = f"{row.submission_id}:{row.sheet_row}"
            sources.append(row.cell("technology", "+numerator", item))
            sources.extend(row.cells(fields[2:], "basis", item))
    return tuple(sources)


RULES = (Rule(C2, count, coverage, trace, target),)
