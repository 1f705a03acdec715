"""C1 ร้อยละการเบิกจ่ายงบประมาณ: net disbursement over net allocation of the Office's operating budget (manual 10.2(1))."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from base.words import Text
from kpi.cells import source_rows
from kpi.facts import COUNTING, BudgetLine
from kpi.indicators.declared import Counted, Question, Rule
from kpi.model import ASSESSEES, OFFICE, UNITS, Coverage, Family, Kpi, Source, Unit

ALLOCATION_SIGN = {"allocate": 1, "transfer_in": 1, "transfer_out": -1, "return": -1}
DISBURSEMENT_SIGN = {"disburse": 1, "refund": -1}
OWN_ALLOCATION = frozenset({"allocate", "transfer_in"})

NOT_ALLOCATED = Text("ยังไม่ได้รับจัดสรร", "No allocation yet")
OFFICE_VALUE = Text("ใช้ค่าระดับสำนักงาน", "Office-level value used")
OVER_ALLOCATION = Text("เบิกจ่ายเกินวงเงินที่ได้รับจัดสรร โปรดตรวจสอบข้อมูล", "Disbursed more than allocated; check the data")

C1 = Kpi(
    code="C1",
    name=Text("ร้อยละการเบิกจ่ายงบประมาณ", "Budget disbursement"),
    short=Text("เบิกจ่ายงบประมาณ", "Disbursement"),
    definition=Text(
        "เงินงบดำเนินงานที่เบิกจ่ายสุทธิสะสมตั้งแต่ 1 ตุลาคม หารด้วยงบดำเนินงานที่ได้รับจัดสรรสุทธิ ณ วันเดียวกัน "
        "รอบที่ 1 เทียบกับวงเงินที่ได้รับจัดสรรในปัจจุบัน รอบที่ 2 เทียบกับวงเงินตลอดปีงบประมาณ "
        "ไม่นับการก่อหนี้ผูกพัน เงินกันไว้เบิกเหลื่อมปี และงบรายจ่ายประเภทอื่น",
        "Net operating budget paid out since 1 October over the net operating budget allocated on the same day: "
        "in round 1 the allocation at present, in round 2 that of the whole fiscal year. Commitments, carry-over "
        "and other budget categories are not counted.",
    ),
    numerator=Text("เบิกจ่ายสุทธิสะสม (บาท)", "Net disbursement, cumulative (baht)"),
    denominator=Text("ได้รับจัดสรรสุทธิ (บาท)", "Net allocation (baht)"),
    unit=Unit.PERCENT,
    family=Family.CASCADED,
    source="10.2(1)",
    scopes=ASSESSEES,
    data=("ledger",),
    version="1",
    effective_from=date(2015, 10, 1),
    ambiguities=("A-01", "A-02", "A-03", "A-04", "A-05", "A-06", "A-07"),
    settings=("c1.as_of_r1", "c1.r2_numerator", "c1.count_commitment", "c1.unit_basis"),
)


def measured_unit(question: Question) -> str | None:
    """The unit whose lines answer for the scope (A-05): its own, the Office's, or None when there is nothing."""
    basis = question.setting("c1.unit_basis")
    if question.scope == OFFICE or basis == "office":
        return OFFICE
    if _has_allocation(question.facts.budget(question.as_of), question.scope):
        return question.scope
    year = question.facts.budget(question.facts.year.end)
    is_split = basis == "own" or any(_has_allocation(year, unit) for unit in UNITS)
    return None if is_split else OFFICE


def _has_allocation(lines: tuple[BudgetLine, ...], unit: str) -> bool:
    return any(line.unit == unit and line.txn_type in OWN_ALLOCATION for line in lines)


def _net(lines: tuple[BudgetLine, ...], unit: str, signs: Mapping[str, int]) -> Fraction:
    """Σ of the signed kinds; the Office is all units together."""
    total = sum(
        (line.amount_thb * signs.get(line.txn_type, 0) for line in lines if unit in (OFFICE, line.unit)), Decimal(0)
    )
    return Fraction(total)


def paid_signs(question: Question) -> Mapping[str, int]:
    """The kinds of line that count as paid out (A-03: commitments only where the setting says so)."""
    return DISBURSEMENT_SIGN | ({"commit": 1} if question.is_on("c1.count_commitment") else {})


def paid_since(question: Question) -> date:
    """The first day of the numerator: 1 October, or the round's own first day where the setting says so (A-02)."""
    is_round_only = question.round.number == 2 and question.setting("c1.r2_numerator") == "round_only"
    return question.round.start if is_round_only else question.facts.year.start


def _allocated(question: Question, unit: str) -> Fraction:
    """Net allocation on the day; with `month_average` in round 1 the mean of its month ends so far (A-01)."""
    days = [question.as_of]
    if question.round.number == 1 and question.setting("c1.as_of_r1") == "month_average":
        days = [month.last_day for month in question.round.months if month.last_day <= question.as_of] or days
    sums = [_net(question.facts.budget(day), unit, ALLOCATION_SIGN) for day in days]
    return sum(sums, Fraction(0)) / len(sums)


def count(question: Question) -> Counted:
    """Net disbursement and net allocation in baht, both cumulative from 1 October to the day asked for."""
    unit = measured_unit(question)
    if unit is None:
        return Counted(None, None, NOT_ALLOCATED)
    allocated = _allocated(question, unit)
    disbursed = _net(question.facts.budget(question.as_of, paid_since(question)), unit, paid_signs(question))
    notes: tuple[Text, ...] = (OFFICE_VALUE,) if unit != question.scope else ()
    if allocated <= 0:
        return Counted(disbursed, allocated, NOT_ALLOCATED, notes)
    if disbursed > allocated:
        notes += (OVER_ALLOCATION,)
    return Counted(disbursed, allocated, None, notes)


def coverage(question: Question) -> Coverage:
    """Months of the fiscal year up to the day whose budget ledger has come in."""
    months = [month for month in question.facts.year.months if month.last_day <= question.as_of]
    received = question.facts.received_months("ledger")
    return Coverage(sum(("GEN", month) in received for month in months), len(months))


def trace(question: Question) -> tuple[Source, ...]:
    """The amount cell of every line that is added up, with the cells that decide its sign and whether it counts."""
    unit = measured_unit(question)
    if unit is None:
        return ()
    condition = f"""{COUNTING} AND category = 'operating' AND NOT coalesce(from_carry_over, false)
        AND effective_on BETWEEN $start AND $as_of AND ($unit = 'OFF' OR unit = $unit)"""
    year = question.facts.year
    parameters = question.facts.counting("ledger") | {
        "start": year.start,
        "as_of": min(question.as_of, year.end),
        "unit": unit,
    }
    fields = ("amount", "unit", "category", "txn_type", "effective_on", "from_carry_over", "reverses")
    signs, since = {**ALLOCATION_SIGN, **paid_signs(question)}, paid_since(question).isoformat()
    sources: list[Source] = []
    for row in source_rows(question.facts.build, "ledger", fields, condition, parameters):
        kind = str(row.values["txn_type"])
        side = "denominator" if kind in ALLOCATION_SIGN else "numerator"
        sign = signs.get(kind, 0) * (-1 if row.values["reverses"] else 1)
        if sign and (side == "denominator" or str(row.values["effective_on"]) >= since):
            item = f"{row.submission_id}:{row.sheet_row}"
            sources.append(row.cell("amount", f"{'+' if sign > 0 else '-'}{side}", item))
            sources.extend(row.cells(fields[1:], "basis", item))
    return tuple(sources)


RULES = (Rule(C1, count, coverage, trace),)
