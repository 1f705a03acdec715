"""When a problem is open: told, carried, said to be none, closed by the Office, told again."""

from __future__ import annotations

from datetime import date

import pytest

from base.period import Month
from base.problem import CLOSE, PLAN, REOPEN, Step, open_months

OCT, NOV, DEC, JAN = Month(2020, 10), Month(2020, 11), Month(2020, 12), Month(2021, 1)
TOLD = {OCT: [10], NOV: [20]}


@pytest.mark.parametrize(
    ("told", "steps", "expected"),
    [
        ({}, (), ()),
        (TOLD, (), (OCT, NOV)),
        ({DEC: [30], **TOLD}, (), (OCT, NOV, DEC)),
        ({**TOLD, DEC: []}, (), ()),
        ({**TOLD, DEC: [], JAN: [40]}, (), (JAN,)),
        (TOLD, (Step(25, CLOSE, date(2020, 12, 7)),), ()),
        (TOLD, (Step(25, CLOSE, date(2020, 11, 20)),), ()),
        (TOLD, (Step(15, CLOSE, date(2020, 11, 20)),), (NOV,)),
        (TOLD, (Step(15, CLOSE, date(2020, 11, 30)),), ()),
        ({**TOLD, DEC: [30]}, (Step(25, CLOSE, date(2020, 12, 7)),), (DEC,)),
        (TOLD, (Step(25, CLOSE, date(2020, 12, 7)), Step(26, REOPEN, date(2020, 12, 8))), (OCT, NOV)),
        (TOLD, (Step(25, CLOSE, date(2020, 12, 7)), Step(26, PLAN, date(2020, 12, 8))), ()),
        (TOLD, (Step(25, CLOSE, date(2021, 1, 1)),), (OCT, NOV)),
    ],
)
def test_the_open_run(told: dict[Month, list[int]], steps: tuple[Step, ...], expected: tuple[Month, ...]) -> None:
    assert open_months(told, steps, date(2020, 12, 31)) == expected
