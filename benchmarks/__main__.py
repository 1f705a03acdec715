"""`make bench`: every measurement of the house in one run, as a readable table and as out/bench.json.

Absolute times depend on the machine; quote medians and the ratios between rows of one run.
"""

from __future__ import annotations

import importlib
import json
import platform
import sys
from pathlib import Path

from base import clock
from benchmarks.timing import Row

SUITES = ("figures", "forecast", "intake", "deadline", "build", "browser", "visitors")
OUT = Path("out/bench.json")


def main() -> int:
    """Runs the suites named on the command line, or all of them."""
    chosen = sys.argv[1:] or SUITES
    unknown = set(chosen) - set(SUITES)
    if unknown:
        print(f"no suite {', '.join(sorted(unknown))}; there are {', '.join(SUITES)}", file=sys.stderr)
        return 1
    rows: list[Row] = []
    for name in chosen:
        print(f"\n{name}", flush=True)
        for row in importlib.import_module(f"benchmarks.{name}").rows():
            print(f"  {row.name:58}{row.median_ms:>12,.1f} {row.unit:5} n={row.runs}  {row.note}", flush=True)
            rows.append(row)
    OUT.parent.mkdir(exist_ok=True)
    machine = {"at": clock.now().isoformat(), "python": platform.python_version(), "machine": platform.machine()}
    OUT.write_text(json.dumps({**machine, "rows": [row.as_json() for row in rows]}, indent=1, ensure_ascii=False))
    print(f"\n{OUT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
