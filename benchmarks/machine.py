"""What a measurement was taken on: the machine, how busy it was, and the versions of what was measured."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
import sqlite3
import subprocess
from pathlib import Path

LIBRARIES = ("streamlit", "duckdb", "pandas", "openpyxl", "SQLAlchemy", "pyarrow", "playwright")
QUIET_LOAD = 0.5
"""A run counts as undisturbed when fewer programmes than this were waiting for a processor before it began."""


def described() -> dict[str, object]:
    """Cores, memory in GiB, processor, system, versions."""
    cpu = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    total = re.search(r"^MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text(), re.MULTILINE)
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(int(total[1]) / 2**20) if total else None,
        "processor": cpu[1] if cpu else platform.machine(),
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "versions": {
            "Python": platform.python_version(),
            **{name: importlib.metadata.version(name) for name in LIBRARIES},
            "SQLite": sqlite3.sqlite_version,
            "Chromium": _chromium(),
        },
    }


def load() -> float:
    """How many programmes have been waiting for a processor, over the last minute."""
    return round(os.getloadavg()[0], 2)


def _chromium() -> str:
    try:
        told = subprocess.run(["/usr/bin/chromium", "--version"], capture_output=True, text=True, timeout=30).stdout
    except (OSError, subprocess.TimeoutExpired):
        return "none"
    found = re.search(r"[\d.]+", told)
    return found[0] if found else "none"
