"""The calendar of deadlines and rounds, each day labelled with the fiscal year it belongs to (manual T5, 10.2).

15 September is a deadline of two cycles (A-35); what runs in them is told by `kpi.cycle`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from base import workday
from base.ambiguities import in_year
from base.period import DEADLINE_TIME, FiscalYear, Month, Round
from base.thai import say_date
from base.words import Text
from kpi.cycle import Cycle, Step

DAY = timedelta(days=1)
MOVED = Text("เลื่อนจากวันที่ {day} ซึ่งเป็นวันหยุด", "Moved from {day}, a day off")
WEEKDAYS = (
    Text("วันจันทร์", "Monday"),
    Text("วันอังคาร", "Tuesday"),
    Text("วันพุธ", "Wednesday"),
    Text("วันพฤหัสบดี", "Thursday"),
    Text("วันศุกร์", "Friday"),
    Text("วันเสาร์", "Saturday"),
    Text("วันอาทิตย์", "Sunday"),
)


class Kind(StrEnum):
    """What a day of the calendar is."""

    OPENING = "opening"
    STEP = "step"
    REPORT = "report"
    CUT_OFF = "cut_off"
    FREEZE_FROM = "freeze_from"


DEADLINE_KINDS = frozenset({Kind.STEP, Kind.REPORT, Kind.CUT_OFF})
"""Days by which something must be done; the others are days from which something may be done."""


class Basis(StrEnum):
    """Where a day comes from: printed in the manual, set by default, or only advised."""

    MANUAL = "manual"
    ASSUMED = "assumed"
    ADVISED = "advised"


BASIS_WORDS: dict[Basis, Text] = {
    Basis.MANUAL: Text("ตามคู่มือ", "Set by the manual"),
    Basis.ASSUMED: Text("สิ้นเดือนตามที่ระบบกำหนด (คู่มือระบุเพียงเดือน)", "End of the month (the manual names only the month)"),
    Basis.ADVISED: Text("ควรดำเนินการภายในวันดังกล่าว", "Advised"),
}


class RoundState(StrEnum):
    """State of a KPI round (domain.md 3.6). The last two come from decisions, never from dates."""

    FUTURE = "future"
    OPEN = "open"
    CLOSING = "closing"
    FROZEN = "frozen"
    REOPENED = "reopened"


ROUND_STATE_WORDS: dict[RoundState, Text] = {
    RoundState.FUTURE: Text("ยังไม่เริ่ม", "Not started"),
    RoundState.OPEN: Text("เปิด", "Open"),
    RoundState.CLOSING: Text("รอข้อมูลเดือนสุดท้าย", "Waiting for the last month"),
    RoundState.FROZEN: Text("ปิดรอบแล้ว", "Frozen"),
    RoundState.REOPENED: Text("เปิดแก้ไข", "Reopened"),
}


@dataclass(frozen=True, slots=True)
class Practice:
    """How the ambiguities about deadlines are read (A-33, A-34)."""

    is_shifted_to_workday: bool = False
    """A report due on a day off is due on the next working day (setting deadline.shift_to_workday)."""
    holidays: frozenset[date] = frozenset()
    is_reply_by_15_september: bool = True
    """15 September is the day to reply by, not the day to circulate by (setting s3.deadline_kind)."""

    @classmethod
    def of(
        cls, settings: Mapping[str, Mapping[str, str]], year: FiscalYear, holidays: frozenset[date] = frozenset()
    ) -> Practice:
        """The practice of a fiscal year out of the settings table (key `2564:name`, else `*:name`)."""
        is_shifted = in_year(settings, year.year_be, "deadline.shift_to_workday") == "true"
        return cls(is_shifted, holidays, in_year(settings, year.year_be, "s3.deadline_kind") == "reply")

    @property
    def moves_over(self) -> frozenset[date] | None:
        """The holidays over which a deadline moves, as `base.workday.due` wants them; None when it never moves."""
        return self.holidays if self.is_shifted_to_workday else None


BY_DEFAULT = Practice()


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day of the calendar, always with the fiscal year whose cycle it belongs to."""

    step: Step
    at: datetime
    """The last second for a deadline (23:59:59), the first for an opening (00:00:00)."""
    kind: Kind
    label: Text
    """What is due, without the year; `named` has both."""
    fiscal_year: FiscalYear
    round: Round | None = None
    """The KPI round whose figures it concerns; None for a step of the process."""
    basis: Basis = Basis.MANUAL
    moved_from: date | None = None
    """The 5th that it stood on, where that was a day off (A-33)."""

    @property
    def on(self) -> date:
        return self.at.date()

    @property
    def named(self) -> Text:
        """The label with its fiscal year, as two cycles share days (A-35)."""
        year = self.fiscal_year
        return Text(f"{self.label.th} ({year.say()})", f"{self.label.en} ({year.say('en')})")

    @property
    def moved(self) -> Text | None:
        """That it moved from a day off, and from which; None where it stands on its own day."""
        if self.moved_from is None:
            return None
        day = self.moved_from
        return Text(MOVED.say("th", day=say_date(day)), MOVED.say("en", day=say_date(day, "en")))

    @property
    def weekday(self) -> Text:
        return WEEKDAYS[self.on.weekday()]


def due(month: Month, practice: Practice = BY_DEFAULT) -> datetime:
    """The last second at which a monthly report is on time: the 5th of the next month, 23:59:59 (manual T5.5(3)).

    With the shift of A-33 a 5th on a Saturday, Sunday or holiday moves to the next working day.
    """
    return workday.due(month, practice.moves_over)


