"""Names of months as officials write them: full, shortened, with or without dots, and misspelt by one letter."""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from base.thai import MONTH_ABBR_EN, MONTH_ABBR_TH, MONTH_FULL_TH

_FULL_EN = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_SPOKEN = (
    "มกรา",
    "กุมภา",
    "มีนา",
    "เมษา",
    "พฤษภา",
    "มิถุนา",
    "กรกฎา",
    "สิงหา",
    "กันยา",
    "ตุลา",
    "พฤศจิกา",
    "ธันวา",
)
_NOISE = re.compile(r"[\s.]+")
_EXACT: dict[str, int] = {
    _NOISE.sub("", name).lower(): number
    for names in (MONTH_ABBR_TH, MONTH_FULL_TH, _SPOKEN, MONTH_ABBR_EN, _FULL_EN, ("",) * 8 + ("Sept", "", "", ""))
    for number, name in enumerate(names, start=1)
    if name
}
_SHORTEST_FULL = 6


def month_of(name: str) -> tuple[int, tuple[str, ...]] | None:
    """The number of a month's name, with W_MONTH_SPELLING when one letter is wrong; None when it is no month."""
    key = _NOISE.sub("", name).lower()
    if key in _EXACT:
        return _EXACT[key], ()
    if len(key) < _SHORTEST_FULL - 1:
        return None  # a short form is taken exactly or not at all: มิ.ค. may be มี.ค. or มิ.ย.
    near = [
        number
        for number, full in enumerate(MONTH_FULL_TH, start=1)
        if Levenshtein.distance(key, full, score_cutoff=1) <= 1
    ]
    return (near[0], ("W_MONTH_SPELLING",)) if len(near) == 1 else None
