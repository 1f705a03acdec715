"""An answer of the second computation, and the rules that hold for every figure (domain.md 4.0)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.second.world import Known

UNITS = ("INF", "OLD", "DIS", "GEN")
ASSESSEES = ("OFF", *UNITS)
PLANS = ("PLAN1", "PLAN2", "PLAN3", "PLAN4", "PLAN5", "PLAN6")
GROUP_PLANS = {"INF": ("PLAN1", "PLAN2"), "OLD": ("PLAN3", "PLAN4"), "DIS": ("PLAN5", "PLAN6")}
SCOPES = ("OFF", *GROUP_PLANS, *PLANS)
CHILD = {"PLAN1": "PLAN2", "PLAN3": "PLAN4", "PLAN5": "PLAN6"}


@dataclass(frozen=True)
class Answer:
    """What a figure must say; without a value its numerator and denominator mean nothing."""

    status: str
    value: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None


NO_DATA = Answer("no_data")
NOT_ASSESSED = Answer("not_assessed")


@dataclass(frozen=True)
class Asked:
    """One question: what is known, the round with its days, and the day (already within the round for C)."""

    known: Known
    round: int
    start: date
    end: date
    as_of: date

    def target(self, kpi: str) -> Fraction | None:
        row = self.known.reference("targets", self.as_of).get(f"{kpi}:{self.round}")
        return Fraction(row["target"]) if row and row.get("target") else None


def number(
    asked: Asked,
    kpi: str,
    value: Fraction | int,
    above: Fraction | int | None = None,
    below: Fraction | int | None = None,
) -> Answer:
    """A value with its status; exact comparison, the target itself passes."""
    target = asked.target(kpi)
    status = "no_target" if target is None else "pass" if value >= target else "fail"
    return Answer(
        status, Fraction(value), Fraction(value if above is None else above), None if below is None else Fraction(below)
    )


def percent(asked: Asked, kpi: str, above: Fraction | int, below: Fraction | int) -> Answer:
    """A share in points; over nothing it has no value."""
    return number(asked, kpi, Fraction(above) / below * 100, above, below) if below else NO_DATA


def mean(asked: Asked, kpi: str, values: list[Fraction]) -> Answer:
    """A mean: the sum of the percentages over their number (decision 0006)."""
    total = sum(values, Fraction(0))
    return number(asked, kpi, total / len(values), total, len(values)) if values else NO_DATA
