"""Many sheets read through one queue under one quota, a few at a time, so that one that stalls does not hold up all.

A sheet that failed comes again when its pause is over. Refusals in a row for the quota are about the account: then
everybody waits. When nothing goes well for too long, the rest is given up and says why.
"""

from __future__ import annotations

import heapq
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from etl.sheets import fetch
from etl.sheets.client import Client
from etl.sheets.faults import Again, GoogleFault, Wrong
from etl.sheets.fetch import Taken
from etl.sheets.patience import ATTEMPTS
from ledger.sheets import Registered

READERS = 3
IN_A_ROW = 2
"""So many refusals in a row may be chance; one more and the account is meant."""

Tell = Callable[[int, int, str], None]
"""Told how many sheets are done, of how many, and which one was the last."""


@dataclass(frozen=True, slots=True)
class Read:
    """What came of reading one sheet: its content, or why there is none."""

    sheet: Registered
    taken: Taken | None = None
    wrong: Wrong | None = None


class _Queue:
    """What is still to be read, shared by the readers."""

    def __init__(self, wanted: Sequence[Registered]) -> None:
        self._lock = threading.Lock()
        self._fresh = deque((0.0, number, 0, sheet) for number, sheet in enumerate(wanted))
        self._again: list[tuple[float, int, int, Registered]] = []
        self._refusals = 0
        self.given_up: Wrong | None = None
        self.done: list[Read] = []

    def next(self, now: float) -> tuple[float, int, int, Registered] | None:
        """A sheet whose pause is over, else a fresh one, else the one whose pause ends first; None at the end."""
        with self._lock:
            if self.given_up is not None:
                rest = [*self._fresh, *self._again]
                self.done += [Read(sheet, wrong=self.given_up) for *_, sheet in rest]
                self._fresh.clear()
                self._again.clear()
            if self._again and (not self._fresh or self._again[0][0] <= now):
                return heapq.heappop(self._again)
            return self._fresh.popleft() if self._fresh else None

    def put_back(self, not_before: float, number: int, attempt: int, sheet: Registered) -> None:
        with self._lock:
            heapq.heappush(self._again, (not_before, number, attempt, sheet))

    def end(self, read: Read) -> None:
        with self._lock:
            self.done.append(read)

    def refused(self, is_quota: bool) -> int:
        """How many refusals for the quota have come in a row, this answer included."""
        with self._lock:
            self._refusals = self._refusals + 1 if is_quota else 0
            return self._refusals


def read_all(client: Client, wanted: Sequence[Registered], tell: Tell) -> list[Read]:
    """Every sheet, read or with the reason why not. `tell` is called in the caller's thread."""
    queue = _Queue(wanted)
    threads = [
        threading.Thread(target=_work, args=(client.twin(), queue), daemon=True)
        for _ in range(min(READERS, len(wanted)))
    ]
    for thread in threads:
        thread.start()
    told = 0
    while any(thread.is_alive() for thread in threads):
        threads[0 if threads[0].is_alive() else -1].join(0.05)
        if len(queue.done) > told:
            told = len(queue.done)
            tell(told, len(wanted), queue.done[told - 1].sheet.key)
    return queue.done


def _work(client: Client, queue: _Queue) -> None:
    clock = client.patience.clock
    while (task := queue.next(clock.monotonic())) is not None:
        not_before, number, attempt, sheet = task
        if (rest := not_before - clock.monotonic()) > 0:
            clock.sleep(rest)
        try:
            taken = fetch.take(client, sheet.spreadsheet, attempt)
        except Again as again:
            _again(client, queue, again, task)
        except GoogleFault as fault:
            queue.refused(False)
            queue.end(Read(sheet, wrong=fault.wrong))
        except Exception:  # a reader that dies silently would lose its sheet
            queue.end(Read(sheet, wrong=Wrong.NO_ANSWER))
        else:
            queue.refused(False)
            queue.end(Read(sheet, taken))


def _again(client: Client, queue: _Queue, again: Again, task: tuple[float, int, int, Registered]) -> None:
    """Later once more, or not at all."""
    patience, (_, number, attempt, sheet) = client.patience, task
    is_quota = again.wrong is Wrong.QUOTA
    refusals = queue.refused(is_quota)
    pause = patience.pause_seconds(refusals - 1 if is_quota else attempt, again.retry_after_seconds)
    if patience.is_hopeless(pause):
        queue.given_up = again.wrong
    if queue.given_up is not None or (not is_quota and attempt + 1 >= ATTEMPTS):
        queue.end(Read(sheet, wrong=again.wrong))
        return
    not_before = patience.clock.monotonic() + pause
    if is_quota and refusals > IN_A_ROW:
        patience.close_until(not_before)
    queue.put_back(not_before, number, attempt + (not is_quota), sheet)
