"""When a monthly report is due, by the settings of its fiscal year and the register of holidays (A-33, A-46)."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from base.ambiguities import in_year
from base.period import Month
from base.workday import due, holidays_of
from ledger import reference


def due_of(connection: sa.Connection, month: Month) -> datetime:
    """The last second at which the report of a month is on time, as known now (manual T5.5(3))."""
    if setting(connection, month, "deadline.shift_to_workday") != "true":
        return due(month)
    return due(month, holidays_of(reference.current(connection, "holidays", as_of=date.max)))


def setting(connection: sa.Connection, month: Month, name: str) -> str:
    """A setting as it stands in the fiscal year of a month."""
    year = month.fiscal_year
    return in_year(reference.current(connection, "settings", as_of=year.end), year.year_be, name)
