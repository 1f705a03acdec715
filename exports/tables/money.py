"""Money: the Office's budget month by month, what changed it, and what agencies spent on their projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from base.period import Month
from etl.forms.ledger import TXN_TYPES
from exports.table import Column, Kind, Table, Value
from exports.tables.figures import shown
from kpi import budget, measure, speak
from kpi.agency import MoneyLine
from kpi.budget import Change
from kpi.model import ASSESSEES, OFFICE, PLANS, Ask, Figure
from kpi.project_list import ProjectLine
from kpi.store import Build

KINDS = {choice.code: choice.label.th for choice in TXN_TYPES}
NOT_A_SUM = "กลุ่มวัดจากวงเงินของสำนักงานหรือยังไม่มีข้อมูลครบ จึงไม่รวมยอดรายกลุ่ม"
Series = Sequence[tuple[Month, Figure]]
MONTHS = (
    Column("กลุ่ม/ฝ่าย", width=30),
    Column("สิ้นเดือน", Kind.MONTH, 14),
    Column("ได้รับจัดสรร (บาท)", Kind.BAHT, 20),
    Column("เบิกจ่ายสะสม (บาท)", Kind.BAHT, 20),
    Column("เบิกจ่ายในเดือน (บาท)", Kind.BAHT, 20),
    Column("คงเหลือ (บาท)", Kind.BAHT, 20),
    Column("ร้อยละการเบิกจ่าย", Kind.VALUE, 16),
    Column("เป้าหมาย (ร้อยละ)", Kind.NUMBER, 16),
)


def baht(figure: Figure) -> tuple[Decimal | None, Decimal | None]:
    """Disbursed and allocated baht of a figure of C1 or M4."""
    paid, allocated = (None if one is None else speak.rounded(one, 2) for one in (figure.numerator, figure.denominator))
    return paid, allocated


def _less(left: Decimal | None, right: Decimal | None) -> Decimal | None:
    return None if left is None or right is None else left - right


def months(series: Mapping[str, Series], names: Mapping[str, str]) -> Table:
    """C1 of every unit at the end of every month: scope → its series."""
    rows: list[tuple[Value, ...]] = []
    for scope, line in series.items():
        before: Decimal | None = Decimal(0)
        for month, figure in line:
            paid, allocated = baht(figure)
            spent, left = _less(paid, before), _less(allocated, paid)
            name = names.get(scope, scope)
            rows.append((name, month, allocated, paid, spent, left, shown(figure), figure.target))
            before = paid
    note = "เบิกจ่ายในเดือนคือยอดสะสมที่เพิ่มจากเดือนก่อน ยอดติดลบคือการคืนหรือกลับรายการ"
    return Table("เบิกจ่ายรายเดือน", MONTHS, tuple(rows), note)


STANDING = (
    Column("กลุ่ม/ฝ่าย", width=34),
    Column("ได้รับจัดสรร (บาท)", Kind.BAHT, 20, is_summed=True),
    Column("เบิกจ่ายสะสม (บาท)", Kind.BAHT, 20, is_summed=True),
    Column("คงเหลือ (บาท)", Kind.BAHT, 20, is_summed=True),
    Column("ร้อยละการเบิกจ่าย", Kind.VALUE, 16),
    Column("เป้าหมาย (ร้อยละ)", Kind.NUMBER, 16),
    Column("สถานะ", width=24),
)
"""The units add up to the Office."""

CHANGES = (
    Column("วันที่", Kind.DATE, 15),
    Column("กลุ่ม/ฝ่าย", width=30),
    Column("รายการ", width=24),
    Column("จำนวนเงิน (บาท)", Kind.BAHT, 20, is_summed=True),
    Column("รายละเอียด", width=50),
    Column("เลขที่เอกสาร", width=20),
)


def changes(found: Sequence[Change], names: Mapping[str, str]) -> Table:
    """Every line that changed the allocation; their sum is what is allocated."""
    rows = (
        (
            one.on,
            names.get(one.unit, one.unit),
            KINDS.get(one.kind, one.kind) + (" (กลับรายการ)" if one.is_reversal else ""),
            one.amount_thb,
            one.activity,
            one.document,
        )
        for one in found
    )
    return Table("การเปลี่ยนแปลงวงเงิน", CHANGES, tuple(rows))


def report(
    build: Build, asked: Ask, figures: Sequence[Figure], names: Mapping[str, str]
) -> tuple[tuple[Table, ...], tuple[Figure, ...]]:
    """รายงานการใช้จ่ายงบประมาณ (4.6(5)): every unit now, month by month, and what changed the allocation."""
    own = [one for one in figures if one.kpi == "C1"]
    units = [one for one in own if one.scope != OFFICE]
    note = "" if _add_up(own) else NOT_A_SUM
    rows = tuple(_standing(one, names) for one in (units if not note else own))
    columns = STANDING if not note else tuple(replace(column, is_summed=False) for column in STANDING)
    series = {one.scope: measure.series(build, "C1", one.scope, asked) for one in own}
    found = (
        Table("การใช้จ่ายงบประมาณ", columns, rows, note),
        months(series, names),
        changes(budget.changes(build, asked, OFFICE), names),
    )
    return found, tuple(own)


def _add_up(own: Sequence[Figure]) -> bool:
    """Whether the units' sums are the Office's: not where they are measured on the Office's own money (A-05)."""
    office = [one for one in own if one.scope == OFFICE]
    units = [one for one in own if one.scope != OFFICE]
    if not office or any(one.numerator is None or one.denominator is None for one in own):
        return False
    paid = sum((one.numerator or Fraction(0) for one in units), Fraction(0))
    allocated = sum((one.denominator or Fraction(0) for one in units), Fraction(0))
    return paid == office[0].numerator and allocated == office[0].denominator


