"""What a normaliser gives back, and the years it believes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

FIRST_YEAR = 2012
LAST_YEAR = 2030
"""The window of plausible Gregorian years; it decides whether a year is Buddhist or Gregorian."""

LONGEST = 120
"""No number, date, period or label of a total is written longer; longer texts are not searched for one."""

NormalValue = str | int | Decimal | date | bool | None


class PercentHint(StrEnum):
    """How a column of bare percentages is written: 0.85, 85, or cannot be told."""

    UNKNOWN = "unknown"
    FRACTION = "fraction"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Normal:
    """One understood value and what was noticed: E_ codes (then `value` is None) and W_ codes."""

    value: NormalValue
    codes: tuple[str, ...] = ()

    @property
    def has_error(self) -> bool:
        return any(code.startswith("E_") for code in self.codes)


MISSING = Normal(None)
