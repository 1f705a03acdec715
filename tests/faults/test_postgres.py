"""A PostgreSQL that goes away in the middle and comes back: a sentence meanwhile, nothing half done, and on it goes."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import requests

from benchmarks.crowd import tab
from etl import build
from etl.receive import submit
from ledger.faults import LedgerFault, LedgerUnreachable
from ledger.store import Ledger
from tests.etl_receive.desk import ON_TIME, Desk
from tests.faults.scene import FAULTY, Scene, proved
from tests.faults.visitor import CUT, receipts_in, signed_in
from tests.pages.conftest import served
from tests.pages.wire import screen_of, session
from tests.postgres import Cluster, fresh_database
from ui.acting import AWAY
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


def test_whoever_uploads_through_the_page_while_it_restarts_is_received_once(
    scene: Scene, postgres_server: Cluster, drill: Callable[[int, int], int]
) -> None:
    chance, secret, refusals, number = random.Random(8), signed_in(scene), 0, 0
    with served(scene.data_dir, TIDTAM_LEDGER=scene.url) as address:
        while number < drill(1, 100) or (not refusals and number < MOST_ROUNDS):
            reports, mode = scene.reports(2, result=50 + number), chance.choice(["fast", "immediate"])
            away = threading.Timer(chance.uniform(0, 0.8), restart, [postgres_server, mode])
            away.start()
            for path in reports:
                refusals += uploaded(scene, address, secret, path)
            away.join()
            number += 1
    assert refusals, "nobody noticed"
    assert proved(scene) == 2 * number == len({name for name, _ in scene.receipts})


def uploaded(scene: Scene, address: str, secret: str, path: Path) -> int:
    """Upload it until there is a receipt; gives how often there was none. Each time the page says why, or is shut."""
    for refusals in range(1000):
        said = ""
        with suppress(*CUT), tab(address, secret) as mine:
            with suppress(ValueError):  # the page does not have what comes next: it says why
                mine.send_file(path)
            if found := receipts_in(mine):
                scene.receipts += found
                return refusals
            said = screen_of(mine.heard).html
            assert "127.0.0.1" not in said and any(words in said for words in (AWAY.th, NO_LEDGER.th, "กรุณา")), said
    raise AssertionError("it never came back")


def test_a_page_says_it_and_is_there_again_afterwards(scene: Scene, postgres_server: Cluster) -> None:
    scene.send(scene.reports(1))
    with (
        served(scene.data_dir, TIDTAM_LEDGER=scene.url, TIDTAM_TRAINING="1") as address,
        session(address) as page,
    ):
        before = page.open("board", "")
        assert before.title
        postgres_server.stop("immediate")
        try:
            meanwhile = page.open("board", "")
            assert NO_LEDGER.th in meanwhile.html and not FAULTY.search(meanwhile.html)
            assert "127.0.0.1" not in meanwhile.html, "where the ledger is, is for the log"
            assert not meanwhile.of("exception")
            assert requests.get(f"{address}/healthz", timeout=30).status_code == 503
        finally:
            postgres_server.start()
        assert page.open("board", "").html == before.html
        assert requests.get(f"{address}/healthz", timeout=30).json()["status"] == "ok"
        scene.send(scene.reports(2)[1:])
        assert page.open("board", "").html != before.html
    assert proved(scene) == len(scene.receipts) == 2


def test_a_press_in_the_midst_of_it_is_told_what_to_do(scene: Scene, postgres_server: Cluster) -> None:
    """Somebody else holds the pen while the button is pressed, and then the server goes away under both."""
    (path,), secret = scene.reports(1), signed_in(scene)
    with served(scene.data_dir, TIDTAM_LEDGER=scene.url) as address, tab(address, secret) as mine:
        screen, chosen = mine.choose(path)
        screen = mine.press(screen, "upload_check", chosen)
        with scene.ledger() as other, pytest.raises(LedgerUnreachable), other.write("admin"):
            power_cut = threading.Thread(target=stop_when_somebody_waits, args=(postgres_server, other))
            power_cut.start()
            meanwhile = mine.press(screen, "upload_confirm", chosen).html
            power_cut.join()
        postgres_server.start()
        afterwards = mine.open("upload").html
        assert NO_LEDGER.th in meanwhile and AWAY.th in afterwards
        assert "127.0.0.1" not in meanwhile + afterwards and not FAULTY.search(meanwhile + afterwards)
        assert not uploaded(scene, address, secret, path)
    assert proved(scene) == 1


def stop_when_somebody_waits(server: Cluster, ledger: Ledger) -> None:
    waiting = 0
    while not waiting:
        time.sleep(0.02)
        with ledger.read() as connection:
            waiting = connection.exec_driver_sql("SELECT count(*) FROM pg_locks WHERE NOT granted").scalar() or 0
    server.stop("immediate")
