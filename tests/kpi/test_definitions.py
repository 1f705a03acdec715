"""Versions of a formula, targets and settings by the day they take effect, under both clocks (features.md 8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from base.period import FiscalYear
from base.words import Text
from etl import people
from etl.reference import read_table
from kpi import definitions, measure, preview, rounds
from kpi.indicators import RULES, c1
from kpi.indicators.declared import Counted, Question, Rule
from kpi.model import Figure
from ledger import reference
from tests.kpi.history import History

pytestmark = pytest.mark.slow

NOW = datetime(2022, 6, 1, 9)
DECIDED = datetime(2021, 11, 20, 10)
TODAY = datetime(2022, 6, 1, 8)
SECOND = replace(
    c1.C1,
    version="2",
    effective_from=date(2020, 10, 1),
    short=Text("เบิกจ่ายและก่อหนี้", "Paid and committed"),
    definition=Text("เบิกจ่ายและก่อหนี้ผูกพันหารด้วยวงเงิน", "Paid and committed over allocated"),
)
"""C1 with commitments counted as paid, whatever the setting says."""


def _count_second(question: Question) -> Counted:
    first = c1.count(question)
    assert first.numerator is not None
    committed = sum(line.amount_thb for line in question.facts.budget(question.as_of) if line.txn_type == "commit")
    return first._replace(numerator=first.numerator + Fraction(committed))


@pytest.fixture
def second() -> Iterator[None]:
    """A second version of C1, declared as one in `kpi.indicators.LATER` would be."""
    known = definitions.VERSIONS["C1"]
    definitions.VERSIONS["C1"] = (*known, Rule(SECOND, _count_second, c1.coverage, c1.trace))
    yield
    definitions.VERSIONS["C1"] = known


@pytest.fixture
def told(tmp_path: Path) -> Iterator[History]:
    """Two fiscal years of which every round spent 80 of 100 baht and has 10 more under contract."""
    history = History(tmp_path)
    for year, month in ((2020, "2020-10"), (2021, "2021-10")):
        on = date(year, 10, 5)
        lines = [("OFF", "allocate", on, 100), ("OFF", "disburse", on, 80), ("OFF", "commit", on, 10)]
        history.budget(month, *lines, at=datetime(year, 11, 2))
    yield history
    history.ledger.close()


def c1_of(history: History, year: int, number: int, **asked: datetime) -> Figure:
    return measure.one(history.build(), "C1", "OFF", measure.ask(year, number, now=NOW, **asked))


def everything(history: History, known_at: datetime = NOW) -> list[Figure]:
    """Every figure of every round, but for the name of the build and the moment it is known at."""
    build = history.build()
    asks = [measure.ask(r.fiscal_year.year_be, r.number, known_at=known_at, now=NOW) for r in preview.begun(build, NOW)]
    figures = [figure for asked in asks for figure in measure.every(build, asked)]
    return [replace(figure, build="", ask=replace(figure.ask, known_at=NOW)) for figure in figures]


def record(history: History, change: preview.Change, at: datetime) -> None:
    """Records what was only supposed."""
    with history.ledger.write("tester", at=at) as writer:
        reference.append_rows(writer, change.table, [(change.key, change.effective_from, False, change.payload)])


def test_the_register_holds_what_is_declared() -> None:
    assert [(row["kpi"], row["version"]) for _, row in read_table("definitions")] == [
        (rule.kpi.code, rule.kpi.version) for rule in RULES
    ]


@pytest.mark.usefixtures("second")
def test_a_new_version_counts_for_rounds_that_begin_after_it(told: History) -> None:
    before = everything(told)
    change = preview.definition_change("C1=2", date(2021, 10, 1))
    shown = preview.preview(told.build(), [change], NOW)
    record(told, change, at=TODAY)
    after = everything(told)
    moved = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert {old.ask.round.fiscal_year.year_be for old, _ in moved} == {2565}
    assert [(new.value, new.definition_version) for _, new in moved if new.scope == "OFF"] == [(90, "2"), (90, "2")]
    assert [(s.before.value, s.after.value) for s in shown] == [(old.value, new.value) for old, new in moved]
    assert everything(told, datetime(2022, 5, 31)) == before, "at an earlier moment the earlier version"


@pytest.mark.usefixtures("second")
def test_a_version_from_within_a_round_waits_for_the_next_one(told: History) -> None:
    told.refer("definitions", "C1", date(2021, 4, 15), at=DECIDED, kpi="C1", version="2", reason="ทดลอง")
    versions = [c1_of(told, year, number).definition_version for year in (2564, 2565) for number in (1, 2)]
    assert versions == ["1", "1", "2", "2"]
    earlier = c1_of(told, 2565, 1, known_at=datetime(2021, 11, 15))
    assert earlier.definition_version == "1", "nobody had decided yet"


def test_a_version_that_is_not_declared_changes_nothing(told: History) -> None:
    told.refer("definitions", "C1", date(2020, 10, 1), at=DECIDED, kpi="C1", version="9", reason="พิมพ์ผิด")
    assert (c1_of(told, 2564, 2).value, c1_of(told, 2564, 2).definition_version) == (80, "1")
    (entry,) = [one for one in definitions.history(told.build(), 10**9) if one.value == "9"]
    fault = definitions.fault_of(entry)
    assert fault is not None and "รุ่น 1" in fault.th
    with pytest.raises(preview.ChangeRefused, match="9"):
        preview.definition_change("C1=9", date(2021, 10, 1))


def test_a_setting_of_next_year_leaves_this_year_to_the_digit(told: History) -> None:
    before = everything(told)
    change = preview.setting_change("c1.count_commitment=true", FiscalYear(2565), FiscalYear(2565).start)
    shown = preview.preview(told.build(), [change], NOW)
    record(told, change, at=TODAY)
    after = everything(told)
    moved = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert moved and {old.ask.round.fiscal_year.year_be for old, _ in moved} == {2565}
    assert all(old.definition_version == new.definition_version for old, new in moved)
    counted = [(old, new) for old, new in moved if (old.value, old.status) != (new.value, new.status)]
    assert [(s.before.value, s.after.value) for s in shown] == [(old.value, new.value) for old, new in counted]
    assert {new.variant for _, new in counted} == {"c1.count_commitment=true"}


def test_a_setting_from_a_day_on_leaves_earlier_rounds(told: History) -> None:
    told.refer("settings", "*:c1.count_commitment", date(2021, 4, 1), at=DECIDED, value="true")
    assert [c1_of(told, 2564, 1).value, c1_of(told, 2564, 2).value, c1_of(told, 2565, 1).value] == [80, 90, 90]
    late = measure.ask(2564, 1, as_of=date(2021, 9, 30), now=NOW)
    assert measure.one(told.build(), "C1", "OFF", late).value == 80, "round 1, asked for when the setting has changed"


def test_a_target_from_a_day_on_leaves_earlier_rounds(told: History) -> None:
    change = preview.target_change("C1:1=75", date(2021, 10, 1))
    shown = preview.preview(told.build(), [change], NOW)
    record(told, change, at=DECIDED)
    assert [(c1_of(told, year, 1).target, c1_of(told, year, 1).status) for year in (2564, 2565)] == [
        (88, "fail"),
        (75, "pass"),
    ]
    assert {(s.before.ask.round.fiscal_year.year_be, s.before.ask.round.number) for s in shown} == {(2565, 1)}
    known = c1_of(told, 2565, 1, known_at=datetime(2021, 11, 15))
    assert known.target == 88, "at an earlier moment the earlier target"


@pytest.mark.usefixtures("second")
def test_a_frozen_round_keeps_its_version(told: History) -> None:
    with told.ledger.read() as connection:
        director = people.user(connection, "director")
    asked = measure.ask(2565, 1, now=NOW)
    rounds.freeze(told.ledger, told.build(), asked, user=director, reason="ครบกำหนด", at=datetime(2022, 4, 10))
    told.refer("definitions", "C1", date(2021, 10, 1), at=datetime(2022, 5, 1), kpi="C1", version="2", reason="มติ")
    figure = c1_of(told, 2565, 1)
    kept = rounds.beside(told.build(), figure)
    assert kept is not None
    assert ((figure.value, figure.definition_version), (kept.value, kept.definition_version)) == ((90, "2"), (80, "1"))
    (shift, *_) = preview.preview(told.build(), [preview.definition_change("C1=1", date(2021, 10, 1))], NOW)
    assert shift.frozen is not None and shift.frozen.value == 80


def test_who_changed_what_and_why_is_told(told: History) -> None:
    told.refer("settings", "2565:k3.cap", date(2021, 10, 1), at=DECIDED, value="120", reason="ตามหนังสือเวียน")
    found = definitions.history(told.build(), 10**9)
    (mine,) = [one for one in found if one.key == "2565:k3.cap"]
    assert (mine.by, mine.value, mine.reason, mine.recorded_at) == ("tester", "120", "ตามหนังสือเวียน", DECIDED)
    assert {one.table for one in found} == set(definitions.TABLES)
    before = told.build().seq_at(datetime(2021, 11, 15))
    assert not [one for one in definitions.history(told.build(), before) if one.key == "2565:k3.cap"]


@pytest.mark.usefixtures("second")
def test_the_words_of_an_indicator_are_those_of_the_version_that_measured_it(told: History) -> None:
    """Of each figure by itself; and of the round that a page asks for, known at the moment that it asks for."""
    told.refer("definitions", "C1", date(2021, 10, 1), at=DECIDED, kpi="C1", version="2", reason="มติ")
    old, new = (c1_of(told, year, 1) for year in (2564, 2565))
    assert [definitions.kpi_of(figure).short.th for figure in (old, new)] == ["เบิกจ่ายงบประมาณ", SECOND.short.th]
    asks = [measure.ask(year, 1, now=NOW) for year in (2564, 2565)]
    asks.append(measure.ask(2565, 1, known_at=DECIDED - timedelta(seconds=1), now=NOW))
    found = [definitions.asked_for(told.build(), "C1", asked) for asked in asks]
    assert [kpi.definition for kpi in found] == [c1.C1.definition, SECOND.definition, c1.C1.definition]
    assert c1.C1.definition != SECOND.definition
