"""A fresh command line for each test, and a workbook sent and marked through it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.etl_receive.command import Command

WORDS = ("--form", "progress", "--reporter", "DSD", "--period", "2021-03", "--received-at", "2021-04-05T09:00")

Sent = Callable[[bytes], dict[str, object]]
Marked = Callable[[object], bytes]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(tmp_path / "data", monkeypatch, capsys)


@pytest.fixture
def send(command: Command) -> Sent:
    """Send a workbook; what `submit --json` says of it."""

    def run(data: bytes, name: str = "รายงาน.xlsx") -> dict[str, object]:
        said: dict[str, object] = command.run("submit", command.file(name, data), *WORDS, "--json").json[0]
        return said

    return run


@pytest.fixture
def mark(command: Command) -> Marked:
    """The marked copy of a submission."""

    def run(number: object) -> bytes:
        path = command.data_dir.parent / f"{number}.xlsx"
        said = command.run("annotate", number, "-o", path)
        assert said.code == 0, said.err
        return path.read_bytes()

    return run
