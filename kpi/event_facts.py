"""The events of the plans' cycles: the facts of K1, K2 and K4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from base.period import FiscalYear
from kpi.fact_rows import Event
from kpi.kept import lasting

if TYPE_CHECKING:
    from kpi.facts import Facts


@lasting("events")
def every(facts: Facts, is_drafted_fy: bool) -> tuple[Event, ...]:
    sql = f"""
        SELECT cycle_fy, submission_seq, sheet_row, item_code, event_type, body, event_on, coalesce(seq, 1),
               coalesce(on_behalf_of, '') <> '', coalesce(improvement_source, '') <> ''
        FROM events WHERE {"cycle_fy IS NOT NULL" if is_drafted_fy else "cycle_fy = $fy"} AND event_on IS NOT NULL
        ORDER BY event_on, coalesce(seq, 1), submission_seq, sheet_row
    """
    counting = facts.counting_seqs("events")
    if not counting:
        return ()
    rows = facts.build.rows(sql, {} if is_drafted_fy else {"fy": facts.year.year_be})
    found = [(cycle, Event(seq, *rest)) for cycle, seq, *rest in rows if seq in counting]
    return _drafted_within(facts.year, found) if is_drafted_fy else tuple(event for _, event in found)


def _drafted_within(year: FiscalYear, events: list[tuple[int, Event]]) -> tuple[Event, ...]:
    """Of events with their cycles, the oldest first, those of the items' cycles first drafted within the year."""
    drafts = ((cycle, event) for cycle, event in reversed(events) if event.event_type == "DRAFTED")
    # The oldest draft is put in last and stays.
    drafted_on = {(event.item_code, cycle): event.event_on for cycle, event in drafts}
    within = {key for key, day in drafted_on.items() if year.contains(day)}
    return tuple(event for cycle, event in events if (event.item_code, cycle) in within)
