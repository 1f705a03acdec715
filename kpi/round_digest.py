"""One digest for every figure of a round: two ledgers whose digests agree show the same numbers everywhere.

What a backup is compared by after it was brought back, and what proves that a fault left no figure changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from base.period import FiscalYear, Round
from kpi import measure
from kpi.round_kept import plain
from kpi.sharing import Recalling
from kpi.store import Build
from ledger.canonical import Json, canonical


def digests(build: Build) -> dict[str, str]:
    """`2564:1` → SHA-256 over every indicator of every scope in that round, official and provisional.

    As of the round's last day and as known at the build's last fact, so the clock on the wall does not matter. Numbers
    enter as exact fractions, with the digits, status and definition that are shown.
    """
    build = Recalling(build)
    return {f"{one.fiscal_year.year_be}:{one.number}": _digest(build, one) for one in rounds_in(build)}


def rounds_in(build: Build) -> Sequence[Round]:
    """Both rounds of every fiscal year that some valid submission belongs to, oldest first."""
    years = build.rows("SELECT DISTINCT fy FROM submission WHERE status = 'valid' ORDER BY fy")
    return [Round(FiscalYear(year), number) for (year,) in years for number in (1, 2)]


def _digest(build: Build, round_: Round) -> str:
    said: list[Json] = []
    for official in (True, False):
        year, known_at = round_.fiscal_year.year_be, build.last_recorded_at
        asked = measure.ask(year, round_.number, as_of=round_.end, known_at=known_at, official=official)
        for figure in measure.every(build, asked):
            coverage = [figure.coverage.received, figure.coverage.expected]
            said.append(plain(figure) | {"official": official, "coverage": coverage})
    return hashlib.sha256(canonical(said).encode()).hexdigest()
