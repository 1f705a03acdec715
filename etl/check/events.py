"""Rules of the events form: the cycle, the body, and the order of approvals (R-33; manual T5.2(2), T5.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from etl.check.context import Context, Line
from etl.findings import Finding

FIRST_CYCLE, LAST_CYCLE = 2550, 2600
_BY_A_BODY = ("SUBMITTED", "ENDORSED", "RETURNED")
_DECIDED = ("ENDORSED", "RETURNED")
EXECUTIVE = "PS"
_ORDERED_BY = ("item_code", "cycle_fy", "event_on", "seq", "event_type", "body")


@dataclass(frozen=True, slots=True)
class _Decided:
    """One decision of one body on an item; `line` is the row being checked, None for a decision kept before."""

    day: date
    order: int
    body: str
    is_endorsed: bool
    line: Line | None = None


def check_events(context: Context, lines: Sequence[Line]) -> Iterator[Finding]:
    """Each event by itself, then the order in which the bodies of each item decided."""
    for line in lines:
        yield from _cycle(context, line)
        yield from _body(context, line)
    unclear = _unclear(lines)
    if None in unclear:
        return
    for (item, cycle), decided in _by_item(context, lines).items():
        if (item, cycle) not in unclear:
            yield from _in_order(context, item, sorted(decided, key=lambda one: (one.day, one.order)))


def _unclear(lines: Iterable[Line]) -> set[tuple[str, int] | None]:
    """(item, cycle) of the rows that may decide something but cannot be read; None when not even those can be.

    The order of the bodies cannot be judged while a decision among them is unclear.
    """
    found: set[tuple[str, int] | None] = set()
    for line in lines:
        if not line.is_sound(*_ORDERED_BY):
            year = line.number_of("cycle_fy")
            is_known = line.is_sound("item_code", "cycle_fy") and year is not None
            found.add((line.text("item_code"), int(year or 0)) if is_known else None)
    return found


def _cycle(context: Context, line: Line) -> Iterator[Finding]:
    year = line.number_of("cycle_fy")
    if year is not None and not FIRST_CYCLE <= year <= LAST_CYCLE:
        expected = str(context.fiscal_year.year_be)
        yield context.find("V48", line, "cycle_fy", expected=expected, found=str(year))
        line.unsound.add("cycle_fy")


def _chain(context: Context, item: str) -> tuple[str, ...]:
    return tuple(context.register.chains.get(item, ()))


def _body(context: Context, line: Line) -> Iterator[Finding]:
    """Who decided must be said, and must be one of those who decide on this item."""
    kind = line.text("event_type")
    if kind not in _BY_A_BODY or not line.is_sound("body", "event_type", "item_code"):
        return
    chain = _chain(context, line.text("item_code"))
    body = line.text("body")
    if body and (not chain or body in chain):
        return
    label = next(each.label for each in context.form.field("event_type").choices if each.code == kind)
    allowed = " หรือ ".join(context.lookup.say("bodies", each) for each in chain)
    said = {"expected": allowed or "คณะหรือผู้พิจารณา", "expected_en": ", ".join(chain) or "the body that decided"}
    found = context.lookup.say("bodies", body) if body else "ช่องว่าง"
    yield context.find("V47", line, "body", event=label.th, event_en=label.en, found=found, **said)
    line.unsound.add("body")


def _by_item(context: Context, lines: Iterable[Line]) -> dict[tuple[str, int], list[_Decided]]:
    """(item, cycle) → every decision known, those of this form last."""
    found: dict[tuple[str, int], list[_Decided]] = defaultdict(list)
    for row in context.earlier.events:
        if row["event_type"] in _DECIDED and row["body"]:
            is_endorsed = row["event_type"] == "ENDORSED"
            found[row["item_code"], row["cycle_fy"]].append(
                _Decided(row["event_on"], row["seq"] or 1, row["body"], is_endorsed)
            )
    for line in lines:
        day, year = line.day("event_on"), line.number_of("cycle_fy")
        if line.text("event_type") in _DECIDED and line.is_sound(*_ORDERED_BY) and day and year and line.text("body"):
            order = int(line.number_of("seq") or 1)
            is_endorsed = line.text("event_type") == "ENDORSED"
            found[line.text("item_code"), int(year)].append(_Decided(day, order, line.text("body"), is_endorsed, line))
    return found


def _in_order(context: Context, item: str, decided: Sequence[_Decided]) -> Iterator[Finding]:
    """A body may endorse only what every body before it in the chain has endorsed and not sent back since."""
    stands: dict[str, bool] = {}
    for one in decided:
        chain = _chain(context, item) or tuple(dict.fromkeys((EXECUTIVE, one.body)))
        before = chain[: chain.index(one.body)] if one.body in chain else ()
        waiting = [body for body in before if not stands.get(body)]
        stands[one.body] = one.is_endorsed
        if one.line is None or not one.is_endorsed or not waiting or one.line.text("override_reason"):
            continue
        names = [context.lookup.say("bodies", body) for body in waiting]
        said = {"expected": " และ".join(names), "expected_en": " and ".join(waiting)}
        found = {"found": context.lookup.say("bodies", one.body), "found_en": one.body}
        yield context.find("V46", one.line, "body", remark=context.header("override_reason"), **said, **found)
