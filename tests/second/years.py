"""A whole random year, and the questions asked of it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.kpi.history import LATER
from tests.second import office_year, plans_year, projects_year, reports_year
from tests.second.telling import Act, Story

AS_OF = (
    *(
        date(2020, 9, 30),
        date(2020, 10, 1),
        date(2020, 10, 30),
        date(2020, 10, 31),
        date(2020, 12, 10),
        date(2021, 1, 31),
        date(2021, 3, 30),
        date(2021, 3, 31),
    ),
    *(
        date(2021, 4, 1),
        date(2021, 6, 15),
        date(2021, 9, 14),
        date(2021, 9, 15),
        date(2021, 9, 30),
        date(2021, 10, 5),
        date(2021, 10, 31),
        date(2021, 12, 31),
    ),
)


def year(seed: int) -> list[Act]:
    """The acts of fiscal year 2564 of this seed, all forms."""
    rng = random.Random(seed)
    story = Story(rng, rng.random() < 0.3)
    office_year.budget(story)
    office_year.technology(story)
    office_year.meetings(story)
    office_year.review(story)
    plans_year.items(story)
    plans_year.events(story)
    plans_year.annual_report(story)
    senders = projects_year.agencies(story)
    register = projects_year.projects(story)
    projects_year.reports(story, register, senders)
    projects_year.changes(story, register)
    projects_year.rulings(story, register)
    projects_year.newcomers(story, senders)
    reports_year.problem_steps(story, register, senders)
    reports_year.annual_results(story, senders)
    reports_year.deadlines(story)
    return story.acts


@dataclass(frozen=True)
class Asking:
    """One question of a year; `as_of` None means the round's own day (the earlier of today and its end)."""

    round: int
    as_of: date | None
    known_at: datetime
    official: bool


def askings(rng: random.Random, moments: list[datetime], count: int) -> list[Asking]:
    """Random questions: known for ever, at a moment of recording, or a moment before it."""
    found = [Asking(2, date(2021, 12, 31), LATER, True), Asking(2, date(2021, 9, 30), LATER, True)]
    while len(found) < count:
        moment = rng.choice(moments)
        known_at = rng.choice([LATER, LATER, moment, moment - timedelta(microseconds=1), moments[-1]])
        number = rng.choice([1, 2, 2])
        found.append(Asking(number, rng.choice([None, *AS_OF]), known_at, rng.choice([True, True, False])))
    return found
