"""Evidence: a page built once from `figure` and `late`, then served as files; the browser itself answers the SQL."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.peers import NotToBeHad, installed, newest_build, told
from benchmarks.served import started

BUILD_PATIENCE_S = 120
NO_PARQUET = (
    "`evidence sources` did not end: it reads Parquet through DuckDB's WebAssembly, which fetches that extension from "
    "DuckDB's own server, and the registries do not carry it"
)


@contextmanager
def serve(folder: Path) -> Iterator[tuple[str, int]]:
    """See contenders.Serving."""
    program = installed("evidence", "node_modules/.bin/evidence")
    project = program.parents[2]
    file = project / "sources/told/told.duckdb"
    file.unlink(missing_ok=True)
    told.write(newest_build(folder), file)
    for step in ("sources", "build"):
        _run(program, step, project)
    vite = str(project / "node_modules/.bin/vite")
    command = [vite, "preview", "--outDir", str(project / "build"), "--port", "{port}", "--host", "127.0.0.1"]
    with started(command, "/", folder / "evidence.log") as server:
        yield server


def _run(program: Path, step: str, project: Path) -> None:
    words = ["env", "SEND_ANONYMOUS_USAGE_STATS=no", str(program), step]
    try:
        subprocess.run(
            words, cwd=project, check=True, timeout=BUILD_PATIENCE_S, stdin=subprocess.DEVNULL, capture_output=True
        )
    except subprocess.TimeoutExpired as fault:
        raise NotToBeHad(NO_PARQUET) from fault
    except subprocess.CalledProcessError as fault:
        raise NotToBeHad(f"`evidence {step}` failed") from fault
