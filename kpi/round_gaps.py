"""What a round still lacks before it is frozen (R-71)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from base.period import Month
from base.words import Text
from kpi import speak
from kpi.facts import Facts
from kpi.indicators import RULES
from kpi.indicators.c3 import C3
from kpi.indicators.c4 import C4
from kpi.kept import lasting
from kpi.measure import Measure
from kpi.model import OFFICE, UNITS, Ask, Family, Status
from kpi.store import Build

REPORTER = "GEN"
"""The unit that keeps the budget ledger and the PMQA log."""

NO_REPORT = Text("ติดตามรายงานความคืบหน้าเดือน {months} จาก{who}", "Obtain the progress report of {months} from {who}")
NO_LEDGER = Text("ส่งทะเบียนงบประมาณเดือน {months}", "Send the budget ledger of {months}")
NO_PMQA = Text("ส่งบันทึกการประชุม PMQA เดือน {months}", "Send the PMQA meeting log of {months}")
NO_REVIEW = Text("ส่งบันทึกการทบทวนกระบวนงานของ{who}", "Send the process review of {who}")
NO_DATA = Text("เติมข้อมูลตัวชี้วัด {kpi} ของ{who} ({why})", "Complete the data of {kpi} for {who} ({why})")
UNDER_REVIEW = Text("พิจารณารายงานที่รอตรวจรับ {count} ฉบับ: {which}", "Decide on {count} reports under review: {which}")


def missing(build: Build, asked: Ask) -> tuple[Text, ...]:
    """What still misses, one sentence each that begins with what to do; empty when nothing does.

    Reports and registers are wanted for the months that have ended by the day asked for; a figure without data is
    named where the manual assesses it in the round. Waived reports do not miss.
    """
    measure = Measure(build, asked)
    return (
        *_reports(measure),
        *_registers(measure),
        *_empty_figures(measure),
        *_under_review(measure),
    )


def _say_months(months: Collection[Month]) -> dict[str, Text]:
    return {"months": Text(*(", ".join(month.say(language) for month in months) for language in ("th", "en")))}


def _filled(sentence: Text, **blanks: Text) -> Text:
    thai = {name: text.th for name, text in blanks.items()}
    return Text(sentence.th.format(**thai), sentence.en.format(**{name: text.en for name, text in blanks.items()}))


def _name(facts: Facts, table: str, code: str, day: date) -> Text:
    row = facts.reference(table, day).get(code, {})
    return Text(row.get("short_th") or code, row.get("short_en") or code)


def _reports(measure: Measure) -> Iterator[Text]:
    facts, asked = measure.facts, measure.ask
    owed: dict[str, list[Month]] = {}
    for month in asked.round.months:
        for agency in sorted(facts.reporting_agencies(month)) if month.last_day <= asked.as_of else ():
            filing = facts.filing(agency, month)
            if not filing.is_received and not filing.is_waived:
                owed.setdefault(agency, []).append(month)
    for agency, months in owed.items():
        yield _filled(NO_REPORT, **_say_months(months), who=_name(facts, "agencies", agency, asked.as_of))


def _registers(measure: Measure) -> Iterator[Text]:
    """Budget ledger of the year so far (C1 is cumulative), PMQA log and reviews in the rounds that assess them."""
    facts, asked = measure.facts, measure.ask
    wanted = [(NO_LEDGER, "ledger", asked.round.fiscal_year.months)]
    if asked.round.number in C3.rounds:
        wanted.append((NO_PMQA, "pmqa", asked.round.months))
    for sentence, form, months in wanted:
        received = facts.received_months(form)
        absent = [month for month in months if month.last_day <= asked.as_of and (REPORTER, month) not in received]
        absent = [month for month in absent if month.last_day <= asked.round.end]
        if absent:
            yield _filled(sentence, **_say_months(absent))
    if asked.round.number in C4.rounds:
        sent = {reporter for reporter, _ in facts.received_months("review")}
        for unit in UNITS if OFFICE not in sent else ():
            if unit not in sent:
                yield _filled(NO_REVIEW, who=_name(facts, "units", unit, asked.as_of))


def _empty_figures(measure: Measure) -> Iterator[Text]:
    for rule in RULES:
        if rule.kpi.family is Family.MONITORING or not rule.kpi.is_main:
            continue
        for scope in measure.scopes(rule.kpi):
            figure = measure.figure(rule, scope)
            if figure.status is not Status.NO_DATA:
                continue
            yield _filled(
                NO_DATA,
                kpi=Text(figure.kpi, figure.kpi),
                who=Text(*(speak.scope(measure.build, figure, language) for language in ("th", "en"))),
                why=figure.reason or speak.STATUS_WORDS[Status.NO_DATA],
            )


def _under_review(measure: Measure) -> Iterator[Text]:
    if rows := under_review(measure):
        yield UNDER_REVIEW.filled(count=len(rows), which=", ".join(rows))


def under_review(measure: Measure) -> list[str]:
    """The versions that count provisionally but not officially; plan events may lie in the year before."""
    return _under_review_by(measure.facts, measure.ask.round.end)


@lasting("submission", "decision")
def _under_review_by(facts: Facts, end: date) -> list[str]:
    rows = facts.build.rows(
        """SELECT DISTINCT submission_seq, submission_id FROM counted AS valid
           WHERE basis = 'provisional' AND from_seq <= $seq AND $seq < to_seq AND period_start <= $end
             AND (fy = $fy OR (form = 'events' AND fy = $fy - 1))
             AND NOT EXISTS (FROM counted AS accepted WHERE accepted.submission_seq = valid.submission_seq
               AND accepted.basis = 'official' AND accepted.from_seq <= $seq AND $seq < accepted.to_seq)
           ORDER BY submission_seq""",
        {"seq": facts.seq, "end": end, "fy": facts.year.year_be},
    )
    return [number for _, number in rows]
