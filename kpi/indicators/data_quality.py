"""M10 and M11: how clean and how fresh the agencies' reports are (manual 1.2, 8.6(4))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from base.thai import say_moment
from base.words import Text
from kpi import report_facts
from kpi.indicators.declared import Counted, Question, Rule
from kpi.indicators.report_scope import coverage
from kpi.model import OFFICE, Family, Kpi, Source, Unit
from kpi.report_facts import Report

NO_ROW = Text("ยังไม่มีแถวข้อมูลในรายงานที่นับได้", "No counting report has a row yet")
NO_MONTH = Text("ยังไม่มีรายงานรายเดือนที่นับได้ในปีงบประมาณนี้", "No monthly report of the fiscal year counts yet")
STALE = Text("โครงการที่ใช้ข้อมูลเดือนก่อน {count} โครงการ", "{count} projects stand on an earlier month")
UNPROVEN = Text("แถวที่ไม่มีลิงก์หลักฐาน {count} แถว", "{count} rows without a link to evidence")
LAST_SYNC = Text("นำเข้าจากแบบฟอร์มออนไลน์ล่าสุด {moment}", "Last read from the online form {moment}")

SCOPES = (OFFICE, "AGENCY")

M10 = Kpi(
    code="M10",
    name=Text("ร้อยละของแถวข้อมูลที่ไม่มีคำเตือน", "Rows without a warning"),
    short=Text("คุณภาพข้อมูล", "Data quality"),
    definition=Text(
        "แถวข้อมูลที่ไม่มีคำเตือนจากการตรวจ หารด้วยแถวข้อมูลทั้งหมด ของรายงานรายเดือนที่นับได้ตั้งแต่ต้นปีงบประมาณ",
        "Rows on which the checks found nothing to warn of, over all rows of the counting monthly reports of the "
        "fiscal year so far.",
    ),
    numerator=Text("แถวที่ไม่มีคำเตือน", "Rows without a warning"),
    denominator=Text("แถวข้อมูลทั้งหมด", "All rows"),
    unit=Unit.PERCENT,
    family=Family.MONITORING,
    source="1.2",
    scopes=SCOPES,
    data=("progress",),
    version="1",
    effective_from=date(2015, 10, 1),
    ambiguities=("A-29",),
)

M11 = Kpi(
    code="M11",
    name=Text("เดือนล่าสุดที่มีรายงานความคืบหน้า", "Latest month with a progress report"),
    short=Text("ความสดของข้อมูล", "Freshness"),
    definition=Text(
        "เดือนล่าสุดของปีงบประมาณที่มีรายงานความคืบหน้าซึ่งรับรองแล้วอย่างน้อยหนึ่งฉบับ",
        "The latest month of the fiscal year with at least one accepted progress report.",
    ),
    numerator=Text("รายงานที่นับได้ของเดือนนั้น", "Counting reports of that month"),
    denominator=Text("", ""),
    unit=Unit.MONTH,
    family=Family.MONITORING,
    source="8.6(4)",
    scopes=SCOPES,
    data=("progress",),
    version="1",
    effective_from=date(2015, 10, 1),
)


def in_scope(question: Question) -> tuple[Report, ...]:
    """The counting reports of the scope, the oldest month first."""
    if question.scope == OFFICE:
        return report_facts.reports(question.facts, question.as_of)
    return report_facts.reports_by_agency(question.facts, question.as_of).get(question.scope, ())


def count_clean(question: Question) -> Counted:
    """Rows without a warning and all rows; how many projects are stale and rows unproven stands beside it."""
    found = in_scope(question)
    rows = sum(report.rows for report in found)
    if not rows:
        return Counted(None, Fraction(0), NO_ROW)
    agencies = None if question.scope == OFFICE else (question.scope,)
    stale = len(report_facts.stale_projects(question.facts, question.as_of, agencies))
    unproven = sum(report.unproven_rows for report in found)
    notes = tuple(text.filled(count=many) for text, many in ((STALE, stale), (UNPROVEN, unproven)) if many)
    return Counted(Fraction(sum(report.clean_rows for report in found)), Fraction(rows), None, notes)


def trace_clean(question: Question) -> tuple[Source, ...]:
    """Every report with rows, with how many it has and how many are without a warning."""
    return tuple(
        source
        for report in in_scope(question)
        if report.rows
        for source in (
            report.source("+numerator", str(report.clean_rows), "rows_without_warning"),
            report.source("+denominator", str(report.rows), "rows"),
        )
    )


def _latest(question: Question) -> list[Report]:
    """The reports of the latest month of the scope."""
    found = in_scope(question)
    return [report for report in found if report.month == found[-1].month]


def count_latest(question: Question) -> Counted:
    """The latest month as year × 100 + month, with the number of its reports as numerator."""
    latest = _latest(question)
    if not latest:
        return Counted(None, None, NO_MONTH)
    month = latest[0].month
    value = Fraction(month.year * 100 + month.number)
    return Counted(Fraction(len(latest)), None, None, tuple(_last_sync(question)), value=value)


def _last_sync(question: Question) -> Iterator[Text]:
    """When a counting report of the scope was last read from the online form, if any was."""
    synced = [one.receipt.received_at for one in in_scope(question) if one.receipt.channel == "sheet"]
    if synced:
        last = max(synced)
        yield Text(LAST_SYNC.say("th", moment=say_moment(last)), LAST_SYNC.say("en", moment=say_moment(last, "en")))


def trace_latest(question: Question) -> tuple[Source, ...]:
    """The reports of the latest month."""
    return tuple(report.source("+numerator", str(report.month), "period") for report in _latest(question))


RULES = (
    Rule(M10, count_clean, coverage, trace_clean),
    Rule(M11, count_latest, coverage, trace_latest),
)
