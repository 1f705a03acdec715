"""The build that a visit reads: the newest one, made by one visitor at a time while the others go on with the last.

On the night of a deadline a report comes in every second, to this process or to another one. Were everybody made to
wait for the build with the very last of them, nobody would read. So after a build a process rests from building four
times as long as it took, a second at most: whoever comes in between reads the one before. Nobody is given less than
they have recorded themselves: what a visitor has just decided stands in what they are shown.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from etl import build as builds
from kpi.store import Build
from ledger.store import Ledger

REST = 4
LONGEST_REST_SECONDS = 1.0

log = logging.getLogger("tidtam")


class Newest:
    """The builds of one folder as the visitors of this process are given them."""

    def __init__(self, folder: Path, seconds: Callable[[], float] = time.monotonic) -> None:
        self._folder = folder
        self._seconds = seconds
        self._maker = threading.Lock()
        self._last: Path | None = None
        self._size = 0
        self._not_before = 0.0

    def of(self, ledger: Ledger) -> tuple[Build, bool]:
        """The build to read, and whether it is older than the ledger because a newer one could not be made.

        Raises BuildFault when there is none at all, LedgerFault, and DamagedBuild.
        """
        last = self._last
        if last is not None and builds.holds(last, ledger.own_fact_seq):
            is_resting = self._seconds() <= self._not_before
            if is_resting or not self._maker.acquire(blocking=False):
                return self._opened(last, ledger)
        else:
            self._maker.acquire()
        try:
            return self._made(ledger)
        finally:
            self._maker.release()

    def _made(self, ledger: Ledger) -> tuple[Build, bool]:
        if self._last is not None and builds.is_newest(ledger, self._last, self._size):
            return Build.open(self._last), False
        began = self._seconds()
        try:
            path = builds.current(ledger, self._folder)
        except builds.BuildFault:
            good = builds.last_good(self._folder)
            if good is None:
                raise
            log.exception("showing %s", good.name)
            return Build.open(good), True
        if path != self._last:
            ended = self._seconds()
            # The first one of a process may have been made from scratch, which says nothing about the next.
            rest = min(REST * (ended - began), LONGEST_REST_SECONDS) if self._last is not None else 0.0
            self._last, self._size, self._not_before = path, path.stat().st_size, ended + rest
        return Build.open(path), False

    def _opened(self, path: Path, ledger: Ledger) -> tuple[Build, bool]:
        """The last build; where it is gone or damaged meanwhile, whatever is the newest by now."""
        if path.exists():
            return Build.open(path), False
        with self._maker:
            return self._made(ledger)
