"""The list of uses counts what C2 counts, and says of every other why not."""

from __future__ import annotations

from datetime import date
from typing import Any

from kpi import measure, technology
from kpi.technology import Counting, UseLine
from tests.kpi.history import LATER, History


def use(day: date, name: str, **more: Any) -> dict[str, Any]:
    return {"used_on": day, "technology": name, "purpose": "ประชุม", "object": "ประชุมแผน"} | more


def seen(history: History, unit: str, round_number: int = 1) -> tuple[UseLine, ...]:
    day = date(2021, 3, 31) if round_number == 1 else date(2021, 9, 30)
    asked = measure.ask(2564, round_number, as_of=day, known_at=LATER, now=LATER)
    return technology.overview(history.build(), asked, unit)


def told(history: History) -> None:
    first, link = date(2020, 11, 4), {"evidence": "https://example.org/1"}
    again = [use(first, "QR", **link), use(first, "qr"), use(date(2020, 11, 9), "QR")]
    sent = history.send("technology", "INF", "2020-11", *again)
    history.send("technology", "OLD", "2021-04", use(date(2021, 4, 8), "เว็บไซต์"))
    history.decide("reject", sent, row_no=13)


def test_counted_uses_are_those_of_c2(history: History) -> None:
    told(history)
    for unit in ("OFF", "INF", "OLD"):
        for number in (1, 2):
            counted = sum(one.counting is Counting.COUNTED for one in seen(history, unit, number))
            figure = history.figure("C2", unit, number)
            assert counted == (figure.value or 0), (unit, number)


def test_what_is_not_counted_says_why_newest_first(history: History) -> None:
    told(history)
    assert [(one.on.day, one.counting, one.has_evidence) for one in seen(history, "INF")] == [
        (9, Counting.REJECTED, False),
        (4, Counting.REPEATED, False),
        (4, Counting.COUNTED, True),
    ]


def test_kinds_count_only_what_counts(history: History) -> None:
    told(history)
    (kind,) = technology.kinds(seen(history, "OFF"))
    assert (kind.name, kind.count, kind.units, kind.last_on) == ("QR", 1, ("INF",), date(2020, 11, 4))
