"""K1, K2, K2b and K4 once more, straight from domain.md 3.4, 4.2 and A-19 … A-31."""

from __future__ import annotations

from tests.second.answers import GROUP_PLANS, NO_DATA, PLANS, Answer, Asked, number, percent
from tests.second.monitoring import reporters, waived
from tests.second.world import MONTHS, YEAR, YEAR_END, Row


class Items:
    """The items of the year with their events up to the day, in order."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.events: dict[str, list[Row]] = {}
        self.owner = {plan: unit for unit, plans in GROUP_PLANS.items() for plan in plans}
        for sheet, row in asked.known.rows("events"):
            if row["cycle_fy"] == YEAR and row["event_on"] <= asked.as_of:
                self.events.setdefault(row["item_code"], []).append(row)
                self.owner.setdefault(row["item_code"], sheet.reporter)
        for events in self.events.values():
            events.sort(key=lambda row: (row["event_on"], row["seq"] or 1))
        self._chains: dict[str, set[str]] = {}
        for row in asked.known.reference("chains", asked.as_of).values():
            self._chains.setdefault(row["item_code"], set()).add(row["body"])

    def has(self, item: str, kind: str) -> bool:
        return any(row["event_type"] == kind for row in self.events.get(item, ()))

    def endorsed_by(self, item: str, body: str) -> bool:
        """The body's latest decision is an endorsement."""
        said = [
            row["event_type"]
            for row in self.events.get(item, ())
            if row["body"] == body and row["event_type"] in ("ENDORSED", "RETURNED")
        ]
        return said[-1:] == ["ENDORSED"]

    def fully_endorsed(self, item: str) -> bool:
        return all(self.endorsed_by(item, body) for body in self._chains.get(item) or {"PS"})

    def counted(self, scope: str) -> list[str]:
        """The items of K1: drafted and not withdrawn."""
        return [
            item
            for item in self.events
            if self.has(item, "DRAFTED") and not self.has(item, "WITHDRAWN") and self.within(item, scope)
        ]

    def within(self, item: str, scope: str) -> bool:
        return scope in ("OFF", item, self.owner[item])


def k1(items: Items, scope: str) -> Answer:
    """No data before any event of the year is known (decision 0006)."""
    return number(items.asked, "K1", len(items.counted(scope))) if items.events else NO_DATA


def k2(items: Items, scope: str) -> Answer:
    counted = items.counted(scope)
    return percent(items.asked, "K2", sum(items.endorsed_by(item, "PS") for item in counted), len(counted))


def k2b(items: Items, scope: str) -> Answer:
    counted = items.counted(scope)
    return percent(items.asked, "K2b", sum(items.fully_endorsed(item) for item in counted), len(counted))


def k4(items: Items, scope: str) -> Answer:
    """Steps completed one after another; for several plans the lowest. No data before any event, as for K1."""
    if not items.events:
        return NO_DATA
    plans = PLANS if scope == "OFF" else GROUP_PLANS.get(scope, (scope,))
    return number(items.asked, "K4", min(_level(items, plan) for plan in plans))


def steps_done(items: Items, plan: str) -> tuple[bool, ...]:
    """Whether each of the six steps of a plan is completed, whatever stands of the others."""
    return (
        items.has(plan, "DRAFTED"),
        items.has(plan, "REVIEW_MEETING") and items.endorsed_by(plan, "PS"),
        items.has(plan, "CIRCULATED") and items.has(plan, "COMPILED"),
        items.fully_endorsed(plan),
        items.has(plan, "DISTRIBUTED") and _all_closed(items.asked),
        _circulated(items.asked),
    )


def _level(items: Items, plan: str) -> int:
    steps = steps_done(items, plan)
    return steps.index(False) if False in steps else len(steps)


def _all_closed(asked: Asked) -> bool:
    """Every expected report of the twelve months is accepted or waived; only possible after 30 September."""
    if asked.as_of <= YEAR_END:
        return False
    excused = waived(asked.known)
    return all(
        ("progress", agency, month) in asked.known.counting or f"{agency}:{month}" in excused
        for month in MONTHS
        for agency in reporters(asked.known, month)
    )


def _circulated(asked: Asked) -> bool:
    return any(
        row["step"] == "REPORT_CIRCULATED" and row["done_on"] <= asked.as_of
        for _, row in asked.known.rows("milestones", ("FY2564",))
    )
