"""What needs a decision: every threshold from both sides."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kpi import alerts, measure
from kpi.alerts import Alert, Kind, Urgency
from tests.kpi.history import LATER, History

OCT, FEB, MAR = date(2020, 10, 15), date(2021, 2, 10), date(2021, 3, 20)


def found(history: History, kind: Kind, day: date, known_at: datetime = LATER, round_number: int = 1) -> list[Alert]:
    asked = measure.ask(2564, round_number, as_of=day, known_at=known_at, now=LATER)
    return [one for one in alerts.alerts(history.build(), asked) if one.kind is kind]


def spent(history: History, by_february: str, in_march: str, more_allocated: str = "0.01") -> None:
    history.budget("2020-10", ("INF", "allocate", OCT, "1000.00"))
    history.budget("2021-02", ("INF", "disburse", FEB, by_february))
    history.budget("2021-03", ("INF", "disburse", MAR, in_march), ("INF", "transfer_in", MAR, more_allocated))


def crossings(history: History, day: date) -> list[tuple[str, str, Urgency]]:
    return [(one.choices["kpi"], one.choices["scope"], one.urgency) for one in found(history, Kind.CROSSED, day)]


def test_a_figure_that_reaches_its_target_is_good_to_know_in_that_month_alone(history: History) -> None:
    spent(history, "879.99", "0.02")
    rose = [("C1", "OFF", Urgency.KNOW), ("C1", "INF", Urgency.KNOW)]
    assert sorted(crossings(history, date(2021, 3, 31))) == sorted(rose), "880.01 of 1,000.01 is 88 % and a little"
    assert crossings(history, date(2021, 3, 19)) == [], "not before the day it was paid"
    assert crossings(history, date(2021, 2, 28)) == []


def test_a_figure_that_falls_below_its_target_needs_a_decision(history: History) -> None:
    spent(history, "880.00", "0.01", more_allocated="100.00")
    fell = [("C1", "OFF", Urgency.NOW), ("C1", "INF", Urgency.NOW)]
    assert sorted(crossings(history, date(2021, 3, 20))) == sorted(fell), "the target itself passed in February"
    (why, *_) = [one.why.th for one in found(history, Kind.CROSSED, MAR) if one.choices["scope"] == "INF"]
    assert why == "ร้อยละ 88.00 ณ 28 ก.พ. 2564 เป็น ร้อยละ 80.00 เกณฑ์ไม่น้อยกว่าร้อยละ 88"
    assert crossings(history, date(2020, 10, 31)) == [], "the round's first month has nothing before it"


@pytest.mark.parametrize(
    ("day", "urgency"),
    [
        (date(2021, 2, 18), None),
        (date(2021, 2, 19), Urgency.SOON),
        (date(2021, 3, 1), Urgency.SOON),
        (date(2021, 3, 2), Urgency.NOW),
        (date(2021, 3, 5), Urgency.NOW),
        (date(2021, 3, 6), None),
    ],
)
def test_a_deadline_is_told_of_from_fourteen_days_and_pressing_from_three(
    history: History, day: date, urgency: Urgency | None
) -> None:
    told = [one for one in found(history, Kind.DEADLINE, day) if "กุมภาพันธ์ 2564" in one.what.th]
    assert [one.urgency for one in told] == ([urgency] if urgency else [])
    assert all(one.page == "board" and one.days == (day - date(2021, 3, 5)).days for one in told)


def test_a_report_is_owed_from_the_second_after_its_deadline(history: History) -> None:
    deadline = datetime(2020, 11, 5, 23, 59, 59)
    owed = {
        at: found(history, Kind.REPORT, date(2020, 10, 31), at) for at in (deadline, deadline + timedelta(seconds=1))
    }
    assert [len(one) for one in owed.values()] == [0, 5], "the five agencies of the Ministry"
    assert {one.urgency for one in owed[deadline + timedelta(seconds=1)]} == {Urgency.NOW}
    history.send("progress", "DOE", "2020-10", at=datetime(2020, 11, 6, 8))
    later = found(history, Kind.REPORT, date(2020, 11, 30), datetime(2020, 12, 6, 8))
    assert {one.what.th.split()[-2] for one in later} == {"1", "2"}, "DOE owes November, the others two months"
    assert found(history, Kind.REPORT, date(2020, 10, 30), datetime(2020, 12, 6, 8)) == [], "no month had ended"


def test_a_round_waits_to_be_frozen_from_its_first_possible_day(history: History) -> None:
    first = datetime(2021, 4, 6)

    def waiting(at: datetime) -> list[str]:
        return [one.choices["round"] for one in found(history, Kind.ROUND, date(2021, 3, 31), at)]

    assert waiting(first - timedelta(seconds=1)) == [] and waiting(first) == ["1"]
    payload: dict[str, Any] = {"figures": [], "digest": "", "build": "", "as_of": "2021-03-31"}
    history.decide("freeze", subject="2564:1", payload=payload, reason="ครบแล้ว", at=datetime(2021, 4, 7))
    assert waiting(datetime(2021, 4, 8)) == []
    assert waiting(datetime(2021, 4, 6, 12)) == ["1"], "known before the freeze"
    assert waiting(datetime(2021, 10, 6)) == ["2"]


def test_a_plan_is_stuck_from_the_day_after_it_should_have_moved(history: History) -> None:
    history.events("OLD", "2020-07", ("PLAN3", "DRAFTED", date(2020, 7, 20)))
    history.events("OLD", "2020-10", ("PLAN3", "SUBMITTED", date(2020, 10, 5), "SC-OLD"))

    def stuck(day: date) -> list[tuple[str, int]]:
        return [
            (one.choices["plan"], one.days) for one in found(history, Kind.PLAN, day) if one.choices["plan"] == "PLAN3"
        ]

    assert stuck(date(2020, 10, 31)) == []
    assert stuck(date(2020, 11, 1)) == [("PLAN3", 1)]


def test_problems_past_their_day_one_by_one_and_those_without_a_plan_together(history: History) -> None:
    rows = [
        {"project_code": code, "plan_no": 2, "province": "50", "problem": f"ปัญหา {code}"}
        for code in ("P-1", "P-2", "P-3")
    ]
    history.send("progress", "DSD", "2020-10", *rows, at=datetime(2020, 11, 4))
    plan = {"on": "2020-11-10", "action": "ประสาน", "owner": "DSD", "due_on": "2020-12-15"}
    history.decide("plan_problem", subject="2564:DSD:P-1:50", payload=plan, at=datetime(2020, 11, 10))
    on_time = found(history, Kind.PROBLEM, date(2020, 12, 15))
    assert [(one.urgency, one.what.th) for one in on_time] == [(Urgency.SOON, "ปัญหาที่ยังไม่มีแผนดำเนินการ 2 เรื่อง")]
    late, _ = found(history, Kind.PROBLEM, date(2020, 12, 16))
    assert (late.urgency, late.days, late.choices["id"]) == (Urgency.NOW, 1, "DSD:P-1:50")


def test_what_waits_for_review_is_one_alert(history: History) -> None:
    assert found(history, Kind.REVIEW, MAR) == []
    numbers = [
        history.send("progress", who, "2020-10", accept=False, at=datetime(2020, 11, 4)) for who in ("DOE", "DSD")
    ]
    (one,) = found(history, Kind.REVIEW, MAR)
    assert "2 ฉบับ" in one.what.th and numbers[0] in one.why.th and one.page == "review"
    history.decide("accept", numbers[0], at=datetime(2020, 11, 6))
    assert numbers[1] in found(history, Kind.REVIEW, MAR)[0].why.th
