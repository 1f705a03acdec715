"""The whole story of the demonstration in order of time: who sent what, when, and what was decided about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from base.period import FiscalYear, Month
from etl.demo import budget, catalogue, commentary, events, habits, progress, registers, technology
from etl.demo.catalogue import FIRST_CENTRES, LATER_CENTRES, MINISTRY
from etl.demo.steps import Enrolling, Returning, Sending, Step, Waiving, office_moment
from etl.rows import Row

UNITS = ("INF", "OLD", "DIS")
HEADS = {unit: f"head.{unit}" for unit in UNITS}
STEWARD, DIRECTOR = "steward", "director"

OFFICER = "นักวิชาการแรงงานชำนาญการ"
HEAD = "หัวหน้ากลุ่ม"
FINANCE = "นักวิชาการเงินและบัญชี"

ADDITIONS_SENT = Month(2021, 2)
"""When the projects added in January 2564 entered the register."""
PROPOSALS_SENT = {"INF": Month(2020, 12), "OLD": Month(2021, 3), "DIS": Month(2021, 1)}


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of the story is told."""

    years: tuple[int, ...]
    agencies: tuple[str, ...] = MINISTRY
    first_centres: tuple[str, ...] = FIRST_CENTRES
    later_centres: tuple[str, ...] = LATER_CENTRES
    loggers: tuple[str, ...] = technology.UNITS
    """The units that keep a log of technology use."""

    def centres(self, year: int) -> tuple[str, ...]:
        """The centres of this story that report on their own in a fiscal year."""
        return tuple(code for code in catalogue.centres_of(year) if code in self.first_centres + self.later_centres)


def small() -> Scale:
    """One year, three agencies and two centres: for tests."""
    return Scale((2564,), ("DOE", "DSD", "DLPW"), ("PC50",), ("PC34",), ("INF", "DIS"))


def steps(scale: Scale, plans: dict[str, Row]) -> list[Step]:
    """Every step in order of time. `plans`: the six plans as rows of the `items` form."""
    told = [
        *_enrolments(scale),
        *(step for year in scale.years for unit in UNITS for step in _registers(scale, year, unit, plans)),
        *(step for unit in UNITS for step in _events(scale, unit)),
        *(step for year in scale.years for step in _budget(year)),
        *(
            step
            for year in scale.years
            for reporter in _reporters(scale, year)
            for step in (*_reports(scale, year, reporter), *_annual(scale, year, reporter))
        ),
        *registers.register_steps(scale.years, scale.loggers),
        *commentary.steps(scale.years),
    ]
    return sorted(told, key=lambda step: step.at)


def _reporters(scale: Scale, year: int) -> tuple[str, ...]:
    return scale.agencies + scale.centres(year)


def _enrolments(scale: Scale) -> Iterator[Step]:
    for centres, month in ((scale.first_centres, Month(2019, 10)), (scale.later_centres, Month(2020, 10))):
        if centres:
            yield Enrolling(office_moment(month.shift(-2), 14, f"enrol:{month}"), centres, month)


def _registers(scale: Scale, year: int, unit: str, plans: dict[str, Row]) -> Iterator[Step]:
    period, head = FiscalYear(year), (HEADS[unit], HEAD)
    before = Month.of(period.start)
    register = catalogue.register_rows(year, unit, scale.centres(year), with_additions=False)
    items = events.item_rows(unit, year, plans, with_proposals=False)
    # The plans of a cycle are registered when their drafting begins, in June of the year before.
    yield Sending(office_moment(before.shift(-4), 24, f"items:{year}:{unit}"), "items", unit, period, items, *head)
    yield Sending(
        office_moment(before.shift(-1), 24, f"projects:{year}:{unit}"), "projects", unit, period, register, *head
    )
    if year != 2564:
        return
    proposals = events.item_rows(unit, year, plans, with_proposals=True)
    yield Sending(office_moment(PROPOSALS_SENT[unit], 28, f"items2:{unit}"), "items", unit, period, proposals, *head)
    if unit == "INF":
        added = catalogue.register_rows(year, unit, scale.centres(year), with_additions=True)
        yield Sending(office_moment(ADDITIONS_SENT, 1, "additions"), "projects", unit, period, added, *head)


def _events(scale: Scale, unit: str) -> Iterator[Step]:
    for month, rows in events.unit_events(unit, scale.years).items():
        at = office_moment(month.shift(1), 3, f"events:{unit}:{month}")
        yield Sending(at, "events", unit, month, rows, HEADS[unit], HEAD)


def _budget(year: int) -> Iterator[Step]:
    for month, rows in budget.month_rows(year).items():
        if not rows:
            continue
        first = budget.first_version(month, rows)
        yield Sending(
            office_moment(month.shift(1), 4, f"ledger:{month}"), "ledger", "GEN", month, first, STEWARD, FINANCE
        )
        if first != rows:
            later = office_moment(month.shift(1), 22, f"ledger2:{month}")
            yield Sending(later, "ledger", "GEN", month, rows, STEWARD, FINANCE)


def _annual(scale: Scale, year: int, reporter: str) -> Iterator[Step]:
    return registers.annual_step(reporter, year, catalogue.projects_of(year, scale.centres(year)))


def _reports(scale: Scale, year: int, reporter: str) -> Iterator[Step]:
    """Twelve monthly reports of one reporter, as their habits have it."""
    projects = catalogue.projects_of(year, scale.centres(year))
    last_sent: Month | None = None
    for month in FiscalYear(year).months:
        turn = habits.turn(reporter, month)
        rows = progress.report_rows(reporter, month, projects, last_sent)
        if turn.waived_for:
            at = office_moment(month.shift(1), 6, f"waive:{reporter}:{month}")
            yield Waiving(at, reporter, month, DIRECTOR, turn.waived_for)
        if turn.is_missing:
            continue
        is_nil = turn.is_nil or not rows
        yield from _sent(reporter, month, turn, () if is_nil else rows, is_nil=is_nil)
        last_sent = last_sent if is_nil else month


def _sent(reporter: str, month: Month, turn: habits.Turn, rows: tuple[Row, ...], *, is_nil: bool) -> Iterator[Step]:
    who, after = (f"agency.{reporter}", OFFICER), month.shift(1)
    purpose = f"{reporter}:{month}"
    day = turn.day
    if turn.fault:
        wrong = habits.spoiled(rows, turn.fault)
        yield Sending(office_moment(after, day, f"fault:{purpose}"), "progress", reporter, month, wrong, *who)
        day += 1
    first = habits.misread(rows) if turn.returned_for else rows
    yield Sending(office_moment(after, day, purpose), "progress", reporter, month, first, *who, is_nil=is_nil)
    if turn.returned_for:
        back = office_moment(after, day + 3, f"return:{purpose}")
        yield Returning(back, "progress", reporter, month, DIRECTOR, turn.returned_for)
        yield Sending(office_moment(after, day + 5, f"again:{purpose}"), "progress", reporter, month, rows, *who)
