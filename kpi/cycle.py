"""The cycle of one fiscal year: six steps from the first study to the annual report (manual T4.P, T5).

The cycle of fiscal year F runs from 1 July of F−1 (drafting) to 31 October after its end (annual report), so that
July–October always carry two cycles.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from base.period import FiscalYear
from base.words import Text

MANUAL_IN_FORCE = date(2020, 10, 1)
"""The day the manual took effect (1 October 2563)."""


class Step(StrEnum):
    """The six steps of the process (manual T4.P)."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"
    S5 = "S5"
    S6 = "S6"


STEP_WORDS: dict[Step, Text] = {
    Step.S1: Text("ศึกษา วิเคราะห์ และยกร่างแผน", "Study, analyse, draft plans"),
    Step.S2: Text("ประชุม/สัมมนาทบทวนแผน", "Review meeting/seminar"),
    Step.S3: Text("แจ้งเวียนแผนเพื่อเพิ่มโครงการ/กิจกรรม", "Circulate plans for added projects"),
    Step.S4: Text("เสนอคณะอนุกรรมการ/คณะกรรมการเห็นชอบ", "Committee endorsement"),
    Step.S5: Text("ขับเคลื่อน กำกับ ติดตาม", "Drive, oversee, monitor"),
    Step.S6: Text("จัดทำรายงานผลประจำปี", "Annual report"),
}


@dataclass(frozen=True, slots=True)
class Cycle:
    """The days of one fiscal year's cycle, from its first study to its annual report."""

    year: FiscalYear

    def _before(self, month: int, day: int) -> date:
        return date(self.year.start.year, month, day)

    @property
    def opens_on(self) -> date:
        return self._before(7, 1)

    @property
    def drafts_due(self) -> date:
        return self._before(7, 31)

    @property
    def drafting_ends(self) -> date:
        """By then a draft must have gone on to its review meeting."""
        return self._before(8, 31)

    @property
    def circulation_advised(self) -> date:
        return self._before(9, 5)

    @property
    def replies_due(self) -> date:
        return self._before(9, 15)

    @property
    def preparation_ends(self) -> date:
        return self._before(9, 30)

    @property
    def committees_end(self) -> date:
        return self._before(10, 31)

    @property
    def results_due(self) -> date:
        """Annual results with photos from the agencies (manual T5.6(1))."""
        return date(self.year.end.year, 9, 15)

    @property
    def closes_on(self) -> date:
        """Annual report circulated (manual T5.6(2)); later than the year's end."""
        return date(self.year.end.year, 10, 31)

    @property
    def windows(self) -> dict[Step, tuple[date, date]]:
        """First and last day of each step; S5 ends with the fiscal year, its last report comes on 5 October."""
        return {
            Step.S1: (self.opens_on, self.drafts_due),
            Step.S2: (self._before(8, 1), self.preparation_ends),
            Step.S3: (self._before(9, 1), self.preparation_ends),
            Step.S4: (self.year.start, self.committees_end),
            Step.S5: (self.year.start, self.year.end),
            Step.S6: (date(self.year.end.year, 9, 1), self.closes_on),
        }


def running(day: date) -> tuple[tuple[FiscalYear, Step], ...]:
    """The steps that run on a day, of both cycles, the older cycle first (domain.md 3.2)."""
    year = FiscalYear.of(day).year_be
    return tuple(
        (FiscalYear(number), step)
        for number in (year - 1, year, year + 1)
        for step, (first, last) in Cycle(FiscalYear(number)).windows.items()
        if first <= day <= last
    )
