"""Rules of the evaluation of plans: it follows a completed sub-process (manual 10.1; domain.md K5, A-32)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from base.period import FiscalYear
from etl.check.context import Context, Line, said_day
from etl.check.earlier import Kept
from etl.check.events import EXECUTIVE, FIRST_CYCLE, LAST_CYCLE
from etl.findings import Finding


def check_evaluations(context: Context, lines: Sequence[Line]) -> Iterator[Finding]:
    """The cycle must be a fiscal year; a step that is not known to be completed is only asked about."""
    for line in lines:
        year = line.number_of("cycle_fy")
        if year is not None and not FIRST_CYCLE <= year <= LAST_CYCLE:
            expected = str(context.fiscal_year.year_be)
            yield context.find("V48", line, "cycle_fy", expected=expected, found=str(year))
            line.unsound.add("cycle_fy")
        elif year is not None and line.is_sound("item_code", "step"):
            yield from _too_early(context, line, FiscalYear(int(year)))


def _too_early(context: Context, line: Line, cycle: FiscalYear) -> Iterator[Finding]:
    day, step, item = line.day("evaluated_on"), line.text("step"), line.text("item_code")
    if day is None or not step:
        return
    events = [row for row in context.earlier.events if (row["item_code"], row["cycle_fy"]) == (item, cycle.year_be)]
    if not is_completed(step, events, context.register.chains.get(item, ()), cycle, day):
        label = next(each.label for each in context.form.field("step").choices if each.code == step)
        yield context.find("V75", line, "step", step=label.th, step_en=label.en, item=item, **said_day("found", day))


def is_completed(step: str, events: Iterable[Kept], chain: Sequence[str], cycle: FiscalYear, day: date) -> bool:
    """Whether a step S1–S6 of one item and cycle is completed by `day`, as far as its events tell (domain.md K4).

    The twelve monthly reports of S5 and the annual report of S6 are no events: the fiscal year must have ended, and
    the first of September have come (manual T5.6).
    """
    known = sorted(
        (row for row in events if row["event_on"] <= day), key=lambda row: (row["event_on"], row["seq"] or 1)
    )
    kinds = {row["event_type"] for row in known}
    match step:
        case "S1":
            return "DRAFTED" in kinds
        case "S2":
            return "REVIEW_MEETING" in kinds and EXECUTIVE in _endorsed(known)
        case "S3":
            return {"CIRCULATED", "COMPILED"} <= kinds
        case "S4":
            return {*chain, EXECUTIVE} <= _endorsed(known)
        case "S5":
            return "DISTRIBUTED" in kinds and day >= cycle.end
        case _:
            return day >= cycle.end.replace(day=1)


def _endorsed(events: Iterable[Kept]) -> set[str]:
    """The bodies whose latest decision, in the order given, is an endorsement."""
    latest = {row["body"]: row["event_type"] for row in events if row["event_type"] in ("ENDORSED", "RETURNED")}
    return {body for body, decision in latest.items() if decision == "ENDORSED"}
