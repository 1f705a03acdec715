"""The page of data quality says of each agency what M10 and M2 say of all."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from base.period import Month
from kpi import measure, quality
from kpi.model import Coverage
from ledger.submissions import StoredFinding
from tests.kpi.history import LATER, History


def warning(cell: str) -> StoredFinding:
    return StoredFinding("V14", "warning", None, cell, "result_month", {})


def test_each_agency_agrees_with_the_indicators(history: History) -> None:
    rows = [
        {"project_code": code, "plan_no": 2, "evidence": link} for code, link in (("P-1", ""), ("P-2", "https://a.b/c"))
    ]
    history.send(
        "progress", "DOE", "2020-10", *rows, at=datetime(2020, 11, 4), findings=(warning("E11"), warning("F11"))
    )
    history.send("progress", "DOE", "2020-11", *rows, at=datetime(2020, 12, 4))
    history.send("progress", "DSD", "2020-10", *rows[:1], at=datetime(2020, 11, 4))
    asked = measure.ask(2564, 1, as_of=date(2020, 11, 30), known_at=LATER, now=LATER)
    found = quality.by_agency(history.build(), asked)
    by_code = {one.agency: one for one in found}

    doe = by_code["DOE"]
    assert (doe.last_month, doe.coverage) == (Month(2020, 11), Coverage(2, 2))
    assert (doe.rows, doe.warned_rows, doe.warned_pct, doe.unproven_rows) == (4, 1, 25, 2), "one row, two cells"
    assert (by_code["DSD"].last_month, by_code["DSD"].coverage) == (Month(2020, 10), Coverage(1, 2))
    assert (by_code["SSO"].last_month, by_code["SSO"].warned_pct) == (None, None)
    assert [one.agency for one in found][-2:] == ["DSD", "DOE"], "the oldest data first"

    m10 = measure.one(history.build(), "M10", "OFF", asked)
    assert m10.value == 100 - Fraction(sum(one.warned_rows for one in found) * 100, sum(one.rows for one in found))
    m2 = measure.one(history.build(), "M2", "OFF", asked)
    assert m2.coverage == Coverage(
        sum(one.coverage.received for one in found), sum(one.coverage.expected for one in found)
    )


def test_standing_versions_are_those_that_nobody_replaced_or_returned(history: History) -> None:
    first = history.send("progress", "DOE", "2020-10", at=datetime(2020, 11, 4))
    second = history.send("progress", "DOE", "2020-10", at=datetime(2020, 11, 6), accept=False)
    other = history.send("progress", "DSD", "2020-10", at=datetime(2020, 11, 6))
    history.decide("return", other, reason="แก้ไข")
    asked = measure.ask(2564, 1, known_at=LATER, now=LATER)
    assert {f"S{seq:06}" for seq in quality.standing(history.build(), asked)} == {second}
    then = measure.ask(2564, 1, known_at=datetime(2020, 11, 5), now=LATER)
    assert {f"S{seq:06}" for seq in quality.standing(history.build(), then)} == {first}
