"""K1, K2, K2b: how many strategies, plans and proposals there are, how many are endorsed (manual T3(5), T4.O1–O2).

An item counts for the fiscal year its cycle is *for* (A-19): all events of that cycle are asked for, also those of
the July to September before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from base.words import Text
from kpi.cells import SourceRow, source_rows
from kpi.facts import Event, Facts
from kpi.indicators.declared import Counted, Question, Rule
from kpi.kept import kept
from kpi.model import OFFICE, PLANS, Coverage, Family, Kpi, Source, Unit

DECISIONS = frozenset({"ENDORSED", "RETURNED"})
PERMANENT_SECRETARY = "PS"
Endorsed = Callable[[Question, str], tuple[Event, ...] | None]
"""The endorsements that make an item count above the line, or None."""

EVENT_FIELDS = ("event_type", "item_code", "cycle_fy", "event_on", "body")

NO_ITEM = Text("ยังไม่มียุทธศาสตร์ แผน หรือข้อเสนอที่ยกร่างแล้ว", "No strategy, plan or proposal has been drafted yet")

OWNERS = ("INF", "OLD", "DIS")
SCOPES = (OFFICE, *OWNERS, *PLANS)
SINCE = date(2015, 10, 1)

K1 = Kpi(
    code="K1",
    name=Text("จำนวนยุทธศาสตร์ แผน หรือข้อเสนอ", "Number of strategies, plans or proposals"),
    short=Text("ยุทธศาสตร์ แผน ข้อเสนอ", "Plans and proposals"),
    definition=Text(
        "จำนวนยุทธศาสตร์ แผน หรือข้อเสนอของปีงบประมาณที่ยกร่างแล้วภายในวันที่กำหนด และยังไม่ถูกถอนเรื่อง",
        "Strategies, plans and proposals of the fiscal year that had been drafted by the day and not withdrawn.",
    ),
    numerator=Text("รายการที่ยกร่างแล้วและไม่ถูกถอนเรื่อง", "Items drafted and not withdrawn"),
    denominator=Text("", ""),
    unit=Unit.ITEMS,
    family=Family.OFFICE,
    source="T3(5); T4.O1",
    scopes=SCOPES,
    data=("items", "events"),
    version="1",
    effective_from=SINCE,
    ambiguities=("A-19", "A-20"),
    settings=("k1.attribution",),
    reference_line=Decimal(6),
    reference_setting="k1.reference",
)

K2 = Kpi(
    code="K2",
    name=Text(
        "ร้อยละของยุทธศาสตร์ แผน หรือข้อเสนอที่ผ่านความเห็นชอบจากผู้บริหาร",
        "Strategies, plans or proposals endorsed by executives",
    ),
    short=Text("ผู้บริหารเห็นชอบ", "Endorsed by the PS"),
    definition=Text(
        "รายการที่ปลัดกระทรวงแรงงานเห็นชอบแล้วและมตินั้นยังมีผล หารด้วยรายการทั้งหมดที่ยกร่างแล้ว "
        "การที่คณะกรรมการส่งคืนไม่ยกเลิกความเห็นชอบของปลัดกระทรวง",
        "Items endorsed by the Permanent Secretary and still in force, over all drafted items. A committee's return "
        "does not cancel the Permanent Secretary's endorsement.",
    ),
    numerator=Text("รายการที่ปลัดกระทรวงแรงงานเห็นชอบ", "Items endorsed by the Permanent Secretary"),
    denominator=Text("รายการที่ยกร่างแล้วและไม่ถูกถอนเรื่อง", "Items drafted and not withdrawn"),
    unit=Unit.PERCENT,
    family=Family.OFFICE,
    source="T3(5); T4.O2",
    scopes=SCOPES,
    data=("items", "events"),
    version="1",
    effective_from=SINCE,
    ambiguities=("A-21", "A-22", "A-23", "A-48", "A-52"),
    settings=("k1.attribution", "k2.approver", "k2.strict_improvement", "k2.accept_deputy"),
    reference_line=Decimal(100),
)

K2B = Kpi(
    code="K2b",
    name=Text("ร้อยละของยุทธศาสตร์ แผน หรือข้อเสนอที่เห็นชอบครบทุกคณะ", "Items endorsed by every required body"),
    short=Text("เห็นชอบครบทุกคณะ", "Endorsed by all bodies"),
    definition=Text(
        "รายการที่ปลัดกระทรวงและทุกคณะตามลำดับที่กำหนดเห็นชอบแล้ว หารด้วยรายการทั้งหมดที่ยกร่างแล้ว",
        "Items endorsed by the Permanent Secretary and every committee of their chain, over all drafted items.",
    ),
    numerator=Text("รายการที่เห็นชอบครบทุกคณะ", "Items endorsed by every required body"),
    denominator=Text("รายการที่ยกร่างแล้วและไม่ถูกถอนเรื่อง", "Items drafted and not withdrawn"),
    unit=Unit.PERCENT,
    family=Family.OFFICE,
    source="T3(5); T5.4",
    scopes=SCOPES,
    data=("items", "events"),
    version="1",
    effective_from=SINCE,
    ambiguities=("A-21", "A-37", "A-52"),
    settings=("k1.attribution", "k2.accept_deputy"),
    reference_line=Decimal(100),
    is_main=False,
)


def drafted(question: Question) -> dict[str, Event]:
    """Item → its first DRAFTED event, for the items of the scope that are not withdrawn (the K1 set)."""
    found = _drafted(question.facts, question.as_of)
    return {code: event for code, event in found.items() if _is_in(question, code)}


@kept
def _drafted(facts: Facts, as_of: date) -> dict[str, Event]:
    found: dict[str, Event] = {}
    for event in facts.events(as_of):
        if event.event_type == "DRAFTED":
            found.setdefault(event.item_code, event)
    return {code: event for code, event in found.items() if code not in withdrawn(facts, as_of)}


@kept
def withdrawn(facts: Facts, as_of: date) -> frozenset[str]:
    """The items that had been withdrawn by the day."""
    return frozenset(event.item_code for event in facts.events(as_of) if event.event_type == "WITHDRAWN")


def _is_in(question: Question, item_code: str) -> bool:
    if question.scope in (OFFICE, item_code):
        return True
    item = question.facts.items().get(item_code)
    return item is not None and item.owner == question.scope


def last_decisions(events: Iterable[Event]) -> dict[tuple[str, str | None], Event]:
    """(item, body) → the latest of the body's decisions on it among `events`, the oldest event first."""
    return {(event.item_code, event.body): event for event in events if event.event_type in DECISIONS}


