"""What is kept of answers: the latest asked for, never a failure."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from ui.answers import Answers


def test_an_answer_is_worked_out_once_and_the_longest_unasked_goes() -> None:
    asked: list[str] = []

    def about(key: str) -> str:
        asked.append(key)
        return key.upper()

    kept = Answers(2)
    for key in ("a", "b", "a", "c", "a", "b"):
        assert kept.of(key, lambda: about(key)) == key.upper()  # noqa: B023  (asked at once)
    assert asked == ["a", "b", "c", "b"]


def test_a_failure_is_not_kept() -> None:
    kept = Answers(2)
    with pytest.raises(ZeroDivisionError):
        kept.of("a", lambda: 1 // 0)
    assert kept.of("a", lambda: 1) == 1


def test_many_who_ask_the_same_at_once_are_answered_by_one_piece_of_work() -> None:
    kept, worked, may_end = Answers(2), [], threading.Event()

    def slow() -> int:
        worked.append(1)
        assert may_end.wait(20)
        return 7

    with ThreadPoolExecutor(5) as readers:
        answers = [readers.submit(kept.of, "a", slow) for _ in range(4)]
        assert readers.submit(kept.of, "b", lambda: 8).result(20) == 8, "another question does not wait"
        may_end.set()
        assert [one.result(20) for one in answers] == [7] * 4
    assert len(worked) == 1


def test_who_waited_for_a_failure_works_alone() -> None:
    kept, may_fail, tried = Answers(2), threading.Event(), []

    def fails_once() -> int:
        tried.append(1)
        if len(tried) == 1:
            assert may_fail.wait(20)
            raise ZeroDivisionError
        return 5

    with ThreadPoolExecutor(2) as readers:
        answers = [readers.submit(kept.of, "a", fails_once) for _ in range(2)]
        may_fail.set()
        faults = [one.exception(20) for one in answers]
    assert sorted(map(str, map(type, faults))) == sorted(map(str, (type(None), ZeroDivisionError)))
