"""M1, M2, M3 and M6 once more, straight from domain.md 3.5, 4.3, A-33, A-35, A-38 and A-46."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

from tests.second.answers import NO_DATA, Answer, Asked, number, percent
from tests.second.world import MONTHS, YEAR, YEAR_END, Known, due, last_day


def deadline(known: Known, month: str) -> datetime:
    """The 5th of the next month, or the first working day from it on where the year moves its deadlines (A-33)."""
    settings, at = known.reference("settings", YEAR_END), due(month)
    row = settings.get(f"{YEAR}:deadline.shift_to_workday") or settings.get("*:deadline.shift_to_workday") or {}
    if row.get("value") == "true":
        off = known.reference("holidays", date.max)
        while at.isoweekday() > 5 or at.date().isoformat() in off:
            at += timedelta(days=1)
    return at


def is_over(asked: Asked, day: date) -> bool:
    """A deadline has passed on the day asked for, and its last second is known."""
    return day <= asked.as_of and datetime(day.year, day.month, day.day, 23, 59, 59) <= asked.known.known_at


def waived(known: Known) -> set[str]:
    """The reports that need not come, as AGENCY:month."""
    return {one.subject for one in known.decisions if one.kind == "waive"}


def first_valid(known: Known, form: str) -> dict[tuple[str, str], datetime]:
    """(reporter, period) → when the first valid version came, whatever became of it (A-46)."""
    first: dict[tuple[str, str], datetime] = {}
    for sheet in known.sheets:
        if sheet.form == form:
            first.setdefault((sheet.reporter, sheet.period), sheet.received_at)
    return first


def reporters(known: Known, month: str) -> set[str]:
    """The agencies that must report a month, by the register in force at its end."""
    return {
        agency
        for agency, row in known.reference("agencies", last_day(month)).items()
        if row.get("report_from") and row["report_from"] <= month and month <= (row.get("report_to") or "9999-12")
    }


def round_months(asked: Asked) -> tuple[str, ...]:
    return MONTHS[:6] if asked.round == 1 else MONTHS[6:]


def expected(asked: Asked, scope: str) -> list[tuple[str, str]]:
    """The reports due: months of the round ended by the day, past their deadline as known, not waived."""
    excused = waived(asked.known)
    return [
        (agency, month)
        for month in round_months(asked)
        if last_day(month) <= asked.as_of and deadline(asked.known, month) <= asked.known.known_at
        for agency in reporters(asked.known, month)
        if scope in ("OFF", agency) and f"{agency}:{month}" not in excused
    ]


def m1(asked: Asked, scope: str) -> Answer:
    """On time: the first valid version came by the deadline, whatever became of it."""
    first, reports = first_valid(asked.known, "progress"), expected(asked, scope)
    on_time = sum(one in first and first[one] <= deadline(asked.known, one[1]) for one in reports)
    return percent(asked, "M1", on_time, len(reports))


def m2(asked: Asked, scope: str) -> Answer:
    """Received: a valid version is there and was not returned."""
    reports = expected(asked, scope)
    received = sum(("progress", *one) in asked.known.provisional_sheets for one in reports)
    return percent(asked, "M2", received, len(reports))


def m3(asked: Asked, scope: str) -> Answer:
    """Days late in all over the reports that came late; a day begun is a day (the 6th is one day late)."""
    first, days = first_valid(asked.known, "progress"), []
    for one in expected(asked, scope):
        last = deadline(asked.known, one[1])
        if one in first and first[one] > last:
            days.append((first[one].date() - last.date()).days)
    return number(asked, "M3", Fraction(sum(days), len(days)), sum(days), len(days)) if days else NO_DATA


RESULTS_DUE = date(2021, 9, 15)


def m6(asked: Asked, scope: str) -> Answer:
    """Annual results in time and not returned; expected of those that report for September."""
    if not is_over(asked, RESULTS_DUE):
        return NO_DATA
    first, last = first_valid(asked.known, "annual"), datetime(2021, 9, 15, 23, 59, 59)
    agencies = [one for one in reporters(asked.known, MONTHS[-1]) if scope in ("OFF", one)]
    in_time = sum(
        ("annual", one, f"FY{YEAR}") in asked.known.provisional_sheets and first[one, f"FY{YEAR}"] <= last
        for one in agencies
    )
    return percent(asked, "M6", in_time, len(agencies))
