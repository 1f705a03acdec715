"""M6 ร้อยละการส่งผลการดำเนินงานประจำปีทันวันที่ 15 กันยายน (manual T5.6(1))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction

from base.period import DEADLINE_TIME
from base.words import Text
from kpi import report_facts
from kpi.cells import source_rows
from kpi.cycle import Cycle
from kpi.facts import COUNTING
from kpi.indicators.declared import Counted, Question, Rule
from kpi.indicators.plan_steps import is_over
from kpi.model import OFFICE, Coverage, Family, Kpi, Source, SourceKind, Unit
from kpi.report_facts import AnnualResults

NOT_DUE = Text("ยังไม่ถึงกำหนดส่งวันที่ 15 กันยายน", "Not due before 15 September")
NOBODY = Text("ไม่มีหน่วยงานที่ต้องรายงานในเดือนกันยายน", "No agency reports in September")
PHOTOS = Text("มีภาพผลงานสำคัญ {count} จาก {total} หน่วยงานที่ส่งแล้ว", "{count} of the {total} agencies received sent photos")

M6 = Kpi(
    code="M6",
    name=Text("ร้อยละการส่งผลการดำเนินงานประจำปีทันวันที่ 15 กันยายน", "Annual results received by 15 September"),
    short=Text("ผลประจำปีทันกำหนด", "Annual results"),
    definition=Text(
        "หน่วยงานที่ผลการดำเนินงานประจำปีฉบับแรกซึ่งผ่านการตรวจมาถึงภายในวันที่ 15 กันยายนและไม่ถูกส่งคืน "
        "หารด้วยหน่วยงานที่ต้องรายงานเดือนกันยายน",
        "Agencies whose first valid annual results came by 15 September and are not returned, over the agencies that "
        "report for September.",
    ),
    numerator=Text("หน่วยงานที่ส่งทันกำหนด", "Agencies in time"),
    denominator=Text("หน่วยงานที่ต้องรายงานเดือนกันยายน", "Agencies reporting for September"),
    unit=Unit.PERCENT,
    family=Family.MONITORING,
    source="T5.6(1)",
    scopes=(OFFICE, "AGENCY"),
    data=("annual",),
    version="1",
    effective_from=date(2015, 10, 1),
    ambiguities=("A-35", "A-36", "A-38", "A-43"),
    settings=("agency.is_reporting", "agency.reports_via"),
)


def _expected(question: Question) -> Iterator[tuple[str, AnnualResults | None]]:
    """(agency, its results) for every agency of the scope that reports for September."""
    results = report_facts.annual_results(question.facts)
    everybody = question.facts.reporting_agencies(question.facts.year.months[-1])
    for agency in sorted(everybody) if question.scope == OFFICE else everybody & {question.scope}:
        yield agency, results.get(agency)


def _last_moment(question: Question) -> datetime:
    """The last second at which annual results are in time."""
    return datetime.combine(Cycle(question.facts.year).results_due, DEADLINE_TIME)


def _is_in_time(results: AnnualResults | None, last: datetime) -> bool:
    return results is not None and results.is_received and results.first_valid_at <= last


def count(question: Question) -> Counted:
    """Agencies in time and agencies expected; nothing before the day has passed."""
    if not is_over(question, Cycle(question.facts.year).results_due):
        return Counted(None, None, NOT_DUE)
    expected = list(_expected(question))
    if not expected:
        return Counted(None, Fraction(0), NOBODY)
    received = [results for _, results in expected if results is not None and results.is_received]
    photos = sum(results.has_photo for results in received)
    notes = (PHOTOS.filled(count=photos, total=len(received)),) if received else ()
    last = _last_moment(question)
    in_time = sum(_is_in_time(results, last) for _, results in expected)
    return Counted(Fraction(in_time), Fraction(len(expected)), None, notes)


def coverage(question: Question) -> Coverage:
    """Annual results received of those expected, late ones too."""
    expected = [results for _, results in _expected(question)]
    return Coverage(sum(results is not None and results.is_received for results in expected), len(expected))


def trace(question: Question) -> tuple[Source, ...]:
    """The register's row of every agency expected, the receipt of its first valid version, the cells of its photos."""
    if not is_over(question, Cycle(question.facts.year).results_due):
        return ()
    register = question.facts.reference("agencies", question.facts.year.end)
    sent = [one for one in question.facts.receipts() if one.form == "annual"]
    first, photos, last = {one.agency: one for one in reversed(sent)}, _photos(question), _last_moment(question)
    sources: list[Source] = []
    for agency, results in _expected(question):
        span = f"{register[agency].get('report_from', '')}..{register[agency].get('report_to', '')}"
        sources.append(Source(SourceKind.REFERENCE, "+denominator", agency, span, field="report_from"))
        if results is not None:
            role = "+numerator" if _is_in_time(results, last) else "basis"
            sources.append(first[agency].source(role, agency))
            sources.extend(photos.get(agency, ()))
    return tuple(sources)


def _photos(question: Question) -> dict[str, list[Source]]:
    facts = question.facts
    parameters = facts.counting("annual") | {"basis": "provisional"}
    found: dict[str, list[Source]] = {}
    for row in source_rows(facts.build, "annual", ("photo",), COUNTING, parameters):
        found.setdefault(row.reporter, []).extend(row.cells(["photo"], "basis", row.reporter))
    return found


RULES = (Rule(M6, count, coverage, trace),)
