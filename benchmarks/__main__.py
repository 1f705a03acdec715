"""`make bench`: every measurement of the house in one run, as a readable table and as out/bench.json.

`python -m benchmarks [--write] [SUITE ...]`; with --write the results also go into docs/benchmarks.json and
docs/benchmarks.md. Absolute times depend on the machine; quote medians and the ratios between rows of one run.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path
from typing import Any

from base import clock
from benchmarks import document, machine

SUITES = ("figures", "forecast", "intake", "deadline", "build", "growth", "browser", "visitors", "night", "soak")
OUT = Path("out/bench.json")


def main() -> int:
    """Runs the suites named on the command line, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=", ".join(SUITES))
    parser.add_argument("--write", action="store_true", help=f"keep the results in {document.KEPT} and {document.PAGE}")
    options = parser.parse_args()
    if unknown := set(options.suites) - set(SUITES):
        parser.error(f"no suite {', '.join(sorted(unknown))}; there are {', '.join(SUITES)}")
    described, ran = machine.described(), {}
    for name in options.suites or SUITES:
        ran[name] = run(name) | {"machine": described}
        OUT.parent.mkdir(exist_ok=True)
        OUT.write_text(json.dumps({"suites": ran}, indent=1, ensure_ascii=False))
        if options.write:
            document.write({"suites": {name: ran[name]}}, Path())
    print(f"\n{OUT}")
    return 0


def run(name: str) -> dict[str, Any]:
    """One suite: when, how busy the machine was before, and its rows, printed as they come."""
    print(f"\n{name}", flush=True)
    began, load, rows = clock.now(), machine.load(), []
    for row in importlib.import_module(f"benchmarks.{name}").rows():
        print(f"  {row.line()}", flush=True)
        rows.append(row.as_json())
    return {"at": began.isoformat(timespec="minutes"), "load": load, "rows": rows}


if __name__ == "__main__":
    sys.exit(main())
