"""What an indicator's rule hands to `measure`, and the table that joins declaration and rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from base.period import Round
from base.words import Text
from kpi.facts import Facts
from kpi.model import Coverage, Kpi, Source


@dataclass(frozen=True, slots=True)
class Counted:
    """What a rule counted. `measure` divides it, compares it with the target and gives it a status."""

    numerator: Fraction | None
    denominator: Fraction | None
    """None for a plain count; 0 leaves the figure without a value."""
    reason: Text | None = None
    notes: tuple[Text, ...] = ()
    is_mean: bool = False
    """The numerator is a sum of percentages and the denominator their number."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a rule is asked: for which scope, in which round, on which day, over which facts."""

    facts: Facts
    scope: str
    round: Round
    as_of: date


@dataclass(frozen=True, slots=True)
class Rule:
    """A declaration with the three functions that make it real."""

    kpi: Kpi
    count: Callable[[Question], Counted]
    coverage: Callable[[Question], Coverage]
    trace: Callable[[Question], tuple[Source, ...]]
