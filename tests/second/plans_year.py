"""Items, their events and the annual report of a random year."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tests.kpi.history import CHAIN, PLAN_UNIT
from tests.second.answers import CHILD, GROUP_PLANS
from tests.second.telling import Story
from tests.second.world import Row, due

PARENT = {child: parent for parent, child in CHILD.items()}


def items(story: Story) -> None:
    """The registers of the groups; known before any event."""
    for unit, plans in GROUP_PLANS.items():
        rows = [{"item_code": plan, "item_type": "plan", "parent_code": PARENT.get(plan)} for plan in plans]
        rows.append({"item_code": f"PROP-{unit}", "item_type": "proposal"})
        story.post("items", unit, "FY2564", rows, datetime(2020, 6, 15), plain=True)


def events(story: Story) -> None:
    """Every plan walks its path with delays, omissions, returns; proposals and next year's drafts beside it."""
    forms: dict[tuple[str, str], list[Row]] = {}
    zeal = 1.0 if story.is_smooth else story.rng.choice([0.8, 0.93, 0.97])
    for plan, unit in PLAN_UNIT.items():
        for row in _path(story, plan, CHAIN[unit], zeal):
            forms.setdefault((unit, f"{row['event_on']:%Y-%m}"), []).append(row)
    for unit in GROUP_PLANS:
        if story.maybe(0.4):
            for row in _proposal(story, f"PROP-{unit}"):
                forms.setdefault((unit, f"{row['event_on']:%Y-%m}"), []).append(row)
        if story.maybe(0.4):
            drafted = {"cycle_fy": 2565, "item_code": GROUP_PLANS[unit][1], "event_type": "DRAFTED", "seq": 90}
            forms.setdefault((unit, "2021-07"), []).append({**drafted, "event_on": date(2021, 7, 9)})
    for (unit, month), rows in forms.items():
        if story.is_smooth:
            story.post("events", unit, month, rows, story.after(month), plain=True)
        else:
            story.post_versions("events", unit, month, rows, story.after(month))


def _path(story: Story, plan: str, chain: tuple[str, ...], zeal: float) -> list[Row]:
    steps: list[tuple[str, str | None]] = [("STUDY_OPENED", None), ("DRAFTED", None), ("REVIEW_MEETING", None)]
    steps += [("SUBMITTED", "PS"), ("ENDORSED", "PS"), ("CIRCULATED", None), ("COMPILED", None)]
    steps += [("ENDORSED", body) for body in chain[1:]]
    steps.append(("DISTRIBUTED", None))
    ease = 0.99 if story.is_smooth else 0.9
    day, rows = date(2020, 7, story.rng.randint(1, 20)), []
    for kind, body in steps:
        if not story.maybe(zeal):
            continue
        day += timedelta(days=story.rng.choice([0, 1, 9, 12, 15] if story.maybe(ease) else [60, 150]))
        if story.maybe(0.8 * (1 - ease)):
            day = story.rng.choice([one for one in _EDGES if one >= day] or [day])
        if kind == "ENDORSED" and story.maybe(1 - zeal):
            rows.append(_event(plan, "RETURNED", day, len(rows), body))
        rows.append(_event(plan, kind, day, len(rows), body))
    if not story.is_smooth and story.maybe(0.12):
        later = day + timedelta(days=story.rng.choice([0, 10, 100]))
        rows.append(_event(plan, "RETURNED", later, len(rows), story.rng.choice(chain)))
    if not story.is_smooth and story.maybe(0.12):
        rows.append(_event(plan, "WITHDRAWN", story.rng.choice(_EDGES), len(rows), None))
    return rows


_EDGES = [
    date(2020, 9, 30),
    date(2020, 10, 1),
    date(2021, 3, 31),
    date(2021, 4, 1),
    date(2021, 9, 30),
    date(2021, 10, 1),
]


def _event(item: str, kind: str, day: date, order: int, body: str | None) -> Row:
    named = {"cycle_fy": 2564, "item_code": item, "event_type": kind, "event_on": day, "seq": order + 1, "body": body}
    return dict(named)


def _proposal(story: Story, item: str) -> list[Row]:
    day = story.rng.choice([date(2020, 10, 1), date(2021, 2, 3), date(2021, 4, 1)])
    rows = [_event(item, "DRAFTED", day, 0, None)]
    if story.maybe(0.7):
        rows.append(_event(item, "ENDORSED", day + timedelta(days=20), 1, "PS"))
        if story.maybe(0.3):
            rows.append(_event(item, "RETURNED", day + timedelta(days=20), 2, "PS"))
    return rows


def annual_report(story: Story) -> None:
    """Milestones, evaluations and annual results; only the circulation of the report changes a figure."""
    if story.is_smooth or story.maybe(0.7):
        day = story.rng.choice([date(2021, 10, 1), date(2021, 10, 25), date(2021, 10, 31), date(2021, 11, 2)])
        rows = [
            {"step": "REPORT_COMPILED", "done_on": date(2021, 9, 30)},
            {"step": "REPORT_CIRCULATED", "done_on": day},
        ]
        story.post_versions(
            "milestones", "OFF", "FY2564", rows, due("2021-10") - timedelta(hours=story.rng.randrange(72))
        )
    unit = story.rng.choice(list(GROUP_PLANS))
    done = {"item_code": GROUP_PLANS[unit][0], "cycle_fy": 2564, "step": "S1", "evaluated_on": date(2021, 1, 5)}
    story.post("evaluations", unit, "FY2564", [{**done, "evaluator_position": "หัวหน้ากลุ่ม"}], due("2020-12"))
