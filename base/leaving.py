"""How a command leaves: with its code, and without a word when whoever read what it printed has gone."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import NoReturn

NOBODY_READS = 141
"""What a shell says of a program that was ended by a closed pipe, as in `… | head -1`."""


def leave(main: Callable[[], int]) -> NoReturn:
    """Run a command and end the process with its code; NOBODY_READS when its output was no longer wanted."""
    code: object
    try:
        try:
            code = main()
        except SystemExit as left:
            code = left.code
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would try to write the rest once more on its way out, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = NOBODY_READS
    sys.exit(code)
