"""The demonstration loaded through the real pipeline: what stands in the ledger, and when it may not be loaded."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from base.access import NotAllowed, Role, User
from base.period import FiscalYear, Month
from etl import build, demo, people, receive, reference
from etl.demo import DemoRefused
from etl.forms import FORMS
from etl.prefill import prefill
from etl.reference import Register
from etl.rows import from_ipc
from etl.template import Prefill, write_template
from kpi.store import Build
from ledger import audit, decisions, facts, submissions
from ledger.schema import journal
from ledger.standing import counts, holds_demonstration, holds_real_facts
from ledger.store import Ledger
from tests.demo.conftest import open_ledger
from tests.shared import ledger_in

pytestmark = pytest.mark.slow

REGISTERS = {
    "technology": 23,
    "pmqa": 12,
    "review": 5,
    "project_changes": 4,
    "annual": 5,
    "milestones": 1,
    "evaluations": 3,
}
"""Form → periods that came in for it in the small story."""


def test_everything_is_marked_as_a_sample(small: Ledger) -> None:
    with small.read() as connection:
        known = facts.since(connection, 0)
        # What is no fact (a link for setting up, somebody signing in) belongs to the machine, not to the story.
        real = (
            connection.execute(sa.select(journal.c.kind).where(~journal.c.is_demo, journal.c.is_fact)).scalars().all()
        )
    assert set(real) == {"reference"}
    assert {one.channel for one, _ in known.submissions} == {"demo"}
    assert demo.is_loaded(small)


def test_the_small_story_is_whole(small: Ledger) -> None:
    with small.read() as connection:
        every = [one for one, _ in facts.since(connection, 0).submissions]
        valid = {form: len(submissions.valid_of(connection, form)) for form in FORMS}
    assert valid["progress"] == 60
    assert valid["ledger"] == 12
    assert (valid["projects"], valid["items"]) == (3, 3)
    assert valid["events"] > 20
    assert {form: valid[form] for form in REGISTERS} == REGISTERS
    assert [(one.reporter, one.period) for one in every if one.status != "valid"] == [
        ("DSD", "2020-11"),
        ("DOE", "2021-03"),
    ]


def test_histories_are_recorded_in_order_of_time(small: Ledger) -> None:
    with small.read() as connection:
        known = [one for one, _ in facts.since(connection, 0).submissions]
    assert [one.received_at for one in known] == sorted(one.received_at for one in known)
    assert all(one.recorded_at == one.received_at for one in known)
    assert known[-1].received_at < datetime(2021, 11, 1)


def test_faults_are_the_planted_ones_and_are_corrected(small: Ledger) -> None:
    with small.read() as connection:
        every = [one for one, _ in facts.since(connection, 0).submissions]
        errors = [(one.reporter, f.code) for one in every for f in one.findings if f.severity == "error"]
        assert errors == [("DSD", "E_NUM_FORMAT"), ("DOE", "V08")]
        assert submissions.latest_valid(connection, "progress", "DSD", "2020-11") is not None


def test_the_registers_ask_nothing_but_what_is_planted(small: Ledger) -> None:
    with small.read() as connection:
        every = [one for one, _ in facts.since(connection, 0).submissions if one.form in REGISTERS]
    asked = [(one.form, one.reporter, one.period, finding.code) for one in every for finding in one.findings]
    assert asked == [("technology", "INF", "2021-03", "V63")]
    versions = {(one.form, one.reporter): one.version for one in every if one.form in ("review", "milestones")}
    assert (versions["review", "OFF"], versions["review", "OLD"], versions["milestones", "OFF"]) == (2, 2, 2)


def test_a_report_returned_by_the_reviewer_came_again(small: Ledger) -> None:
    with small.read() as connection:
        (returned,) = decisions.of_kind(connection, "return")
        latest = submissions.latest_valid(connection, "progress", "DLPW", "2021-01")
        assert latest is not None and latest.version == 2
        assert returned.submission_id != latest.submission_id
        assert [one.kind for one in decisions.of_submission(connection, latest.submission_id)] == ["accept"]


def test_the_chain_holds(small: Ledger) -> None:
    assert audit.verify(small) == []


def test_a_fresh_template_carries_last_months_figures(small: Ledger) -> None:
    with small.read() as connection:
        register = Register.load(connection, FiscalYear(2564))
        start = prefill(connection, FORMS["progress"], "PC50", Month(2021, 10), register).rows
        year_end = prefill(connection, FORMS["progress"], "PC50", Month(2021, 9), register).rows
        assert not any(row.get("result_cum") for row in start)
        assert year_end and all(row["province"] == "50" and row["result_cum"] is not None for row in year_end)


def test_the_same_workbook_is_known_as_one(small: Ledger, tmp_path: Path) -> None:
    """Determinism down to the bytes: what a second ledger receives is the very same files."""
    other = open_ledger(tmp_path)
    demo.load(other, size="small")
    with small.read() as first, other.read() as second:
        one, two = (
            [(kept.received_at, kept.sha256, kept.status) for kept, _ in facts.since(c, 0).submissions]
            for c in (first, second)
        )
    assert one == two
    with pytest.raises(DemoRefused) as again:
        demo.load(other, size="small")
    assert again.value.text == demo.ALREADY
    _remove_and_report_for_real(other)
    other.close()


def _remove_and_report_for_real(ledger: Ledger) -> None:
    """Once removed, nothing of the demonstration is known to the checks; the record of it stays."""
    before = ledger.head().seq
    demo.remove(ledger)
    assert not demo.is_loaded(ledger)
    with pytest.raises(DemoRefused) as refused:
        demo.remove(ledger)
    assert refused.value.text == demo.NOT_LOADED
    with ledger.read() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(journal)).scalar() == before + 1
        register = Register.load(connection, FiscalYear(2564))
        assert (register.projects, register.agencies["PC50"]["report_from"]) == ({}, "")
        assert submissions.valid_of(connection, "progress") == []
        steward = people.user(connection, "steward")
    row = {"item_code": "PLAN2", "item_type": "plan", "name": "แผน"}
    data = write_template(FORMS["items"], "INF", FiscalYear(2564), register, Prefill((row,)))
    outcome = receive.submit(ledger, data, "items.xlsx", user=steward)
    assert outcome.status == "accepted"
    with pytest.raises(DemoRefused) as real:
        demo.load(ledger, size="small")
    assert real.value.text == demo.REAL_DATA


def test_reference_data_of_ones_own_does_not_stand_in_the_way(empty: Ledger) -> None:
    reference.ensure(empty)
    told: list[tuple[int, int]] = []

    class Enough(Exception):
        pass

    def after_three(done: int, total: int) -> None:
        told.append((done, total))
        if done == 3:
            raise Enough

    with pytest.raises(Enough):
        demo.load(empty, after_three, size="small")
    assert [done for done, _ in told] == [1, 2, 3]
    assert all(total > 100 for _, total in told)


def test_the_years_of_the_demonstration(empty: Ledger, drill: Callable[[int, int], int]) -> None:
    """One year in the small run; all three, with every planted fault, in the full one."""
    count = drill(1, 3)
    years = demo.YEARS[:count]
    summary = demo.load(empty, years=years)
    faults = {1: 0, 3: 9}[count]
    assert summary.years == years
    assert summary.statuses.get("with_errors", 0) == faults
    assert summary.statuses["accepted"] == summary.workbooks - faults
    with empty.read() as connection:
        known = facts.since(connection, 0)
    reporters = {one.reporter for one, _ in known.submissions if one.form == "progress"}
    assert len(reporters) == {1: 5, 3: 25}[count]
    assert 750 < summary.workbooks < 900 or count == 1
    assert {one.subject for one in known.decisions if one.kind == "waive"} == (
        {"PC96:2021-07"} if count == 3 else set()
    )
    rows = sum(from_ipc(stream).num_rows for one, stream in known.submissions if stream and one.form == "progress")
    assert rows > 200 * count


def test_a_load_that_was_broken_off_is_begun_again(tmp_path: Path, audit_key: bytes) -> None:
    opened = Ledger.open(f"sqlite:///{tmp_path / 'ledger.sqlite'}", audit_key)

    def break_off(done: int, total: int) -> None:
        if done == 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo.load(opened, break_off, size="small")
    assert demo.is_loaded(opened)
    with pytest.raises(KeyboardInterrupt):
        demo.load_if_empty(opened, break_off)
    with opened.read() as connection:
        assert len(decisions.of_kind(connection, "remove_demo")) == 1
    opened.close()


@pytest.mark.parametrize("is_trying", [False, True])
def test_one_step_takes_it_out_whoever_tries_it(small_demo: Path, tmp_path: Path, is_trying: bool) -> None:
    """Also by somebody who only plays: that it was taken out is no sample, or it would have to be taken out itself."""
    folder = tmp_path / "data"
    shutil.copytree(small_demo, folder)
    ledger = ledger_in(folder)
    viewer, admin = (User(code, role, demo.NOTE) for code, role in (("viewer", Role.VIEWER), ("admin", Role.ADMIN)))
    with pytest.raises(NotAllowed):
        demo.take_out(ledger, viewer)
    demo.take_out(ledger.demonstrating if is_trying else ledger, admin)
    with ledger.read() as connection:
        assert not holds_demonstration(connection) and not holds_real_facts(connection)
        left = counts(connection)
    assert (left.sample, left.real) == (0, 0) and left.registers > 5
    built = Build.open(build.current(ledger, folder / "builds"))
    assert not built.has_demo and built.rows("SELECT count(*) FROM submission") == [(0,)]
    with pytest.raises(demo.DemoRefused):
        demo.take_out(ledger, admin)
    assert audit.verify(ledger) == []
    ledger.close()
