"""Money, problems, annual results and moved deadlines of a random year."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from tests.second.telling import Story
from tests.second.world import Row

DAYS = (
    date(2020, 10, 1),
    date(2020, 11, 30),
    date(2021, 3, 31),
    date(2021, 4, 1),
    date(2021, 9, 30),
    date(2021, 10, 1),
)


STEPS = (["close"], ["close", "reopen"], ["plan", "close"], ["close", "reopen", "close"], ["reopen"], ["plan"])


def money(story: Story) -> Row:
    """What is said of the money: nothing, none, less or more than was given."""
    given = story.rng.choice([None, Decimal(0), Decimal(5000), Decimal("3333.33")])
    return {"budget_alloc": given, "budget_disb": story.rng.choice([None, Decimal("0.01"), given, Decimal(900)])}


def problem(story: Story) -> Row:
    """Mostly nothing is said; otherwise a problem, that there is none, or a dash, which is kept beside the value."""
    if story.maybe(0.5):
        return {}
    if story.maybe(0.15):
        return {"problem": None, "_raw": {"problem": story.rng.choice(["-", "–", " - "])}}
    said = ["ผู้เข้าร่วมน้อย", "ขาดงบประมาณ", "-ล่าช้า", "ไม่มีงบ", "ไม่มี", "ไม่มีปัญหา/อุปสรรค", "ไม่ มี.", "None"]
    return {"problem": story.rng.choice(said)}


def problem_steps(story: Story, register: list[Row], senders: set[str]) -> None:
    """What the Office does about problems: plans, closes, opens again; told on its day, or on another."""
    if story.maybe(0.4):
        return
    provinces = ["00", "10", "50", ""]
    subjects = [f"{a}:{row['project_code']}:{p}" for row in register for a in sorted(senders) for p in provinces]
    subjects = [one for one in subjects if one.split(":")[0] in _voices(register, one.split(":")[1])]
    for subject in subjects:
        at = datetime(2020, 11, 10)
        for kind in story.rng.choice([*STEPS, [], [], []]):
            at += timedelta(days=story.rng.randrange(120), minutes=story.rng.randrange(900))
            on = story.rng.choice([at.date(), at.date(), *DAYS]).isoformat()
            _step(story, f"{kind}_problem", subject, at, {"on": on, "action": "ประชุม", "owner": "OLD", "due_on": on})


def _step(story: Story, kind: str, subject: str, at: datetime, payload: Row) -> None:
    words = {"subject": f"2564:{subject}", "reason": "ประชุมแล้ว", "payload": payload}
    story.add(at, lambda history: history.decide(kind, at=at, **words))


def _voices(register: list[Row], code: str) -> set[str]:
    """Who reports on a project."""
    (row,) = (one for one in register if one["project_code"] == code)
    return {row["lead_agency"], *(one for one in ("PC50", "DOE") if row.get("province_targets"))}


def annual_results(story: Story, senders: set[str]) -> None:
    """Annual results of the agencies: by 15 September, on its last second, after it; returned, without photos."""
    last = datetime(2021, 9, 15, 23, 59, 59)
    for agency in sorted(senders):
        if not story.maybe(0.85):
            continue
        at = story.rng.choice(
            [last - timedelta(days=9), last, last, last + timedelta(seconds=1), last + timedelta(days=20)]
        )
        photo = story.rng.choice([None, "https://example.go.th/photo.jpg"])
        story.post_versions(
            "annual", agency, "FY2564", [{"project_code": "X1", "narrative": "สรุป", "photo": photo}], at
        )


def deadlines(story: Story) -> None:
    """Some years move the 5th to a working day, over holidays that become known late or stand in no register."""
    if not story.maybe(0.4):
        return
    at = datetime(2020, 9, 1) + timedelta(days=story.rng.randrange(300))
    named = story.rng.choice(["2564", "2564", "*", "2565"])
    value = story.rng.choice(["true", "true", "true", "false"])
    words = {"value": value, "ambiguity": "A-33"}
    story.add(
        at, lambda h: h.refer("settings", f"{named}:deadline.shift_to_workday", date(2020, 10, 1), at=at, **words)
    )
    for day in story.rng.sample(["2020-11-05", "2021-02-05", "2021-02-08", "2021-10-05", "2021-10-05"], 2):
        _holiday(story, day, at + timedelta(days=story.rng.randrange(90)))


def _holiday(story: Story, day: str, at: datetime) -> None:
    words = {"name_th": "วันหยุดพิเศษ", "name_en": "Special holiday", "kind": "special", "basis": "announced"}
    story.add(at, lambda h: h.refer("holidays", day, date(2020, 10, 1), at=at, **words))
