"""Which build a visit reads while reports keep coming in, to this process and to others."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from etl.building.shelf import Shelf
from ledger.store import Ledger, Mark
from ui.newest import Newest


class Hours:
    """A clock that stands still until it is moved on; each look takes a tenth of a second."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.1
        return self.now


@pytest.fixture
def elsewhere(ledger_url: str, audit_key: bytes) -> Iterator[Ledger]:
    """The same ledger as another process has it open."""
    other = Ledger.open(ledger_url, audit_key)
    yield other
    other.close()


def report(ledger: Ledger) -> int:
    """Record one more fact; gives its sequence number."""
    with ledger.write("admin") as writer:
        return writer.append("note", "a", {})


def test_what_others_send_may_wait_a_little_while_after_a_build(
    ledger: Ledger, elsewhere: Ledger, tmp_path: Path
) -> None:
    hours = Hours()
    newest = Newest(tmp_path, hours)
    newest.of(ledger)
    report(elsewhere)
    first, _ = newest.of(ledger)
    sent = report(elsewhere)
    assert newest.of(ledger) == (first, False), "a tenth of a second was spent on a build: four tenths are rest"
    hours.now += 0.5
    assert newest.of(ledger)[0].last_seq == sent


def test_what_was_decided_here_is_shown_at_once(ledger: Ledger, tmp_path: Path) -> None:
    newest = Newest(tmp_path, Hours())
    for _ in range(3):
        sent = report(ledger)
        assert newest.of(ledger)[0].last_seq == sent


def test_another_visitor_reads_on_while_that_rests(ledger: Ledger, tmp_path: Path) -> None:
    newest, mine, theirs = Newest(tmp_path, Hours()), ledger.of_visitor(Mark()), ledger.of_visitor(Mark())
    newest.of(mine)
    report(mine)
    last, _ = newest.of(mine)
    sent = report(mine)
    assert newest.of(theirs) == (last, False)
    assert newest.of(mine)[0].last_seq == sent


def test_nobody_waits_for_the_build_that_another_visitor_has_begun(
    ledger: Ledger, elsewhere: Ledger, tmp_path: Path
) -> None:
    hours = Hours()
    newest = Newest(tmp_path, hours)
    first, _ = newest.of(ledger)
    hours.now += 0.5
    sent = report(elsewhere)
    with ThreadPoolExecutor(1) as visitor:
        with Shelf(tmp_path).locked():
            makes = visitor.submit(newest.of, ledger)
            while not newest._maker.locked():
                threading.Event().wait(0.01)
            assert newest.of(ledger) == (first, False)
        assert makes.result(60)[0].last_seq == sent


def test_a_build_that_is_gone_is_made_again(ledger: Ledger, tmp_path: Path) -> None:
    newest = Newest(tmp_path, Hours())
    build, _ = newest.of(ledger)
    build.path.unlink()
    again, is_behind = newest.of(ledger)
    assert again.path.exists() and not is_behind
