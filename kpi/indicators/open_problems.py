"""M7 จำนวนปัญหา/อุปสรรคที่ยังไม่ปิด (manual T5.6(2), 4.2)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from base.period import Month
from base.words import Text
from kpi import report_facts
from kpi.additions import coded_rows
from kpi.indicators.declared import Counted, Question, Rule
from kpi.indicators.report_scope import SCOPES, coverage, has_report, speaks_of
from kpi.model import Family, Kpi, Source, Unit
from kpi.problem_facts import Problem, open_problems, open_problems_of_scopes

NO_REPORT = Text("ยังไม่มีรายงานรายเดือนที่นับได้", "No monthly report counts yet")
SINCE = Text("เปิดมานานที่สุดตั้งแต่{month}", "The oldest is open since {month}")

FIELDS = ("submission_seq", "problem", "project_code", "province", "plan_no")

M7 = Kpi(
    code="M7",
    name=Text("จำนวนปัญหา/อุปสรรคที่ยังไม่ปิด", "Open problems and obstacles"),
    short=Text("ปัญหาที่ยังไม่ปิด", "Open problems"),
    definition=Text(
        "ปัญหา/อุปสรรคของแต่ละหน่วยงาน โครงการ และจังหวัด นับตั้งแต่เดือนแรกที่รายงาน "
        "จนกว่ารายงานเดือนถัดมาจะระบุว่า “ไม่มี” (หรือขีด -) หรือสำนักงานบันทึกว่าแก้ไขแล้ว ช่องว่างหรือเดือนที่ไม่ได้รายงานไม่ปิดปัญหา",
        "Problems by agency, project and province, open from the first month they are reported until a later month's "
        "report says that there is none (or a dash), or the Office records that it is solved. An empty cell or a month "
        "without a report closes nothing.",
    ),
    numerator=Text("ปัญหา/อุปสรรคที่ยังไม่ปิด", "Problems still open"),
    denominator=Text("", ""),
    unit=Unit.ITEMS,
    family=Family.MONITORING,
    source="T5.6(2); 4.2",
    scopes=SCOPES,
    data=("progress",),
    version="1",
    effective_from=date(2015, 10, 1),
)


def in_scope(question: Question) -> tuple[Problem, ...]:
    """The open problems of the scope, the oldest first."""
    found = open_problems(question.facts, question.as_of)
    return tuple(one for one in found if speaks_of(question, one.agency, one.plan))


def count(question: Question) -> Counted:
    """How many are open; without any report there is no data, which is not 0."""
    if not has_report(question):
        return Counted(None, None, NO_REPORT)
    many, oldest = open_problems_of_scopes(question.facts, question.as_of).get(question.scope, (0, None))
    return Counted(Fraction(many), None, None, (_oldest(oldest),) if oldest else ())


def _oldest(month: Month) -> Text:
    return Text(SINCE.say("th", month=f" {month.say()}"), SINCE.say("en", month=month.say("en")))


def trace(question: Question) -> tuple[Source, ...]:
    """The problem cells of every open problem since it opened; the last of each is the one counted."""
    facts = question.facts
    parameters = report_facts.until(facts, question.as_of)
    rows = {
        (row.values["submission_seq"], row.sheet_row): row
        for row in coded_rows(facts, FIELDS, f"{report_facts.CODED_ROWS} AND problem IS NOT NULL", parameters)
    }
    sources: list[Source] = []
    for problem in in_scope(question):
        for place in problem.rows:
            role = "+numerator" if place == problem.rows[-1] else "basis"
            sources.append(rows[place].cell("problem", role, problem.item))
            sources.extend(rows[place].cells(FIELDS[2:], "basis", problem.item))
    return tuple(sources)


RULES = (Rule(M7, count, coverage, trace),)
