"""M4 ร้อยละการเบิกจ่ายงบโครงการ: the agencies' own project money (manual 4.6(5)); never mixed with C1 (A-04)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from base.words import Text
from kpi import report_facts
from kpi.additions import coded_rows
from kpi.indicators.declared import Counted, Question, Rule
from kpi.indicators.report_scope import SCOPES, coverage, speaks_of
from kpi.model import Family, Kpi, Source, Unit

NO_ROW = Text("ยังไม่มีรายงานงบประมาณของโครงการ", "No project budget has been reported yet")
NOT_ALLOCATED = Text("ยังไม่ได้รับจัดสรร", "No allocation yet")
OVER_ALLOCATION = Text("เบิกจ่ายเกินวงเงินที่ได้รับจัดสรร โปรดตรวจสอบข้อมูล", "Disbursed more than allocated; check the data")

FIELDS = ("budget_alloc", "budget_disb", "plan_no", "project_code", "activity", "province")

M4 = Kpi(
    code="M4",
    name=Text("ร้อยละการเบิกจ่ายงบประมาณโครงการของหน่วยงาน", "Disbursement of the agencies' project budgets"),
    short=Text("เบิกจ่ายงบโครงการ", "Project money"),
    definition=Text(
        "เงินที่เบิกจ่ายสะสมของโครงการตามรายงานรายเดือนครั้งล่าสุดของแต่ละหน่วยงาน โครงการ กิจกรรม และจังหวัด "
        "หารด้วยงบประมาณที่ได้รับจัดสรรตามรายงานเดียวกัน เป็นเงินของหน่วยงาน ไม่เกี่ยวกับงบดำเนินงานของสำนักงาน "
        "ไม่นับแถวที่ยังไม่มีรหัสโครงการ",
        "Money paid out to date as the last monthly row of each agency, project, activity and province tells it, over "
        "the allocation of the same rows. It is the agencies' money, not the Office's operating budget. Rows without "
        "a project code are left out.",
    ),
    numerator=Text("เบิกจ่ายสะสม (บาท)", "Disbursed to date (baht)"),
    denominator=Text("งบประมาณที่ได้รับจัดสรร (บาท)", "Budget allocated (baht)"),
    unit=Unit.PERCENT,
    family=Family.MONITORING,
    source="4.6(5)",
    scopes=SCOPES,
    data=("progress",),
    version="1",
    effective_from=date(2015, 10, 1),
    ambiguities=("A-04", "A-29"),
)


def count(question: Question) -> Counted:
    """Σ disbursed and Σ allocated of the scope's last rows, in baht."""
    found = report_facts.money_of_scopes(question.facts, question.as_of).get(question.scope)
    if found is None:
        return Counted(None, Fraction(0), NO_ROW)
    allocated, paid = (Fraction(satang, 100) for satang in found)
    if allocated <= 0:
        return Counted(paid, allocated, NOT_ALLOCATED)
    return Counted(paid, allocated, None, (OVER_ALLOCATION,) if paid > allocated else ())


def trace(question: Question) -> tuple[Source, ...]:
    """The two money cells of every last row, with the cells that say whose row it is."""
    facts = question.facts
    condition = report_facts.CODED_ROWS + report_facts.LAST_ROW_OF_KEY
    sources: list[Source] = []
    for row in coded_rows(facts, FIELDS, condition, report_facts.until(facts, question.as_of)):
        if speaks_of(question, row.reporter, f"PLAN{row.values['plan_no']}"):
            names = (row.values[field] for field in ("project_code", "activity", "province"))
            item = ":".join([row.reporter, *(str(name) for name in names if name)])
            sources.extend(row.cells(["budget_disb"], "+numerator", item))
            sources.extend(row.cells(["budget_alloc"], "+denominator", item))
            sources.extend(row.cells(FIELDS[2:], "basis", item))
    return tuple(sources)


RULES = (Rule(M4, count, coverage, trace),)
