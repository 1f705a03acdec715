"""What a change of a register would move, told before it is recorded: exactly what then happens."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from base.access import Role, User
from base.clock import now
from base.words import Text
from etl import build, register_edit
from etl.register_edit import Edit
from kpi import measure, preview
from kpi.preview import Change, Shift
from kpi.store import Build
from ledger import reference
from ledger.store import Ledger
from tests.shared import ledger_in

pytestmark = pytest.mark.slow
STEWARD = User("steward", Role.STEWARD, Text("ฝ่ายบริหารทั่วไป", "General Administration"), "GEN")
OCTOBER = date(2020, 10, 1)


@pytest.fixture(scope="module")
def office(small_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, Path]]:
    folder = Path(shutil.copytree(small_demo, tmp_path_factory.mktemp("registers") / "data"))
    ledger = ledger_in(folder)
    yield ledger, folder / "builds"
    ledger.close()


def until_march(ledger: Ledger) -> Edit:
    """The Department of Employment reported until March only."""
    with ledger.read() as connection:
        was = reference.current(connection, "agencies", as_of=OCTOBER)["DOE"]
    return Edit("agencies", "DOE", OCTOBER, "คำสั่ง", was | {"report_to": "2021-03"})


def without_a_body(_: Ledger) -> Edit:
    """A plan is endorsed by one body less."""
    return Edit("chains", "PLAN5:SC-DIS", OCTOBER, "คำสั่ง", is_end=True)


def told(ledger: Ledger, edit: Edit, before: Build) -> tuple[Shift, ...]:
    with ledger.read() as connection:
        rows = register_edit.rows_of(connection, edit)
    changes = [Change(edit.code, key, since, payload, is_retired) for key, since, is_retired, payload in rows]
    return preview.preview(before, changes, now())


def said(shifts: tuple[Shift, ...]) -> list[tuple[object, ...]]:
    return [(one.after.kpi, one.after.scope, one.after.ask.round, one.after.value, one.after.status) for one in shifts]


@pytest.mark.parametrize("wanted", [until_march, without_a_body])
def test_what_is_told_is_what_then_happens(office: tuple[Ledger, Path], wanted) -> None:  # noqa: ANN001
    ledger, builds = office
    before, edit = Build.open(build.current(ledger, builds)), wanted(ledger)
    head = ledger.head()
    shown = told(ledger, edit, before)
    assert ledger.head() == head, "nothing is recorded by looking"
    register_edit.apply(ledger, STEWARD, edit)
    after = Build.open(build.current(ledger, builds))
    moved = tuple(
        one
        for round_ in preview.begun(before, now())
        for one in preview.shifts(before, after, measure.ask(round_.fiscal_year.year_be, round_.number, now=now()))
    )
    assert said(shown) == said(moved) != []
