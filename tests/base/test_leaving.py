"""`python -m ledger head | head -0`: a command whose reader has gone ends without a word."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from base.leaving import NOBODY_READS

ROOT = Path(__file__).resolve().parents[2]
DOORS = [path for path in ROOT.glob("*/__main__.py") if path.parent.name != "benchmarks"]


@pytest.mark.parametrize(("told", "code"), [("print('x' * 100_000)", 0), ("print('x')", 0), ("sys.exit(3)", 3)])
def test_nobody_reads(told: str, code: int) -> None:
    program = f"import sys; from base.leaving import leave\ndef main():\n  {told}\n  return 0\nleave(main)"
    command = [sys.executable, "-c", program]
    assert subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, timeout=30).returncode == code
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert (process.stderr.read(), process.wait(30)) == (b"", NOBODY_READS if "print" in told else code)


def test_every_front_door_leaves_like_that() -> None:
    assert len(DOORS) == 4
    for path in DOORS:
        assert path.read_text().endswith('if __name__ == "__main__":\n    leave(main)\n'), path
