"""Agencies, registers of projects, monthly reports, changes and waivers of a random year."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from tests.second.answers import GROUP_PLANS
from tests.second.reports_year import DAYS, money, problem
from tests.second.telling import Story
from tests.second.world import MONTHS, Row, due

MINISTRY = ("OPS", "DOE", "DSD", "DLPW", "SSO")
SPANS = (
    *(date(2019, 10, 1), date(2020, 10, 1), date(2020, 11, 30), date(2021, 1, 17)),
    *(date(2021, 4, 1), date(2021, 8, 31), date(2021, 9, 30), date(2023, 9, 30)),
)


def agencies(story: Story) -> set[str]:
    """Changes of the register: one more agency, one that ends; returns who sends reports."""
    senders = {*MINISTRY, "PC50"}
    if story.maybe(0.5):
        start, month = story.rng.choice([(DAYS[0], "2020-10"), (date(2021, 1, 1), "2020-12"), (DAYS[3], "2021-04")])
        at = datetime(2020, 9, 1) + timedelta(days=story.rng.randrange(300))
        story.add(at, lambda h: h.refer("agencies", "PC50", start, at=at, name_th="เชียงใหม่", report_from=month))
    if story.maybe(0.3):
        end = story.rng.choice(["2021-01", "2021-03"])
        day = datetime(2021, 2, 1) + timedelta(days=story.rng.randrange(90))
        start = story.rng.choice([date(2020, 10, 1), date(2021, 2, 1)])
        payload = {"name_th": "สปส.", "report_from": "2018-10", "report_to": end}
        story.add(day, lambda h: h.refer("agencies", "SSO", start, at=day, **payload))
    return senders


def projects(story: Story) -> list[Row]:
    """The groups' registers, with every kind of project."""
    found: list[Row] = []
    for unit, plans in GROUP_PLANS.items():
        own = []
        for number in range(story.rng.randrange(5)):
            plan = plans[0] if story.maybe(0.2) else plans[1]
            own.append(_project(story, f"{unit}{number}", plan))
        found += own
        story.post_versions("projects", unit, "FY2564", own, story.after("2020-09"))
    return found


def _project(story: Story, code: str, plan: str) -> Row:
    target = story.rng.choice([None, Decimal(0), Decimal(100), Decimal(80), Decimal("33.3333")])
    unit = story.rng.choice(["คน", "ร้อยละ"])
    row: Row = {"project_code": code, "item_code": plan, "target": target, "target_unit": unit, "project_name": code}
    row |= {"lead_agency": story.rng.choice(MINISTRY), "add_approved": story.rng.choice([True] * 12 + [None, False])}
    if story.maybe(0.2):
        row |= {"start_date": date(2021, 1, 21), "end_date": date(2021, 4, 30)}  # 100 days: a point each
    elif story.maybe(0.4):
        row |= {"start_date": story.rng.choice(SPANS), "end_date": story.rng.choice([None, *SPANS])}
        row["end_date"] = row["end_date"] and max(row["start_date"], row["end_date"])
    if story.maybe(0.3):
        row["province_targets"] = "PC50=60; DOE=40"
    if story.maybe(0.3):
        row |= {"added_on": story.rng.choice(DAYS[:5]), "add_approved": story.maybe(0.75)}
        row["add_approved_on"] = story.rng.choice([None, *DAYS[:5]]) if row["add_approved"] else None
    return row


def reports(story: Story, register: list[Row], senders: set[str]) -> None:
    """Monthly reports: nil ones, missing ones, several versions, waived months."""
    for agency in sorted(senders):
        if not story.is_smooth and story.maybe(0.1):
            continue
        keys = [one for row in register for one in _keys(story, row, agency)]
        for index, month in enumerate(MONTHS):
            if not story.maybe(1.0 if story.is_smooth else 0.85):
                if story.maybe(0.4):
                    _waive(story, agency, month)
                continue
            rows = [_row(story, key, index) for key in keys if story.maybe(0.8)]
            if story.is_smooth:
                story.post("progress", agency, month, rows, story.after(month), plain=True)
            else:
                story.post_versions("progress", agency, month, rows, story.after(month))


def rulings(story: Story, register: list[Row]) -> None:
    """Projects that the register does not call approved: let in, kept out, or first the one and then the other."""
    for row in register:
        if row["add_approved"] or not story.maybe(0.8):
            continue
        at = datetime(2020, 10, 1) + timedelta(days=story.rng.randrange(330), minutes=story.rng.randrange(900))
        for kind in story.rng.choice([["approve"], ["decline"], ["decline", "approve"], ["approve", "approve"]]):
            at += timedelta(days=story.rng.randrange(30))
            _rule(story, kind, row["project_code"], at, story.rng.choice(DAYS[:5]))


def _rule(story: Story, kind: str, code: str, at: datetime, day: date) -> None:
    payload = {"approved_on": day.isoformat()} if kind == "approve" else {}
    subject = f"2564:{code}"
    story.add(at, lambda history: history.decide(f"{kind}_project", at=at, subject=subject, payload=payload))


