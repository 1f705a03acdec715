"""Which runs of pages are at work, so that a server that is told to stop lets them end.

Streamlit ends its threads with the process, in the middle of whatever they do. No half is ever recorded (one
transaction each), but whoever has just sent a report would wait for a receipt that never comes.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_SECONDS = 60
"""Less than TimeoutStopSec of deploy/tidtam.service."""

_changed = threading.Condition()
_at_work: Counter[int] = Counter()
"""Thread → how many runs it is within: a part of a page runs alone, or within the run of the whole page."""


@contextmanager
def one() -> Iterator[None]:
    """Around one run of a page, and of the part of it that a press runs alone."""
    me = threading.get_ident()
    with _changed:
        _at_work[me] += 1
    try:
        yield
    finally:
        with _changed:
            _at_work[me] -= 1
            if not _at_work[me]:
                del _at_work[me]
            _changed.notify_all()


def wait(seconds: float = PATIENCE_SECONDS) -> bool:
    """Wait until no run is at work; whether that came to be in time."""
    with _changed:
        return _changed.wait_for(lambda: not _at_work, seconds)
