"""`python -m benchmarks.night [--minutes 10]`: deadline night on one machine, with four processes and one PostgreSQL.

nginx as in deploy/ (sticky by the session's cookie) before four servers, each with its own builds; a hundred readers
without a browser who change a filter every five seconds, four real browsers, and 462 workbooks in ten minutes, sent
through the pages by the centres' own accounts. The load is niced and its processor time printed. Ends with 1 when a
limit is broken.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from base import clock
from benchmarks.deadline import _parcels
from benchmarks.served import ROOT, cpu_seconds, family, memory_mib, served
from benchmarks.timing import Row
from etl import build as builds
from etl import demo, people
from kpi.round_digest import digests
from kpi.store import Build
from ledger import accounts, audit, sessions, submissions
from ledger.store import Ledger
from tests.deploy import site
from tests.postgres import binaries_of, cluster

PROCESSES, READERS, BROWSERS, UPLOADS, MINUTES = 4, 100, 4, 462, 10.0
WATCH_EVERY = 20
# The crowd holds the clock: starved of the processor it would time itself, not the servers. Browsers draw pages.
NICE = {"crowd": 5, "windows": 10}
KEY = "the audit key of a deadline night, for measuring"
COME_IN_S = 15.0
LIMITS_S = {"upload": 5.0, "filter": 1.5, "caught up": 2.0}


def main() -> int:
    """Runs the night, prints it, and says with 1 that a limit was broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.night", description=__doc__)
    parser.add_argument("--minutes", type=float, default=MINUTES, help="a shorter night has fewer uploads")
    parser.add_argument("--small", action="store_true", help="the small demonstration instead of all three years")
    asked = parser.parse_args()
    is_kept = True
    for row, is_within in night(asked.minutes, is_small=asked.small):
        mark = "" if is_within else "  ABOVE ITS LIMIT"
        print(f"{row.name:58}{row.median_ms:>12,.1f} {row.unit:5} n={row.runs}  {row.note}{mark}", flush=True)
        is_kept = is_kept and is_within
    return 0 if is_kept else 1


def rows() -> Iterator[Row]:
    """The whole night, for `python -m benchmarks night`."""
    for row, _ in night(MINUTES, is_small=False):
        yield row