def newcomers(story: Story, senders: set[str]) -> None:
    """Reports of August with a project that has no code; often it is given one later, in one row or in two."""
    for number, agency in enumerate(sorted(senders)):
        if not story.maybe(0.5):
            continue
        target = story.rng.choice([None, Decimal(100)])
        plan = story.rng.choice([2, 4, 6])
        new = {"project_code": None, "project_name": "ใหม่", "plan_no": plan, "activity": None, "target_unit": "คน"}
        rows = [
            {**new, "province": province, "lead_agency": agency, "target": target, "status": "completed"}
            | {"result_cum": story.rng.choice([Decimal(50), Decimal(100)]), "progress_pct": Decimal(100)}
            | money(story)
            | problem(story)
            for province in story.rng.sample(["00", "10"], story.rng.choice([1, 2]))
        ]
        at = story.after("2021-08")
        posted = story.post("progress", agency, "2021-08", rows, at, plain=True)
        for offset in range(len(rows)):
            at += timedelta(days=story.rng.randrange(20), minutes=1)
            if story.maybe(0.8):
                _give(story, f"NEW{number}", posted, offset, rows[0], at)


def _give(story: Story, code: str, posted: list[str], offset: int, row: Row, at: datetime) -> None:
    told = {"item_code": f"PLAN{row['plan_no']}", "project_name": "ใหม่", "lead_agency": row["lead_agency"]}
    told |= {} if row["target"] is None else {"target": str(row["target"])}
    payload = {"approved_on": story.rng.choice(DAYS[3:]).isoformat(), "project": told}
    words = {"subject": f"2564:{code}", "payload": payload, "row_no": 11 + offset}
    story.add(at, lambda history: history.decide("approve_project", posted[0], at=at, **words))


def _waive(story: Story, agency: str, month: str) -> None:
    at = due(month) + timedelta(days=story.rng.randint(-10, 60))
    story.add(at, lambda history: history.decide("waive", at=at, subject=f"{agency}:{month}", reason="น้ำท่วม"))


def _keys(story: Story, register: Row, agency: str) -> list[Row]:
    """The rows that an agency keeps on a project: its own, named or foreign; some in two units."""
    mine = register["lead_agency"] == agency or agency in (register.get("province_targets") or "")
    if not story.maybe(0.9 if mine else 0.05):
        return []
    provinces = story.rng.sample(["00", "10", "50", None], story.rng.choice([1, 1, 2]))
    key = {"project_code": register["project_code"], "target_unit": register["target_unit"], "activity": None}
    key["plan_no"] = int(register["item_code"][-1]) if story.maybe(0.9) else story.rng.randint(1, 6)
    keys = [{**key, "province": province} for province in provinces]
    if len(keys) > 1 and story.maybe(0.3):
        keys[1]["target_unit"] = "ครั้ง"
    if story.maybe(0.2):
        keys.append({**keys[0], "activity": "อบรม"})
    return keys


def _row(story: Story, key: Row, index: int) -> Row:
    share = Decimal(story.rng.choice([0, 10, 50, 60, 90, 99, 100, 100, 130]))
    steps = [
        Decimal(0),
        Decimal("16.6667"),
        Decimal("33.3333"),
        Decimal(40),
        Decimal(50),
        Decimal(60),
        Decimal(80),
        Decimal(90),
        Decimal(100),
        Decimal(120),
    ]
    result = story.rng.choice(steps[: 3 + index * 2 // 3])
    is_done = share >= 100 and story.maybe(0.9)
    status = "completed" if is_done else story.rng.choice(["not_started", "in_progress", "postponed"])
    told = {"result_cum": result, "progress_pct": share if story.maybe(0.9) else None, "status": status}
    if story.maybe(0.03):
        told["plan_no"] = story.rng.randint(1, 6)
    return {**key, **told, **money(story), **problem(story)}


def changes(story: Story, register: list[Row]) -> None:
    """Cancellations and new targets, approved at once, later or never."""
    forms: dict[tuple[str, str], list[Row]] = {}
    for row in register:
        kind = story.rng.choice(["cancel", "cancel", "retarget", "rename"])
        days = sorted(story.rng.sample(DAYS[:5], 3))
        if not story.maybe(0.5):
            continue
        change = {"project_code": row["project_code"], "change_type": kind, "effective_on": days[0]}
        change |= {"approved": story.maybe(0.6), "approved_on": story.rng.choice([None, days[0], days[1]])}
        forms.setdefault((row["project_code"][:3], f"{days[0]:%Y-%m}"), []).append(_valued(story, change))
        if kind == "retarget" and story.maybe(0.4):
            later = {**change, "effective_on": days[2], "approved": True, "approved_on": None}
            forms.setdefault((row["project_code"][:3], f"{days[2]:%Y-%m}"), []).append(_valued(story, later))
    for (unit, month), rows in forms.items():
        story.post_versions("project_changes", unit, month, rows, story.after(month))


def _valued(story: Story, change: Row) -> Row:
    return (
        {**change, "new_value": story.rng.choice(["40", "100", "0", "66.6667"])}
        if change["change_type"] == "retarget"
        else change
    )