@kept
def _last_decisions(facts: Facts, as_of: date, has_deputies: bool) -> dict[tuple[str, str | None], Event]:
    return last_decisions(event for event in facts.events(as_of) if has_deputies or not event.is_deputy)


def endorsement(question: Question, item_code: str, body: str) -> Event | None:
    """The body's endorsement that stands on the day asked for; a deputy's counts unless a setting says no (A-48)."""
    last = _last_decisions(question.facts, question.as_of, question.is_on("k2.accept_deputy")).get((item_code, body))
    return last if last is not None and last.event_type == "ENDORSED" else None


def chain(question: Question, item_code: str) -> tuple[str, ...]:
    """The bodies that must endorse an item, in order; only the Permanent Secretary where no chain is set (3.4)."""
    return _chain(question.facts, question.as_of, item_code)


def _chain(facts: Facts, as_of: date, item_code: str) -> tuple[str, ...]:
    return _chains(facts, as_of).get(item_code, (PERMANENT_SECRETARY,))


@kept
def _chains(facts: Facts, as_of: date) -> dict[str, tuple[str, ...]]:
    bodies: dict[str, list[tuple[int, str]]] = {}
    for row in facts.reference("chains", as_of).values():
        bodies.setdefault(row["item_code"], []).append((int(row["order"]), row["body"]))
    return {item: tuple(body for _, body in sorted(own)) for item, own in bodies.items()}


def chain_endorsements(question: Question, item_code: str) -> tuple[Event, ...] | None:
    """The endorsement of every required body, or None while one is missing."""
    has_deputies = question.is_on("k2.accept_deputy")
    return _chain_endorsements(question.facts, question.as_of, has_deputies, item_code)


@kept
def _chain_endorsements(facts: Facts, as_of: date, has_deputies: bool, item_code: str) -> tuple[Event, ...] | None:
    last = _last_decisions(facts, as_of, has_deputies)
    found = [last.get((item_code, body)) for body in _chain(facts, as_of, item_code)]
    endorsed = tuple(event for event in found if event is not None and event.event_type == "ENDORSED")
    return endorsed if len(endorsed) == len(found) else None


