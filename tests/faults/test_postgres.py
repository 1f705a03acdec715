"""A PostgreSQL that goes away in the middle and comes back: a sentence meanwhile, nothing half done, and on it goes."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from etl import build
from etl.receive import submit
from ledger.faults import LedgerFault
from ledger.store import Ledger
from tests.etl_receive.desk import ON_TIME, Desk
from tests.faults.scene import FAULTY, Scene, proved
from tests.pages.conftest import served
from tests.pages.wire import session
from tests.postgres import Cluster, fresh_database
from ui.arrival import NO_LEDGER

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]
MOST_ROUNDS = 40
"""Of the small size: a restart may well fall between two sendings, and then nobody notices it."""


@pytest.fixture
def scene(tmp_path: Path, postgres_server: Cluster) -> Iterator[Scene]:
    with fresh_database(postgres_server.url) as url:
        made = Scene(tmp_path / "data", url)
        made.data_dir.mkdir()
        yield made


def test_a_server_that_restarts_in_the_middle_loses_nothing(
    scene: Scene, postgres_server: Cluster, drill: Callable[[int, int], int]
) -> None:
    """One ledger stays open all the time, as in a server of ours; whoever was told of the fault sends again."""
    chance, faults, number = random.Random(7), 0, 0
    with scene.ledger() as ledger:
        while number < drill(2, 100) or (not faults and number < MOST_ROUNDS):
            reports, mode = scene.reports(3, result=50 + number), chance.choice(["fast", "immediate"])
            away = threading.Timer(chance.uniform(0, 0.5), restart, [postgres_server, mode])
            away.start()
            for path in reports:
                faults += sent(scene, ledger, path)
            away.join()
            faults += until_done(lambda: build.current(ledger, scene.data_dir / "builds"))
            number += 1
        assert len({name for name, _ in scene.receipts}) == 3 * number
    assert faults, "nobody noticed"
    assert proved(scene) == 3 * number


def restart(server: Cluster, mode: str) -> None:
    server.stop(mode)
    server.start()


def sent(scene: Scene, ledger: Ledger, path: Path) -> int:
    """Send one report until it is received; whether the answer or only its receipt was lost, it is there once."""

    def once() -> None:
        user = Desk(ledger).user()
        outcome = submit(ledger, path.read_bytes(), path.name, user=user, received_at=ON_TIME)
        assert outcome.status in ("accepted", "duplicate") and outcome.submission_id
        scene.receipts.append((outcome.submission_id, str(ledger.head())))

    return until_done(once)


def until_done(do: Callable[[], object]) -> int:
    """Do it again until it is done; gives how often it was refused with a sentence. Nothing else may come out."""
    for refusals in range(1000):
        try:
            do()
        except LedgerFault as fault:
            assert "กรุณา" in fault.text.th
        else:
            return refusals
    raise AssertionError("it never came back")


def test_a_page_says_it_and_is_there_again_afterwards(scene: Scene, postgres_server: Cluster) -> None:
    scene.send(scene.reports(1))
    with (
        served(scene.data_dir, TIDTAM_LEDGER=scene.url, TIDTAM_TRAINING="1") as address,
        session(address) as tab,
    ):
        before = tab.open("board", "")
        assert before.title
        postgres_server.stop("immediate")
        try:
            meanwhile = tab.open("board", "")
            assert NO_LEDGER.th in meanwhile.html and not FAULTY.search(meanwhile.html)
            assert "127.0.0.1" not in meanwhile.html, "where the ledger is, is for the log"
            assert not meanwhile.of("exception")
            assert requests.get(f"{address}/healthz", timeout=30).status_code == 503
        finally:
            postgres_server.start()
        assert tab.open("board", "").html == before.html
        assert requests.get(f"{address}/healthz", timeout=30).json()["status"] == "ok"
        scene.send(scene.reports(2)[1:])
        assert tab.open("board", "").html != before.html
    assert proved(scene) == len(scene.receipts) == 2
