"""The same submissions through Excel and through Google Sheets: the same facts, findings and figures."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest

from base.period import Month
from etl import build as builds
from etl import rows
from etl.read import read
from etl.sheets.client import Client
from kpi import measure
from kpi.store import Build
from kpi.trace import trace
from ledger import submissions
from ledger.schema import submission as table
from ledger.store import Ledger
from tests.etl_receive.desk import KEY, Desk, open_desk
from tests.google.office import Office
from tests.google.server import LocalGoogle
from tests.messy.generator import make
from tests.messy.layout import Sample
from tests.messy.progress import PROGRESS, PROJECTS
from tests.messy.rows import AGENCIES, before, project_of

pytestmark = pytest.mark.slow


@pytest.fixture
def desks(local: LocalGoogle, client: Client, tmp_path: Path) -> Iterator[tuple[Desk, Office]]:
    """Two offices with the same past: registered projects and everybody's report of October."""
    (tmp_path / "excel").mkdir()
    first = open_desk(tmp_path / "excel")
    register = [project_of(agency, number) for agency in AGENCIES for number in range(1, PROJECTS + 1)]
    assert first.send(first.file("projects", "INF", "FY2564", register), at=datetime(2020, 10, 1, 9)).is_received
    for agency in AGENCIES:
        october = [before(agency, number) for number in range(1, PROJECTS + 1)]
        assert first.send(first.file("progress", agency, "2020-10", october), at=datetime(2020, 11, 4, 9)).is_received
    first.ledger.close()
    shutil.copytree(tmp_path / "excel", tmp_path / "google")
    excel, google = (
        Desk(Ledger.open(f"sqlite:///{tmp_path / name / 'ledger.sqlite'}", KEY)) for name in ("excel", "google")
    )
    local.google.clock = client.patience.clock = type(local.google.clock)(datetime(2020, 10, 1))
    yield excel, Office(google, local, client)
    excel.ledger.close()
    google.ledger.close()


def samples(wanted: int) -> list[Sample]:
    """Messy workbooks, one in three of them clean, those that Excel itself saves."""
    made = (make(PROGRESS, number) for number in count(1))
    return list(islice((sample for sample in made if sample.name == "xlsx"), wanted))


def kept(ledger: Ledger) -> list[tuple[Any, ...]]:
    """Every submission of November with its findings and its rows, but not how it came."""
    found = []
    with ledger.read() as connection:
        for one in submissions.load(connection, table.c.period == "2020-11"):
            layout = {name: told for name, told in one.layout.items() if name != "google"}
            about = (one.status, one.form, one.reporter, one.period, one.version, one.is_nil, one.received_at)
            stream = submissions.rows(connection, one.submission_id)
            facts = rows.from_ipc(stream).to_pylist() if stream else []
            found.append((*about, layout, one.findings, facts))
    return found


def figures(ledger: Ledger, folder: Path) -> tuple[list[Any], list[Any]]:
    """Every figure of the month, and the cells behind one of them."""
    build = Build.open(builds.current(ledger, folder))
    every = measure.every(build, measure.ask(2564, 1, as_of=date(2020, 11, 30), now=datetime(2021, 1, 1)))
    plain = [(one.kpi, one.scope, one.numerator, one.denominator, one.value, one.status) for one in every]
    sources = [one for figure in every if figure.kpi == "K3" for one in trace(build, "K3", figure.scope, figure.ask)]
    return plain, [(one.role, one.item, one.value, one.sheet, one.cell, one.received_at) for one in sources]


def test_forty_submissions_are_the_same_through_both_channels(
    desks: tuple[Desk, Office], tmp_path: Path, drill: Callable[[int, int], int]
) -> None:
    excel, office = desks
    books: dict[str, Any] = {}
    wanted = drill(8, 40)
    for number, sample in enumerate(samples(wanted)):
        at = PROGRESS.at - timedelta(hours=wanted - number)
        sent = excel.send(sample.data, at=at, form="progress", reporter=sample.reporter, period=Month(2020, 11))
        office.local.google.clock.set_bangkok(at)
        if sample.reporter not in books:
            books[sample.reporter] = office.sheet(sample.data, sample.reporter, at=at, period="2020-11")
        else:
            office.edit(books[sample.reporter], sample.data, at)
        [pulled] = office.pull(at, keys=[f"{sample.reporter}-progress"], takes_now=True).values()
        assert pulled.reading is not None
        assert (pulled.reading.state == "frozen") == sent.is_received, (number, sent.findings, pulled.reading)
    through_excel, through_google = kept(excel.ledger), kept(office.ledger)
    assert len(through_excel) == len(through_google) == wanted
    for ours, theirs in zip(through_excel, through_google, strict=True):
        assert ours == theirs
    assert figures(excel.ledger, tmp_path / "e") == figures(office.ledger, tmp_path / "g")


def test_a_figure_is_computed_again_from_its_snapshot(desks: tuple[Desk, Office], tmp_path: Path) -> None:
    """The cell that a trace names, read again out of the stored snapshot, holds the value."""
    _, office = desks
    sample = next(one for one in (make(PROGRESS, number) for number in range(3, 90, 3)) if one.name == "xlsx")
    office.sheet(sample.data, sample.reporter, at=datetime(2020, 12, 3), period="2020-11")
    office.pull(datetime(2020, 12, 3, 1))
    office.pull(datetime(2020, 12, 8))
    with office.ledger.read() as connection:
        one = submissions.latest_valid(connection, "progress", sample.reporter, str(Month(2020, 11)))
        assert one is not None and one.channel == "sheet"
        data, stream = submissions.original(connection, one.sha256), submissions.rows(connection, one.submission_id)
    assert data is not None and stream is not None
    sheet = read(data).sheet(one.layout["sheet"])
    assert sheet is not None
    by_address = {cell.address: cell for cell in sheet.cells.values()}
    found = rows.from_ipc(stream).to_pylist()
    for row in found:
        cell = by_address[f"{one.layout['columns']['project_name']}{row['_row']}"]
        assert str(cell.value).strip() and row["project_name"]
    assert len(found) == len(sample.rows)
