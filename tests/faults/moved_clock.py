"""`python -m tests.faults.moved_clock SECONDS MODULE WORDS`: one of our commands on a machine whose clock is wrong."""

from __future__ import annotations

import importlib
import sys
from datetime import timedelta

from base import clock

if __name__ == "__main__":
    # Everything of ours asks `base.clock`, and that adds this to what the machine says.
    clock.BANGKOK_OFFSET += timedelta(seconds=float(sys.argv[1]))
    sys.exit(importlib.import_module(f"{sys.argv[2]}.__main__").main(sys.argv[3:]))
