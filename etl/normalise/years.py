"""Which year is meant: Buddhist or Gregorian, four digits or two."""

from __future__ import annotations

from dataclasses import dataclass

from base.thai import BE_OFFSET
from etl.normalise.model import FIRST_YEAR, LAST_YEAR

_CENTURY_BE = 2500
_CENTURY_CE = 2000


@dataclass(frozen=True, slots=True)
class Year:
    """A Gregorian year and how it stood in the file; `number` is None when no plausible year is meant."""

    number: int | None
    codes: tuple[str, ...] = ()
    was_buddhist: bool = False


UNKNOWN_YEAR = Year(None, ("E_YEAR_RANGE",))


def is_plausible(year_ce: int) -> bool:
    """Whether a Gregorian year lies in the window that reports can speak of."""
    return FIRST_YEAR <= year_ce <= LAST_YEAR


def year_of(digits: str, era: str | None = None) -> Year:
    """The year that `digits` mean; `era` is "BE" or "CE" when the text says พ.ศ. or ค.ศ.

    Two digits are Buddhist where that is plausible (W_YEAR2), else Gregorian (W_YEAR2_CE).
    """
    number = int(digits)
    if len(digits) == 4:
        buddhist, gregorian, is_short = number - BE_OFFSET, number, False
    elif len(digits) == 2:
        buddhist, gregorian, is_short = number + _CENTURY_BE - BE_OFFSET, number + _CENTURY_CE, True
    else:
        return UNKNOWN_YEAR
    if era != "CE" and is_plausible(buddhist):
        return Year(buddhist, ("W_YEAR2",) if is_short else (), was_buddhist=True)
    if era != "BE" and is_plausible(gregorian):
        return Year(gregorian, ("W_YEAR2_CE",) if is_short else ())
    return UNKNOWN_YEAR
