"""The commentary as tables: cause and remedy of figures below their target, and the actions carried until done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exports import comments as said
from exports.content import CommentEntry
from exports.table import Column, Kind, Table
from exports.tables import figures
from kpi import speak
from kpi.definitions import kpi_of

COMMENTS = (
    Column("รหัส", width=9),
    Column("ตัวชี้วัด", width=40),
    Column("ขอบเขต", width=26),
    Column("ผล", Kind.VALUE, 12),
    Column("เป้าหมาย", Kind.NUMBER, 12),
    Column("สถานะ", width=24),
    Column("คำชี้แจงของเดือน", Kind.MONTH, 18),
    Column("สาเหตุ", width=50),
    Column("แนวทางแก้ไข", width=50),
    Column("หมายเหตุ", width=34),
)
ACTIONS = (
    Column("รหัส", width=9),
    Column("ขอบเขต", width=26),
    Column("กำหนดไว้เดือน", Kind.MONTH, 16),
    Column("การดำเนินการ", width=60),
    Column("ผู้รับผิดชอบ", width=26),
    Column("ภายในวันที่", Kind.DATE, 16),
    Column("สถานะ", width=18),
    Column("เกินกำหนด (วัน)", Kind.COUNT, 16),
)


def comments(found: Sequence[CommentEntry], names: Mapping[str, str]) -> Table:
    """One row per figure that is explained or has to be."""
    rows = (
        (
            *(one.figure.kpi, kpi_of(one.figure).name.th, names.get(one.figure.scope, one.figure.scope)),
            *(figures.shown(one.figure), one.figure.target, speak.status(one.figure)),
            *(one.written_for, one.cause, one.remedy),
            said.LACKING.say(month=one.month.say(full=True)) if one.is_lacking else "",
        )
        for one in found
    )
    return Table("คำชี้แจงและแนวทางแก้ไข", COMMENTS, tuple(rows))


def actions(found: Sequence[CommentEntry], names: Mapping[str, str]) -> Table:
    """One row per action, under the figure it belongs to."""
    rows = (
        (
            *(one.figure.kpi, names.get(one.figure.scope, one.figure.scope), action.since, action.action),
            *(action.owner, action.due, action.state, action.days_overdue),
        )
        for one in found
        for action in one.actions
    )
    return Table("การดำเนินการที่ติดตาม", ACTIONS, tuple(rows))
