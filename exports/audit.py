"""The audit chain as a workbook: the rows that a search found, each with what stood before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from base.thai import say_date, say_moment
from exports.reference import Reference
from exports.table import Column, Kind, Table
from exports.workbook import workbook
from kpi.cite import Citation
from ledger.trail import Entry, Search
from ledger.trail_words import KINDS, field

TITLE = "ประวัติการทำรายการ"
MOST = 20_000
"""So many of the newest rows; a longer history is exported month by month."""
ANY, NOTHING = "ทั้งหมด", "–"
COLUMNS = (
    Column("ลำดับที่", Kind.COUNT, 10),
    Column("เวลาที่บันทึก", width=26),
    Column("ผู้ทำรายการ", width=30),
    Column("การกระทำ", width=26),
    Column("สิ่งที่เปลี่ยน", width=30),
    Column("รายการค่า", width=34),
    Column("ก่อน", width=40),
    Column("หลัง", width=40),
    Column("ข้อมูลตัวอย่าง", width=14),
)


def draw(
    entries: Sequence[Entry], wanted: Search, name: Callable[[str], str], citation: Citation, reference: Reference
) -> bytes:
    """The workbook: a line for each value that changed, one for a row that changed none."""
    rows = []
    for one in entries:
        head = (one.seq, say_moment(one.recorded_at), name(one.actor), _kind(one.kind), one.subject)
        mark = "ใช่" if one.is_demo else ""
        changes = [(field(change.name, "th"), change.before or "", change.after or "") for change in one.changes] or [
            ("", "", "")
        ]
        rows += [(*head, *change, mark) for change in changes]
    filters = (
        ("คำที่ค้น", wanted.words or ANY),
        ("ผู้ทำรายการ", name(wanted.actor) if wanted.actor else ANY),
        ("การกระทำ", _kind(wanted.kind) if wanted.kind else ANY),
        ("ตั้งแต่วันที่", say_date(wanted.since) if wanted.since else NOTHING),
        ("ถึงวันที่", say_date(wanted.until) if wanted.until else NOTHING),
    )
    return workbook(TITLE, (Table(TITLE, COLUMNS, tuple(rows)),), filters, citation, reference)


def _kind(kind: str) -> str:
    return KINDS[kind].th if kind in KINDS else kind