def _standing(one: Figure, names: Mapping[str, str]) -> tuple[Value, ...]:
    paid, allocated = baht(one)
    name = names.get(one.scope, one.scope)
    return name, allocated, paid, _less(allocated, paid), shown(one), one.target, speak.status(one)


PERFORMANCE = (
    Column("แผน", width=34),
    Column("K3 ร้อยละความสำเร็จ", Kind.VALUE, 16),
    Column("K4 ระดับ", Kind.COUNT, 11),
    Column("โครงการทั้งหมด", Kind.COUNT, 14, is_summed=True),
    Column("โครงการแล้วเสร็จ", Kind.COUNT, 14, is_summed=True),
    Column("โครงการล่าช้า", Kind.COUNT, 14, is_summed=True),
    Column("งบโครงการได้รับ (บาท)", Kind.BAHT, 20, is_summed=True),
    Column("งบโครงการเบิกจ่าย (บาท)", Kind.BAHT, 20, is_summed=True),
    Column("ร้อยละเบิกจ่ายโครงการ (M4)", Kind.VALUE, 18),
)
PERFORMANCE_NOTE = "ผลงานคือความสำเร็จของโครงการตามแผน ผลเงินคืองบโครงการของหน่วยงาน ไม่ใช่งบดำเนินงานของสำนักงาน (C1)"


def performance(
    figures: Sequence[Figure], projects: Sequence[ProjectLine], names: Mapping[str, str]
) -> tuple[tuple[Table, ...], tuple[Figure, ...]]:
    """รายงานผลงาน/ผลเงิน (4.6(5)): per plan, success and level beside the money of its projects."""
    found = {(one.kpi, one.scope): one for one in figures}
    rows = [_performance(plan, found, [one for one in projects if one.plan == plan], names) for plan in PLANS]
    printed = tuple(one for one in figures if one.kpi in ("K3", "K4", "M4") and one.scope in (OFFICE, *PLANS))
    agencies = [one for one in figures if one.kpi == "M4" and one.scope not in (*ASSESSEES, *PLANS)]
    by_agency = tuple(_spent(one, names) for one in agencies)
    tables = (
        Table("ผลงานและผลเงินรายแผน", PERFORMANCE, tuple(rows), PERFORMANCE_NOTE),
        Table("ผลเงินรายหน่วยงาน", (Column("หน่วยงาน", width=34), *SPENT), by_agency),
    )
    return tables, (*printed, *agencies)


def _performance(
    plan: str, found: Mapping[tuple[str, str], Figure], projects: Sequence[ProjectLine], names: Mapping[str, str]
) -> tuple[Value, ...]:
    success, level, spent = (found.get((code, plan)) for code in ("K3", "K4", "M4"))
    paid, allocated = baht(spent) if spent else (None, None)
    done, late = sum(one.is_implemented for one in projects), sum(one.is_lagging for one in projects)
    values = (shown(success) if success else None, shown(level) if level else None, len(projects), done, late)
    return names.get(plan, plan), *values, allocated, paid, shown(spent) if spent else None


SPENT = (
    Column("ได้รับ (บาท)", Kind.BAHT, 20, is_summed=True),
    Column("เบิกจ่าย (บาท)", Kind.BAHT, 20, is_summed=True),
    Column("ร้อยละเบิกจ่าย (M4)", Kind.VALUE, 16),
)


def _spent(one: Figure, names: Mapping[str, str]) -> tuple[Value, ...]:
    paid, allocated = baht(one)
    return names.get(one.scope, one.scope), allocated, paid, shown(one)


def by_plan(lines: Sequence[MoneyLine], names: Mapping[str, str]) -> Table:
    """The money of one agency by plan."""
    columns = (Column("แผน", width=34), *SPENT[:2])
    rows = ((names.get(one.plan or "", "ไม่ระบุแผน"), one.allocated_thb, one.disbursed_thb) for one in lines)
    return Table("งบโครงการรายแผน", columns, tuple(rows))
