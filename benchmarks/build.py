"""Builds and intake on a ledger of 60 thousand, 1 million and 10 million progress rows.

`python -m benchmarks.build [ROWS ...]` prints one JSON line for each thing measured. The ledger of a million rows
takes two minutes to write, that of ten million five; that is not part of any time. Reports have fifty rows, in the
largest ledger five hundred, of which there are four hundred different sheets.
"""

from __future__ import annotations

import hashlib
import json
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from base.period import Month
from benchmarks.intake import receiver
from benchmarks.timing import Row, row_of, timed
from etl import build, reference
from etl import rows as arrow
from etl.forms import form
from ledger import decisions, submissions
from ledger.store import Ledger

SIZES = (60_000, 1_000_000, 10_000_000)
ROWS_OF_ONE, ROWS_OF_LARGE = 50, 500
LARGE, SHEETS_OF_LARGE = 10_000_000, 400
AGENCIES = 82
FIRST_MONTH = Month(2000, 10)
BEGIN = datetime(2020, 10, 1)
SCRATCH_RUNS, SCRATCH_RUNS_OF_LARGE = 3, 1
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
            reference.ensure(ledger)
            fill(ledger, 0, size // many(size), many(size))
            yield from rows_of(ledger, Path(folder), size)
            ledger.close()


def rows_of(ledger: Ledger, folder: Path, size: int) -> Iterator[Row]:
    case, builds = f"{size:,} rows", folder / "builds"
    yield timed(
        f"build from scratch, {case}",
        lambda: fresh(ledger, folder / "fresh"),
        runs=SCRATCH_RUNS_OF_LARGE if size >= LARGE else SCRATCH_RUNS,
        warm_up=0,
        limit=SCRATCH_LIMIT_MS.get(size),
        series="build from scratch",
        case=case,
    )
    shutil.rmtree(folder / "fresh")
    path = build.current(ledger, builds)
    yield grown(ledger, builds, size)
    yield timed(
        f"build with nothing new, {case}",
        lambda: build.current(ledger, builds),
        runs=101,
        series="build with nothing new",
        case=case,
    )
    yield from received(ledger, case)
    for series, file in (("size of the build", path), ("size of the ledger", folder / "ledger.sqlite")):
        yield Row(f"{series}, {case}", file.stat().st_size / 1e6, 1, unit="MB", series=series, case=case)
    yield Row(f"most memory held so far, {case}", most_mib(), 1, unit="MiB", series="most memory held", case=case)


def received(ledger: Ledger, case: str) -> Iterator[Row]:
    """A workbook of 200 rows into this ledger, from bytes to receipt."""
    receive, runs = receiver(ledger)
    yield timed(f"200 rows, bytes to receipt, {case}", receive, runs=runs, series="200 rows to receipt", case=case)


def many(size: int) -> int:
    """Rows of one report in a ledger of `size` rows."""
    return ROWS_OF_LARGE if size >= LARGE else ROWS_OF_ONE


def most_mib() -> float:
    """The most memory this process has held since it began, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def grown(ledger: Ledger, builds: Path, size: int) -> Row:
    """The time from one more report being in the ledger to its build being in use."""
    series, case, sent = "build after one more submission", f"{size:,} rows", size // many(size)
    times = []
    for number in range(sent, sent + GROWN_RUNS):
        fill(ledger, number, number + 1, many(size))
        start = time.perf_counter()
        build.current(ledger, builds)
        times.append((time.perf_counter() - start) * 1000)
    return row_of(f"{series}, {case}", times, limit=GROWN_LIMIT_MS.get(size), series=series, case=case)


def fresh(ledger: Ledger, folder: Path) -> None:
    """One build from scratch, on an empty shelf."""
    shutil.rmtree(folder, ignore_errors=True)
    build.from_scratch(ledger, folder)


def fill(ledger: Ledger, start: int, stop: int, many: int = ROWS_OF_ONE) -> None:
    """Sends and accepts progress reports number `start` to `stop` of `many` rows: every agency, month after month."""
    with ledger.write("admin", at=BEGIN) as writer:
        for number in range(start, stop):
            kept = submissions.keep(writer, report(number, many))
            decisions.decide(writer, "accept", submission_id=kept.submission_id)


def report(number: int, many: int) -> submissions.NewSubmission:
    """A valid progress report of `many` rows."""
    original = f"report {number}".encode()
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
        rows=_sheet(number % SHEETS_OF_LARGE, many) if many == ROWS_OF_LARGE else _written(number, many),
        row_count=many,
        layout={"sheet": PROGRESS.sheet, "header_row": 10, "columns": {}},
        received_at=BEGIN,
    )


def _written(number: int, many: int) -> bytes:
    """The rows of one report, which differ from those of the other reports."""
    told = [progress_row(number * many + no) | {"row_no": no + 1} for no in range(many)]
    return arrow.to_ipc(PROGRESS, told, range(11, 11 + many), [{}] * many)


_sheet = lru_cache(SHEETS_OF_LARGE)(_written)


def progress_row(number: int) -> arrow.Row:
    return {
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
