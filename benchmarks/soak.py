"""`python -m benchmarks.soak [--minutes 120]`: hours of mixed use, without the waiting between the acts.

One server with a local Google beside it. A minute of a normal day is: one visitor who comes, stays for ten minutes and
goes; ten pages of the menu in turn, with another round chosen where there is one; every second minute a workbook and a
page as a file, every tenth a pull of all sheets, every thirtieth the committee's pack. Memory, open files and threads
of the server are looked at after every minute. Streamlit keeps a closed tab for two minutes of the clock, and with it
the build that it showed: so long the day runs before it is counted. Then nothing may grow from the first half to the
second. Ends with 1 when something did.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from base.period import FiscalYear
from base.settings import read_settings
from benchmarks.acts import Acts, centres
from benchmarks.crowd import Tab, tab
from benchmarks.deadline import MONTHS, workbook
from benchmarks.served import cpu_seconds, fill, memory_mib, served
from benchmarks.timing import Row
from etl.read import read
from etl.reference import Register
from ledger import sheets
from ledger.sheets import Registered, key_of
from ledger.store import Ledger
from tests.google.book import Book
from tests.google.server import LocalGoogle, running
from tests.google.shelf import shelve

MINUTES, PRINTED_MINUTES = 120, 10
STAYS_MINUTES, SHEETS = 10, 3
WARM_SECONDS = 160
"""Two minutes for closed tabs, and the visitors of the first minutes have gone."""
MAY_GROW = {"memory": 24.0, "open files": 2.0, "threads": 1.0}
"""By how much (MiB, number) the median of the second half may lie above that of the first."""


@dataclass(frozen=True)
class Sample:
    """What the server holds at one moment."""

    memory_mib: float
    handles: int
    threads: int
    builds_mb: float

    @classmethod
    def of(cls, pid: int, folder: Path) -> Sample:
        """Now; the folder is the data folder."""
        handles, threads = (len(list(Path(f"/proc/{pid}/{kind}").iterdir())) for kind in ("fd", "task"))
        size = sum(one.stat().st_size for one in (folder / "builds").iterdir())
        return cls(memory_mib(pid), handles, threads, size / 1e6)


def main() -> int:
    """Runs it, prints what was held, and says with 1 that something grew."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=int, default=MINUTES, help="minutes of use, which take seconds each")
    found = list(rows(parser.parse_args().minutes))
    for row in found:
        print(row.line() + ("  GROWS" if row.is_over else ""))
    return 1 if any(row.is_over for row in found) else 0


def rows(minutes: int = MINUTES) -> Iterator[Row]:
    """The whole of it on the full demonstration, for `python -m benchmarks soak`."""
    with tempfile.TemporaryDirectory(prefix="tidtam-soak-") as folder:
        fill(Path(folder))
        samples, began = list[Sample](), time.perf_counter()
        with soaked(Path(folder)) as soak:
            for number, sample in enumerate(soak.spend(), start=1):
                if time.perf_counter() - began > WARM_SECONDS:
                    samples.append(sample)
                if number % PRINTED_MINUTES == 0:
                    print(f"  {number:4} {sample}", flush=True)
                if len(samples) == minutes:
                    break
            used = cpu_seconds(soak.pid)
        yield from judged(samples)
        done = ", ".join(f"{many} {name}" for name, many in soak.acts.done.items())
        note = f"{done}; server used {used:.0f} s of processor"
        yield Row(f"{number} minutes of use", time.perf_counter() - began, minutes, note, "s")


@dataclass
class Soak:
    """A server that is used."""

    folder: Path
    address: str
    pid: int
    acts: Acts

    def spend(self) -> Iterator[Sample]:
        """Minutes of a normal day, and what the server holds after each."""
        with ExitStack() as everybody:
            visitors: deque[tuple[Tab, ExitStack]] = deque()
            for number in itertools.count():
                stay = everybody.enter_context(ExitStack())
                visitors.append((stay.enter_context(tab(self.address, "")), stay))
                if len(visitors) > STAYS_MINUTES:
                    visitors.popleft()[1].close()
                self.acts.minute(number, [visitor for visitor, _ in visitors])
                yield Sample.of(self.pid, self.folder)


def judged(samples: Sequence[Sample]) -> Iterator[Row]:
    """How far the second half lies above the first, and what was held then."""
    half = len(samples) // 2
    parts: dict[str, list[float]] = {
        "memory": [one.memory_mib for one in samples],
        "open files": [one.handles for one in samples],
        "threads": [one.threads for one in samples],
    }
    for name, held in parts.items():
        first, second = median(held[:half]), median(held[half:])
        note = f"from {first:,.0f} to {second:,.0f}, most {max(held):,.0f}"
        unit = "MiB" if name == "memory" else ""
        yield Row(f"growth of {name} in the second half", second - first, half, note, unit, MAY_GROW[name])


@contextmanager
def soaked(folder: Path) -> Iterator[Soak]:
    """A server on this data folder, with a local Google and some sheets on it."""
    with running() as google:
        register, books = _registered(folder, google)
        key = google.key_file(folder)
        with served("app.py", folder, TIDTAM_GOOGLE_KEY=str(key), TIDTAM_GOOGLE_API=google.url) as (address, pid):
            yield Soak(folder, address, pid, Acts(folder, register, google.google, books))


def _registered(folder: Path, google: LocalGoogle) -> tuple[Register, list[Book]]:
    """The register of the year, and the sheets of some centres, of which the ledger knows."""
    settings = read_settings({"TIDTAM_DATA": str(folder)})
    ledger, books = Ledger.open(settings.ledger_url, settings.audit_key), []
    with ledger.write("admin") as writer:
        register = Register.load(writer.connection, FiscalYear(2564))
        for code in centres(register)[-SHEETS:]:
            books.append(shelve(google.google, code, read(workbook(register, code, MONTHS[0]))))
            sheets.register(writer, Registered(key_of(code, "progress"), books[-1].id, "progress", code))
    ledger.close()
    return register, books


if __name__ == "__main__":
    sys.exit(main())
