"""Superset behind gunicorn: one process with twenty threads, its metadata in SQLite, its cache in memory.

Its metadata is prepared once (a minute) and kept; the dashboard is made anew for each run, over a copy of the build.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.peers import HERE, NotToBeHad, installed, newest_build, told
from benchmarks.served import started

WHOLE = "table.table >> nth=9"
"""Five charts, each of two tables: one for its head, one for its rows."""
PAGE = "/superset/dashboard/overview/"


@contextmanager
def serve(folder: Path) -> Iterator[tuple[str, int]]:
    """See contenders.Serving."""
    python = installed("superset", "bin/python")
    home = folder / "superset"
    home.mkdir()
    environ = {"SUPERSET_SECRET": secrets.token_hex(32), "SUPERSET_HOME": str(home)} | {
        "SUPERSET_CONFIG_PATH": str(HERE / "superset_config.py"),
        "FLASK_APP": "superset.app:create_app()",
    }
    told.write(newest_build(folder), home / "told.duckdb")
    _prepare(python, home, environ)
    words = [str(python.parent / "gunicorn"), "-b", "127.0.0.1:{port}", "-k", "gthread", "--threads", "20"]
    command = [*words, "--timeout", "120", "--no-control-socket", "superset.app:create_app()"]
    with started(command, "/health", folder / "superset.log", **environ) as (address, pid):
        yield address + PAGE, pid


def choose(page: Page, number: int) -> None:
    """Choose the other round in the filter; nothing changes before it is applied."""
    page.get_by_role("combobox", name="NATIVE_FILTER-round").click(force=True)  # under the chosen word
    page.locator(f'.ant-select-item-option[title="{number}"]').click()


def press(page: Page, number: int) -> None:
    """Apply what was chosen."""
    page.locator('[data-test="filter-bar__apply-button"]').click()


def _prepare(python: Path, home: Path, environ: dict[str, str]) -> None:
    ready = python.parents[1] / "ready.db"
    if not ready.exists():
        for step in (["db", "upgrade"], ["init"]):
            _run([str(python.parent / "superset"), *step], environ)
        shutil.copyfile(home / "superset.db", ready)
    shutil.copyfile(ready, home / "superset.db")
    _run([str(python), str(HERE / "superset_dashboard.py"), str(home / "told.duckdb")], environ)


def _run(command: list[str], environ: dict[str, str]) -> None:
    try:
        subprocess.run(command, env=os.environ | environ, check=True, capture_output=True, timeout=900)
    except subprocess.SubprocessError as fault:
        raise NotToBeHad(f"its set-up failed ({Path(command[0]).name} {command[1]})") from fault
