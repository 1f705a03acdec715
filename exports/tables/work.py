"""Plans, projects, problems, meetings and the other registers of the Office, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from etl.forms.events import EVENT_TYPES
from etl.forms.pmqa import STATUSES
from exports.table import Column, Kind, Table
from exports.tables.figures import amount, shown
from kpi.model import UNITS, Figure
from kpi.plan_state import STATE_WORDS as PLAN_WORDS
from kpi.plans import DECIDED_WORDS, Item
from kpi.pmqa import ATTENDANCE_WORDS, STEP_STATE_WORDS, Meeting, Step
from kpi.problem_list import STATE_WORDS as PROBLEM_WORDS
from kpi.problem_list import ProblemLine
from kpi.project_list import ProjectLine
from kpi.provinces import BY_WORDS, By, Province
from kpi.technology import COUNTING_WORDS, UseLine

Names = Mapping[str, str]
"""Code of a unit, plan, agency, body or province → its short name."""

EVENTS = {choice.code: choice.label.th for choice in EVENT_TYPES}
MEETING_STATUS = {choice.code: choice.label.th for choice in STATUSES}
PLANS = (
    Column("รหัส", width=9),
    Column("ยุทธศาสตร์ แผน หรือข้อเสนอ", width=60),
    Column("ผู้รับผิดชอบ", width=26),
    Column("สถานะ", width=30),
    Column("ตั้งแต่", Kind.DATE, 15),
    Column("ขั้นต่อไปภายใน", Kind.DATE, 16),
    Column("เกินกำหนด (วัน)", Kind.COUNT, 14),
    Column("สายการเห็นชอบ", width=60),
    Column("K3 (ร้อยละ)", Kind.VALUE, 12),
    Column("K4 (ระดับ)", Kind.COUNT, 11),
)


def plans(items: Sequence[Item], figures: Sequence[Figure], names: Names) -> Table:
    """Where every strategy, plan and proposal of the cycle stands."""
    values = {(one.kpi, one.scope): shown(one) for one in figures if one.kpi in ("K3", "K4")}
    rows = (
        (
            one.code,
            one.name.th,
            names.get(one.owner, one.owner),
            PLAN_WORDS[one.standing.state].th,
            one.standing.since,
            one.standing.next_expected,
            one.standing.days_overdue,
            " → ".join(f"{names.get(link.body, link.body)}: {DECIDED_WORDS[link.decided].th}" for link in one.chain),
            values.get(("K3", one.code)),
            values.get(("K4", one.code)),
        )
        for one in items
    )
    return Table("สถานะของแผน", PLANS, tuple(rows))


def events(items: Sequence[Item], names: Names) -> Table:
    """Every event of every item, oldest first."""
    columns = (
        Column("รหัส", width=9),
        Column("วันที่", Kind.DATE, 15),
        Column("เหตุการณ์", width=40),
        Column("ผู้พิจารณา", width=30),
    )
    rows = (
        (item.code, one.event_on, EVENTS.get(one.event_type, one.event_type), names.get(one.body or "", one.body or ""))
        for item in items
        for one in item.events
    )
    return Table("เหตุการณ์ของแผน", columns, tuple(rows))


PROJECTS = (
    Column("รหัส", width=12),
    Column("โครงการ/กิจกรรม", width=60),
    Column("แผน", width=30),
    Column("หน่วยงาน", width=30),
    Column("เริ่ม", Kind.DATE, 15),
    Column("สิ้นสุด", Kind.DATE, 15),
    Column("ความก้าวหน้า (ร้อยละ)", Kind.NUMBER, 14),
    Column("เวลาที่ผ่านไป (ร้อยละ)", Kind.NUMBER, 14),
    Column("สถานะ", width=24),
    Column("รายงานล่าสุด", Kind.MONTH, 14),
)


def projects(found: Sequence[ProjectLine], names: Names) -> Table:
    """Every countable project."""
    rows = (
        (
            one.code,
            one.name,
            names.get(one.plan, one.plan),
            ", ".join(names.get(agency, agency) for agency in one.reporters),
            one.start,
            one.end,
            amount(one.progress_pct),
            amount(one.time_pct),
            _project_state(one),
            one.last_told,
        )
        for one in found
    )
    return Table("โครงการ/กิจกรรม", PROJECTS, tuple(rows))


def _project_state(one: ProjectLine) -> str:
    states = (
        (one.is_implemented, "แล้วเสร็จ"),
        (one.last_told is None, "ยังไม่มีรายงาน"),
        (one.is_lagging, "ล่าช้า"),
        (one.is_stale, "ข้อมูลค้าง"),
        (one.is_cancelling, "ขอยกเลิก รออนุมัติ"),
    )
    return " · ".join(words for holds, words in states if holds) or "ตามเวลา"


PROBLEMS = (
    Column("หน่วยงาน", width=26),
    Column("โครงการ", width=40),
    Column("จังหวัด", width=18),
    Column("แผน", width=26),
    Column("ปัญหา/อุปสรรค", width=50),
    Column("แนวทางแก้ไขของหน่วยงาน", width=40),
    Column("สถานะ", width=16),
    Column("ตั้งแต่เดือน", Kind.MONTH, 14),
    Column("จำนวนเดือนที่ค้าง", Kind.COUNT, 14),
    Column("การดำเนินการ", width=40),
    Column("ผู้รับผิดชอบ", width=26),
    Column("กำหนดแล้วเสร็จ", Kind.DATE, 16),
    Column("เกินกำหนด (วัน)", Kind.COUNT, 14),
)


def problems(found: Sequence[ProblemLine], names: Names) -> Table:
    """Every problem in the words of the agency, with who does what by when."""
    rows = (
        (
            names.get(one.agency, one.agency),
            one.project_name or one.project_code,
            names.get(one.province, one.province),
            names.get(one.plan_code, one.plan_code),
            one.problem,
            one.solution,
            PROBLEM_WORDS[one.state].th,
            one.since,
            one.open_month_count,
            one.plan.action if one.plan else "",
            names.get(one.plan.owner, one.plan.owner) if one.plan else "",
            one.plan.due_on if one.plan else None,
            one.days_overdue,
        )
        for one in found
    )
    return Table("ปัญหาและอุปสรรค", PROBLEMS, tuple(rows))


def meetings(found: Sequence[Meeting], names: Names) -> Table:
    """PMQA meetings and who came."""
    columns = (
        Column("วันที่", Kind.DATE, 15),
        Column("การประชุม", width=50),
        Column("ผู้เชิญ", width=26),
        Column("สถานะ", width=16),
        Column("นับใน C3", width=12),
        *(Column(names.get(unit, unit), width=22) for unit in UNITS),
    )
    rows = (
        (
            one.on,
            one.title or one.code,
            one.invited_by,
            MEETING_STATUS.get(one.status, one.status),
            "นับ" if one.is_counted else "ไม่นับ",
            *(ATTENDANCE_WORDS[came].th for _, came in one.units),
        )
        for one in found
    )
    return Table("การประชุม PMQA", columns, tuple(rows))


def steps(found: Sequence[Step], names: Names) -> Table:
    """The five steps of the process review, unit by unit."""
    columns = (
        Column("ขั้นที่", Kind.COUNT, 8),
        Column("กลุ่ม/ฝ่าย", width=30),
        Column("สถานะ", width=26),
        Column("วันที่แล้วเสร็จ", Kind.DATE, 16),
        Column("หลักฐาน", width=50),
    )
    rows = (
        (one.number, names.get(one.unit, one.unit), STEP_STATE_WORDS[one.state].th, one.done_on, one.evidence)
        for one in found
    )
    return Table("การทบทวนกระบวนงาน", columns, tuple(rows))


def uses(found: Sequence[UseLine], names: Names) -> Table:
    """Every recorded use of technology and whether C2 counts it."""
    columns = (
        Column("วันที่", Kind.DATE, 15),
        Column("กลุ่ม/ฝ่าย", width=26),
        Column("เทคโนโลยี", width=30),
        Column("วัตถุประสงค์", width=44),
        Column("ใช้กับ", width=44),
        Column("หลักฐาน", width=10),
        Column("การนับใน C2", width=24),
    )
    rows = (
        (
            one.on,
            names.get(one.unit, one.unit),
            one.technology,
            one.purpose,
            one.object,
            "มี" if one.has_evidence else "ไม่มี",
            COUNTING_WORDS[one.counting].th,
        )
        for one in found
    )
    return Table("การใช้เทคโนโลยี", columns, tuple(rows))


def provinces(found: Sequence[Province], by: By) -> Table:
    """The provinces by one measure, the highest first."""
    columns = (
        Column("ลำดับ", Kind.COUNT, 8),
        Column("จังหวัด", width=24),
        Column("ภาค", width=20),
        Column(f"{BY_WORDS[by].th} (ร้อยละ)", Kind.NUMBER, 16),
        Column("ตัวตั้ง", Kind.NUMBER, 18),
        Column("ตัวหาร", Kind.NUMBER, 18),
    )
    rows = (
        (one.rank, one.name.th, one.region, amount(one.value), amount(one.above), amount(one.below)) for one in found
    )
    return Table(f"จังหวัด {BY_WORDS[by].th}", columns, tuple(rows))
