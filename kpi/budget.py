"""The Office's operating budget: when the allocation changed, by how much and why (manual 10.2(1), A-06)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpi.facts import COUNTING
from kpi.indicators.c1 import ALLOCATION_SIGN
from kpi.model import OFFICE, Ask
from kpi.shared_facts import facts_of
from kpi.store import Build


@dataclass(frozen=True, slots=True)
class Change:
    """One line that changes what has been allocated."""

    on: date
    unit: str
    kind: str
    """allocate, transfer_in, transfer_out or return."""
    amount_thb: Decimal
    """With its sign: less for a recall or a return, and the other way round for a line that reverses another."""
    activity: str
    document: str
    is_reversal: bool


def changes(build: Build, asked: Ask, scope: str) -> tuple[Change, ...]:
    """Every change of the operating allocation in the fiscal year up to the day asked for, oldest first.

    `scope`: a unit, or the Office for all of them. These are the lines below the line of C1.
    """
    facts = facts_of(build, asked.round.fiscal_year, asked.known_at, asked.official)
    rows = build.rows(
        f"""SELECT effective_on, unit, txn_type, amount, coalesce(activity, ''), coalesce(doc_ref, ''),
                   coalesce(reverses, '') <> ''
            FROM ledger JOIN counted USING (submission_seq)
            WHERE {COUNTING} AND category = 'operating' AND NOT coalesce(from_carry_over, false)
              AND list_contains($kinds, txn_type) AND effective_on BETWEEN $start AND $as_of
              AND ($unit = 'OFF' OR unit = $unit)
            ORDER BY effective_on, submission_seq, sheet_row""",
        facts.counting("ledger")
        | {"kinds": [*ALLOCATION_SIGN], "unit": scope, "start": facts.year.start}
        | {"as_of": min(asked.as_of, facts.year.end)},
    )
    assert scope == OFFICE or all(unit == scope for _, unit, *_ in rows)
    return tuple(
        Change(on, unit, kind, amount * ALLOCATION_SIGN[kind] * (-1 if is_reversal else 1), activity, doc, is_reversal)
        for on, unit, kind, amount, activity, doc, is_reversal in rows
    )
