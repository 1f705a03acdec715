"""Servers to measure: one process each, over the same data folder, up when the block begins and gone when it ends."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from base.settings import read_settings
from etl import build as builds
from etl import demo
from ledger.store import Ledger

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_SECONDS = 120


def fill(folder: Path) -> None:
    """The demonstration year and its build, in an empty data folder."""
    settings = read_settings({"TIDTAM_DATA": str(folder)})
    ledger = Ledger.open(settings.ledger_url, settings.audit_key)
    demo.load(ledger)
    builds.current(ledger, settings.builds_dir)
    ledger.close()


@contextmanager
def served(script: str, folder: Path, **settings: str) -> Iterator[tuple[str, int]]:
    """Streamlit serving `script` (a path from the root); gives its address and its process number."""
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", "{port}"]
    with started(
        command, "/_stcore/health", folder / f"{Path(script).stem}.log", TIDTAM_DATA=str(folder), **settings
    ) as server:
        yield server


@contextmanager
def started(command: Sequence[str], health: str, log: Path, **environ: str) -> Iterator[tuple[str, int]]:
    """A server of any kind, up when the block begins; gives its address and its process number.

    `{port}` in the command becomes a free port; `health` is the path that answers once it is up. Raises RuntimeError
    when it ends or does not answer in time.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [word.replace("{port}", str(port)) for word in command]
    around = os.environ | {"PYTHONPATH": str(ROOT)} | environ
    with log.open("w") as told:
        process = subprocess.Popen(words, cwd=ROOT, env=around, stdout=told, stderr=subprocess.STDOUT)
        try:
            _wait(f"http://127.0.0.1:{port}{health}", process)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()
            process.wait(20)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"{url} did not answer")


def memory_mib(pid: int) -> float:
    """What a process holds in memory now, in MiB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"process {pid} is gone")


def memory_of_all_mib(pid: int) -> float:
    """What a process and everything it started hold in memory, in MiB; what they share is counted once."""
    kib = 0
    for one in family(pid):
        with suppress(OSError):  # A child may have ended since it was listed.
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
            kib += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kib / 1024


def family(pid: int) -> list[int]:
    """A process and everything it started, by number."""
    found, waiting = [], [pid]
    while waiting:
        found.append(one := waiting.pop())
        with suppress(OSError):
            for thread in Path(f"/proc/{one}/task").iterdir():
                waiting += [int(child) for child in (thread / "children").read_text().split()]
    return found


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has used so far, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
