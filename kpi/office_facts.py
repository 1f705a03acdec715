"""Facts of the Office's own registers: uses of technology, PMQA meetings, process review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kpi.facts import Facts
from kpi.kept import kept

INVITER = "กพบ."

IN_FORCE = "counted.form = $form AND basis = $basis AND counted.fy = $fy AND from_seq <= $seq AND $seq < to_seq"


@dataclass(frozen=True, slots=True)
class Use:
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


@kept
def uses(facts: Facts, start: date, as_of: date) -> tuple[Use, ...]:
    """Uses of technology dated from `start` to `as_of`, those that a steward has rejected left out, oldest first."""
    sql = f"""
        SELECT submission_seq, sheet_row, technology.reporter, used_on, coalesce(technology, ''),
               coalesce(purpose, ''), coalesce(object, ''), coalesce(evidence, '') <> ''
        FROM technology JOIN counted USING (submission_seq)
        LEFT JOIN (
            SELECT submission_id, row_no, arg_max(kind, seq) AS verdict FROM decision
            WHERE kind IN ('verify', 'reject') AND seq <= $seq GROUP BY submission_id, row_no
        ) AS judged ON judged.submission_id = counted.submission_id AND judged.row_no = sheet_row
        WHERE {IN_FORCE} AND used_on BETWEEN $start AND $as_of AND coalesce(verdict, '') <> 'reject'
        ORDER BY used_on, submission_seq, sheet_row
    """
    return tuple(
        Use(*row) for row in facts.build.rows(sql, facts.counting("technology") | {"start": start, "as_of": as_of})
    )


@kept
def invitations(facts: Facts, start: date, as_of: date) -> tuple[Invitation, ...]:
    """Invitations to meetings dated from `start` to `as_of`.

    A meeting stands as the version recorded last has it, also when it has moved to another month.
    """
    sql = f"""
        WITH known AS (
            SELECT pmqa.*, max(submission_seq) OVER (PARTITION BY meeting_code) AS last_seq
            FROM pmqa JOIN counted USING (submission_seq) WHERE {IN_FORCE}
        )
        SELECT submission_seq, sheet_row, meeting_code, meeting_on, unit, coalesce(invited_by, ''),
               coalesce(purpose, ''), coalesce(status, ''), coalesce(attended, false), coalesce(evidence, '') <> ''
        FROM known WHERE submission_seq = last_seq AND meeting_on BETWEEN $start AND $as_of
        ORDER BY meeting_on, meeting_code, sheet_row
    """
    return tuple(
        Invitation(*row) for row in facts.build.rows(sql, facts.counting("pmqa") | {"start": start, "as_of": as_of})
    )


@kept
def review_steps(facts: Facts) -> tuple[ReviewStep, ...]:
    """Every row of every unit's process review of the fiscal year."""
    sql = f"""
        SELECT submission_seq, sheet_row, review.reporter, step_no, done_on, coalesce(evidence, '') <> '',
               coalesce(applies_to_all, false)
        FROM review JOIN counted USING (submission_seq)
        WHERE {IN_FORCE} ORDER BY review.reporter, step_no, sheet_row
    """
    return tuple(ReviewStep(*row) for row in facts.build.rows(sql, facts.counting("review")))
