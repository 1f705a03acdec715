"""kill -9 at a random moment: of a sender, of the readers of a sender, of a builder."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.etl_receive.reports import RECEIPT
from tests.faults.scene import Scene, proved

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]
Drill = Callable[[int, int], int]
KILLS = 3
"""Of readers in a round: each costs the start of another one."""


def test_a_sender_killed_at_any_moment_loses_nothing_it_was_told(scene: Scene, drill: Drill) -> None:
    chance = random.Random(20210405)
    for number in range(drill(2, 100)):
        sender = scene.sender(scene.reports(12, result=50 + number))
        sender.begun()
        time.sleep(chance.uniform(0, 0.4))
        scene.receipts += RECEIPT.findall(sender.killed())
    assert scene.receipts, "the senders must have got somewhere before they were killed"
    assert proved(scene) >= len(scene.receipts)


def test_a_reader_killed_at_any_moment_costs_a_sentence_and_no_report(scene: Scene, drill: Drill) -> None:
    """The processes that read strangers' workbooks: the sender goes on, and what was refused is taken the next time."""
    chance, kills = random.Random(1), 0
    for number in range(drill(1, 100)):
        reports = scene.reports(6, result=50 + number)
        sender = scene.sender(reports)
        left = KILLS
        while sender.process.is_alive() and left:
            time.sleep(chance.uniform(0.05, 0.6))
            for pid in random_reader(sender.pid, chance):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    left -= 1
        kills += KILLS - left
        said = sender.ended()
        assert "หน่วยความจำ" not in said, "nobody is told that a file is too large"
        scene.receipts += RECEIPT.findall(said)
        scene.send(reports)
        assert len({name for name, _ in scene.receipts}) == len(reports) * (number + 1)
    assert kills >= drill(1, 100)
    assert proved(scene) == len(scene.receipts)


def random_reader(pid: int, chance: random.Random) -> list[int]:
    """One of the processes below this one, whichever; none while there is none."""
    below = descendants(pid)
    return [chance.choice(below)] if below else []


def descendants(pid: int) -> list[int]:
    found = []
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                found += [int(child), *descendants(int(child))]
    return found
