"""Answers that outlive a build: the same as asked anew, resting on no more than they say, never of another history."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.building.schema import schema_sql
from kpi import alerts, board, change, measure, plans, problem_list, project_list, sharing
from kpi.facts import Facts
from kpi.kept import RESTING_ON
from kpi.model import Ask
from kpi.sharing import Lasting, Shared
from kpi.store import Build
from tests.kpi.history import LATER, History
from tests.second.telling import fresh, tell
from tests.second.years import year

TABLES = set(re.findall(r"CREATE (?:TABLE|VIEW) \"?(\w+)", schema_sql()))
OPEN_TO_ALL = {"counted"}
"""Which submissions count is what a form's name stands for."""


@pytest.fixture(autouse=True)
def nobody_has_asked_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "_lines", [])


@pytest.fixture
def seeded(tmp_path: Path) -> Path:
    folder = tmp_path / "seeded"
    folder.mkdir()
    History(folder).ledger.close()
    return folder / "ledger.sqlite"


def asks(known_at: datetime, official: bool, settled: date | None = None) -> Iterator[Ask]:
    for number in (1, 2):
        yield measure.ask(2564, number, as_of=settled, known_at=known_at, official=official, now=LATER)


def said(build: Build, asked: Ask) -> list[object]:
    """What the director's page and the lists behind it show of a question, the name of the build left out."""
    figures = measure.every(build, asked)
    return [
        [(one.kpi, one.scope, one.numerator, one.denominator, one.status, one.coverage, one.notes) for one in figures],
        change.changes(build, asked, figures),
        alerts.alerts(build, asked),
        board.board(build, asked.round.fiscal_year, asked.known_at),
        problem_list.overview(build, asked),
        project_list.overview(build, asked),
        plans.overview(build, asked),
    ]


@pytest.mark.slow
def test_answers_handed_on_from_build_to_build_are_those_asked_anew(
    drill: Callable[[int, int], int], tmp_path: Path, seeded: Path
) -> None:
    for seed in range(drill(1, 20)):
        history, chance = fresh(tmp_path / str(seed), seeded), random.Random(seed)
        acts = sorted(year(seed), key=lambda act: act.at)
        edges = [0, *sorted(chance.sample(range(1, len(acts)), drill(3, 11))), len(acts)]
        for begin, end in zip(edges, edges[1:], strict=False):
            moments = tell(history, acts[begin:end])
            build = history.build()
            shared = Shared(build)
            for known_at in (LATER, chance.choice(moments)):
                for official in (True, False):
                    for asked in asks(known_at, official):
                        assert said(shared, asked) == said(Build(build.path), asked), (seed, end, asked)
        history.ledger.close()
        shutil.rmtree(tmp_path / str(seed))


class Timeless(Facts):
    """Facts that are not told at which moment they are known, and note what is asked of them."""

    def __init__(self, build: Build, year: Any, seq: int, known_at: datetime, *more: Any) -> None:
        super().__init__(build, year, seq, known_at, *more)
        del self.known_at

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"an answer that lasts may not rest on {name}")


