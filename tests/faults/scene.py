"""One data folder that things are done to, and the proof that it came through."""

from __future__ import annotations

import gc
import io
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from base.settings import read_settings
from etl import build, people
from etl.__main__ import main as etl
from etl.receive import submit
from etl.reference import ensure
from kpi import store
from kpi.__main__ import main as kpi
from kpi.round_digest import digests
from kpi.store import Build
from ledger import schema, submissions
from ledger.__main__ import main as ledger_command
from ledger.store import Ledger
from tests import forked
from tests.etl_receive.command import ROOT, environment
from tests.etl_receive.desk import Desk
from tests.etl_receive.reports import AT, RECEIPT, files, must_be_whole

COMMANDS = {"etl": etl, "kpi": kpi, "ledger": ledger_command}
FAULTY = re.compile(r"Traceback|\.py\b|Error\b|Exception")
"""What somebody who reads sentences must never be shown."""


@dataclass(frozen=True)
class Program:
    """A process of its own, which says nothing that is for programmers."""

    process: ForkServerProcess
    log: Path

    @property
    def pid(self) -> int:
        return self.process.pid or 0

    def begun(self) -> None:
        """Wait until it has said something, or has ended."""
        while not (self.log.exists() and self.log.stat().st_size) and self.process.is_alive():
            time.sleep(0.005)

    def killed(self) -> str:
        """Kill it now; gives what it had said."""
        self.process.kill()
        return self.ended()

    def ended(self, seconds: float = 60) -> str:
        """Wait for its end; gives what it has said."""
        self.process.join(seconds)
        assert not self.process.is_alive(), "it does not end"
        said = self.log.read_text() if self.log.exists() else ""
        assert not FAULTY.search(said), said
        return said


@dataclass
class Scene:
    """A data folder, its ledger (in the folder, or in a PostgreSQL), and the receipts that were given for it."""

    data_dir: Path
    url: str = ""
    receipts: list[tuple[str, str]] = field(default_factory=list)

    @property
    def environ(self) -> dict[str, str]:
        """What a process of its own over this folder is started with."""
        return environment(self.data_dir) | ({"TIDTAM_LEDGER": self.url} if self.url else {})

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """The ledger, opened for this block, with its reference data in place."""
        settings = read_settings({"TIDTAM_DATA": str(self.data_dir), "TIDTAM_LEDGER": self.url})
        opened = Ledger.open(settings.ledger_url, settings.audit_key)
        try:
            ensure(opened)
            yield opened
        finally:
            opened.close()

    def reports(self, count: int, result: int = 50) -> list[Path]:
        """`count` different valid reports of the first agencies, beside the data folder."""
        folder = self.data_dir.parent / "reports"
        folder.mkdir(exist_ok=True)
        with self.ledger() as ledger:
            reporters = list(Desk(ledger).register().agencies)[:6]
        return files(folder, reporters, count, result)

    def start(self, module: str, *words: object) -> Program:
        """`python -m MODULE WORDS` over this folder, in a process of its own."""
        folder = Path(tempfile.mkdtemp(prefix="program-", dir=self.data_dir.parent))
        process = forked.start(module, [str(word) for word in words], self.environ, ROOT, folder / "log")
        return Program(process, folder / "log")

    def sender(self, paths: Sequence[Path]) -> Program:
        """`python -m etl submit` of these files."""
        return self.start("etl", "submit", *paths, *AT)

    def send(self, paths: Sequence[Path]) -> tuple[int, list[str]]:
        """Submit these files and keep the receipts; gives the exit code and what was complained of."""
        code, out, err = self.run("etl", "submit", *paths, *AT)
        self.receipts += RECEIPT.findall(out)
        return code, err.splitlines()

    def run(self, module: str, *words: object) -> tuple[int, str, str]:
        """One command of ours, in this process, knowing nothing of earlier ones: its code, and what it said."""
        store._open.clear()
        gc.collect()
        names = [name for name in os.environ if name.startswith("TIDTAM_")]
        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            for name in names:
                patch.delenv(name)
            for name in ("TIDTAM_DATA", "TIDTAM_LEDGER"):
                if name in self.environ:
                    patch.setenv(name, self.environ[name])
            code: int = COMMANDS[module]([str(word) for word in words])
        assert not FAULTY.search(err.getvalue()), err.getvalue()
        return code, out.getvalue(), err.getvalue()

    def figures(self) -> dict[str, str]:
        """`python -m kpi digest`: one digest for each round."""
        code, out, err = self.run("kpi", "digest", "--json")
        assert code == 0, err
        found: dict[str, str] = json.loads(out)["rounds"]
        return found


def proved(scene: Scene) -> int:
    """Sound, whole, nothing lost, every figure as if nothing had happened; gives how many reports there are."""
    code, _, err = scene.run("ledger", "verify")
    assert (code, err) == (0, "")
    with scene.ledger() as ledger:
        count = must_be_whole(ledger, scene.receipts)
        assert scene.figures() == undisturbed(ledger)
    return count


def undisturbed(disturbed: Ledger) -> dict[str, str]:
    """The figures of a new ledger that receives the same reports, one after another, through the same intake."""
    with disturbed.read() as connection:
        kept = submissions.load(connection, schema.submission.c.status == "valid")
        parcels = [(one, submissions.original(connection, one.sha256)) for one in kept]
    with tempfile.TemporaryDirectory() as folder:
        calm = Ledger.open(f"sqlite:///{folder}/ledger.sqlite", b"k" * 64)
        ensure(calm)
        with calm.read() as connection:
            admin = people.user(connection, "admin")
        for one, data in parcels:
            outcome = submit(calm, data or b"", one.file_name, user=admin, received_at=one.received_at)
            assert outcome.status == "accepted", outcome
        found = digests(Build.open(build.current(calm, Path(folder) / "builds")))
        calm.close()
    return found


def as_root() -> bool:
    """Whether a disk of its own can be mounted here."""
    return os.geteuid() == 0 and sys.platform == "linux"
