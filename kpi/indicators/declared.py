"""What an indicator's rule hands to `measure`, and the table that joins declaration and rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from base.ambiguities import SETTINGS
from base.period import Round
from base.words import Text
from kpi.facts import Facts
from kpi.model import Coverage, Kpi, Source


class Counted(NamedTuple):
    """What a rule counted. `measure` divides it, compares it with the target and gives it a status."""

    numerator: Fraction | None
    denominator: Fraction | None
    """None for a plain count; 0 leaves the figure without a value."""
    reason: Text | None = None
    notes: tuple[Text, ...] = ()
    is_mean: bool = False
    """The numerator is a sum of percentages and the denominator their number."""
    value: Fraction | None = None
    """The value itself where it is not the quotient (a level)."""


class Question(NamedTuple):
    """What a rule is asked: for which scope, in which round, on which day, over which facts."""

    facts: Facts
    scope: str
    round: Round
    as_of: date

    def setting(self, name: str) -> str:
        """A setting of domain.md 4.4 as it stands for this question; what changes after the round is not of it."""
        return self.facts.setting(name, min(self.as_of, self.round.end))

    def is_on(self, name: str) -> bool:
        """Whether a yes/no setting is on."""
        return self.setting(name) == "true"

    def variant(self, kpi: Kpi) -> str | None:
        """The settings of the indicator that are not at their default, as `name=value`; None when all are."""
        values = {name: self.setting(name) for name in kpi.settings}
        changed = [f"{name}={value}" for name, value in values.items() if value != SETTINGS[name].default]
        return "; ".join(changed) or None


@dataclass(frozen=True, slots=True)
class Rule:
    """A declaration with the three functions that make it real."""

    kpi: Kpi
    count: Callable[[Question], Counted]
    coverage: Callable[[Question], Coverage]
    trace: Callable[[Question], tuple[Source, ...]]
    target: Callable[[Question], Decimal | None] | None = None
    """A target that a setting gives, the same for every scope; where there is none the table `targets` decides."""