def _endorsed_by_executive(question: Question, item_code: str) -> tuple[Event, ...] | None:
    """What makes an item count in K2: the Permanent Secretary's endorsement, unless a setting says otherwise."""
    if question.is_on("k2.strict_improvement") and not _is_improved(question, item_code):
        return None
    if question.setting("k2.approver") == "chain":
        return chain_endorsements(question, item_code)
    event = endorsement(question, item_code, PERMANENT_SECRETARY)
    return None if event is None else (event,)


def _is_improved(question: Question, item_code: str) -> bool:
    """Whether an event of the item names the proposal that improved it (A-22)."""
    events = question.facts.events(question.as_of)
    return any(event.has_improvement for event in events if event.item_code == item_code)


def count_items(question: Question) -> Counted:
    """K1: the size of the K1 set. Without any event of the year there is no data, which is not 0."""
    if not question.facts.events(question.as_of):
        return Counted(None, None, NO_ITEM)
    return Counted(Fraction(len(drafted(question))), None)


def _count_share(question: Question, endorsed: Endorsed) -> Counted:
    items = drafted(question)
    if not items:
        return Counted(None, Fraction(0), NO_ITEM)
    return Counted(Fraction(sum(endorsed(question, code) is not None for code in items)), Fraction(len(items)))


def coverage(question: Question) -> Coverage:
    """Owning groups whose items register of the year has come in."""
    received = question.facts.received_months("items")
    owners = OWNERS if question.scope not in OWNERS else (question.scope,)
    return Coverage(sum((owner, question.facts.year.months[0]) in received for owner in owners), len(owners))


def rows_of_events(question: Question) -> dict[tuple[int, int], SourceRow]:
    condition = """counted.form = 'events' AND counted.basis = $basis AND counted.from_seq <= $seq
        AND $seq < counted.to_seq AND cycle_fy = $fy AND event_on <= $as_of"""
    facts = question.facts
    parameters = {"basis": facts.basis, "seq": facts.seq, "fy": facts.year.year_be, "as_of": question.as_of}
    rows = source_rows(facts.build, "events", ("submission_seq", *EVENT_FIELDS), condition, parameters)
    return {(int(str(row.values["submission_seq"])), row.sheet_row): row for row in rows}


def event_cells(rows: dict[tuple[int, int], SourceRow], event: Event, role: str) -> list[Source]:
    """The cells of one event: the event type in `role`, the rest as basis."""
    row = rows[event.submission_seq, event.sheet_row]
    cells = [row.cell("event_type", role, event.item_code)] if role != "basis" else []
    fields = EVENT_FIELDS[1:] if cells else EVENT_FIELDS
    return cells + row.cells(fields, "basis", event.item_code)


def trace_items(question: Question) -> tuple[Source, ...]:
    """The DRAFTED event of every item counted."""
    rows = rows_of_events(question)
    items = drafted(question).values()
    return tuple(cell for event in items for cell in event_cells(rows, event, "+numerator"))


def _trace_share(question: Question, endorsed: Endorsed) -> tuple[Source, ...]:
    rows = rows_of_events(question)
    sources: list[Source] = []
    for code, event in drafted(question).items():
        sources.extend(event_cells(rows, event, "+denominator"))
        decisions = endorsed(question, code) or ()
        for position, decision in enumerate(decisions):
            is_last = position == len(decisions) - 1
            sources.extend(event_cells(rows, decision, "+numerator" if is_last else "basis"))
    return tuple(sources)


def endorsement_cells(question: Question, item_code: str) -> list[Source]:
    """The cells that show an item to be fully endorsed, all as basis (used by K3)."""
    rows = rows_of_events(question)
    events = chain_endorsements(question, item_code) or ()
    return [cell for event in events for cell in event_cells(rows, event, "basis")]


RULES = (
    Rule(K1, count_items, coverage, trace_items),
    Rule(
        K2,
        lambda question: _count_share(question, _endorsed_by_executive),
        coverage,
        lambda question: _trace_share(question, _endorsed_by_executive),
    ),
    Rule(
        K2B,
        lambda question: _count_share(question, chain_endorsements),
        coverage,
        lambda question: _trace_share(question, chain_endorsements),
    ),
)
