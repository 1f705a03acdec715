"""The citation that every figure, page and export carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from base.period import Month, Round
from base.thai import say_date, say_moment
from base.words import Language, Text
from kpi.model import Ask, Coverage, Figure
from kpi.store import Build

OFFICIAL = Text("ข้อมูลทางการ (รับรองแล้ว)", "Official (accepted)")
PROVISIONAL = Text("ข้อมูลชั่วคราว (รวมที่ยังไม่รับรอง)", "Provisional (includes reports not yet accepted)")
SAMPLE = Text("ข้อมูลตัวอย่าง", "Sample data")
LINE = Text(
    "ข้อมูล ณ {as_of} · เท่าที่ทราบ ณ {known_at} · {standing} · ความครอบคลุม {coverage} · "
    "ข้อมูลล่าสุดเดือน {last_month} · ฐานข้อมูล {build}",
    "As of {as_of} · known at {known_at} · {standing} · coverage {coverage} · "
    "last data month {last_month} · build {build}",
)
NO_MONTH = Text("ยังไม่มี", "none yet")


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a view comes from: as-of, known-at, official or provisional, coverage, last data month and build."""

    round: Round
    as_of: date
    known_at: datetime
    is_official: bool
    coverage: Coverage
    last_month: Month | None
    build: str
    is_sample: bool

    def line(self, language: Language = "th") -> str:
        """The citation as one line of text."""
        line = LINE.say(
            language,
            as_of=say_date(self.as_of, language),
            known_at=say_moment(self.known_at, language),
            standing=(OFFICIAL if self.is_official else PROVISIONAL).say(language),
            coverage=f"{self.coverage.received}/{self.coverage.expected}",
            last_month=self.last_month.say(language) if self.last_month else NO_MONTH.say(language),
            build=self.build,
        )
        return f"{SAMPLE.say(language)} · {line}" if self.is_sample else line


def citation(build: Build, asked: Ask, coverage: Coverage, as_of: date | None = None) -> Citation:
    """The citation of a view over `build`; `coverage` is that of the monthly reports it rests on."""
    return Citation(
        asked.round,
        as_of or asked.as_of,
        asked.known_at,
        asked.official,
        coverage,
        last_data_month(build, asked),
        build.name,
        build.has_demo,
    )


def of_figure(build: Build, figure: Figure) -> Citation:
    """The citation of one figure."""
    return citation(build, figure.ask, figure.coverage, figure.as_of)


def last_data_month(build: Build, asked: Ask) -> Month | None:
    """The latest month that a counting progress report of the year speaks of, by the day and moment asked for."""
    seq = build.seq_at(asked.known_at)
    basis = "official" if asked.official else "provisional"
    rows = build.rows(
        """SELECT max(period_start) FROM counted
           WHERE form = 'progress' AND basis = $basis AND fy = $fy AND from_seq <= $seq AND $seq < to_seq
             AND last_day(period_start) <= $as_of""",
        {"basis": basis, "fy": asked.round.fiscal_year.year_be, "seq": seq, "as_of": asked.as_of},
    )
    return Month.of(rows[0][0]) if rows[0][0] is not None else None
