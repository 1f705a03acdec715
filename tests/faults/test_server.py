"""kill -9 of the web server at random moments, while several people upload through its pages.

Whoever saw a receipt has a report that is kept; whoever saw none sends again after the restart and is received once.
"""

from __future__ import annotations

import os
import queue
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks.crowd import Tab, tab
from tests.etl_receive.desk import Desk
from tests.etl_receive.reports import files, must_be_whole
from tests.faults.scene import Scene, proved
from tests.faults.visitor import CUT, receipts_in, signed_in
from tests.pages.conftest import Running, running

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]
Drill = Callable[[int, int], int]
PEOPLE, AT_ONCE = 3, 6


class Crowd:
    """Several people who send workbooks through the pages until there are none or the server is gone."""

    def __init__(self, secret: str, paths: Sequence[Path]) -> None:
        self.secret = secret
        self.waiting: queue.SimpleQueue[Path] = queue.SimpleQueue()
        for path in paths:
            self.waiting.put(path)
        self.unsent: list[Path] = []
        self.receipts: list[tuple[str, str]] = []
        self.faults: list[str] = []
        self.cut = 0

    def send(self, server: Running) -> list[threading.Thread]:
        """They have begun."""
        crowd = [threading.Thread(target=self._person, args=(server,)) for _ in range(PEOPLE)]
        for person in crowd:
            person.start()
        return crowd

    def _person(self, server: Running) -> None:
        with suppress(queue.Empty):
            while True:
                path = self.waiting.get_nowait()
                try:
                    if not self._sent(server, path):
                        self.unsent.append(path)
                except Exception as fault:  # a thread's fault is told by whoever waits for it
                    self.faults.append(repr(fault))

    def _sent(self, server: Running, path: Path) -> bool:
        """Whether a receipt came, be it in the last words before the line was cut."""
        mine: Tab | None = None
        try:
            with tab(server.address, self.secret) as mine:
                mine.send_file(path)
        except CUT:
            assert until(server.has_ended), "cut off by a server that was up"
            self.cut += 1
        return mine is not None and self._kept(mine)

    def _kept(self, mine: Tab) -> bool:
        found = receipts_in(mine)
        self.receipts += found
        return bool(found)


def until(is_so: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.01)
    return is_so()


def fresh_reports(scene: Scene) -> Iterator[Path]:
    """Reports that nobody has sent yet, no two of one agency's month: sent again, it is known as the same one."""
    folder = scene.data_dir.parent / "reports"
    folder.mkdir()
    with scene.ledger() as ledger:
        reporters = list(Desk(ledger).register().agencies)
    for first in range(0, len(reporters), AT_ONCE):
        yield from files(folder, reporters[first : first + AT_ONCE], 6 * AT_ONCE)


def test_a_server_killed_at_any_moment_keeps_what_it_gave_a_receipt_for(scene: Scene, drill: Drill) -> None:
    """The first and the last server are left in peace: one shows how long they take, one takes what was cut off."""
    chance, secret, fresh, rounds = random.Random(14), signed_in(scene), fresh_reports(scene), drill(2, 100)
    unsent: list[Path] = []
    cut, taken = 0, 0.0
    for number in range(rounds + 2):
        is_killed = 0 < number <= rounds
        crowd = Crowd(secret, unsent + [next(fresh) for _ in range(AT_ONCE - len(unsent))])
        with running(scene.data_dir) as server:
            began, at_work = time.monotonic(), crowd.send(server)
            if is_killed:
                time.sleep(chance.uniform(0, taken))
                os.kill(server.pid, signal.SIGKILL)
            for person in at_work:
                person.join()
        assert not crowd.faults, crowd.faults
        taken = taken or time.monotonic() - began
        unsent, cut = crowd.unsent, cut + crowd.cut
        scene.receipts += crowd.receipts
        with scene.ledger() as ledger:
            must_be_whole(ledger, scene.receipts)
    assert cut >= rounds and not unsent, "the servers were at work, and after the last start all are received"
    assert proved(scene) == len({name for name, _ in scene.receipts}) >= 2 * AT_ONCE
