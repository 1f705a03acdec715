"""Facts of the Office's own registers: uses of technology, PMQA meetings, process review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kpi.facts import Facts
from kpi.kept import lasting

INVITER = "กพบ."


class Use(NamedTuple):
    """One dated use of technology by one unit."""

    submission_seq: int
    sheet_row: int
    unit: str
    used_on: date
    technology: str
    purpose: str
    object: str
    has_evidence: bool

    def key(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """What makes two uses the same (A-09); letter case and spaces make no difference."""
        return tuple("".join(str(getattr(self, name)).casefold().split()) for name in names)


@dataclass(frozen=True, slots=True)
class Invitation:
    """One unit invited to one PMQA meeting."""

    submission_seq: int
    sheet_row: int
    meeting_code: str
    meeting_on: date
    unit: str
    invited_by: str
    purpose: str
    status: str
    has_attended: bool
    has_evidence: bool


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """One step of the process review that a unit says it has done."""

    submission_seq: int
    sheet_row: int
    unit: str
    step_no: int
    done_on: date | None
    has_evidence: bool
    applies_to_all: bool


@lasting("technology")
def recorded_uses(facts: Facts) -> tuple[Use, ...]:
    """Every dated use that counting submissions of the fiscal year record, also rejected ones, oldest first."""
    columns = """reporter, used_on, coalesce(technology, ''), coalesce(purpose, ''), coalesce(object, ''),
                 coalesce(evidence, '') <> ''"""
    order, is_dated = "used_on, submission_seq, sheet_row", "used_on IS NOT NULL"
    return tuple(Use(*row) for row in facts.rows_of("technology", columns, order, is_dated))


@lasting("decision")
def _rejected(facts: Facts) -> frozenset[tuple[str, int | None]]:
    """(submission, row of the sheet) of every row whose last verdict is a rejection."""
    last = {(submission, row): kind for kind, submission, row, _ in facts.rulings() if kind in ("verify", "reject")}
    return frozenset(place for place, kind in last.items() if kind == "reject")


@lasting("technology", "decision")
def uses(facts: Facts, start: date, as_of: date) -> tuple[Use, ...]:
    """Uses of technology dated from `start` to `as_of`, those that a steward has rejected left out, oldest first."""
    rejected, sent = _rejected(facts), facts.counting_seqs("technology")
    return tuple(
        use
        for use in recorded_uses(facts)
        if start <= use.used_on <= as_of and (sent[use.submission_seq].submission_id, use.sheet_row) not in rejected
    )


@lasting("technology", "decision")
def keyed_uses(
    facts: Facts, start: date, as_of: date, names: tuple[str, ...]
) -> tuple[tuple[tuple[str, ...], Use], ...]:
    """The same uses, each with what makes it the same as another."""
    return tuple((use.key(names), use) for use in uses(facts, start, as_of))


@lasting("pmqa")
def _all_invitations(facts: Facts) -> tuple[Invitation, ...]:
    """Every invitation, each meeting as the version recorded last has it."""
    columns = """meeting_code, meeting_on, unit, coalesce(invited_by, ''), coalesce(purpose, ''), coalesce(status, ''),
                 coalesce(attended, false), coalesce(evidence, '') <> ''"""
    found = [Invitation(*row) for row in facts.rows_of("pmqa", columns, "meeting_on, meeting_code, sheet_row")]
    last: dict[str, int] = {}
    for one in found:
        last[one.meeting_code] = max(one.submission_seq, last.get(one.meeting_code, 0))
    return tuple(one for one in found if one.submission_seq == last[one.meeting_code])


@lasting("pmqa")
def invitations(facts: Facts, start: date, as_of: date) -> tuple[Invitation, ...]:
    """Invitations to meetings dated from `start` to `as_of`.

    A meeting stands as the version recorded last has it, also when it has moved to another month.
    """
    return tuple(
        one for one in _all_invitations(facts) if one.meeting_on is not None and start <= one.meeting_on <= as_of
    )


@lasting("review")
def review_steps(facts: Facts) -> tuple[ReviewStep, ...]:
    """Every row of every unit's process review of the fiscal year."""
    columns = "reporter, step_no, done_on, coalesce(evidence, '') <> '', coalesce(applies_to_all, false)"
    return tuple(ReviewStep(*row) for row in facts.rows_of("review", columns, "reporter, step_no, sheet_row"))
