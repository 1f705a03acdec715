"""Every strategy, plan and proposal of a cycle as a reader wants it: state, chain, events, and the plan that follows.

The state comes from `kpi.plan_state`; this module gathers what stands beside it (domain.md 3.4, A-40).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from base.period import FiscalYear, Round
from base.words import Text
from kpi import plan_state
from kpi.cycle import Cycle
from kpi.facts import COUNTING, Event, Facts
from kpi.indicators.declared import Question
from kpi.indicators.plan_items import chain as chain_of
from kpi.kept import lasting
from kpi.model import OFFICE, PLANS, Ask
from kpi.plan_path import DECIDING, Milestone
from kpi.plan_state import Standing
from kpi.shared_facts import facts_of
from kpi.store import Build


class Decided(StrEnum):
    """The latest word of one body on one item."""

    NOTHING = "nothing"
    SUBMITTED = "submitted"
    ENDORSED = "endorsed"
    RETURNED = "returned"


DECIDED_WORDS: dict[Decided, Text] = {
    Decided.NOTHING: Text("ยังไม่เสนอ", "Not submitted"),
    Decided.SUBMITTED: Text("เสนอแล้ว", "Submitted"),
    Decided.ENDORSED: Text("เห็นชอบ", "Endorsed"),
    Decided.RETURNED: Text("ส่งคืน", "Returned"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """One body of the chain and its latest word."""

    body: str
    decided: Decided
    on: date | None
    is_deputy: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a cycle."""

    code: str
    kind: str
    """strategy, plan or proposal."""
    name: Text
    owner: str
    end_year: int | None
    """The Buddhist year in which a plan ends; None where the register does not say."""
    standing: Standing
    chain: tuple[Link, ...]
    events: tuple[Event, ...]
    """Oldest first, up to the day asked for."""
    successors: tuple[str, ...]
    """Items that name this one as the one before them."""
    next_cycle: Standing | None
    """Where the same plan stands in next year's cycle; None before that cycle opens on 1 July."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What a register says of an item."""

    kind: str
    name: Text
    owner: str
    end_year: int | None
    predecessor: str | None


def overview(build: Build, asked: Ask) -> tuple[Item, ...]:
    """The six plans, then every other item with an event in the cycle of the asked fiscal year."""
    year = asked.round.fiscal_year
    facts = facts_of(build, year, asked.known_at, asked.official)
    after = facts_of(build, FiscalYear(year.year_be + 1), asked.known_at, asked.official)
    question = Question(facts, OFFICE, Round(year, 1), asked.as_of)
    register, events = _register(after), facts.events(asked.as_of)
    is_open = asked.as_of >= Cycle(after.year).opens_on
    coming = {one.item_code: one for one in _standings(after, asked.as_of)} if is_open else {}
    return tuple(
        _item(
            register.get(standing.item_code) or _of_manual(facts, standing.item_code, asked.as_of),
            standing,
            chain_of(question, standing.item_code),
            tuple(event for event in events if event.item_code == standing.item_code),
            tuple(sorted(code for code, row in register.items() if row.predecessor == standing.item_code)),
            coming.get(standing.item_code),
        )
        for standing in _standings(facts, asked.as_of)
    )


def _item(
    known: _Known,
    standing: Standing,
    bodies: Sequence[str],
    events: tuple[Event, ...],
    successors: tuple[str, ...],
    coming: Standing | None,
) -> Item:
    chain = tuple(_link(events, body) for body in bodies)
    return Item(
        standing.item_code,
        known.kind,
        known.name,
        known.owner,
        known.end_year,
        standing,
        chain,
        events,
        successors,
        coming,
    )


def _link(events: Sequence[Event], body: str) -> Link:
    said = [event for event in events if event.body == body and event.event_type in DECIDING]
    if not said:
        return Link(body, Decided.NOTHING, None, False)
    return Link(body, Decided(said[-1].event_type.lower()), said[-1].event_on, said[-1].is_deputy)


def _standings(facts: Facts, as_of: date) -> tuple[Standing, ...]:
    """`plan_state.overview` with the milestones of the annual report and each plan's first annual results."""
    done = tuple(Milestone(step, day) for step, day in facts.milestones(as_of))
    return plan_state.overview(facts, as_of, done, _annual_results(facts, as_of))


@lasting("annual", "projects", "items", "reference")
def _annual_results(facts: Facts, as_of: date) -> dict[str, date]:
    """Plan → the day on which the first counting annual results of one of its projects came in.

    A multi-year plan has the projects of the annual plan below it.
    """
    counts = "counted.basis = $basis AND counted.fy = $fy AND counted.from_seq <= $seq AND $seq < counted.to_seq"
    rows = facts.build.rows(
        f"""WITH register AS (SELECT DISTINCT project_code, item_code FROM projects
                JOIN counted USING (submission_seq) WHERE counted.form = 'projects' AND {counts})
            SELECT item_code, min(submission.received_at)::DATE AS first
            FROM annual JOIN counted USING (submission_seq) JOIN submission ON submission.seq = submission_seq
            JOIN register USING (project_code)
            WHERE {COUNTING} GROUP BY item_code HAVING first <= $as_of""",
        facts.counting("annual") | {"as_of": as_of},
    )
    found = dict(rows)
    for code, item in facts.items().items():
        if item.parent_code and code in found:
            found[item.parent_code] = min(found[code], found.get(item.parent_code, found[code]))
    return found


@lasting("items")
def _register(facts: Facts) -> dict[str, _Known]:
    """Item → its latest entry in the register up to the year of the facts."""
    rows = facts.build.rows(
        """SELECT item_code, item_type, name, counted.reporter, end_year, predecessor_code
           FROM items JOIN counted USING (submission_seq)
           WHERE counted.form = 'items' AND counted.basis = $basis AND counted.fy <= $fy
             AND counted.from_seq <= $seq AND $seq < counted.to_seq
           ORDER BY counted.fy, submission_seq""",
        {"basis": facts.basis, "fy": facts.year.year_be, "seq": facts.seq},
    )
    return {
        code: _Known(kind, Text(name, name), owner, end_year, predecessor or None)
        for code, kind, name, owner, end_year, predecessor in rows
    }


def _of_manual(facts: Facts, code: str, as_of: date) -> _Known:
    """What the manual's own list of plans says; the code alone where nobody has registered the item."""
    row = facts.reference("plans", as_of).get(code, {})
    name = Text(row.get("name_th", code), row.get("name_en", code))
    end_year = int(row["end_year"]) if row.get("end_year") else None
    return _Known("plan" if code in PLANS else "proposal", name, row.get("owner", ""), end_year, None)
