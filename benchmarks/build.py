"""How long a build takes: from scratch, and after one more submission, at 60 thousand and at 1 million progress rows.

`python -m benchmarks.build [ROWS ...]` prints one JSON line for each thing measured. The ledger of a million rows
takes two minutes to write; that is not part of any time.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from base.period import Month
from benchmarks.timing import Row, row_of, timed
from etl import build
from etl import rows as arrow
from etl.forms import form
from ledger import decisions, submissions
from ledger.store import Ledger

SIZES = (60_000, 1_000_000)
ROWS_OF_ONE = 50
AGENCIES = 82
FIRST_MONTH = Month(2000, 10)
BEGIN = datetime(2020, 10, 1)
SCRATCH_RUNS = 3
SCRATCH_LIMIT_MS = {1_000_000: 30_000}
GROWN_LIMIT_MS = {1_000_000: 150}
GROWN_RUNS = 11

PROGRESS = form("progress")


def main() -> None:
    for row in rows([int(size) for size in sys.argv[1:]] or SIZES):
        print(json.dumps(row.as_json(), ensure_ascii=False), flush=True)


def rows(sizes: Sequence[int] = SIZES) -> Iterator[Row]:
    """For each size: from scratch, one submission more, nothing new."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            ledger = Ledger.open(f"sqlite:///{folder}/ledger.sqlite", b"b" * 32)
            fill(ledger, 0, size // ROWS_OF_ONE)
            yield from rows_of(ledger, Path(folder), size)
            ledger.close()


def rows_of(ledger: Ledger, folder: Path, size: int) -> Iterator[Row]:
    label = f"{size:,} progress rows"
    yield timed(
        f"build from scratch, {label}",
        lambda: fresh(ledger, folder / "fresh"),
        runs=SCRATCH_RUNS,
        warm_up=0,
        limit=SCRATCH_LIMIT_MS.get(size),
    )
    builds = folder / "builds"
    path = build.current(ledger, builds)
    yield grown(
        f"build after one more submission, {label}", ledger, builds, size // ROWS_OF_ONE, GROWN_LIMIT_MS.get(size)
    )
    note = f"file {path.stat().st_size / 1e6:.0f} MB"
    nothing_new = timed(f"build with nothing new, {label}", lambda: build.current(ledger, builds), runs=101)
    yield Row(nothing_new.name, nothing_new.median_ms, nothing_new.runs, f"{nothing_new.note} {note}")


def grown(name: str, ledger: Ledger, builds: Path, sent: int, limit: float | None) -> Row:
    """The time from a submission of fifty rows being in the ledger to its build being in use."""
    times = []
    for number in range(sent, sent + GROWN_RUNS):
        fill(ledger, number, number + 1)
        start = time.perf_counter()
        build.current(ledger, builds)
        times.append((time.perf_counter() - start) * 1000)
    return row_of(name, times, limit=limit)


def fresh(ledger: Ledger, folder: Path) -> None:
    """One build from scratch, on an empty shelf."""
    shutil.rmtree(folder, ignore_errors=True)
    build.from_scratch(ledger, folder)


def fill(ledger: Ledger, start: int, stop: int) -> None:
    """Sends and accepts progress reports number `start` to `stop`: every agency, month after month."""
    with ledger.write("admin", at=BEGIN) as writer:
        for number in range(start, stop):
            kept = submissions.keep(writer, report(number))
            decisions.decide(writer, "accept", submission_id=kept.submission_id)


def report(number: int) -> submissions.NewSubmission:
    """A valid progress report of fifty rows that differ from those of the other reports."""
    original = f"report {number}".encode()
    written = [progress_row(number * ROWS_OF_ONE + no) for no in range(ROWS_OF_ONE)]
    return submissions.NewSubmission(
        status="valid",
        form="progress",
        reporter=f"PC{number % AGENCIES:02d}",
        period=str(FIRST_MONTH.shift(number // AGENCIES)),
        form_version=PROGRESS.version,
        is_nil=False,
        channel="cli",
        file_name="report.xlsx",
        size_bytes=len(original),
        sha256=hashlib.sha256(original).hexdigest(),
        original=original,
        rows=arrow.to_ipc(PROGRESS, written, range(11, 11 + ROWS_OF_ONE), [{}] * ROWS_OF_ONE),
        row_count=ROWS_OF_ONE,
        layout={"sheet": PROGRESS.sheet, "header_row": 10, "columns": {}},
        received_at=BEGIN,
    )


def progress_row(number: int) -> arrow.Row:
    return {
        "row_no": number % ROWS_OF_ONE + 1,
        "plan_no": number % 6 + 1,
        "strategy": f"ประเด็นยุทธศาสตร์ที่ {number % 5 + 1}",
        "project_code": f"P{number % 4000:04d}",
        "project_name": f"โครงการฝึกอบรมแรงงานนอกระบบ รุ่นที่ {number % 4000}",
        "wg": "INF,OLD",
        "lead_agency": "DSD",
        "province": f"{number % 77 + 10}",
        "target": Decimal(number % 500 + 1),
        "target_unit": "คน",
        "result_cum": Decimal(number % 499),
        "progress_pct": Decimal(number % 101),
        "status": "in_progress",
        "budget_alloc": Decimal(number * 37 % 10**8).scaleb(-2),
        "budget_disb": Decimal(number * 31 % 10**8).scaleb(-2),
        "result_text": f"จัดอบรมแล้ว {number % 97} ครั้ง มีผู้เข้าร่วม {number * 7 % 9973} คน",
        "beneficiaries_m": number % 211,
        "beneficiaries_f": number % 199,
        "problem": "ไม่มี" if number % 3 else f"งบประมาณล่าช้า {number % 60} วัน",
    }


if __name__ == "__main__":
    main()
