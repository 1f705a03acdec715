"""The calendar: every deadline, labelled with its fiscal year (A-33, A-34, A-35, domain.md 3.2, 3.3, 3.6)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.period import FiscalYear, Month, Round
from kpi.calendar import (
    DEADLINE_KINDS,
    ROUND_STATE_WORDS,
    Basis,
    Kind,
    Practice,
    RoundState,
    deadlines,
    due,
    freeze_from,
    round_state,
    upcoming,
)
from kpi.cycle import STEP_WORDS, Cycle, Step, running

FY64 = FiscalYear(2564)
YEARS = st.integers(2560, 2620).map(FiscalYear)

TABLE = [
    ("2020-07-31", "Friday", Kind.STEP, Step.S1),
    ("2020-09-05", "Saturday", Kind.STEP, Step.S3),
    ("2020-09-15", "Tuesday", Kind.STEP, Step.S3),
    ("2020-09-30", "Wednesday", Kind.STEP, Step.S2),
    ("2020-09-30", "Wednesday", Kind.STEP, Step.S3),
    ("2020-10-01", "Thursday", Kind.OPENING, Step.S5),
    ("2020-10-31", "Saturday", Kind.STEP, Step.S4),
    ("2020-11-05", "Thursday", Kind.REPORT, Step.S5),
    ("2020-12-05", "Saturday", Kind.REPORT, Step.S5),
    ("2021-01-05", "Tuesday", Kind.REPORT, Step.S5),
    ("2021-02-05", "Friday", Kind.REPORT, Step.S5),
    ("2021-03-05", "Friday", Kind.REPORT, Step.S5),
    ("2021-03-31", "Wednesday", Kind.CUT_OFF, Step.S5),
    ("2021-04-01", "Thursday", Kind.OPENING, Step.S5),
    ("2021-04-05", "Monday", Kind.REPORT, Step.S5),
    ("2021-04-06", "Tuesday", Kind.FREEZE_FROM, Step.S5),
    ("2021-05-05", "Wednesday", Kind.REPORT, Step.S5),
    ("2021-06-05", "Saturday", Kind.REPORT, Step.S5),
    ("2021-07-05", "Monday", Kind.REPORT, Step.S5),
    ("2021-08-05", "Thursday", Kind.REPORT, Step.S5),
    ("2021-09-05", "Sunday", Kind.REPORT, Step.S5),
    ("2021-09-15", "Wednesday", Kind.STEP, Step.S6),
    ("2021-09-30", "Thursday", Kind.CUT_OFF, Step.S5),
    ("2021-10-05", "Tuesday", Kind.REPORT, Step.S5),
    ("2021-10-06", "Wednesday", Kind.FREEZE_FROM, Step.S5),
    ("2021-10-31", "Sunday", Kind.STEP, Step.S6),
]


def test_every_day_of_fiscal_year_2564() -> None:
    found = deadlines(FY64)
    assert [(str(one.on), one.weekday.en, one.kind, one.step) for one in found] == TABLE
    assert all(one.fiscal_year == FY64 and "2564" in one.named.th and "2564" in one.named.en for one in found)
    assert all(f"{one.at:%H:%M:%S}" == ("23:59:59" if one.kind in DEADLINE_KINDS else "00:00:00") for one in found)


def test_the_report_names_its_month_and_its_round() -> None:
    march = next(one for one in deadlines(FY64) if one.at == datetime(2021, 4, 5, 23, 59, 59))
    assert march.round == Round(FY64, 1), "due in round 2, but its figures are those of round 1"
    assert march.named.th == "รายงานความคืบหน้าประจำเดือนมีนาคม 2564 (ปีงบประมาณ พ.ศ. 2564)"
    assert march.weekday.th == "วันจันทร์"


def test_15_september_is_a_deadline_of_two_years() -> None:
    found = [one for one in upcoming(date(2021, 9, 15), 2) if one.on == date(2021, 9, 15)]
    assert [(one.fiscal_year.year_be, one.step) for one in found] == [(2564, Step.S6), (2565, Step.S3)]
    assert len({one.named for one in found}) == 2


def test_what_the_manual_prints_and_what_is_assumed() -> None:
    basis = {(str(one.on), one.step): one.basis for one in deadlines(FY64) if one.kind is Kind.STEP}
    assert basis[("2020-09-05", Step.S3)] is Basis.ADVISED
    assert basis[("2020-09-15", Step.S3)] is Basis.MANUAL
    assert basis[("2020-10-31", Step.S4)] is Basis.ASSUMED
    assert basis[("2021-10-31", Step.S6)] is Basis.MANUAL


def test_15_september_may_be_read_as_the_day_to_circulate() -> None:
    practice = Practice.of({"*:s3.deadline_kind": {"value": "circulate"}}, FY64)
    found = [one for one in deadlines(FY64, practice) if one.step is Step.S3]
    assert [str(one.on) for one in found] == ["2020-09-15", "2020-09-30"]
    assert found[0].label.en.startswith("Plans circulated")


def test_a_deadline_on_a_day_off_moves_only_when_set() -> None:
    november, holiday = Month(2020, 11), frozenset({date(2020, 12, 7)})
    assert due(november, Practice(holidays=holiday)) == datetime(2020, 12, 5, 23, 59, 59)
    assert due(november, Practice(is_shifted_to_workday=True)) == datetime(2020, 12, 7, 23, 59, 59)
    assert due(november, Practice(True, holiday)) == datetime(2020, 12, 8, 23, 59, 59)
    assert due(Month(2021, 3), Practice(True, frozenset({date(2021, 4, 5), date(2021, 4, 6)}))).day == 7


def test_every_year_has_its_own_practice_and_a_moved_day_says_so() -> None:
    shifted = Practice(True, frozenset({date(2021, 12, 6)}))
    found = deadlines(FiscalYear(2565), shifted)
    moved = {one.on: one for one in found if one.moved_from}
    november = moved[date(2021, 12, 7)]
    assert november.moved is not None
    assert november.moved.th == "เลื่อนจากวันที่ 5 ธ.ค. 2564 ซึ่งเป็นวันหยุด"
    assert november.named.th == "รายงานความคืบหน้าประจำเดือนพฤศจิกายน 2564 (ปีงบประมาณ พ.ศ. 2565)"
    assert {one.kind for one in moved.values()} == {Kind.REPORT}, "15 September and 31 October do not move"
    both = upcoming(date(2021, 9, 4), 12, lambda year: shifted if year.year_be == 2565 else Practice())
    assert [one.on for one in both if one.kind is Kind.REPORT] == [
        date(2021, 9, 5),  # a Sunday of 2564, which does not move its deadlines
        date(2021, 10, 5),
        date(2021, 11, 5),
        date(2021, 12, 7),
    ]


def test_the_setting_of_a_year_stands_above_the_setting_of_all() -> None:
    rows = {
        "*:deadline.shift_to_workday": {"value": "false"},
        "2564:deadline.shift_to_workday": {"value": "true"},
    }
    assert Practice.of(rows, FY64).is_shifted_to_workday
    assert not Practice.of(rows, FiscalYear(2565)).is_shifted_to_workday
    assert Practice.of({}, FY64) == Practice()


def test_a_round_may_be_frozen_after_its_last_report() -> None:
    assert freeze_from(Round(FY64, 1)) == date(2021, 4, 6)
    assert freeze_from(Round(FY64, 2)) == date(2021, 10, 6)
    assert freeze_from(Round(FiscalYear(2563), 1), Practice(True)) == date(2020, 4, 7), "5 April 2563 is a Sunday"


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2020, 9, 30), RoundState.FUTURE),
        (date(2020, 10, 1), RoundState.OPEN),
        (date(2021, 3, 31), RoundState.OPEN),
        (date(2021, 4, 1), RoundState.CLOSING),
        (date(2021, 4, 6), RoundState.CLOSING),
    ],
)
def test_the_state_of_a_round_by_its_dates(day: date, state: RoundState) -> None:
    assert round_state(Round(FY64, 1), day) is state


def test_every_step_and_state_has_its_words() -> None:
    assert set(STEP_WORDS) == set(Step)
    assert set(ROUND_STATE_WORDS) == set(RoundState)


def test_two_cycles_run_from_july_to_october() -> None:
    def on(day: date) -> list[tuple[int, str]]:
        return [(year.year_be, step.value) for year, step in running(day)]

    assert on(date(2021, 6, 30)) == [(2564, "S5")]
    assert on(date(2021, 7, 1)) == [(2564, "S5"), (2565, "S1")]
    assert on(date(2021, 8, 1)) == [(2564, "S5"), (2565, "S2")]
    assert on(date(2021, 9, 15)) == [(2564, "S5"), (2564, "S6"), (2565, "S2"), (2565, "S3")]
    assert on(date(2021, 10, 31)) == [(2564, "S6"), (2565, "S4"), (2565, "S5")]
    assert on(date(2021, 11, 1)) == [(2565, "S5")]


def test_a_leap_year() -> None:
    year = FiscalYear(2567)
    february = Month(2024, 2)
    assert running(date(2024, 2, 29)) == ((year, Step.S5),)
    assert due(february) == datetime(2024, 3, 5, 23, 59, 59)
    assert [one.on for one in upcoming(date(2024, 2, 29), 2)] == [date(2024, 3, 5), date(2024, 3, 31)]


def test_the_next_deadlines_include_today_and_leave_out_openings() -> None:
    first = upcoming(date(2020, 9, 30), 4)
    assert [(str(one.on), one.fiscal_year.year_be) for one in first] == [
        ("2020-09-30", 2563),
        ("2020-09-30", 2564),
        ("2020-09-30", 2564),
        ("2020-10-05", 2563),
    ]
    assert upcoming(date(2020, 10, 1), 1)[0].on == date(2020, 10, 5)
    assert upcoming(date(2020, 10, 1), 0) == ()


@settings(deadline=None, max_examples=40)
@given(YEARS)
def test_any_year_has_twelve_reports_and_the_same_days_as_2564(year: FiscalYear) -> None:
    shift = year.year_be - 2564
    found = deadlines(year)
    assert [one.on for one in found] == [one.on.replace(year=one.on.year + shift) for one in deadlines(FY64)]
    assert sum(one.kind is Kind.REPORT for one in found) == 12
    assert Cycle(year).opens_on < found[0].on and found[-1].on == Cycle(year).closes_on


@settings(deadline=None, max_examples=40)
@given(st.dates(date(2018, 1, 1), date(2060, 1, 1)), st.integers(1, 60))
def test_upcoming_leaves_no_deadline_out(day: date, count: int) -> None:
    found = upcoming(day, count)
    assert len(found) == count
    year = FiscalYear.of(day).year_be
    every = [one for number in range(year - 2, year + 6) for one in deadlines(FiscalYear(number))]
    between = [one for one in every if day <= one.on < found[-1].on and one.kind in DEADLINE_KINDS]
    assert [one for one in found if one.on < found[-1].on] == sorted(
        between, key=lambda one: (one.at, one.fiscal_year, one.step)
    )


@settings(deadline=None, max_examples=40)
@given(YEARS, st.integers(0, 11), st.frozensets(st.integers(0, 12), max_size=6))
def test_a_shifted_deadline_is_the_first_working_day(year: FiscalYear, index: int, off: frozenset[int]) -> None:
    month = year.months[index]
    fifth = month.due.date()
    holidays = frozenset(fifth + timedelta(days=days) for days in off)
    shifted = due(month, Practice(True, holidays)).date()
    days = [fifth + timedelta(days=offset) for offset in range((shifted - fifth).days + 1)]
    assert [day.weekday() < 5 and day not in holidays for day in days] == [False] * (len(days) - 1) + [True]
