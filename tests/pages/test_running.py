"""A server that is told to stop lets runs end: those of a whole page, and those of the part that a press runs alone."""

from __future__ import annotations

import threading

from ui import running


def test_a_run_within_a_run_ends_with_the_outer_one() -> None:
    with running.one():
        with running.one():
            assert not running.wait(0)
        assert not running.wait(0)
    assert running.wait(0)


def test_the_end_waits_for_every_thread() -> None:
    is_in, may_go = threading.Event(), threading.Event()

    def other() -> None:
        with running.one():
            is_in.set()
            may_go.wait(10)

    thread = threading.Thread(target=other)
    thread.start()
    is_in.wait(10)
    assert not running.wait(0)
    may_go.set()
    assert running.wait(10)
    thread.join()
