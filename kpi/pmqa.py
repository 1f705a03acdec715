"""The year's PMQA meetings with who came, and the five steps of the process review unit by unit (manual 10.2(3), (4)).

Which meetings and steps count is asked of C3 and C4 themselves; this module adds what stands beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from base.words import Text
from kpi import measure, office_facts
from kpi.facts import Facts
from kpi.indicators import c3, c4
from kpi.indicators.declared import Question
from kpi.model import OFFICE, UNITS, Ask
from kpi.office_facts import Invitation, ReviewStep
from kpi.store import Build

HELD, SCHEDULED, CANCELLED = "held", "scheduled", "cancelled"
STEPS = (*c4.MANDATORY, c4.INNOVATION)


class Attendance(StrEnum):
    """What is known of one unit at one meeting."""

    NOT_INVITED = "not_invited"
    OPEN = "open"
    """Invited to a meeting that has not been held yet."""
    CALLED_OFF = "called_off"
    ATTENDED = "attended"
    NO_EVIDENCE = "no_evidence"
    """Attended, without evidence; whether it counts is a setting (A-15)."""
    ABSENT = "absent"


ATTENDANCE_WORDS: dict[Attendance, Text] = {
    Attendance.NOT_INVITED: Text("ไม่ได้รับเชิญ", "Not invited"),
    Attendance.OPEN: Text("รอประชุม", "To be held"),
    Attendance.CALLED_OFF: Text("ไม่ได้ประชุม", "Not held"),
    Attendance.ATTENDED: Text("เข้าร่วม", "Attended"),
    Attendance.NO_EVIDENCE: Text("เข้าร่วม ไม่มีหลักฐาน", "Attended, no evidence"),
    Attendance.ABSENT: Text("ไม่เข้าร่วม", "Absent"),
}


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting as the version recorded last has it."""

    code: str
    on: date
    title: str
    invited_by: str
    status: str
    """scheduled, held, cancelled or postponed."""
    is_counted: bool
    """Whether C3 of the asked round counts it."""
    units: tuple[tuple[str, Attendance], ...]
    """The four units in their order."""


class StepState(StrEnum):
    """How far one unit is with one step of the review."""

    NOTHING = "nothing"
    BEGUN = "begun"
    """A row of the review without its day, or of a day after the one asked for."""
    NO_EVIDENCE = "no_evidence"
    SHARED = "shared"
    """Done by evidence of the Office that serves every unit (A-17)."""
    DONE = "done"


STEP_STATE_WORDS: dict[StepState, Text] = {
    StepState.NOTHING: Text("ยังไม่มีบันทึก", "No record"),
    StepState.BEGUN: Text("ยังไม่แล้วเสร็จ", "Not done yet"),
    StepState.NO_EVIDENCE: Text("ยังไม่มีหลักฐาน", "No evidence"),
    StepState.SHARED: Text("ใช้หลักฐานของสำนักงาน", "Office evidence"),
    StepState.DONE: Text("แล้วเสร็จ", "Done"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One unit's step: what C4 sees of it, when it was done and by which evidence."""

    unit: str
    number: int
    state: StepState
    done_on: date | None
    evidence: str


def meetings(build: Build, asked: Ask) -> tuple[Meeting, ...]:
    """Meetings of the fiscal year up to the day asked for, and those of later that stand in the calendar; by day."""
    facts = measure.facts_for(build, (asked,))
    question = _question(facts, asked)
    counted = {one.meeting_code for one in c3.held(question)} if asked.as_of >= asked.round.start else set()
    titles = {place[:2]: place[2] for place in facts.rows_of("pmqa", "coalesce(title, '')", "sheet_row")}
    found: dict[str, list[Invitation]] = {}
    for one in office_facts.invitations(facts, facts.year.start, facts.year.end):
        if one.meeting_on <= asked.as_of or one.status == SCHEDULED:
            found.setdefault(one.meeting_code, []).append(one)
    return tuple(
        _meeting(rows, titles[rows[0].submission_seq, rows[0].sheet_row], code in counted)
        for code, rows in found.items()
    )


def _meeting(rows: Sequence[Invitation], title: str, is_counted: bool) -> Meeting:
    first, by_unit = rows[0], {one.unit: one for one in rows}
    units = tuple((unit, _attendance(by_unit.get(unit))) for unit in UNITS)
    return Meeting(first.meeting_code, first.meeting_on, title, first.invited_by, first.status, is_counted, units)


def _attendance(one: Invitation | None) -> Attendance:
    if one is None:
        return Attendance.NOT_INVITED
    if one.status != HELD:
        return Attendance.CALLED_OFF if one.status == CANCELLED else Attendance.OPEN
    if not one.has_attended:
        return Attendance.ABSENT
    return Attendance.ATTENDED if one.has_evidence else Attendance.NO_EVIDENCE


def review(build: Build, asked: Ask) -> tuple[Step, ...]:
    """The five steps of the Office and of every unit, by step; days after the round's end count as not done (A-16)."""
    facts = measure.facts_for(build, (asked,))
    question = _question(facts, asked)
    evidence = {row[:2]: row[2] for row in facts.rows_of("review", "coalesce(evidence, '')", "sheet_row")}
    done = {unit: c4.done(question, unit) for unit in (OFFICE, *UNITS)}
    own = {(one.unit, one.step_no): one for one in office_facts.review_steps(facts)}
    return tuple(
        _step(unit, number, done[unit].get(number), own.get((unit, number)), question.as_of, evidence)
        for number in STEPS
        for unit in (OFFICE, *UNITS)
    )


def _step(
    unit: str,
    number: int,
    done: ReviewStep | None,
    own: ReviewStep | None,
    as_of: date,
    evidence: dict[tuple[int, int], str],
) -> Step:
    one = done or own
    if one is None:
        return Step(unit, number, StepState.NOTHING, None, "")
    if done is not None:
        state = StepState.DONE if done.unit == unit else StepState.SHARED
    else:
        is_past = one.done_on is not None and one.done_on <= as_of
        state = StepState.NO_EVIDENCE if is_past else StepState.BEGUN
    return Step(unit, number, state, one.done_on, evidence[one.submission_seq, one.sheet_row])


def _question(facts: Facts, asked: Ask) -> Question:
    """The question of C3 and C4 for the Office: C figures end with the round."""
    return Question(facts, OFFICE, asked.round, min(asked.as_of, asked.round.end))
