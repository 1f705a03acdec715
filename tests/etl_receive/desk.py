"""A receiving desk: a real ledger, filled templates, and files changed the way people change them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook as Book
from openpyxl import load_workbook

from base.access import User
from base.period import fiscal_year_of, parse_period
from etl import people, reference
from etl.forms import FORMS
from etl.prefill import Prefill
from etl.receipt import Outcome
from etl.receive import submit
from etl.reference import Register
from etl.template import write_template
from ledger.store import Ledger

KEY = b"a key of the receiving desk's own tests"
ON_TIME = datetime(2021, 4, 5, 9, 0)
"""A moment at which the report of March 2021 is on time."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Desk:
    """One ledger and the one who sits before it."""

    ledger: Ledger

    def user(self, code: str = "admin") -> User:
        with self.ledger.read() as connection:
            return people.user(connection, code)

    def register(self, period: str = "2021-03") -> Register:
        with self.ledger.read() as connection:
            return Register.load(connection, fiscal_year_of(parse_period(period)))

    def file(self, form: str, reporter: str, period: str, rows: Sequence[Row]) -> bytes:
        """The reporter's own template, holding these rows."""
        filled = Prefill(tuple(rows))
        return write_template(FORMS[form], reporter, parse_period(period), self.register(period), filled)

    def send(self, data: bytes, *, by: str = "admin", at: datetime | None = ON_TIME, **said: Any) -> Outcome:
        return submit(self.ledger, data, "report.xlsx", user=self.user(by), received_at=at, **said)

    def report(self, reporter: str = "DSD", period: str = "2021-03", **changes: Any) -> bytes:
        """A progress report of one new project."""
        return self.file("progress", reporter, period, [progress(**changes)])

    def facts(self) -> int:
        return self.ledger.last_fact_seq()


def open_desk(folder: Path) -> Desk:
    ledger = Ledger.open(f"sqlite:///{folder / 'ledger.sqlite'}", KEY)
    reference.ensure(ledger)
    return Desk(ledger)


def progress(**changes: Any) -> Row:
    """A row of progress as it is stored; a new project, so that no register is needed."""
    row: Row = {
        "row_no": 1,
        "plan_no": 2,
        "strategy": "พัฒนาทักษะ",
        "project_name": "โครงการฝึกอาชีพ",
        "wg": "INF",
        "lead_agency": "DSD",
        "province": "50",
        "target": Decimal(100),
        "target_unit": "คน",
        "result_cum": Decimal(50),
        "progress_pct": Decimal(50),
        "status": "in_progress",
        "budget_alloc": Decimal(1000),
        "budget_disb": Decimal("500.25"),
        "result_text": "อบรมแล้ว 50 คน",
    }
    return row | changes


def project(code: str = "P-001", **changes: Any) -> Row:
    row: Row = {"project_code": code, "item_code": "PLAN2", "project_name": "โครงการฝึกอาชีพ", "wg": "INF"}
    return row | {"lead_agency": "DSD", "target": Decimal(100), "target_unit": "คน", "add_approved": True} | changes


def edited(data: bytes, cells: Mapping[str, Any], *, without_column: str | None = None) -> bytes:
    """The workbook with some cells of its first sheet changed, saved by another program."""
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    for address, value in cells.items():
        sheet[address] = value
    if without_column:
        sheet.delete_cols(sheet[f"{without_column}1"].column)
    return saved(book)


def bare(rows: Sequence[Sequence[Any]], name: str = "รายงาน") -> bytes:
    """A workbook that somebody made by hand: no hidden mark, one sheet."""
    book = Book()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def by_hand(labels: Sequence[tuple[str, Any]], form: str = "progress", **values: Any) -> bytes:
    """Labels above the headers of a form and one row below them."""
    fields = FORMS[form].fields
    return bare([*labels, [field.header.th for field in fields], [values.get(field.code) for field in fields]])


TYPED = {
    "plan_no": 2,
    "strategy": "พัฒนาทักษะ",
    "project_name": "โครงการฝึกอาชีพ",
    "wg": "นอกระบบ",
    "lead_agency": "กพร.",
    "province": "เชียงใหม่",
    "target": "๑๐๐",
    "target_unit": "คน",
    "result_cum": "50 ",
    "progress_pct": 50,
    "status": "อยู่ระหว่างดำเนินการ",
    "budget_alloc": "1,000.00",
    "budget_disb": 500.25,
    "result_text": "อบรมแล้ว 50 คน",
}
"""The same row as people type it."""


def saved(book: Any) -> bytes:
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()
