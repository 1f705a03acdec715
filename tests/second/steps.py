"""M5, M8 and M9 once more, straight from domain.md 3.1, 3.4, 4.3, A-31 and T5."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from tests.second.answers import GROUP_PLANS, NO_DATA, PLANS, Answer, number, percent
from tests.second.monitoring import deadline, first_valid, is_over, reporters, waived
from tests.second.plans import Items, steps_done
from tests.second.projects import Project, Success
from tests.second.world import MONTHS, YEAR_END, YEAR_START, last_day

IN_FORCE = date(2020, 10, 1)
OCTOBER_ENDS = date(2020, 10, 31)
TOLERANCE = 10


def plans_of(scope: str) -> tuple[str, ...]:
    return PLANS if scope == "OFF" else GROUP_PLANS.get(scope, (scope,))


class Steps:
    """The steps that are due in one question, and which of them were completed on their day."""

    def __init__(self, items: Items) -> None:
        self.asked = items.asked
        self.is_empty = not items.events
        self.met: dict[str, list[bool]] = {plan: [] for plan in PLANS}
        for step, day in enumerate(self._days()):
            if day < IN_FORCE or not is_over(self.asked, day):
                continue
            then = Items(replace(self.asked, as_of=day))
            for plan in PLANS:
                if not then.has(plan, "WITHDRAWN"):
                    came = step != 4 or self._has_all_come(day)
                    self.met[plan].append(steps_done(then, plan)[step] and came)

    def _days(self) -> tuple[date, ...]:
        """S1 … S6; the fifth is due with the report of September."""
        last_report = deadline(self.asked.known, MONTHS[-1]).date()
        return (
            date(2020, 7, 31),
            date(2020, 9, 30),
            date(2020, 9, 30),
            OCTOBER_ENDS,
            last_report,
            date(2021, 10, 31),
        )

    def _has_all_come(self, day: date) -> bool:
        """Every report of the year came by the day or need not come."""
        known, last = self.asked.known, datetime(day.year, day.month, day.day, 23, 59, 59)
        first, excused = first_valid(known, "progress"), waived(known)
        return all(
            f"{agency}:{month}" in excused or first.get((agency, month), datetime.max) <= last
            for month in MONTHS
            for agency in reporters(known, month)
        )

    def m5(self, scope: str) -> Answer:
        due = [met for plan in plans_of(scope) for met in self.met[plan]]
        return NO_DATA if self.is_empty else percent(self.asked, "M5", sum(due), len(due))


def m9(items: Items, scope: str) -> Answer:
    """Endorsed by every body at the end of October, or by the day while October lasts."""
    if not items.events:
        return NO_DATA
    then = Items(replace(items.asked, as_of=min(items.asked.as_of, OCTOBER_ENDS)))
    plans = plans_of(scope)
    return percent(items.asked, "M9", sum(then.fully_endorsed(plan) for plan in plans), len(plans))


def m8(success: Success, scope: str) -> Answer:
    """Projects whose progress is more than the tolerance below the share of their time that has passed."""
    ended = [last_day(month) for month in MONTHS if last_day(month) <= success.asked.as_of]
    own = success.own
    projects = success.of_plan(scope) if scope in PLANS else [one for plan in plans_of(scope) for one in own[plan]]
    if not ended or not projects:
        return NO_DATA
    return number(success.asked, "M8", sum(one.progress < _elapsed(one, ended[-1]) - TOLERANCE for one in projects))


def _elapsed(project: Project, day: date) -> Fraction:
    """Points of the project's days within the year that are over at the end of the day."""
    start, end = max(project.start or YEAR_START, YEAR_START), min(project.end or YEAR_END, YEAR_END)
    days = [start + timedelta(days=ahead) for ahead in range((end - start).days + 1)]
    if not days:
        return Fraction(100 if day >= start else 0)
    return Fraction(sum(one <= day for one in days) * 100, len(days))
