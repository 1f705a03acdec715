"""One workbook of 200 rows, from bytes to receipt, beside plain openpyxl and pandas on the same bytes in one run."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pandas as pd

from base.period import FiscalYear, Month
from benchmarks.timing import Row, timed
from etl import people, reference
from etl.forms import form
from etl.prefill import Prefill
from etl.read import read, warm_up
from etl.receive import submit
from etl.reference import Register
from etl.template import write_template
from ledger.store import Ledger

ROWS, RUNS = 200, 9
PERIOD = Month(2021, 3)
RECEIVED = datetime(2021, 4, 4, 10)


def told(number: int, result: int) -> dict[str, Any]:
    """What one new project's row tells."""
    return {
        "row_no": number,
        "plan_no": 2,
        "strategy": "พัฒนาทักษะ",
        "project_name": f"โครงการฝึกอาชีพ รุ่นที่ {number}",
        "wg": "INF",
        "lead_agency": "DSD",
        "province": "50",
        "target": Decimal(1000),
        "target_unit": "คน",
        "result_cum": Decimal(result),
        "status": "in_progress",
        "budget_alloc": Decimal("500000.00"),
        "budget_disb": Decimal("125000.50"),
        "result_text": "ฝึกอบรมแล้วตามแผน",
        "problem": "ไม่มี",
    }


def workbook(register: Register, results: int) -> bytes:
    """A filled progress report of 200 new projects; `results` makes the bytes differ from run to run."""
    lines = tuple(told(number, results + number) for number in range(1, ROWS + 1))
    return write_template(form("progress"), "DSD", PERIOD, register, Prefill(lines))


def receiver(ledger: Ledger) -> tuple[Callable[[], None], int]:
    """What receives one new workbook each time it is called, and how often it may be, beside a warm-up."""
    reference.ensure(ledger)
    with ledger.read() as connection:
        register = Register.load(connection, FiscalYear(2564))
        admin = people.user(connection, "admin")
    waiting = [workbook(register, number) for number in range(1, RUNS + 2)]
    warm_up()

    def receive() -> None:
        kept = submit(ledger, waiting.pop(), "report.xlsx", user=admin, received_at=RECEIVED)
        assert kept.status == "accepted", kept.findings

    return receive, RUNS


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.open(f"sqlite:///{folder}/ledger.sqlite", b"b" * 32)
        receive, runs = receiver(ledger)
        with ledger.read() as connection:
            register = Register.load(connection, FiscalYear(2564))
        one = workbook(register, 0)
        yield timed(f"{ROWS} rows, bytes to receipt", receive, runs=runs)
        yield timed(f"{ROWS} rows, reading alone (limited child)", lambda: read(one))
        yield timed(f"{ROWS} rows, openpyxl.load_workbook", lambda: openpyxl.load_workbook(io.BytesIO(one)))
        yield timed(f"{ROWS} rows, pandas.read_excel", lambda: pd.read_excel(io.BytesIO(one), header=9))
        yield timed("template written", lambda: workbook(register, 0))
        ledger.close()
