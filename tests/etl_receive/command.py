"""`python -m etl` run in this process (fast) or in its own (for what only a process can show)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from etl.__main__ import main

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Said:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def sentences(self) -> list[str]:
        return [line for line in self.err.splitlines() if line]


@dataclass(frozen=True)
class Command:
    """The command line over one data folder."""

    data_dir: Path
    patch: pytest.MonkeyPatch
    captured: pytest.CaptureFixture[str]

    def run(self, *words: object) -> Said:
        self.patch.setenv("TIDTAM_DATA", str(self.data_dir))
        for name in ("TIDTAM_LEDGER", "TIDTAM_AUDIT_KEY", "TIDTAM_USER"):
            self.patch.delenv(name, raising=False)
        self.captured.readouterr()
        code = main([str(word) for word in words])
        out, err = self.captured.readouterr()
        return Said(code, out, err)

    def file(self, name: str, data: bytes) -> Path:
        path = self.data_dir.parent / name
        path.write_bytes(data)
        return path


def environment(data_dir: Path) -> dict[str, str]:
    """The environment of a process of its own over this data folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TIDTAM_")}
    return {**kept, "TIDTAM_DATA": str(data_dir), "PYTHONIOENCODING": "utf-8"}


def spawn(data_dir: Path, words: Sequence[object]) -> subprocess.Popen[str]:
    """`python -m etl` in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "etl", *map(str, words)],
        cwd=ROOT,
        env=environment(data_dir),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
