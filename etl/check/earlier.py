"""What was received before: the previous official month, the year's other budget lines, the other events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from base.period import Period, fiscal_year_of, parse_period
from etl import added, rows
from etl.forms.model import Form
from ledger import submissions
from ledger.submissions import Submission

Kept = dict[str, Any]
"""One stored row: field code → value, with its sheet row as `_row` and its submission's period as `_period`."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """Rows that a submission is compared with."""

    previous: tuple[Kept, ...] | None = None
    """The reporter's last official month of the same fiscal year; None when there is none."""
    budget: tuple[Kept, ...] = ()
    """Every other month's budget lines, as last validly sent."""
    events: tuple[Kept, ...] = ()
    """Every other events form's rows, as last validly sent."""
    months: tuple[tuple[Kept, ...], ...] = ()
    """The rows of every official month of the fiscal year before this one, the oldest first."""


def load_earlier(connection: sa.Connection, form: Form, reporter: str, period: Period) -> Earlier:
    """What the checks of this form need to know of the past."""
    if form.code == "progress":
        months = _months(connection, form.code, reporter, period)
        return Earlier(previous=months[-1] if months else None, months=months)
    if form.code in ("ledger", "events"):
        mine = (reporter, str(period))
        kept = submissions.valid_of(connection, form.code)
        others = tuple(_rows(connection, (one for one in kept if (one.reporter, one.period) != mine)))
        return Earlier(budget=others) if form.code == "ledger" else Earlier(events=others)
    if form.code == "evaluations":
        return Earlier(events=tuple(_rows(connection, submissions.valid_of(connection, "events"))))
    return Earlier()


def _months(connection: sa.Connection, form: str, reporter: str, period: Period) -> tuple[tuple[Kept, ...], ...]:
    """The official months that hold rows, the oldest first: a nil report carries the one before it forward."""
    year = fiscal_year_of(period)
    start, before = str(year.months[0]), str(period)
    linked = added.links(added.decided(connection, year))
    found = []
    while last := submissions.last_official_before(connection, form, reporter, before, start):
        if not last.is_nil:
            found.append(tuple(added.coded(_rows(connection, [last]), last.submission_id, linked)))
        before = last.period or start
    return tuple(reversed(found))


def _rows(connection: sa.Connection, kept: Iterable[Submission]) -> Iterable[Kept]:
    for one in kept:
        stream = submissions.rows(connection, one.submission_id)
        for row in rows.from_ipc(stream).to_pylist() if stream else ():
            yield {**row, "_period": one.period}


def is_same_year(row: Kept, period: Period) -> bool:
    """Whether a kept row's submission lies in the fiscal year of `period`."""
    return fiscal_year_of(parse_period(row["_period"])) == fiscal_year_of(period)
