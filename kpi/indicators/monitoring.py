"""M1–M3: do the monthly reports come, by the 5th, and how late (manual T5.5(3)); not KPIs of the manual."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from typing import NamedTuple

from base.period import Month, Round
from base.words import Text
from kpi.board import days_late
from kpi.facts import Facts, Filing, Receipt
from kpi.indicators.declared import Counted, Question, Rule
from kpi.kept import kept
from kpi.model import OFFICE, Coverage, Family, Kpi, Source, SourceKind, Unit

NOTHING_DUE = Text("ยังไม่มีรายงานที่ถึงกำหนดส่ง", "No report is due yet")
NONE_LATE = Text("ไม่มีรายงานที่ส่งล่าช้า", "No report came late")
DUE = Text("รายงานที่ถึงกำหนดส่ง (ไม่รวมที่ได้รับยกเว้น)", "Reports due (not waived)")


def _declare(
    code: str,
    name: Text,
    short: Text,
    definition: Text,
    numerator: Text,
    denominator: Text = DUE,
    unit: Unit = Unit.PERCENT,
) -> Kpi:
    return Kpi(
        code=code,
        name=name,
        short=short,
        definition=definition,
        numerator=numerator,
        denominator=denominator,
        unit=unit,
        family=Family.MONITORING,
        source="T5.5(3)",
        scopes=(OFFICE, "AGENCY"),
        data=("progress",),
        version="1",
        effective_from=date(2015, 10, 1),
        ambiguities=("A-33", "A-38", "A-43", "A-46"),
        settings=("deadline.shift_to_workday", "agency.is_reporting", "agency.reports_via", "m1.first_valid"),
    )


M1 = _declare(
    "M1",
    Text("ร้อยละการส่งรายงานตรงเวลา", "On-time monthly reporting"),
    Text("ส่งรายงานตรงเวลา", "On time"),
    Text(
        "รายงานรายเดือนที่ฉบับแรกซึ่งผ่านการตรวจมาถึงภายในวันที่ 5 ของเดือนถัดไป หารด้วยรายงานที่ถึงกำหนดส่งในรอบ",
        "Monthly reports whose first valid version came by the 5th of the next month, over reports due in the round.",
    ),
    Text("รายงานที่ส่งตรงเวลา", "Reports on time"),
)
M2 = _declare(
    "M2",
    Text("ร้อยละการส่งรายงานครบ", "Completeness of monthly reporting"),
    Text("ส่งรายงานครบ", "Complete"),
    Text(
        "รายงานรายเดือนที่ได้รับแล้วและไม่ถูกส่งคืน หารด้วยรายงานที่ถึงกำหนดส่งในรอบ",
        "Monthly reports received and not returned, over reports due in the round.",
    ),
    Text("รายงานที่ได้รับแล้ว", "Reports received"),
)
M3 = _declare(
    "M3",
    Text("จำนวนวันล่าช้าเฉลี่ยของรายงานที่ส่งล่าช้า", "Mean days late of late reports"),
    Text("วันล่าช้าเฉลี่ย", "Mean days late"),
    Text(
        "ผลรวมจำนวนวันนับจากวันที่ 5 ถึงวันที่ฉบับแรกซึ่งผ่านการตรวจมาถึง หารด้วยรายงานที่มาถึงหลังกำหนดในรอบ "
        "ไม่นับรายงานที่ตรงเวลาและที่ยังไม่ส่ง",
        "Days from the 5th to the receipt of the first valid version, over the reports of the round that came late. "
        "Reports on time and reports still missing are not counted.",
    ),
    Text("ผลรวมจำนวนวันล่าช้า", "Days late in all"),
    Text("รายงานที่ส่งล่าช้า", "Reports that came late"),
    Unit.DAYS,
)


def is_on_time(filing: Filing, due: datetime) -> bool:
    """Whether the first valid version came by the deadline, its last second included (A-46)."""
    return filing.first_valid_at is not None and filing.first_valid_at <= due


def due_reports(question: Question) -> tuple[tuple[str, Month, Filing], ...]:
    """(agency, month, what came) for every report of the round that is due in the scope, waived ones too."""
    due = _due_by_agency(question.facts, question.round, question.as_of)
    if question.scope != OFFICE:
        return due.get(question.scope, ())
    return tuple(report for reports in due.values() for report in reports)


@kept
def _due_by_agency(facts: Facts, round_: Round, as_of: date) -> dict[str, tuple[tuple[str, Month, Filing], ...]]:
    found: dict[str, list[tuple[str, Month, Filing]]] = {}
    for month in facts.due_months(round_.months, as_of):
        for agency, filing in facts.filings_of(month):
            found.setdefault(agency, []).append((agency, month, filing))
    return {agency: tuple(reports) for agency, reports in sorted(found.items())}


class Tally(NamedTuple):
    """The due reports of one agency, or of all, counted; waived ones are left out."""

    due: int = 0
    on_time: int = 0
    received: int = 0
    late: int = 0
    days_late: int = 0


def tally(question: Question) -> Tally:
    """The due reports of the scope, counted."""
    tallies = _tallies(question.facts, question.round, question.as_of)
    return tallies.get(question.scope, Tally())


@kept
def _tallies(facts: Facts, round_: Round, as_of: date) -> dict[str, Tally]:
    found = {agency: _tally(facts, reports) for agency, reports in _due_by_agency(facts, round_, as_of).items()}
    return found | {OFFICE: Tally(*map(sum, zip(*found.values(), strict=True)))}


def _tally(facts: Facts, reports: tuple[tuple[str, Month, Filing], ...]) -> Tally:
    due = [(filing, facts.due(month)) for _, month, filing in reports if not filing.is_waived]
    days = [days_late(filing.first_valid_at, deadline) for filing, deadline in due]
    return Tally(
        len(due),
        sum(is_on_time(filing, deadline) for filing, deadline in due),
        sum(filing.is_received for filing, _ in due),
        sum(late > 0 for late in days),
        sum(days),
    )


def _share(due: int, counted: int) -> Counted:
    return Counted(Fraction(counted), Fraction(due)) if due else Counted(None, Fraction(0), NOTHING_DUE)


def count_on_time(question: Question) -> Counted:
    """Reports on time and reports due."""
    counts = tally(question)
    return _share(counts.due, counts.on_time)


def count_received(question: Question) -> Counted:
    """Reports received and reports due."""
    counts = tally(question)
    return _share(counts.due, counts.received)


def count_days(question: Question) -> Counted:
    """Days late in all and reports that came late."""
    counts = tally(question)
    if not counts.late:
        return Counted(None, Fraction(0), NONE_LATE if counts.due else NOTHING_DUE)
    return Counted(Fraction(counts.days_late), Fraction(counts.late))


def late_reports(question: Question) -> list[tuple[str, Month, int]]:
    """(agency, month, days late) of every due report whose first valid version came after its deadline (A-46)."""
    return [
        (agency, month, days)
        for agency, month, filing in due_reports(question)
        if not filing.is_waived and (days := days_late(filing.first_valid_at, question.facts.due(month)))
    ]


def _coverage(question: Question) -> Coverage:
    counts = tally(question)
    return Coverage(counts.received, counts.due)


def _trace_days(question: Question) -> tuple[Source, ...]:
    """Per late report its first receipt: counted below the line, its days above."""
    receipts, judged = _receipts(question), _judged(question)
    sources: list[Source] = []
    for agency, month, days in late_reports(question):
        item, first = f"{agency}:{month}", receipts[agency, month][judged]
        sources.append(first.source("+numerator", item, str(days), "days_late"))
        sources.append(first.source("+denominator", item))
    return tuple(sources)


def _trace(question: Question, counts: Callable[[Filing, datetime], bool]) -> tuple[Source, ...]:
    receipts, judged = _receipts(question), _judged(question)
    waivers = _waivers(question)
    sources: list[Source] = []
    for agency, month, filing in due_reports(question):
        item = f"{agency}:{month}"
        sources.append(_register_row(question, agency, month, item))
        if filing.is_waived:
            sources.append(Source(SourceKind.DECISION, "basis", item, waivers[item]))
            continue
        role = "+numerator" if counts(filing, question.facts.due(month)) else "basis"
        came = receipts.get((agency, month), [])
        sources.extend(receipt.source(role if receipt is came[judged] else "basis", item) for receipt in came)
    return tuple(sources)


def _judged(question: Question) -> int:
    """Which of a report's receipts timeliness goes by: the first, or the last where m1.first_valid is off (A-46)."""
    return 0 if question.is_on("m1.first_valid") else -1


