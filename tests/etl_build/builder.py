"""A builder to be killed: `python -m tests.etl_build.builder LEDGER_FOLDER BUILDS` builds again and again.

Says "ready" before its first build, so that whoever started it knows from when on it may be killed at work.
"""

from __future__ import annotations

import sys
from pathlib import Path

from etl import build
from tests.etl_build.histories import open_ledger


def main(ledger_folder: Path, builds: Path) -> None:
    ledger = open_ledger(ledger_folder)
    print("ready", flush=True)
    while True:
        build.current(ledger, builds)
        build.from_scratch(ledger, builds)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
