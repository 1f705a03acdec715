"""M1 and M2 once more, straight from domain.md 3.5, 4.3, A-33, A-38 and A-46."""

from __future__ import annotations

from datetime import datetime

from tests.second.answers import Answer, Asked, percent
from tests.second.world import MONTHS, Known, due, last_day


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
    waived = {one.subject for one in asked.known.decisions if one.kind == "waive"}
    return [
        (agency, month)
        for month in round_months(asked)
        if last_day(month) <= asked.as_of and due(month) <= asked.known.known_at
        for agency in reporters(asked.known, month)
        if scope in ("OFF", agency) and f"{agency}:{month}" not in waived
    ]


def m1(asked: Asked, scope: str) -> Answer:
    """On time: the first valid version came by the deadline, whatever became of it."""
    first: dict[tuple[str, str], datetime] = {}
    for sheet in asked.known.sheets:
        if sheet.form == "progress":
            first.setdefault((sheet.reporter, sheet.period), sheet.received_at)
    reports = expected(asked, scope)
    on_time = sum(one in first and first[one] <= due(one[1]) for one in reports)
    return percent(asked, "M1", on_time, len(reports))


def m2(asked: Asked, scope: str) -> Answer:
    """Received: a valid version is there and was not returned."""
    reports = expected(asked, scope)
    received = sum(("progress", *one) in asked.known.provisional_sheets for one in reports)
    return percent(asked, "M2", received, len(reports))
