"""The figures of a pack as one workbook, with definitions, late agencies and open problems."""

from __future__ import annotations

from base.thai import say_date
from exports.content import Content
from exports.reference import Reference
from exports.table import Column, Kind, Table
from exports.tables import explained, figures
from exports.workbook import workbook
from kpi import speak

LATE = (Column("หน่วยงาน", width=50), Column("เดือนที่ค้าง", width=30), Column("เกินกำหนด (วัน)", Kind.COUNT, 16))
PROBLEMS = (
    Column("หน่วยงาน", width=26),
    Column("โครงการ", width=44),
    Column("จังหวัด", width=18),
    Column("ปัญหา/อุปสรรค", width=50),
    Column("แนวทางแก้ไข", width=44),
    Column("ผู้รับผิดชอบ", width=26),
    Column("กำหนดแล้วเสร็จ", Kind.DATE, 16),
    Column("สถานะ", width=16),
)


def draw(content: Content, reference: Reference) -> bytes:
    """The workbook of a pack."""
    late = ((one.full_name, ", ".join(month.say() for month in one.months), one.days_late) for one in content.late)
    problems = (
        (one.agency, one.project, one.province, one.problem, one.action or one.solution, one.owner, one.due, one.state)
        for one in content.problems
    )
    tables = (
        figures.figures("ตัวชี้วัด", content.figures, content.names),
        explained.comments(content.comments, content.names),
        explained.actions(content.comments, content.names),
        Table("หน่วยงานที่ค้างส่งรายงาน", LATE, tuple(late)),
        Table("ปัญหาและอุปสรรคที่ยังไม่ปิด", PROBLEMS, tuple(problems)),
        _definitions(content),
    )
    filters = (
        ("รอบการประเมิน", content.ask.round.say()),
        ("หน่วยงาน", content.track_name),
        ("ข้อมูล ณ วันที่", say_date(content.ask.as_of)),
    )
    return workbook(content.title, tables, filters, content.citation, reference)


def _definitions(content: Content) -> Table:
    """The indicators of the pack by the version that measured them; targets stand beside the values."""
    rows = (
        (
            *(one.kpi.code, one.kpi.name.th, one.kpi.definition.th, one.kpi.numerator.th, one.kpi.denominator.th),
            *(speak.UNIT_WORDS[one.kpi.unit].th, one.kpi.source, one.kpi.version),
        )
        for one in content.indicators
    )
    return Table("คำจำกัดความ", figures.DEFINITIONS[:8], tuple(rows))
