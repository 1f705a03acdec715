"""Four senders at once while a page is open: every file accepted, nobody sees an error, the figures of one sender."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Page

from etl import build
from kpi import measure
from kpi.store import Build
from ledger.store import Ledger
from tests.etl_receive.command import spawn
from tests.etl_receive.desk import Desk
from tests.etl_receive.reports import AT, RECEIPT, files, ledger_of
from tests.pages.conftest import served, settle

pytestmark = [pytest.mark.slow, pytest.mark.browser]

SENDERS = 4
YEARS = (2564, 2565)


def values(ledger: Ledger, folder: Path) -> list[tuple[object, ...]]:
    """Every figure of the years that the files speak of, without the name of the build."""
    opened = Build.open(build.current(ledger, folder / "builds"))
    asks = [measure.ask(year, number) for year in YEARS for number in (1, 2)]
    figures = [figure for asked in asks for figure in measure.every(opened, asked)]
    return [(one.kpi, one.scope, one.numerator, one.denominator, one.value, one.status) for one in figures]


@pytest.mark.timeout(3600)
def test_four_senders_and_an_open_page(tmp_path: Path, page: Page, drill: Callable[[int, int], int]) -> None:
    busy, alone = tmp_path / "busy", tmp_path / "alone"
    ledger, other = ledger_of(busy), ledger_of(alone)
    each = drill(6, 50)
    paths = files(tmp_path, list(Desk(ledger).register().agencies)[:20], SENDERS * each)
    with served(busy) as address, ThreadPoolExecutor(SENDERS) as ears:
        page.goto(f"{address}/board")
        settle(page)
        senders = [spawn(busy, ["submit", *paths[start::SENDERS], *AT]) for start in range(SENDERS)]
        hearing = [ears.submit(sender.communicate) for sender in senders]  # a full pipe would stop its sender
        looks = 0
        while not all(one.done() for one in hearing):
            page.reload()
            settle(page)
            assert page.locator("[data-testid=stException], [data-testid=stAlert], [role=alert]").count() == 0
            looks += 1
        told = [one.result() for one in hearing]
    assert [sender.returncode for sender in senders] == [0] * SENDERS, told
    assert sum(len(RECEIPT.findall(out)) for out, _ in told) == SENDERS * each
    assert looks > 0
    one = spawn(alone, ["submit", *paths, *AT])
    one.communicate(timeout=1200)
    assert one.returncode == 0
    assert values(ledger, busy) == values(other, alone)
    ledger.close()
    other.close()
