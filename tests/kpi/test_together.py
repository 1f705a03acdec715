"""Questions asked together: the same figures as asked one by one, from one query per table."""

from __future__ import annotations

import gc
import os
import random
import shutil
import sys
import threading
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from kpi import measure
from kpi.kept import uncollected
from kpi.model import Ask
from kpi.problem_facts import SAYS_NONE, SAYS_NONE_SQL, says_none
from kpi.sharing import Recalling
from kpi.store import SMALL_BYTES, Build
from tests.kpi.history import LATER, History

QUERIES = 16
"""Tables that both rounds rest on, each asked once; the reports once for results and money, for problems, evidence."""


def told(history: History) -> Build:
    """A year of three reports with changing problems, some money and a log, so that no table stays unasked."""
    history.send("projects", "INF", "FY2564", {"project_code": "P1", "item_code": "PLAN2", "target": Decimal(100)})
    for month, result, problem in (("2020-10", 10, "ขาดวิทยากร"), ("2020-12", 40, None), ("2021-04", 120, "ไม่มี")):
        line = {"project_code": "P1", "plan_no": 2, "province": "10", "target_unit": "คน", "status": "in_progress"}
        history.send("progress", "DSD", month, line | {"result_cum": Decimal(result), "problem": problem})
    history.budget("2020-10", ("INF", "allocate", date(2020, 10, 5), "1000.00"))
    history.budget("2021-05", ("INF", "disburse", date(2021, 5, 5), "300.25"))
    return history.build()


def both(official: bool) -> tuple[Ask, Ask]:
    first, second = (measure.ask(2564, n, known_at=LATER, now=LATER, official=official) for n in (1, 2))
    return first, second


@pytest.mark.parametrize("official", [True, False])
def test_both_rounds_together_are_both_rounds_alone(history: History, official: bool) -> None:
    build, asks = told(history), both(official)
    alone = tuple(figure for asked in asks for figure in measure.every(build, asked))
    assert measure.both_rounds(build, asks) == alone
    assert {figure.value for figure in alone if (figure.kpi, figure.scope) == ("M7", "OFF")} == {0, 1}


@pytest.mark.slow
def test_a_curve_is_its_months_asked_one_by_one(history: History) -> None:
    build, (_, asked) = told(history), both(True)
    for code in ("C1", "K3b", "M7"):
        for month, figure in measure.series(build, code, "OFF", asked):
            alone = measure.one(build, code, "OFF", figure.ask)
            assert (alone, alone.as_of) == (figure, month.last_day)


class Noting(Recalling):
    """A build that notes what it is asked."""

    def __init__(self, build: Build) -> None:
        super().__init__(build)
        self.asked: list[str] = []

    def rows(self, sql: str, parameters: Any = ()) -> list[tuple[Any, ...]]:
        self.asked.append(sql)
        return super().rows(sql, parameters)


def test_every_table_is_asked_once_for_both_rounds(history: History) -> None:
    build = Noting(told(history))
    measure.both_rounds(build, both(True))
    assert len(build.asked) == len(set(build.asked)) <= QUERIES


def test_a_small_build_is_planned_briefly_by_one_thread_and_a_large_one_in_full(history: History) -> None:
    path = told(history).path
    large = path.with_name("large.duckdb")
    shutil.copy(path, large)
    os.truncate(large, SMALL_BYTES + 1)
    # A machine with one processor has one thread for every build.
    threads = min(2, duckdb.sql("SELECT current_setting('threads')").fetchall()[0][0])
    sql = "SELECT least(current_setting('threads'), 2), current_setting('disabled_optimizers') = ''"
    assert Build(path).rows(sql) == [(1, False)]
    assert Build(large).rows(sql) == [(threads, True)]
    small, grown = (measure.both_rounds(one, both(True)) for one in (Build(path), Build(large)))
    assert [figure.value for figure in small] == [figure.value for figure in grown]


def test_the_collector_rests_while_figures_are_computed_and_is_at_work_again_whatever_happens() -> None:
    with pytest.raises(ValueError, match="within"), uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
        raise ValueError("within")
    assert gc.isenabled()


def test_the_collector_rests_until_the_last_of_several_threads_is_done() -> None:
    is_in, may_go = threading.Event(), threading.Event()

    def other() -> None:
        with uncollected():
            is_in.set()
            may_go.wait(10)

    thread = threading.Thread(target=other)
    with uncollected():
        thread.start()
        assert is_in.wait(10)
    assert not gc.isenabled(), "the other one still computes"
    may_go.set()
    thread.join()
    assert gc.isenabled()


def test_the_collector_is_at_work_after_many_threads_came_and_went() -> None:
    def some() -> None:
        for _ in range(2_000):
            with uncollected():
                pass

    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=some) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert gc.isenabled()
    finally:
        sys.setswitchinterval(usual)
        gc.enable()


def test_the_build_and_the_trace_agree_on_what_says_none() -> None:
    source = random.Random(7)
    blanks = [chr(code) for code in range(0x3002) if chr(code).isspace()]
    words = [*SAYS_NONE, "None", "NONE", "ไม่มีวิทยากร", "ขาดวิทยากร", "0", "non", "ไม่", "Kelvin", "ſ", "N/A", "x" * 200]
    texts = []
    for word in words * 60:
        letters = list(word)
        for _ in range(source.randrange(4)):
            letters.insert(source.randrange(len(letters) + 1), source.choice([*blanks, "/", ".", "​", "ก"]))
        texts.append("".join(letters))
    rows = duckdb.execute(
        f"SELECT told, {SAYS_NONE_SQL} FROM (SELECT unnest($texts) AS told)", {"texts": texts}
    ).fetchall()
    assert [(text, says_none(text)) for text in texts] == rows
    assert {found for _, found in rows} == {True, False}
