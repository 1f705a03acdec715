"""Messy workbooks with planted faults: every value right, every fault at its cell, and next to nothing else told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from base.period import FiscalYear, Month
from etl.identify import Asked
from etl.lookups import lookups_of
from etl.read import read
from etl.understand import Understood, understand
from tests.etl_receive.desk import Desk, open_desk
from tests.messy.generator import PROJECTS, Sample, make
from tests.messy.rows import AGENCIES, before, project_of

AT = datetime(2020, 12, 4, 9, 0)
MOST_FALSE = 0.01


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Sixteen registered projects and everybody's report of October."""
    made = open_desk(Path(tmp_path_factory.mktemp("messy")))
    numbers = range(1, PROJECTS + 1)
    register = [project_of(reporter, number) for reporter in AGENCIES for number in numbers]
    assert made.send(made.file("projects", "INF", "FY2564", register), at=datetime(2020, 10, 1, 9)).is_received
    for reporter in AGENCIES:
        rows = [before(reporter, number) for number in numbers]
        sent = made.send(made.file("progress", reporter, "2020-10", rows), at=datetime(2020, 11, 4, 9))
        assert sent.is_received, sent.findings
    yield made
    made.ledger.close()


def understood(desk: Desk, sample: Sample) -> Understood:
    kept = lookups_of(desk.ledger)
    with ExitStack() as stack:
        connection = stack.enter_context(desk.ledger.read())

        def lookup(year: FiscalYear) -> Any:
            return kept.of(connection, year)

        asked = Asked("progress", sample.reporter, Month(2020, 11))
        return understand(connection, read(sample.data), asked, lookup, AT)


def wrong_values(sample: Sample, known: Understood) -> list[str]:
    """Every true value that was not read as such; a value that is absent from the sheet is not looked for."""
    lines = {line.number: line for line in known.lines}
    wrong = [f"row {row} was not read" for row in sample.rows if row not in lines]
    wrong += [f"row {row} is no data" for row in lines if row not in sample.rows]
    columns = known.mapping.columns if known.mapping else {}
    for row, truth in sample.rows.items():
        for name, value in truth.items():
            if (
                row in lines
                and name in columns
                and (row, name) not in sample.unread
                and lines[row].values.get(name) != value
            ):
                wrong.append(f"{name} in row {row}: {lines[row].values.get(name)!r} instead of {value!r}")
    return wrong


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_messy_workbooks_are_read_exactly_and_their_faults_found(desk: Desk, drill: Callable[[int, int], int]) -> None:
    many = drill(25, 500)
    troubles, false, clean, values, planted = [], Counter[int](), 0, 0, 0
    for number in range(many):
        sample = make(number)
        known = understood(desk, sample)
        found = {(finding.code, finding.cell) for finding in known.report.findings}
        missed = sample.planted - found
        wrong = wrong_values(sample, known)
        values += sum(len(truth) for truth in sample.rows.values())
        planted += len(sample.planted)
        clean += not sample.planted
        if extra := found - sample.planted - sample.noticed:
            false[number] = len(extra)
        if wrong or missed or extra:
            troubles.append((number, sample.name, wrong[:3], sorted(map(str, missed)), sorted(map(str, extra))[:6]))
    print(f"{many} workbooks, {values} values, {planted} planted, {clean} without faults, false in {dict(false)}")
    for trouble in troubles[:40]:
        print(trouble)
    assert not [one for one in troubles if one[2] or one[3]]
    assert len(false) <= MOST_FALSE * many