def night(minutes: float, *, is_small: bool) -> Iterator[tuple[Row, bool]]:
    """What was measured, and whether each is within its limit."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tidtam-night-")))
        where = binaries_of()
        if where is None:
            raise SystemExit("PostgreSQL is not installed: apt-get install postgresql nginx-light")
        url = stack.enter_context(cluster(where, ("shared_buffers=128MB", "max_connections=120"))).url
        ledger = Ledger.open(url, KEY.encode())
        demo.load(ledger, size="small" if is_small else "full")
        plan = _plan(ledger, folder, round(UPLOADS * minutes / MINUTES))
        before = len(_kept(ledger))
        servers = [stack.enter_context(_server(folder / f"app{number}", url)) for number in range(PROCESSES)]
        upstream = "; server ".join(address.removeprefix("http://") for address, _ in servers)
        address = stack.enter_context(site.running(folder, upstream))
        used = [cpu_seconds(pid) for _, pid in servers]
        begin = time.time() + COME_IN_S
        plan |= {"address": address, "begin": begin - COME_IN_S, "end": begin + minutes * 60}
        plan["servers"] = {one: secret for (one, _), secret in zip(servers, plan.pop("watchers"), strict=True)}
        for job in plan["uploads"]:
            job["at"] += begin
        told, looks = _carried_out(plan, folder, minutes)
        spent = [cpu_seconds(pid) - first for (_, pid), first in zip(servers, used, strict=True)]
        yield from _measured(told, looks)
        yield from _proved(ledger, told, before, [folder / f"app{number}" / "builds" for number in range(PROCESSES)])
        held = sum(memory_mib(pid) for _, pid in servers)
        yield Row("memory of the four processes", held, PROCESSES, "", "MiB"), True
        yield Row("processor of the four processes", sum(spent), 1, f"in {minutes:g} minutes", "s"), True
        load = resource.getrusage(resource.RUSAGE_CHILDREN)
        yield Row("processor of load, browsers and everything else", load.ru_utime + load.ru_stime, 1, "", "s"), True
        ledger.close()


@contextmanager
def _server(folder: Path, url: str) -> Iterator[tuple[str, int]]:
    folder.mkdir()
    with served("app.py", folder, TIDTAM_LEDGER=url, TIDTAM_AUDIT_KEY=KEY) as one:
        yield one


def _plan(ledger: Ledger, folder: Path, count: int) -> dict[str, Any]:
    """Workbooks on the disk, and everybody signed in; uploads at even distances with a chance of their own."""
    parcels, chance = _parcels(ledger)[:count], random.Random(462)
    chance.shuffle(parcels)
    apart = MINUTES * 60 / UPLOADS
    senders = {parcel.name: f"agency.{parcel.name.split('-')[0]}" for parcel in parcels}
    secrets = _signed_in(ledger, [*senders.values(), "steward", "director"], READERS + BROWSERS + PROCESSES)
    uploads = []
    for number, parcel in enumerate(parcels):
        path = folder / parcel.name
        path.write_bytes(parcel.data)
        at = apart * (number + chance.uniform(0, 1))
        uploads.append(
            {
                "path": str(path),
                "secret": secrets[senders[parcel.name]][0],
                "at": at,
                "is_watched": number % WATCH_EVERY == 0,
            }
        )
    many = secrets["steward"]
    return {
        "uploads": uploads,
        "readers": many[:READERS],
        "browsers": many[READERS : READERS + BROWSERS],
        "watchers": many[READERS + BROWSERS :],
    }


def _signed_in(ledger: Ledger, codes: Sequence[str], of_steward: int) -> dict[str, list[str]]:
    """An account and a session for each; the steward at many machines."""
    with ledger.write("admin") as writer:
        for code in sorted({*codes, "admin"}):
            accounts.add(writer, code)
            accounts.set_password(writer, code, "$argon2id$none")
        users = {code: people.user(writer.connection, code) for code in codes}
        return {
            code: [sessions.begin(writer, user) for _ in range(of_steward if code == "steward" else 1)]
            for code, user in users.items()
        }


def _carried_out(plan: dict[str, Any], folder: Path, minutes: float) -> tuple[dict[str, Any], int]:
    """The crowd and the browsers, each niced and in a process of its own; what it told, how often they looked."""
    path = folder / "plan.json"
    path.write_text(json.dumps(plan))
    with ExitStack() as stack:
        answers = {}
        for name in ("crowd", "windows"):
            out = stack.enter_context((folder / f"{name}.json").open("w"))
            command = [sys.executable, "-m", f"benchmarks.{name}", str(path)]
            environ = os.environ | {"PYTHONPATH": str(ROOT)}
            answers[name] = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=out, start_new_session=True)
        until = time.monotonic() + minutes * 60 + 600
        while any(process.poll() is None for process in answers.values()) and time.monotonic() < until:
            for name, process in answers.items():
                _nice(process.pid, NICE[name])
            time.sleep(1)
        for name, process in answers.items():
            if process.wait(10):
                raise RuntimeError(f"{name} ended with {process.returncode}")
    told: dict[str, Any] = json.loads((folder / "crowd.json").read_text())
    return told, int(json.loads((folder / "windows.json").read_text()))


def _nice(pid: int, value: int) -> None:
    """A process and all that it started, each thread: Chromium gives its own a higher priority than it was given.

    Linux shares a processor between sessions first (sched(7), autogroup), and a browser begins a session of its own:
    being nice to the threads of another one takes the session's nice value.
    """
    for one in family(pid):
        with suppress(OSError):  # it may have ended since it was listed
            session = Path(f"/proc/{one}/autogroup")
            if session.exists() and not session.read_text().endswith(f"nice {value}\n"):
                session.write_text(str(value))
            for thread in Path(f"/proc/{one}/task").iterdir():
                os.setpriority(os.PRIO_PROCESS, int(thread.name), value)


def _measured(told: dict[str, Any], looks: int) -> Iterator[tuple[Row, bool]]:
    for name, taken in (
        ("upload", told["uploads_s"]),
        ("filter", told["filters_s"]),
        ("caught up", told["caught_up_s"]),
    ):
        ordered, limit = sorted(taken) or [0.0], LIMITS_S[name]
        middle, late = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
        worst = ordered[-1] if name == "caught up" else late
        yield Row(f"{name}: median", middle * 1000, len(taken), f"slowest {ordered[-1] * 1000:,.0f}"), bool(taken)
        yield Row(f"{name}: 95th percentile", late * 1000, len(taken), f"(at most {limit:g} s)"), worst <= limit
    faults = told["faults"]
    yield Row("errors that anybody met", len(faults), 1, " | ".join(faults[:3]), ""), not faults
    yield Row("pages that the browsers saw", looks, BROWSERS, "", ""), looks > 0


def _proved(ledger: Ledger, told: dict[str, Any], before: int, shelves: Sequence[Path]) -> Iterator[tuple[Row, bool]]:
    """Nothing lost, nothing twice, the chain sound, and the figures of every process those of a build from scratch."""
    kept, receipts = _kept(ledger), set(told["receipts"])
    lost = len(receipts - kept) + len(told["receipts"]) - len(receipts)
    yield Row("lost after a receipt", lost, len(told["receipts"]), f"{len(kept) - before} kept", ""), lost == 0
    sound = len(audit.verify(ledger))
    yield Row("faults of the audit chain", sound, 1, "", ""), sound == 0
    truth = digests(Build(builds.from_scratch(ledger, shelves[0].parent / "scratch")))
    other = sum(digests(Build(builds.current(ledger, shelf))) != truth for shelf in shelves)
    note = f"{len(truth)} rounds compared at {clock.now():%H:%M}"
    yield Row("processes with another figure than a build from scratch", other, len(shelves), note, ""), other == 0


def _kept(ledger: Ledger) -> set[str]:
    with ledger.read() as connection:
        return {one.submission_id for one in submissions.valid_of(connection, "progress")}


if __name__ == "__main__":
    sys.exit(main())
