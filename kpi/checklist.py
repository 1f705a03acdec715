"""What is asked before a paper is published (features 25): coverage, review, closed months, commentary, no change.

A paper that fails may still be published by whoever gives a reason; the reason is recorded and printed on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from base.ambiguities import in_year
from base.thai import say_moment
from base.words import LANGUAGES, Text
from kpi import board, calendar, commentary, practice, speak
from kpi.board import State
from kpi.measure import Measure, one
from kpi.model import OFFICE, Ask, Figure
from kpi.papers import Paper
from kpi.round_gaps import under_review
from kpi.round_log import is_frozen
from kpi.store import Build
from ledger.canonical import Json

MIN_COVERAGE = "paper.min_coverage_pct"
COVERED_BY = "M2"
REFUSED = frozenset({State.REJECTED, State.RETURNED})
SHOWN = 3

COVERAGE = Text("ความครอบคลุมของรายงาน", "Coverage of reports")
COVERED = Text("ได้รับ {received} จาก {expected} ฉบับ เกณฑ์ร้อยละ {least}", "{received} of {expected}; at least {least} %")
REVIEWED = Text("ไม่มีรายงานที่ค้างตรวจหรือมีข้อผิดพลาด", "No report waits for review or has errors")
WAITING = Text(
    "รอตรวจรับ {waiting} ฉบับ มีข้อผิดพลาดหรือส่งคืน {refused} ฉบับ", "{waiting} wait, {refused} with errors or returned"
)
CLOSED = Text("ทุกเดือนพ้นกำหนดรายงาน และรอบที่สิ้นสุดปิดแล้ว", "Every month is past its deadline; a round that ended is frozen")
OPEN_MONTHS = Text("ยังไม่พ้นกำหนด: {months}", "not past their deadline: {months}")
NOT_FROZEN = Text("ยังไม่ปิด{round}", "{round} is not frozen")
EXPLAINED = Text("ตัวชี้วัดที่ต่ำกว่าเกณฑ์มีคำชี้แจงครบ", "Every figure below its target has commentary")
UNEXPLAINED = Text("ยังไม่มีคำชี้แจง {count} ค่า: {which}", "{count} without commentary: {which}")
UNCHANGED = Text("ไม่มีค่าใดเปลี่ยนหลังจากฉบับร่าง", "Nothing has changed since the draft")
NO_DRAFT = Text("ยังไม่มีฉบับร่างของเอกสารนี้", "There is no draft of this paper")
CHANGED = Text(
    "ฉบับร่าง {reference} เมื่อ {when} มีค่าไม่ตรงกัน {count} ค่า", "{count} figures differ from draft {reference} of {when}"
)
FINE = Text("ครบถ้วน", "complete")


@dataclass(frozen=True, slots=True)
class Check:
    """One question of the list and its answer."""

    code: str
    title: Text
    is_passed: bool
    detail: Text

    def plain(self) -> dict[str, Json]:
        """As it is kept with the paper."""
        return {"code": self.code, "title": self.title.th, "is_passed": self.is_passed, "detail": self.detail.th}


def checks(build: Build, asked: Ask, figures: Sequence[Figure], draft: Paper | None) -> tuple[Check, ...]:
    """Every question, answered for the figures of a paper; `draft` is the newest draft of the same paper."""
    measure = Measure(build, asked)
    return (
        _coverage(build, asked),
        _reviewed(measure),
        _closed(build, asked),
        _explained(build, asked, figures),
        _unchanged(figures, draft),
    )


def _coverage(build: Build, asked: Ask) -> Check:
    covered = one(build, COVERED_BY, OFFICE, asked).coverage
    rows = build.reference("settings", asked.as_of, build.seq_at(asked.known_at))
    least = int(in_year(rows, asked.round.fiscal_year.year_be, MIN_COVERAGE))
    is_passed = covered.expected > 0 and Fraction(covered.received * 100, covered.expected) >= least
    said = COVERED.filled(received=covered.received, expected=covered.expected, least=least)
    return Check("coverage", COVERAGE, is_passed, said)


def _reviewed(measure: Measure) -> Check:
    asked = measure.ask
    waiting = len(under_review(measure))
    cells = board.board(measure.build, asked.round.fiscal_year, asked.known_at)
    refused = sum(
        cell.state in REFUSED
        for row in cells.rows
        for month, cell in zip(cells.months, row.cells, strict=True)
        if month.last_day <= asked.as_of
    )
    return Check("reviewed", REVIEWED, not waiting and not refused, WAITING.filled(waiting=waiting, refused=refused))


def _closed(build: Build, asked: Ask) -> Check:
    deadlines = practice.of_year(build, asked.round.fiscal_year, build.seq_at(asked.known_at))
    past = [month for month in asked.round.months if month.last_day <= asked.as_of]
    still = [month for month in past if not _is_past(calendar.due(month, deadlines), asked.known_at)]
    faults = []
    if still:
        said = (", ".join(month.say(language) for month in still) for language in ("th", "en"))
        thai, english = said
        faults.append(Text(OPEN_MONTHS.th.format(months=thai), OPEN_MONTHS.en.format(months=english)))
    if asked.as_of >= asked.round.end and not is_frozen(build, asked.round, asked.known_at):
        round_ = asked.round
        faults.append(Text(NOT_FROZEN.th.format(round=round_.say()), NOT_FROZEN.en.format(round=round_.say("en"))))
    return Check("closed", CLOSED, not faults, _joined(faults))


def _is_past(due: datetime, moment: datetime) -> bool:
    return due < moment


def _explained(build: Build, asked: Ask, figures: Sequence[Figure]) -> Check:
    lacking = commentary.missing(build, asked, figures)
    which = {
        language: ", ".join(f"{one.kpi} {speak.scope(build, one, language)}" for one in lacking[:SHOWN])
        for language in LANGUAGES
    }
    said = Text(*(UNEXPLAINED.say(language, count=len(lacking), which=which[language]) for language in LANGUAGES))
    return Check("commentary", EXPLAINED, not lacking, said if lacking else FINE)


def _unchanged(figures: Sequence[Figure], draft: Paper | None) -> Check:
    if draft is None:
        return Check("unchanged", UNCHANGED, False, NO_DRAFT)
    was = {(one.kpi, one.scope, one.ask.round, one.ask.as_of): one.says for one in draft.figures}
    now = {
        (one.kpi, one.scope, one.ask.round, one.ask.as_of): (one.value, one.numerator, one.denominator, one.status)
        for one in figures
    }
    differ = sum(was.get(key) != now.get(key) for key in was.keys() | now.keys())
    if not differ:
        return Check("unchanged", UNCHANGED, True, FINE)
    when = say_moment(draft.made_at), say_moment(draft.made_at, "en")
    thai, english = (
        sentence.format(reference=draft.reference, when=moment, count=differ)
        for sentence, moment in zip((CHANGED.th, CHANGED.en), when, strict=True)
    )
    return Check("unchanged", UNCHANGED, False, Text(thai, english))


def _joined(faults: Sequence[Text]) -> Text:
    if not faults:
        return FINE
    return Text(" · ".join(one.th for one in faults), " · ".join(one.en for one in faults))
