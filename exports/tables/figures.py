"""Figures, their definitions and the reports behind them, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from base.period import Month
from exports.table import Column, Kind, Table, Value
from kpi import glossary, speak
from kpi.board import STATE_WORDS, Board, Overdue
from kpi.definitions import kpi_of
from kpi.model import Ask, Figure, Unit
from kpi.quality import AgencyQuality
from kpi.store import Build

ROUND_NAME = "รอบที่ {number}"
FIGURES = (
    Column("รอบ", width=9),
    Column("รหัส", width=9),
    Column("ตัวชี้วัด", width=40),
    Column("ขอบเขต", width=26),
    Column("ผล", Kind.VALUE, 12),
    Column("หน่วย", width=10),
    Column("เป้าหมาย", Kind.NUMBER, 12),
    Column("สถานะ", width=24),
    Column("ตัวตั้ง", Kind.NUMBER, 18),
    Column("ตัวหาร", Kind.NUMBER, 18),
    Column("ข้อมูล ณ วันที่", Kind.DATE, 16),
    Column("รายงานที่ได้รับ", Kind.COUNT, 13),
    Column("รายงานที่ต้องได้", Kind.COUNT, 13),
    Column("รุ่นของนิยาม", width=12),
    Column("หมายเหตุ", width=44),
)
FIGURES_NOTE = "ช่องว่างหมายถึงไม่มีค่า ไม่ใช่ศูนย์ · ผลแสดงตามจำนวนทศนิยมที่ตั้งไว้ ตัวตั้งและตัวหารเป็นค่าเต็ม"


def figures(title: str, found: Sequence[Figure], names: Mapping[str, str]) -> Table:
    """One row per figure; `names`: scope → short name."""
    return Table(title, FIGURES, tuple(_figure(one, names) for one in found), FIGURES_NOTE)


def _figure(one: Figure, names: Mapping[str, str]) -> tuple[Value, ...]:
    return (
        ROUND_NAME.format(number=one.ask.round.number),
        one.kpi,
        kpi_of(one).name.th,
        names.get(one.scope, one.scope),
        shown(one),
        speak.UNIT_WORDS[one.unit].th,
        one.target,
        f"{speak.SHAPE[one.status]} {speak.status(one)}",
        amount(one.numerator),
        amount(one.denominator),
        one.as_of,
        one.coverage.received,
        one.coverage.expected,
        one.definition_version,
        speak.reason(one),
    )


def shown(figure: Figure) -> Decimal | Month | None:
    """The value with exactly the digits that are shown everywhere else."""
    if figure.value is None:
        return None
    if figure.unit is Unit.MONTH:
        return speak.month(figure.value)
    return Decimal((speak.display(figure) or "").replace(",", ""))


def amount(number: Fraction | None) -> Decimal | None:
    """An exact number as far as a spreadsheet's 15 digits carry it."""
    return None if number is None else speak.rounded(number, 6).normalize()


DEFINITIONS = (
    Column("รหัส", width=9),
    Column("ตัวชี้วัด", width=44),
    Column("คำนิยาม", width=60),
    Column("ตัวตั้ง", width=40),
    Column("ตัวหาร", width=40),
    Column("หน่วย", width=10),
    Column("ที่มาในคู่มือ", width=14),
    Column("รุ่นของนิยาม", width=12),
    Column("เป้าหมายรอบที่ 1", Kind.NUMBER, 14),
    Column("เป้าหมายรอบที่ 2", Kind.NUMBER, 14),
)


def definitions(build: Build, asked: Ask, only: frozenset[str] | None = None) -> Table:
    """Every indicator (or only those codes) as the asked round is measured."""
    rows = []
    for one in glossary.indicators(build, asked):
        kpi, targets = one.kpi, dict(one.targets)
        if only is not None and kpi.code not in only:
            continue
        words = (kpi.code, kpi.name.th, kpi.definition.th, kpi.numerator.th, kpi.denominator.th)
        goals = (Decimal(targets[number]) if number in targets else None for number in (1, 2))
        rows.append((*words, speak.UNIT_WORDS[kpi.unit].th, kpi.source, kpi.version, *goals))
    return Table("คำจำกัดความ", DEFINITIONS, tuple(rows))


OWED = (
    Column("หน่วยงาน", width=34),
    Column("เดือนที่ค้าง", Kind.MONTH, 14),
    Column("ครบกำหนด", Kind.DATE, 16),
    Column("เกินกำหนด (วัน)", Kind.COUNT, 14),
    Column("สถานะ", width=22),
)


def owed(found: Sequence[Overdue]) -> Table:
    """The reports that are owed, the longest first."""
    rows = ((one.name.th, one.month, one.due.date(), one.days_late, STATE_WORDS[one.state].th) for one in found)
    return Table("รายงานที่ค้างส่ง", OWED, tuple(rows))


def board(found: Board) -> Table:
    """Agencies down, months across: the state of each report."""
    months = tuple(Column(month.say(), width=15) for month in found.months)
    rows = ((row.agency, row.name.th, *(STATE_WORDS[cell.state].th for cell in row.cells)) for row in found.rows)
    return Table("การส่งรายงานรายเดือน", (Column("รหัส", width=9), Column("หน่วยงาน", width=34), *months), tuple(rows))


QUALITY = (
    Column("หน่วยงาน", width=34),
    Column("รายงานล่าสุด", Kind.MONTH, 14),
    Column("รายงานที่ได้รับ", Kind.COUNT, 14, is_summed=True),
    Column("รายงานที่ครบกำหนด", Kind.COUNT, 16, is_summed=True),
    Column("แถวทั้งหมด", Kind.COUNT, 12, is_summed=True),
    Column("แถวที่มีคำเตือน", Kind.COUNT, 14, is_summed=True),
    Column("แถวที่ไม่มีหลักฐาน", Kind.COUNT, 16, is_summed=True),
)


def quality(found: Sequence[AgencyQuality], names: Mapping[str, str]) -> Table:
    """How fresh and how clean every agency's reports are."""
    rows = (
        (
            names.get(one.agency, one.agency),
            one.last_month,
            one.coverage.received,
            one.coverage.expected,
            one.rows,
            one.warned_rows,
            one.unproven_rows,
        )
        for one in found
    )
    return Table("คุณภาพข้อมูลรายหน่วยงาน", QUALITY, tuple(rows))
