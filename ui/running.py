"""Which runs of pages are at work, so that a server that is told to stop lets them end.

Streamlit ends its threads with the process, in the middle of whatever they do. No half is ever recorded (one
transaction each), but whoever has just sent a report would wait for a receipt that never comes.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_SECONDS = 60
"""Less than TimeoutStopSec of deploy/tidtam.service."""

_changed = threading.Condition()
_at_work: set[int] = set()


@contextmanager
def one() -> Iterator[None]:
    """Around one run of a page."""
    me = threading.get_ident()
    with _changed:
        _at_work.add(me)
    try:
        yield
    finally:
        with _changed:
            _at_work.discard(me)
            _changed.notify_all()


def wait(seconds: float = PATIENCE_SECONDS) -> bool:
    """Wait until no run is at work; whether that came to be in time."""
    with _changed:
        return _changed.wait_for(lambda: not _at_work, seconds)
