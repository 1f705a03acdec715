"""A form opened on screen: the version it starts from, its rows as stored, and the same rows as texts to type over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from base.access import Action, NotAllowed, User
from base.period import Period, fiscal_year_of
from etl import rows
from etl.forms import FORMS
from etl.forms.model import Form
from etl.lookups import lookups_of
from etl.prefill import prefill
from etl.reference import Register
from etl.rows import Row, Value
from etl.screen.said import cell_text
from ledger import submissions
from ledger.store import Ledger
from ledger.submissions import Submission


@dataclass(frozen=True, slots=True)
class Typed:
    """One row as it stands on screen: field → text, its number, and which opened row it was (None for a new one)."""

    cells: Mapping[str, str]
    number: int
    origin: int | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it; its running number does not count."""
        return not any(text.strip() for code, text in self.cells.items() if code != "row_no")


@dataclass(frozen=True, slots=True)
class Opened:
    """One form of one reporter and period, as it was when it was opened."""

    form: Form
    reporter: str
    period: Period
    base: Submission | None
    """The version it starts from; None when nothing was sent yet (the rows are then those of the template)."""
    rows: tuple[Row, ...]
    sheet_rows: tuple[int, ...]
    """Where each row stands in the sheet of the base version."""
    register: Register = field(compare=False, repr=False)

    @property
    def is_nil(self) -> bool:
        return self.base is not None and self.base.is_nil

    @property
    def start(self) -> tuple[Typed, ...]:
        """The rows before anybody types."""
        return tuple(Typed(self.texts(row), index + 1, index) for index, row in enumerate(self.rows))

    def texts(self, row: Row) -> dict[str, str]:
        """Field → what stands in its cell, for every stored field."""
        return {one.code: cell_text(one, row.get(one.code), self.register) for one in self.form.stored_fields}

    def value(self, typed: Typed, code: str) -> Value:
        """What a cell holds: the stored value where nobody typed, else the text that stands there (None for none)."""
        text = typed.cells.get(code, "").strip()
        if typed.origin is not None:
            stored = self.rows[typed.origin].get(code)
            if text == cell_text(self.form.field(code), stored, self.register).strip():
                return stored
        return text or None


def open_form(ledger: Ledger, user: User, form: str, reporter: str, period: Period) -> Opened:
    """The latest valid version of (form, reporter, period) as rows to edit, or the template's rows when there is none.

    Raises NotAllowed unless the user may report for `reporter`, KeyError for an unknown form, and LedgerFault.
    """
    may_type(user, reporter)
    with ledger.read() as connection:
        register = lookups_of(ledger).of(connection, fiscal_year_of(period)).register
        latest = submissions.latest_valid(connection, form, reporter, str(period))
        if latest is not None:
            return opened_at(connection, FORMS[form], latest, period, register)
        start = prefill(connection, FORMS[form], reporter, period, register).rows
    return Opened(FORMS[form], reporter, period, None, start, (), register)


def may_type(user: User, reporter: str) -> None:
    """Raises NotAllowed unless the user may send a form in the name of `reporter`."""
    user.must(Action.SUBMIT)
    if not user.may_report_for(reporter):
        raise NotAllowed(user, Action.SUBMIT)


def opened_at(connection: sa.Connection, form: Form, kept: Submission, period: Period, register: Register) -> Opened:
    """A version that the ledger holds, opened."""
    stream = submissions.rows(connection, kept.submission_id)
    found = rows.from_ipc(stream).to_pylist() if stream else []
    values = tuple({code: value for code, value in row.items() if not code.startswith("_")} for row in found)
    places = tuple(row["_row"] for row in found)
    return Opened(form, kept.reporter or "", period, kept, values, places, register)
