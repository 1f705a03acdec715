"""Messy workbooks with planted faults: every value right, every fault at its cell, and next to nothing else told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from base.period import FiscalYear
from etl.forms import FORMS
from etl.identify import Asked
from etl.lookups import lookups_of
from etl.read import read
from etl.understand import Understood, understand
from tests.etl_receive.desk import Desk, open_desk
from tests.messy.every_form import PLANS
from tests.messy.generator import make
from tests.messy.layout import Sample
from tests.messy.progress import PROJECTS
from tests.messy.rows import AGENCIES, before, project_of
from tests.messy.year_forms import EVENTS_OF_OLD

MOST_FALSE = 0.01
OTHERS = [form for form in PLANS if form != "progress"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Sixteen registered projects, everybody's report of October, and the events that evaluations follow."""
    made = open_desk(Path(tmp_path_factory.mktemp("messy")))
    numbers = range(1, PROJECTS + 1)
    register = [project_of(reporter, number) for reporter in AGENCIES for number in numbers]
    assert made.send(made.file("projects", "INF", "FY2564", register), at=datetime(2020, 10, 1, 9)).is_received
    for reporter in AGENCIES:
        rows = [before(reporter, number) for number in numbers]
        sent = made.send(made.file("progress", reporter, "2020-10", rows), at=datetime(2020, 11, 4, 9))
        assert sent.is_received, sent.findings
    events = [
        {"cycle_fy": 2564, "item_code": plan, "event_on": date(2020, 10, day), "event_type": kind, "body": body}
        for plan in ("PLAN3", "PLAN4")
        for day, kind, body in EVENTS_OF_OLD
    ]
    sent = made.send(made.file("events", "OLD", "2020-10", events), at=datetime(2020, 11, 4, 9))
    assert sent.is_received, sent.findings
    yield made
    made.ledger.close()


def understood(desk: Desk, sample: Sample) -> Understood:
    kept, plan = lookups_of(desk.ledger), sample.plan
    with ExitStack() as stack:
        connection = stack.enter_context(desk.ledger.read())

        def lookup(year: FiscalYear) -> Any:
            return kept.of(connection, year)

        asked = Asked(plan.form, sample.reporter, plan.period)
        return understand(connection, read(sample.data), asked, lookup, plan.at)


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


def drilled(desk: Desk, samples: Iterator[Sample]) -> None:
    """Reads them all, tells what went wrong, and fails when anything did."""
    troubles, false, clean, values, planted, many = [], Counter[str](), 0, 0, 0, 0
    for number, sample in enumerate(samples):
        known = understood(desk, sample)
        found = {(finding.code, finding.cell) for finding in known.report.findings}
        missed = sample.planted - found
        wrong = wrong_values(sample, known)
        many += 1
        values += sum(len(truth) for truth in sample.rows.values())
        planted += len(sample.planted)
        clean += not sample.planted
        if extra := found - sample.planted - sample.noticed:
            false[sample.plan.form] += 1
        if wrong or missed or extra:
            told = wrong[:3], sorted(map(str, missed)), sorted(map(str, extra))[:6]
            troubles.append((sample.plan.form, number, sample.name, *told))
    print(f"{many} workbooks, {values} values, {planted} planted, {clean} without faults, false in {dict(false)}")
    for trouble in troubles[:40]:
        print(trouble)
    assert not [one for one in troubles if one[3] or one[4]]
    assert false.total() <= MOST_FALSE * many


def test_every_form_has_its_messy_workbooks() -> None:
    assert PLANS.keys() == FORMS.keys()


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_messy_reports_are_read_exactly_and_their_faults_found(desk: Desk, drill: Callable[[int, int], int]) -> None:
    drilled(desk, (make(PLANS["progress"], number) for number in range(drill(25, 500))))


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_messy_forms_of_the_office_are_read_as_exactly(desk: Desk, drill: Callable[[int, int], int]) -> None:
    many = drill(33, 500)
    drilled(desk, (make(PLANS[OTHERS[number % len(OTHERS)]], number // len(OTHERS)) for number in range(many)))
