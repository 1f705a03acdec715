"""M4, M7, M10 and M11 once more, straight from domain.md 4.3 and the words of forms.md about problems."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests.second.answers import NO_DATA, PLANS, Answer, Asked, number, percent
from tests.second.projects import coded_rows, last_rows
from tests.second.world import MONTHS, YEAR, Row, Sheet, last_day

DASHES = ("-", "\u2013", "\u2014", "\u2212")
NOTHING = ("ไม่มี", "ไม่มีปัญหา", "ไม่มีอุปสรรค", "ไม่มีปัญหาอุปสรรค", "ไม่พบปัญหา", "none", *DASHES)


def _plan(row: Row) -> str | None:
    return f"PLAN{row['plan_no']}" if row["plan_no"] else None


def m4(asked: Asked, scope: str) -> Answer:
    """Σ disbursed over Σ allocated of the last rows that have a project."""
    mine = [
        row
        for (agency, code, *_), row in last_rows(asked).items()
        if code is not None and scope in ("OFF", agency, _plan(row))
    ]
    paid, given = (
        sum((Fraction(row[money] or 0) for row in mine), Fraction(0)) for money in ("budget_disb", "budget_alloc")
    )
    return percent(asked, "M4", paid, given)


@dataclass
class _Told:
    """What the reports have said of one problem, month by month, oldest first."""

    months: list[tuple[str, int, str | None]] = field(default_factory=list)
    """(month, sequence number of the report, plan) of every month since the last that said there is none."""


def _said(row: Row) -> str:
    """The cell as it was written; a lone dash is kept only beside the value."""
    return str(row["problem"] or json.loads(row["_raw"]).get("problem", ""))


def _problems(asked: Asked) -> dict[str, _Told]:
    """AGENCY:project:province → what is told since the last month that said ไม่มี."""
    cells: dict[str, dict[str, list[tuple[str, int, str | None]]]] = {}
    for sheet, code, row in coded_rows(asked):
        if code is None or not _said(row):
            continue
        key = f"{sheet.reporter}:{code}:{row['province'] or ''}"
        told = cells.setdefault(key, {}).setdefault(sheet.period, [])
        if re.sub(r"[\s/.]", "", _said(row)).lower() not in NOTHING:
            told.append((sheet.period, sheet.seq, _plan(row)))
    found: dict[str, _Told] = {}
    for key, months in cells.items():
        found[key] = _Told()
        for month in sorted(months):
            found[key].months = [*found[key].months, *months[month]] if months[month] else []
    return found


def _is_covered(month: str, seq: int, closed_on: date, closed_seq: int) -> bool:
    """Closing covers what was known when it was recorded and the months that had ended by its day."""
    return last_day(month) <= closed_on or seq < closed_seq


def _open(asked: Asked) -> Iterator[tuple[str, str | None]]:
    """(agency, plan told last) of every open problem."""
    last: dict[str, tuple[str, date, int]] = {}
    for one in asked.known.decisions:
        if one.kind in ("close_problem", "reopen_problem") and date.fromisoformat(one.payload["on"]) <= asked.as_of:
            last[one.subject] = one.kind, date.fromisoformat(one.payload["on"]), one.seq
    for key, told in _problems(asked).items():
        kind, on, seq = last.get(f"{YEAR}:{key}", ("", date.min, 0))
        months = told.months
        if kind == "close_problem":
            months = [one for one in months if not _is_covered(one[0], one[1], on, seq)]
        if months:
            yield key.split(":")[0], months[-1][2]


def m7(asked: Asked, scope: str) -> Answer:
    """Open problems; without any report of the scope's agencies there is no data."""
    senders = {sheet.reporter for sheet in _reports(asked)}
    if not (senders if scope in ("OFF", *PLANS) else senders & {scope}):
        return NO_DATA
    return number(asked, "M7", sum(scope in ("OFF", *one) for one in _open(asked)))


def _reports(asked: Asked, scope: str = "OFF") -> list[Sheet]:
    """The counting reports of the year's months that have ended."""
    sheets = asked.known.of("progress", MONTHS)
    return [one for one in sheets if last_day(one.period) <= asked.as_of and scope in ("OFF", one.reporter)]


def _warned(sheet: Sheet) -> set[int]:
    """The rows of the sheet that a warning speaks of: one cell, or a list with spans."""
    found: set[int] = set()
    for one in sheet.findings:
        if one.severity == "warning" and one.sheet in (None, sheet.sheet_name):
            for place in (one.params.get("cells") or one.cell or "").split(","):
                ends = [int(digits) for digits in re.findall(r"[A-Z]+([0-9]+)", place)]
                found.update(range(ends[0], ends[-1] + 1) if ends else ())
    return found


def m10(asked: Asked, scope: str) -> Answer:
    """Rows without a warning over all rows."""
    reports = _reports(asked, scope)
    clean = sum(row["_row"] not in warned for one in reports for warned in [_warned(one)] for row in one.rows)
    return percent(asked, "M10", clean, sum(len(one.rows) for one in reports))


def m11(asked: Asked, scope: str) -> Answer:
    """The latest month with a report, as year × 100 + month, and how many reports it has."""
    months = sorted(one.period for one in _reports(asked, scope))
    if not months:
        return NO_DATA
    year, month = map(int, months[-1].split("-"))
    return number(asked, "M11", year * 100 + month, months.count(months[-1]))
