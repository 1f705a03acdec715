"""Meetings and steps of the review agree with C3 and C4, cell by cell."""

from __future__ import annotations

from datetime import date
from typing import Any

from base.period import FiscalYear
from kpi import measure, pmqa
from kpi.model import UNITS, Ask
from kpi.pmqa import Attendance, Meeting, StepState
from tests.kpi.history import LATER, History

YEAR = str(FiscalYear(2564))
INVITED = {"invited_by": "กพบ.", "purpose": "award_data", "status": "held", "title": "ประชุมจัดทำข้อมูล"}


def asked(day: date = date(2021, 9, 30)) -> Ask:
    return measure.ask(2564, 2, as_of=day, known_at=LATER, now=LATER)


def invited(code: str, day: date, came: dict[str, bool | None], **more: Any) -> list[dict[str, Any]]:
    link = {"evidence": "https://example.org/1"}
    return [
        {"meeting_code": code, "meeting_on": day, "unit": unit, "attended": has_come, **INVITED}
        | (link if has_come else {})
        | more
        for unit, has_come in came.items()
    ]


def told(history: History) -> None:
    everybody = dict.fromkeys(UNITS, True)
    history.send("pmqa", "GEN", "2021-03", *invited("M1", date(2021, 3, 17), {"INF": True}))
    april = invited("M2", date(2021, 4, 22), everybody | {"OLD": False}) + invited(
        "M3", date(2021, 4, 28), {"INF": True}, evidence=None
    )
    history.send("pmqa", "GEN", "2021-04", *april)
    moved = dict.fromkeys(UNITS, None)
    june = invited("M4", date(2021, 6, 9), moved, status="cancelled") + invited(
        "M5", date(2021, 6, 25), moved, status="scheduled"
    )
    history.send("pmqa", "GEN", "2021-06", *june)
    history.send("pmqa", "GEN", "2021-07", *invited("M6", date(2021, 7, 9), everybody, purpose="training"))


def test_meetings_counted_and_attended_are_those_of_c3(history: History) -> None:
    told(history)
    found = {one.code: one for one in pmqa.meetings(history.build(), asked())}
    assert list(found) == ["M1", "M2", "M3", "M4", "M5", "M6"]
    assert [one.code for one in found.values() if one.is_counted] == ["M2", "M3"], "round 2, held, for award data"
    assert found["M2"].title == INVITED["title"]
    for unit in UNITS:
        came = [dict(one.units)[unit] for one in found.values() if one.is_counted]
        invited_to = [one for one in came if one is not Attendance.NOT_INVITED]
        attended = [one for one in invited_to if one in (Attendance.ATTENDED, Attendance.NO_EVIDENCE)]
        figure = history.figure("C3", unit, 2, as_of=date(2021, 9, 30))
        assert (figure.numerator, figure.denominator) == (len(attended), len(invited_to)), unit


def test_each_unit_is_said_apart(history: History) -> None:
    told(history)
    found: dict[str, Meeting] = {one.code: one for one in pmqa.meetings(history.build(), asked())}
    assert dict(found["M2"].units)["OLD"] is Attendance.ABSENT
    assert dict(found["M3"].units) == dict.fromkeys(UNITS, Attendance.NOT_INVITED) | {"INF": Attendance.NO_EVIDENCE}
    assert {came for _, came in found["M4"].units} == {Attendance.CALLED_OFF} and found["M4"].status == "cancelled"
    assert {came for _, came in found["M5"].units} == {Attendance.OPEN}


def test_a_meeting_ahead_stands_only_while_it_is_scheduled(history: History) -> None:
    told(history)
    assert [one.code for one in pmqa.meetings(history.build(), asked(date(2021, 5, 31)))] == ["M1", "M2", "M3", "M5"]


def test_steps_done_are_those_of_c4_and_shared_evidence_says_so(history: History) -> None:
    def row(step: int, day: date | None, evidence: str | None, is_shared: bool | None = None) -> dict[str, Any]:
        return {"step_no": step, "done_on": day, "evidence": evidence, "applies_to_all": is_shared}

    history.send(
        "review", "OFF", YEAR, row(1, date(2020, 11, 12), "ตาราง 1", True), row(4, date(2021, 10, 2), "ช้า", True)
    )
    history.send("review", "INF", YEAR, row(2, date(2020, 12, 1), "ตาราง 2"), row(3, date(2021, 2, 1), None))
    history.send("review", "OLD", YEAR, row(3, None, None))
    steps = {(one.unit, one.number): one for one in pmqa.review(history.build(), asked())}
    assert steps["OFF", 1].state is StepState.DONE and steps["INF", 1].state is StepState.SHARED
    assert (steps["INF", 1].done_on, steps["INF", 1].evidence) == (date(2020, 11, 12), "ตาราง 1")
    assert steps["OFF", 4].state is StepState.BEGUN, "after 30 September"
    assert [steps["INF", step].state for step in (2, 3)] == [StepState.DONE, StepState.NO_EVIDENCE]
    assert steps["OLD", 3].state is StepState.BEGUN and steps["DIS", 3].state is StepState.NOTHING
    for unit in ("INF", "OLD"):
        done = [one for one in steps.values() if one.unit == unit and one.state in (StepState.DONE, StepState.SHARED)]
        assert history.figure("C4", unit, 2, as_of=date(2021, 9, 30)).numerator == len(done)
