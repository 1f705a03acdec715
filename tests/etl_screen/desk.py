"""The example of every form, sent as its own template, so that it can be opened on screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from base.access import User
from base.period import fiscal_year_of, parse_period
from etl import people
from etl.forms import FORMS
from etl.forms.examples import EXAMPLES
from etl.lookups import lookups_of
from etl.prefill import Prefill
from etl.receipt import Outcome
from etl.receive import submit
from etl.screen import Opened, Typed, open_form
from etl.template import write_template
from ledger.store import Ledger

KEYS = {
    "projects": ("INF", "FY2564"),
    "progress": ("DLPW", "2021-03"),
    "items": ("INF", "FY2564"),
    "events": ("INF", "2020-10"),
    "ledger": ("GEN", "2020-11"),
    "project_changes": ("INF", "2021-03"),
    "technology": ("INF", "2020-11"),
    "pmqa": ("GEN", "2021-05"),
    "review": ("INF", "FY2564"),
    "annual": ("DLPW", "FY2564"),
    "milestones": ("OFF", "FY2564"),
    "evaluations": ("INF", "FY2564"),
}
"""Form → who sends it for when; the register of projects first, for others name its projects."""

EXTRA: dict[str, dict[str, str]] = {
    "events": {"override_reason": "ผู้มีอำนาจให้ความเห็นชอบพร้อมกัน"},
    "items": {"item_code": "64-P-01", "item_type": "ข้อเสนอ"},
}
"""What the examples need where nothing else was sent before them."""


@dataclass(frozen=True)
class Desk:
    """One ledger with a screen before it."""

    ledger: Ledger

    def user(self, code: str = "steward") -> User:
        with self.ledger.read() as connection:
            return people.user(connection, code)

    def upload(self, form: str, *rows: dict[str, Any], key: tuple[str, str] | None = None) -> Outcome:
        """A template that holds these rows (the example when there are none), sent as a file."""
        reporter, period = key or KEYS[form]
        given = rows or (EXAMPLES[form] | EXTRA.get(form, {}),)
        wanted = parse_period(period)
        with self.ledger.read() as connection:
            register = lookups_of(self.ledger).of(connection, fiscal_year_of(wanted)).register
        data = write_template(FORMS[form], reporter, wanted, register, Prefill(tuple(given)))
        return submit(self.ledger, data, f"{form}.xlsx", user=self.user("admin"))

    def open(self, form: str, *, by: str = "steward", key: tuple[str, str] | None = None) -> Opened:
        reporter, period = key or KEYS[form]
        return open_form(self.ledger, self.user(by), form, reporter, parse_period(period))


def type_over(row: Typed, **cells: str) -> Typed:
    """The row with some of its cells typed over."""
    assert cells.keys() <= row.cells.keys(), cells.keys() - row.cells.keys()
    return replace(row, cells={**row.cells, **cells})


def new_row(number: int, opened: Opened, **cells: str) -> Typed:
    """A row added on screen."""
    return Typed({field.code: cells.get(field.code, "") for field in opened.form.stored_fields}, number)