def freeze_from(round_: Round, practice: Practice = BY_DEFAULT) -> date:
    """The first day on which a round may be frozen: the day after its last report was due (A-45)."""
    return due(round_.months[-1], practice).date() + DAY


def round_state(round_: Round, as_of: date) -> RoundState:
    """FUTURE, OPEN or CLOSING as the dates have it; it stays CLOSING until somebody freezes the round."""
    if as_of < round_.start:
        return RoundState.FUTURE
    return RoundState.OPEN if as_of <= round_.end else RoundState.CLOSING


@lru_cache(maxsize=64)
def deadlines(year: FiscalYear, practice: Practice = BY_DEFAULT) -> tuple[Deadline, ...]:
    """Every day of one cycle, in order of time (table of domain.md 3.3)."""
    days = [*_steps(Cycle(year), practice), *_reports(year, practice)]
    for number in (1, 2):
        days.extend(_round(Round(year, number), practice))
    return tuple(sorted(days, key=_order))


def _order(deadline: Deadline) -> tuple[datetime, FiscalYear, Step]:
    return deadline.at, deadline.fiscal_year, deadline.step


def _steps(cycle: Cycle, practice: Practice) -> list[Deadline]:
    reply = Text("แจ้งโครงการ/กิจกรรมเพิ่มเติมกลับมายังสำนักงาน", "Replies with additional projects/activities")
    circulate = Text("แจ้งเวียนแผนให้พิจารณาเพิ่มโครงการ/กิจกรรม", "Plans circulated for additional projects/activities")
    by_15 = [
        (Step.S3, cycle.circulation_advised, circulate, Basis.ADVISED),
        (Step.S3, cycle.replies_due, reply, Basis.MANUAL),
    ]
    if not practice.is_reply_by_15_september:
        by_15 = [(Step.S3, cycle.replies_due, circulate, Basis.MANUAL)]
    rows = [
        (Step.S1, cycle.drafts_due, Text("ยกร่างแผน 6 ฉบับแล้วเสร็จ", "Six plans drafted"), Basis.ASSUMED),
        *by_15,
        (
            Step.S2,
            cycle.preparation_ends,
            Text("ประชุมทบทวนแผนและ ป.ร.ง. เห็นชอบ", "Plans reviewed and endorsed by the Permanent Secretary"),
            Basis.ASSUMED,
        ),
        (
            Step.S3,
            cycle.preparation_ends,
            Text("รวบรวมร่างแผนเสนอคณะอนุกรรมการ/คณะกรรมการ", "Draft plans compiled for the committees"),
            Basis.ASSUMED,
        ),
        (
            Step.S4,
            cycle.committees_end,
            Text("คณะอนุกรรมการ/คณะกรรมการเห็นชอบแผนทุกฉบับ", "All plans endorsed by the committees"),
            Basis.ASSUMED,
        ),
        (
            Step.S6,
            cycle.results_due,
            Text("ส่งผลการดำเนินงานประจำปีพร้อมภาพผลงานสำคัญ", "Annual results with photos of important work"),
            Basis.MANUAL,
        ),
        (
            Step.S6,
            cycle.closes_on,
            Text("แจ้งเวียนรายงานผลการดำเนินงานประจำปี", "Annual report circulated"),
            Basis.MANUAL,
        ),
    ]
    return [
        Deadline(step, datetime.combine(day, DEADLINE_TIME), Kind.STEP, label, cycle.year, None, basis)
        for step, day, label, basis in rows
    ]


def _reports(year: FiscalYear, practice: Practice) -> list[Deadline]:
    return [_report(month, due(month, practice)) for month in year.months]


def _report(month: Month, at: datetime) -> Deadline:
    label = Text(f"รายงานความคืบหน้าประจำเดือน{month.say(full=True)}", f"Progress report of {month.say('en')}")
    moved_from = month.due.date() if at != month.due else None
    round_ = Round.of(month.first_day)
    return Deadline(Step.S5, at, Kind.REPORT, label, month.fiscal_year, round_, moved_from=moved_from)


def _round(round_: Round, practice: Practice) -> list[Deadline]:
    number = round_.number
    rows = [
        (round_.start, time.min, Kind.OPENING, Text(f"เปิดรอบที่ {number}", f"Round {number} opens")),
        (round_.end, DEADLINE_TIME, Kind.CUT_OFF, Text(f"ตัดยอดรอบที่ {number}", f"Cut-off of round {number}")),
        (
            freeze_from(round_, practice),
            time.min,
            Kind.FREEZE_FROM,
            Text(f"เริ่มปิดรอบที่ {number} ได้", f"Round {number} may be frozen from this day"),
        ),
    ]
    return [
        Deadline(Step.S5, datetime.combine(day, moment), kind, label, round_.fiscal_year, round_)
        for day, moment, kind, label in rows
    ]


def upcoming(
    as_of: date, count: int, practice_of: Callable[[FiscalYear], Practice] = lambda year: BY_DEFAULT
) -> tuple[Deadline, ...]:
    """The next `count` deadlines of all cycles, those of the day itself included; openings are left out.

    Every fiscal year has its own practice (`kpi.practice.of_year`), as settings are kept per year.
    """
    first = FiscalYear.of(as_of).year_be - 1
    years = map(FiscalYear, range(first, first + 4 + count // 15))  # a cycle has more than fifteen deadlines
    days = [day for year in years for day in deadlines(year, practice_of(year))]
    ahead = [day for day in days if day.on >= as_of and day.kind in DEADLINE_KINDS]
    return tuple(sorted(ahead, key=_order)[:count])
