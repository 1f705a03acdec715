"""Servers to measure: one process each, over the same data folder, up when the block begins and gone when it ends."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
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
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = os.environ | {"TIDTAM_DATA": str(folder), "PYTHONPATH": str(ROOT)} | settings
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    with (folder / f"{Path(script).stem}.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", process)
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


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has used so far, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
