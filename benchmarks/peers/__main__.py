"""`make peers`: installs the other tools into .cache/peers, each in pinned versions and in a folder of its own.

`python -m benchmarks.peers [dash] [superset] [evidence]`. A tool that cannot be had is told in one sentence; the
comparison then goes on without it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.peers import HERE, INSTALLED

PYTHON_TOOLS = ("dash", "superset")
NAMES = (*PYTHON_TOOLS, "evidence")
PATIENCE_S = 1500


def main() -> int:
    """Installs the tools named on the command line, or all of them; 1 when one could not be installed."""
    missing = 0
    for name in sys.argv[1:] or NAMES:
        try:
            (_python if name in PYTHON_TOOLS else _evidence)(name)
            print(f"{name}: installed in {(INSTALLED / name).relative_to(HERE.parents[1])}", flush=True)
        except (OSError, subprocess.SubprocessError) as fault:
            missing += 1
            print(f"{name}: cannot be had here ({fault}); it will not be measured", file=sys.stderr, flush=True)
    return min(missing, 1)


def _python(name: str) -> None:
    folder = INSTALLED / name
    _run([sys.executable, "-m", "venv", str(folder)], HERE)
    _run([str(folder / "bin/pip"), "install", "-q", "--no-deps", "-r", f"{name}.txt"], HERE)


def _evidence(name: str) -> None:
    folder = INSTALLED / name
    shutil.copytree(HERE / name, folder, dirs_exist_ok=True)
    # Not `npm ci`: a registry that carries only this platform's optional packages leaves the others out of the lock.
    _run(["npm", "install", "--no-audit", "--no-fund", "--loglevel", "error"], folder)


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, timeout=PATIENCE_S)


if __name__ == "__main__":
    sys.exit(main())
