"""The Office's own forms of a random year: budget ledger, technology, PMQA, review of processes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from tests.second.answers import ASSESSEES, UNITS
from tests.second.telling import Story
from tests.second.world import MONTHS, Row, due

CENT = Decimal("0.01")


def budget(story: Story) -> None:
    """Kept at the Office, split by unit, mixed or absent; some units end on the threshold or a satang off it."""
    holders = story.rng.choice([("OFF",), UNITS, ("OFF", "INF", "GEN"), ("INF",), ()])
    lines: dict[str, list[Row]] = {month: [] for month in MONTHS}
    for unit in holders:
        amount = Decimal(story.rng.choice([0, 100, 5000, 123400]))
        if amount:
            day = story.day_in("2020-10")
            lines["2020-10"].append(_line(unit, "allocate", day, amount))
        off = story.rng.choice([Decimal(0), CENT, -CENT])
        for month, share in (("2021-03", Decimal("0.88")), ("2021-09", Decimal("0.12"))):
            if amount and story.maybe(0.8):
                lines[month].append(_line(unit, "disburse", story.day_in(month), amount * share + off))
    for _ in range(story.rng.randrange(14)):
        month = story.rng.choice(MONTHS)
        lines[month].append(_noise(story, month, story.rng.choice(holders or ("OLD",))))
    for month, some in lines.items():
        if some or story.maybe(0.2):
            _undo_one(story, some)
            story.post_versions("ledger", "GEN", month, some, story.after(month))


def _line(unit: str, kind: str, day: date, amount: Decimal, **more: object) -> Row:
    common = {"unit": unit, "category": "operating", "txn_type": kind, "effective_on": day, "amount": amount}
    return {**common, "doc_ref": f"{day}/{kind}/{unit}/{amount}", **more}


def _noise(story: Story, month: str, unit: str) -> Row:
    counting = ("transfer_in", "transfer_out", "return", "refund", "disburse")
    kind = story.rng.choice([*counting, "commit", "carry_over", "allocate"])
    amount = Decimal(story.rng.randrange(1, 4000)) / 100
    more: Row = {}
    if story.maybe(0.2):
        more["category"] = story.rng.choice(["personnel", "investment", "subsidy", "other"])
    if kind == "disburse" and story.maybe(0.3):
        more["from_carry_over"] = story.maybe(0.8)
    return _line(story.rng.choice([unit, unit, "OFF", "DIS"]), kind, story.day_in(month), amount, **more)


def _undo_one(story: Story, some: list[Row]) -> None:
    kinds = ("disburse", "allocate", "refund", "return")
    undoable = [row for row in some if row["txn_type"] in kinds]
    if undoable and story.maybe(0.25):
        undone = story.rng.choice(undoable)
        some.append({**undone, "reverses": undone["doc_ref"], "doc_ref": f"{undone['doc_ref']}/R"})


def technology(story: Story) -> None:
    """Few words, so that the same use is often entered twice; some entries rejected, some verified after all."""
    for unit in ASSESSEES:
        for month in story.rng.sample(MONTHS, story.rng.randrange(4)):
            rows = [
                {
                    "used_on": story.day_in(month),
                    "technology": story.rng.choice(["QR", "เว็บไซต์"]),
                    "purpose": story.rng.choice(["เวียนหนังสือ", "ประชุม"]),
                    "object": story.rng.choice([None, "ครั้งที่ 1"]),
                }
                for _ in range(story.rng.randint(1, 5))
            ]
            at = story.after(month)
            for number in story.post_versions("technology", unit, month, rows, at)[:1]:
                for position in range(len(rows)):
                    moment = at + timedelta(days=story.rng.randint(1, 50))
                    if story.maybe(0.3):
                        story.decide(moment, "reject", number, row_no=11 + position)
                    if story.maybe(0.15):
                        story.decide(moment + timedelta(days=9), "verify", number, row_no=11 + position)


def meetings(story: Story) -> None:
    """Meetings that are held, cancelled, moved to another month (and then stand in two forms)."""
    forms: dict[str, list[Row]] = {}
    for code in range(story.rng.randrange(9)):
        months = story.rng.sample(MONTHS[4:], 2 if story.maybe(0.25) else 1)
        for position, month in enumerate(sorted(months)):
            meeting = {
                "meeting_code": f"M{code}",
                "meeting_on": story.day_in(month),
                "invited_by": "กพบ." if story.maybe(0.9) else "กพร.",
                "purpose": "award_data" if story.maybe(0.85) else "training",
                "status": "postponed" if position < len(months) - 1 and story.maybe(0.5) else _held(story),
            }
            units = story.rng.sample(ASSESSEES, story.rng.randint(1, 4))
            said = [
                {**meeting, "unit": u, "attended": story.rng.choice([True, True, True, False, None])} for u in units
            ]
            forms.setdefault(month, []).extend(said)
    for month, rows in forms.items():
        story.post_versions("pmqa", "GEN", month, rows, due(month) + timedelta(minutes=story.rng.randrange(300_000)))


def _held(story: Story) -> str:
    return "held" if story.maybe(0.85) else story.rng.choice(["scheduled", "cancelled"])


def review(story: Story) -> None:
    """Steps done before, on and after the last day; without evidence; by the Office for all."""
    share = story.rng.choice([0.5, 0.8, 1.0])
    for unit in ASSESSEES:
        if not story.maybe(0.85):
            continue
        days = [date(2021, 3, 31), date(2021, 8, 1), date(2021, 9, 30), date(2021, 10, 1), None]
        weights = [4, 4, 4, 1 - share, 1 - share]
        rows = [
            {
                "step_no": step,
                "done_on": story.rng.choices(days, weights)[0],
                "evidence": "เล่มคู่มือ" if story.maybe(0.5 + share / 2) else None,
                "process_name": story.rng.choice(["กระบวนการหลัก", "กระบวนการสนับสนุน"]),
                "applies_to_all": story.maybe(0.5) if unit == "OFF" else None,
            }
            for step in (1, 2, 3, 4, 5, 1, 4)
            if story.maybe(share)
        ]
        story.post_versions("review", unit, "FY2564", rows, story.after(story.rng.choice(MONTHS[5:])))
