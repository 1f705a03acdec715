"""The Dash page behind gunicorn: one process with eight threads, like the one process of ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.peers import installed
from benchmarks.served import started


@contextmanager
def serve(folder: Path) -> Iterator[tuple[str, int]]:
    """See contenders.Serving."""
    words = [str(installed("dash", "bin/gunicorn")), "-b", "127.0.0.1:{port}", "--threads", "8"]
    command = [*words, "--no-control-socket", "benchmarks.peers.dash_plain:server"]
    with started(command, "/", folder / "dash.log", TIDTAM_DATA=str(folder)) as server:
        yield server
