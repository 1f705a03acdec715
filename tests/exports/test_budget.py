"""What a whole pack costs, imports included: seconds of the processor and memory of one process."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SECONDS, MEGABYTES = 10.0, 400.0
# The peak comes from /proc: `ru_maxrss` also counts what the process that started this one held.
MEASURED = """
import resource, sys
from exports.__main__ import main
code = main(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_SELF)
status = open("/proc/self/status").read()
peak = int(status.partition("VmHWM:")[2].split()[0])
print(f"cost {used.ru_utime + used.ru_stime:.2f} s {peak / 1024:.0f} MB")
sys.exit(code)
"""


@pytest.mark.slow
def test_the_whole_pack_in_one_process(small_demo: Path, tmp_path: Path) -> None:
    """Processor time, not the clock's: the machine may be busy with other tests."""
    asked = ["pack", "--fy", "2564", "--round", "1", "-o", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *asked],
        env=os.environ | {"TIDTAM_DATA": str(small_demo)},
        capture_output=True,
        text=True,
        check=True,
    )
    cost = re.search(r"cost ([\d.]+) s (\d+) MB", done.stdout)
    assert cost is not None, done.stdout
    print(cost[0])
    assert float(cost[1]) <= SECONDS and float(cost[2]) <= MEGABYTES
    assert {path.suffix for path in tmp_path.iterdir()} == {".pptx", ".pdf", ".png", ".xlsx", ".docx"}