class Noting(Build):
    """A build that notes which tables it is asked for."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.tables: set[str] = set()

    def rows(self, sql: str, parameters: Any = ()) -> list[tuple[Any, ...]]:
        found = set(re.findall(r"\b(?:FROM|JOIN)\s+(\w+)", sql)) & TABLES - OPEN_TO_ALL
        if not re.search(r"FROM submission\b", sql):
            found.discard("submission")  # Joined to rows of another table, of which each names one.
        self.tables |= found
        if isinstance(parameters, dict) and "form" in parameters and "counted.form = $form" in sql:
            self.tables.add(str(parameters["form"]))
        return super().rows(sql, parameters)

    def reference(self, *asked: Any) -> dict[str, dict[str, str]]:
        self.tables.add("reference")
        return super().reference(*asked)


@pytest.mark.slow
def test_an_answer_that_lasts_rests_on_nothing_but_the_tables_that_it_names(
    tmp_path: Path, seeded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for: dict[Any, None] = {}
    handed_on = Lasting.lasting

    def noted(build: Lasting, key: Any, question: Callable[[], Any]) -> Any:
        asked_for[key] = None
        return handed_on(build, key, question)

    monkeypatch.setattr(Lasting, "lasting", noted)
    names = set()
    for seed in range(3):
        history = fresh(tmp_path / str(seed), seeded)
        tell(history, year(seed))
        history.decide("plan_problem", subject="2564:DSD:P-1:50", payload={"on": "2020-11-10", "action": "อบรม"} | DUE)
        build = history.build()
        for asked in asks(LATER, official=True):
            said(Shared(build), asked)
        for key in [one for one in asked_for if callable(one[0][0])]:
            (function, *arguments), of_year, basis, _ = key
            noting = Noting(build.path)
            facts = Timeless(noting, of_year, build.last_seq, LATER, basis == "official")
            function(facts, *arguments)
            name = f"{function.__module__}.{function.__qualname__}"
            assert noting.tables <= set(RESTING_ON[name]), name
            names.add(name)
        asked_for.clear()
        history.ledger.close()
    assert names == set(RESTING_ON), "a function whose answers last was never asked"


DUE = {"due_on": "2020-12-01", "owner": "DSD"}


def report(history: History, reporter: str, *, accept: bool, result: int = 10) -> None:
    row = {"project_code": "P1", "plan_no": 2, "target_unit": "คน", "status": "in_progress", "budget_disb": Decimal(5)}
    history.send("progress", reporter, "2020-11", row | {"result_cum": Decimal(result)}, accept=accept)


def project(history: History) -> None:
    line = {"project_code": "P1", "item_code": "PLAN2", "target": Decimal(100), "lead_agency": "DSD"}
    history.send("projects", "INF", "FY2564", line)


def test_a_report_that_nobody_has_accepted_has_little_asked_again(history: History) -> None:
    project(history)
    report(history, "DSD", accept=True)
    asked = [*asks(LATER, official=True)]
    counts = []
    for reporter in ("SSO", "DOE", "DLPW"):
        report(history, reporter, accept=False)
        shared = Shared(history.build())
        noting = Counting(shared)
        for one in asked:
            said(shared, one)
        counts.append(noting.count)
    first, *others = counts
    assert max(others) < first / 3, counts


class Counting:
    """How many queries are put to a build that is shared."""

    def __init__(self, shared: Shared) -> None:
        self.count = 0
        alone = shared.alone
        put = alone.rows

        def rows(sql: str, parameters: Any = ()) -> list[tuple[Any, ...]]:
            self.count += 1
            return put(sql, parameters)

        alone.rows = rows  # type: ignore[method-assign]


def test_two_histories_that_go_on_from_one_backup_share_no_answer(tmp_path: Path) -> None:
    """The same sequence numbers, other reports: only the first of the two goes on with what is kept."""
    (tmp_path / "one").mkdir()
    one = History(tmp_path / "one")
    project(one)
    one.build()
    one.ledger.close()
    shutil.copytree(tmp_path / "one", tmp_path / "other")
    asked = measure.ask(2564, 1, known_at=LATER, now=LATER)
    measure.every(Shared(one.build()), asked)
    figures = {}
    for name, result in (("one", 25), ("other", 75)):
        history = History(tmp_path / name)
        report(history, "DSD", accept=True, result=result)
        build = history.build()
        assert build.grown_from, "it was made from scratch: the test proves nothing"
        figures[name] = measure.one(Shared(build), "K3b", "PLAN2", asked).value
        assert figures[name] == measure.one(Build(build.path), "K3b", "PLAN2", asked).value
        history.ledger.close()
    assert figures == {"one": 25, "other": 75}


def test_a_past_moment_is_answered_as_it_was_also_after_more_became_known(history: History) -> None:
    project(history)
    report(history, "DSD", accept=True, result=10)
    then = measure.ask(2564, 1, known_at=history.build().last_recorded_at, now=LATER)
    now = measure.ask(2564, 1, known_at=LATER, now=LATER)
    before = measure.one(Shared(history.build()), "K3b", "PLAN2", then).value
    report(history, "DSD", accept=True, result=40)
    shared = Shared(history.build())
    assert [measure.one(shared, "K3b", "PLAN2", one).value for one in (now, then, now)] == [40, before, 40]
    assert before == 10
