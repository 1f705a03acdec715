"""A deadline day: 462 workbooks (77 provinces × 6) sent four at a time into one server's process, none lost.

Measured: the whole time, the slowest single upload, and the memory of this process before and after; the workbooks
are read in the limited child processes, as in the server.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from base.access import User
from base.period import FiscalYear, Month
from benchmarks.intake import told
from benchmarks.timing import Row
from etl import people, reference
from etl.forms import form
from etl.prefill import Prefill
from etl.read import warm_up
from etl.receive import submit
from etl.reference import Register
from etl.template import write_template
from ledger import submissions
from ledger.store import Ledger

MONTHS = FiscalYear(2564).months[:6]
RECEIVED = datetime(2021, 4, 5, 16)
PROJECTS = 10
AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Parcel:
    """One workbook on its way."""

    name: str
    data: bytes
    sender: User


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.open(f"sqlite:///{folder}/ledger.sqlite", b"b" * 32)
        reference.ensure(ledger)
        parcels = _parcels(ledger)
        warm_up()
        before = _memory_mib()
        started = time.perf_counter()
        with ThreadPoolExecutor(AT_ONCE) as senders:
            taken = list(senders.map(lambda parcel: _send(ledger, parcel), parcels))
        whole = (time.perf_counter() - started) * 1000
        with ledger.read() as connection:
            kept = len(submissions.valid_of(connection, "progress"))
        ledger.close()
    assert kept == len(parcels), f"{len(parcels) - kept} lost"
    note = f"{AT_ONCE} at a time, {kept} kept, slowest {max(taken) / 1000:.1f} s"
    yield Row(f"{len(parcels)} workbooks of a deadline day, all receipts", whole, 1, note)
    yield Row("memory of the receiving process, growth", _memory_mib() - before, 1, f"from {before:.0f} MiB", "MiB")


def _parcels(ledger: Ledger) -> list[Parcel]:
    with ledger.read() as connection:
        register = Register.load(connection, FiscalYear(2564))
        centres = [code for code, row in register.agencies.items() if row["kind"] == "province"]
        senders = {code: people.user(connection, "admin") for code in centres}
    return [
        Parcel(f"{code}-{month}.xlsx", workbook(register, code, month), senders[code])
        for month in MONTHS
        for code in centres
    ]


def workbook(register: Register, code: str, month: Month) -> bytes:
    lines: list[dict[str, Any]] = [told(number, number) | {"lead_agency": code} for number in range(1, PROJECTS + 1)]
    return write_template(form("progress"), code, month, register, Prefill(tuple(lines)))


def _send(ledger: Ledger, parcel: Parcel) -> float:
    started = time.perf_counter()
    outcome = submit(ledger, parcel.data, parcel.name, user=parcel.sender, received_at=RECEIVED, channel="upload")
    assert outcome.status == "accepted", (parcel.name, [finding.message() for finding in outcome.findings])
    return (time.perf_counter() - started) * 1000


def _memory_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20