def _register_row(question: Question, agency: str, month: Month, item: str) -> Source:
    """The row of the agency register that makes the report due."""
    row = question.facts.reference("agencies", month.last_day)[agency]
    span = f"{row.get('report_from', '')}..{row.get('report_to', '')}"
    waived = question.facts.filing(agency, month).is_waived
    return Source(SourceKind.REFERENCE, "basis" if waived else "+denominator", item, span, field="report_from")


def _receipts(question: Question) -> dict[tuple[str, Month], list[Receipt]]:
    """Every valid version, first one first; for completeness a returned one is named but does not count."""
    found: dict[tuple[str, Month], list[Receipt]] = {}
    for one in question.facts.receipts():
        if one.form == "progress":
            found.setdefault((one.agency, Month.of(one.period_start)), []).append(one)
    return found


def _waivers(question: Question) -> dict[str, str]:
    rows = question.facts.build.rows(
        "SELECT subject, coalesce(reason, '') FROM decision WHERE kind = 'waive' AND seq <= $seq ORDER BY seq",
        {"seq": question.facts.seq},
    )
    return dict(rows)


def _received(filing: Filing, due: datetime) -> bool:
    return filing.is_received


RULES = (
    Rule(M1, count_on_time, _coverage, lambda q: _trace(q, is_on_time)),
    Rule(M2, count_received, _coverage, lambda q: _trace(q, _received)),
    Rule(M3, count_days, _coverage, _trace_days),
)
