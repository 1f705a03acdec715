"""How figures moved: since the end of the month before, and against the same day of the year before.

Both sides are asked of the same measure at their own day, never approximated. Where one side has no value, or where
counting began anew in between, there is no change to speak of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from base.period import FiscalYear, Month, Round
from kpi import speak
from kpi.indicators import BY_CODE, RULE_OF
from kpi.measure import Measure
from kpi.model import Ask, Family, Figure, Status
from kpi.store import Build


@dataclass(frozen=True, slots=True)
class Change:
    """How much one figure moved, in its own unit (points for a percentage); None where there is nothing to compare."""

    since_month: Fraction | None
    since_year: Fraction | None


def changes(build: Build, asked: Ask, figures: Sequence[Figure]) -> dict[tuple[str, str], Change]:
    """(indicator, scope) → its change, for figures of the question `asked`."""
    month, year = month_before(asked), year_before(asked)
    before = _values(build, month, [one for one in figures if month and _runs_through(one, month)])
    last = _values(build, year, figures if _has_reports(build, year) else ())
    return {
        (one.kpi, one.scope): Change(
            _moved(before.get((one.kpi, one.scope)), one), _moved(last.get((one.kpi, one.scope)), one)
        )
        for one in figures
    }


def month_before(asked: Ask) -> Ask | None:
    """The same question at the end of the month before; None in the first month of a fiscal year."""
    last = _first_of(asked) - timedelta(days=1)
    if last < asked.round.fiscal_year.start:
        return None
    return replace(asked, round=Round.of(last), as_of=last, is_as_of_given=True)


def year_before(asked: Ask) -> Ask:
    """The same round of the fiscal year before, at the same day (the last of a month stays the last of the month)."""
    day = min(asked.as_of, asked.round.end)
    month = Month.of(day).shift(-12)
    is_last = day == Month.of(day).last_day
    then = month.last_day if is_last else date(month.year, month.number, min(day.day, month.last_day.day))
    earlier = Round(FiscalYear(asked.round.fiscal_year.year_be - 1), asked.round.number)
    return replace(asked, round=earlier, as_of=then, is_as_of_given=True)


def _first_of(asked: Ask) -> date:
    return Month.of(min(asked.as_of, asked.round.end)).first_day


def _runs_through(figure: Figure, before: Ask) -> bool:
    """Cascaded indicators are counted and aimed at by round, so a new round begins anew."""
    return BY_CODE[figure.kpi].family is not Family.CASCADED or before.round == figure.ask.round


def _has_reports(build: Build, asked: Ask) -> bool:
    """Whether anything was sent for that year: otherwise its counts are not 0 but unknown."""
    year, seq = asked.round.fiscal_year.year_be, build.seq_at(asked.known_at)
    sql = "SELECT 1 FROM counted WHERE fy = $fy AND from_seq <= $seq AND form IN ('progress', 'ledger') LIMIT 1"
    upon = ("has reports", year, build.mark("submission", seq, year), build.mark("decision", seq))
    return build.lasting(upon, lambda: bool(build.rows(sql, {"fy": year, "seq": seq})))


def _values(build: Build, asked: Ask | None, figures: Sequence[Figure]) -> dict[tuple[str, str], Figure]:
    if asked is None or not figures:
        return {}
    measure = Measure(build, asked)
    return {(one.kpi, one.scope): measure.figure(RULE_OF[one.kpi], one.scope) for one in figures}


def _moved(before: Figure | None, now: Figure) -> Fraction | None:
    if before is None or Status.NOT_ASSESSED in (before.status, now.status):
        return None
    return speak.moved(before.value, now.value, now.unit)
