"""When the registers beside the plans are sent in the demonstration: logs, checklists, changes, the end of the year."""

from __future__ import annotations

from collections.abc import Iterator

from base.period import FiscalYear, Month
from etl.demo import changes, evaluations, pmqa, review, technology, year_end
from etl.demo.catalogue import DemoProject
from etl.demo.steps import Sending, office_moment

FIRST_YEAR = 2563
"""The first fiscal year whose registers beside the plans were kept."""
SENDERS = {
    "INF": ("head.INF", "หัวหน้ากลุ่ม"),
    "OLD": ("head.OLD", "หัวหน้ากลุ่ม"),
    "DIS": ("head.DIS", "หัวหน้ากลุ่ม"),
    "GEN": ("steward", "นักจัดการงานทั่วไปชำนาญการ"),
    "OFF": ("steward", "หัวหน้าฝ่ายบริหารทั่วไป"),
}
"""Office unit → user and position of whoever sends its forms."""
AGENCY_POSITION = "นักวิชาการแรงงานชำนาญการ"
CHANGES_SENT_ON = 10
"""Day of the next month: by then what was asked for at the month's end has been approved."""


def register_steps(years: tuple[int, ...], units: tuple[str, ...]) -> Iterator[Sending]:
    """Every workbook of the Office's own registers; `units`: those that keep a log of technology use."""
    kept = tuple(year for year in years if year >= FIRST_YEAR)
    for year in kept:
        for unit in units:
            yield from _technology(unit, year)
        yield from _pmqa(year)
        yield from _checklists(year)
        yield from _milestones(year)
        yield from _evaluations(year)
    for unit in ("INF", "OLD", "DIS"):
        yield from _changes(unit, kept)


def annual_step(reporter: str, year: int, projects: tuple[DemoProject, ...]) -> Iterator[Sending]:
    """The annual results of one reporter, in September of the fiscal year; nothing when it has no project."""
    rows = year_end.annual_rows(reporter, year, projects) if year >= FIRST_YEAR else ()
    if rows:
        last, day = FiscalYear(year).months[-1], year_end.day_sent(reporter, year)
        at = office_moment(last, day, f"annual:{reporter}:{year}")
        yield Sending(at, "annual", reporter, FiscalYear(year), rows, f"agency.{reporter}", AGENCY_POSITION)


def _technology(unit: str, year: int) -> Iterator[Sending]:
    for month in FiscalYear(year).months:
        if rows := technology.log_rows(unit, month):
            at = office_moment(month.shift(1), 5, f"technology:{unit}:{month}")
            yield Sending(at, "technology", unit, month, rows, *SENDERS[unit])


def _pmqa(year: int) -> Iterator[Sending]:
    for month, rows in pmqa.month_rows(year).items():
        if month == pmqa.ANNOUNCED:
            before = office_moment(month, 1, f"announced:{month}")
            yield Sending(before, "pmqa", "GEN", month, pmqa.announced_rows(month), *SENDERS["GEN"])
        at = office_moment(month.shift(1), 3, f"pmqa:{month}")
        yield Sending(at, "pmqa", "GEN", month, rows, *SENDERS["GEN"], is_nil=not rows)


def _checklists(year: int) -> Iterator[Sending]:
    for one in review.versions(year):
        at = office_moment(Month.of(one.sent_on), one.sent_on.day, f"review:{one.unit}:{one.sent_on}")
        yield Sending(at, "review", one.unit, FiscalYear(year), one.rows, *SENDERS[one.unit])


def _milestones(year: int) -> Iterator[Sending]:
    for day, rows in year_end.milestone_versions(year):
        at = office_moment(Month.of(day), day.day, f"milestones:{day}")
        yield Sending(at, "milestones", "OFF", FiscalYear(year), rows, *SENDERS["OFF"])


def _evaluations(year: int) -> Iterator[Sending]:
    for unit, day in evaluations.SENT_ON.items():
        if rows := evaluations.evaluation_rows(unit, year):
            at = office_moment(evaluations.sent_in(year), day, f"evaluations:{unit}:{year}")
            yield Sending(at, "evaluations", unit, FiscalYear(year), rows, *SENDERS[unit])


def _changes(unit: str, years: tuple[int, ...]) -> Iterator[Sending]:
    for month, rows in changes.unit_changes(unit, years).items():
        at = office_moment(month.shift(1), CHANGES_SENT_ON, f"changes:{unit}:{month}")
        yield Sending(at, "project_changes", unit, month, rows, *SENDERS[unit])
