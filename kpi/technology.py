"""Every recorded use of technology in the span of C2, and whether C2 counts it (manual 10.2(2), A-09)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from base.words import Text
from kpi import measure
from kpi.indicators import c2
from kpi.indicators.declared import Question
from kpi.model import OFFICE, Ask
from kpi.office_facts import recorded_uses, uses
from kpi.store import Build


class Counting(StrEnum):
    """Whether C2 counts a recorded use."""

    COUNTED = "counted"
    REPEATED = "repeated"
    """The same occasion, purpose and unit as one before it."""
    REJECTED = "rejected"


COUNTING_WORDS: dict[Counting, Text] = {
    Counting.COUNTED: Text("นับ", "Counted"),
    Counting.REPEATED: Text("ไม่นับ รายการซ้ำ", "Repeated, not counted"),
    Counting.REJECTED: Text("ไม่นับ ถูกปฏิเสธ", "Rejected, not counted"),
}


@dataclass(frozen=True, slots=True)
class UseLine:
    """One recorded use."""

    unit: str
    on: date
    technology: str
    purpose: str
    object: str
    has_evidence: bool
    counting: Counting


@dataclass(frozen=True, slots=True)
class Kind:
    """One technology over all counted uses."""

    name: str
    count: int
    units: tuple[str, ...]
    last_on: date


def overview(build: Build, asked: Ask, scope: str) -> tuple[UseLine, ...]:
    """The uses of a unit, or of all, in the span that C2 of the asked round counts; newest first."""
    facts = measure.facts_for(build, (asked,))
    question = Question(facts, scope, asked.round, min(asked.as_of, asked.round.end))
    start = c2.start_of(question)
    accepted = {(one.submission_seq, one.sheet_row) for one in uses(facts, start, question.as_of)}
    counted = {(one.submission_seq, one.sheet_row) for one in c2.counted_uses(question)}
    found = []
    for one in recorded_uses(facts):
        place = (one.submission_seq, one.sheet_row)
        if start <= one.used_on <= question.as_of and scope in (OFFICE, one.unit):
            state = Counting.COUNTED if place in counted else Counting.REPEATED
            counting = state if place in accepted else Counting.REJECTED
            found.append(
                UseLine(one.unit, one.used_on, one.technology, one.purpose, one.object, one.has_evidence, counting)
            )
    return tuple(reversed(found))


def kinds(lines: Iterable[UseLine]) -> tuple[Kind, ...]:
    """The technologies of the counted uses, the most used first."""
    found: dict[str, list[UseLine]] = {}
    for one in lines:
        if one.counting is Counting.COUNTED:
            found.setdefault(one.technology, []).append(one)
    made = (
        Kind(name, len(own), tuple(sorted({one.unit for one in own})), max(one.on for one in own))
        for name, own in found.items()
    )
    return tuple(sorted(made, key=lambda kind: (-kind.count, kind.name)))
