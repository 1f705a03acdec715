"""What is kept of answers: the latest asked for, never a failure."""

from __future__ import annotations

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
