"""What a problem of a project is and when it is open (manual T5.6(2); forms.md): one rule for checks and figures.

A problem is of one (agency, project, province). It opens with the first month that tells it and is carried from month
to month until a later report says that there is none, or until somebody of the Office closes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from base.period import Month

PLAN, CLOSE, REOPEN = "plan_problem", "close_problem", "reopen_problem"
STEPS = (PLAN, CLOSE, REOPEN)
"""The decisions about a problem: who will do what by when; it is solved; it is not solved after all."""

SAYS_NONE = (
    *("ไม่มี", "ไม่มีปัญหา", "ไม่มีอุปสรรค", "ไม่มีปัญหาอุปสรรค", "ไม่มีปัญหาและอุปสรรค", "ไม่พบปัญหา"),
    *("ไม่พบปัญหาอุปสรรค", "ไม่พบปัญหาและอุปสรรค", "none", "-", "–", "—", "−"),
)
"""What says outright that there is no problem, in small letters, without spaces, strokes and full stops."""


def says_none(text: str) -> bool:
    """Whether a text says outright that there is no problem (ไม่มี, ไม่มีปัญหา/อุปสรรค, a dash)."""
    return "".join(text.casefold().replace("/", "").replace(".", "").split()) in SAYS_NONE


@dataclass(frozen=True, slots=True)
class Step:
    """One decision about a problem: when it was recorded, what it was, and the day it is of."""

    seq: int
    kind: str
    on: date


def open_months(
    told: Mapping[Month, Sequence[int]], steps: Sequence[Step] = (), as_of: date | None = None
) -> tuple[Month, ...]:
    """The months of the run that is still open on the day; empty when the problem is closed or was never told.

    told: month → the sequence numbers of the reports that tell it; none for a month that says there is no problem.
    steps: oldest first. Closing covers what was known when it was recorded and the months that had ended by its day:
    a month that is told after that opens the problem again.
    """
    run: list[Month] = []
    for month in sorted(told):
        run = [*run, month] if told[month] else []
    ended = [step for step in steps if step.kind != PLAN and (as_of is None or step.on <= as_of)]
    if ended and ended[-1].kind == CLOSE:
        last = ended[-1]
        run = [month for month in run if month.last_day > last.on and max(told[month]) > last.seq]
    return tuple(run)
