"""The events of the demonstration: six plans a year from July study to October endorsement, and a few proposals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from base.period import FiscalYear, Month
from etl.rows import Row, Value

CHAINS = {
    "INF": (("PLAN1", "PLAN2"), ("PS", "SC-INF", "NC-INF")),
    "OLD": (("PLAN3", "PLAN4"), ("PS", "SC-OLD")),
    "DIS": (("PLAN5", "PLAN6"), ("PS", "SC-DIS")),
}
"""Unit → its plans and the bodies that endorse them, in order."""

LATE = {(2564, "PLAN5"): date(2020, 11, 18), (2563, "PLAN1"): date(2019, 11, 12)}
"""Plans whose last body endorsed them after October."""
SENT_BACK = {(2564, "PLAN4"): date(2020, 10, 14)}
"""Plans that their committee first sent back for revision."""

PROPOSALS: dict[str, tuple[Row, ...]] = {
    "INF": (
        {"item_code": "PROP64-01", "event_on": date(2020, 12, 9), "event_type": "DRAFTED"},
        {"item_code": "PROP64-01", "event_on": date(2021, 1, 20), "event_type": "SUBMITTED", "body": "PS"},
        {
            "item_code": "PROP64-01",
            "event_on": date(2021, 2, 3),
            "event_type": "ENDORSED",
            "body": "PS",
            "ref_no": "รง 0211/312",
            "improvement_source": "ข้อเสนอจากเวทีรับฟังความคิดเห็นของเครือข่ายแรงงานนอกระบบ 4 ภาค",
        },
    ),
    "OLD": (
        {"item_code": "PROP64-02", "event_on": date(2021, 3, 10), "event_type": "DRAFTED"},
        {"item_code": "PROP64-02", "event_on": date(2021, 3, 24), "event_type": "SUBMITTED", "body": "PS"},
        {
            "item_code": "PROP64-02",
            "event_on": date(2021, 4, 20),
            "event_type": "ENDORSED",
            "body": "PS",
            "on_behalf_of": "รองปลัดกระทรวงแรงงาน",
            "ref_no": "รง 0211/845",
        },
    ),
    "DIS": (
        {"item_code": "PROP64-03", "event_on": date(2021, 1, 14), "event_type": "DRAFTED"},
        {"item_code": "PROP64-03", "event_on": date(2021, 5, 12), "event_type": "WITHDRAWN"},
    ),
}
PROPOSAL_NAMES = {
    "PROP64-01": "ข้อเสนอการพัฒนาฐานข้อมูลกลางแรงงานนอกระบบ",
    "PROP64-02": "ข้อเสนอมาตรการจูงใจนายจ้างให้จ้างงานผู้สูงอายุ",
    "PROP64-03": "ข้อเสนอการปรับปรุงระบบจัดเก็บข้อมูลแรงงานผู้ด้อยโอกาส",
}


def unit_events(unit: str, years: tuple[int, ...]) -> dict[Month, tuple[Row, ...]]:
    """Month → the events of one unit, for the cycles of `years` and the drafting of the year after the last."""
    rows = [row for year in years for row in _cycle(unit, year)]
    next_year = years[-1] + 1
    rows += [row for row in _cycle(unit, next_year) if _day(row) <= FiscalYear(years[-1]).end]
    if 2564 in years:
        rows += [{"cycle_fy": 2564, **row} for row in PROPOSALS[unit]]
    months: dict[Month, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (_day(row), str(row["item_code"]))):
        months.setdefault(Month.of(_day(row)), []).append(row)
    return {month: tuple(found) for month, found in months.items()}


def _day(row: Row) -> date:
    day = row["event_on"]
    assert isinstance(day, date)
    return day


def _cycle(unit: str, year: int) -> Iterator[Row]:
    plans, bodies = CHAINS[unit]
    for plan in plans:
        for seq, (day, kind, more) in enumerate(_plan_events(plan, bodies, year), 1):
            number = f"รง 0211/{Random(f'ref:{plan}:{year}:{seq}').randint(100, 980)}"
            ref = {"ref_no": number} if kind in ("CIRCULATED", "DISTRIBUTED", "SUBMITTED") else {}
            yield {"cycle_fy": year, "item_code": plan, "event_on": day, "event_type": kind, **ref, **more}


def _plan_events(plan: str, bodies: tuple[str, ...], year: int) -> Iterator[tuple[date, str, dict[str, Value]]]:
    """(day, event, further fields) of one plan in one cycle, in order."""
    random = Random(f"plan:{plan}:{year}")
    before = year - 544
    people = random.randint(45, 120)
    yield date(before, 7, random.randint(1, 5)), "STUDY_OPENED", {}
    yield date(before, 7, random.randint(22, 30)), "DRAFTED", {"evidence": f"https://example.org/plans/{plan}/{year}"}
    yield date(before, 8, random.randint(3, 7)), "MEETING_APPROVED", {}
    yield date(before, 8, random.randint(18, 27)), "REVIEW_MEETING", {"participants": people}
    yield date(before, 9, 1), "SUBMITTED", {"body": "PS"}
    source = "ข้อเสนอจากที่ประชุมทบทวนแผนร่วมกับผู้มีส่วนได้ส่วนเสีย" if int(plan[-1]) % 2 == 0 else None
    yield date(before, 9, random.randint(7, 9)), "ENDORSED", {"body": "PS", "improvement_source": source}
    yield date(before, 9, random.randint(10, 14)), "CIRCULATED", {}
    yield date(before, 9, random.randint(23, 29)), "COMPILED", {}
    yield from _committees(plan, bodies[1:], year, before)
    last = LATE.get((year, plan), date(before, 10, 30))
    yield last + timedelta(days=random.randint(4, 9)), "DISTRIBUTED", {}
    for month in (1, 4, 7):
        yield date(before + 1, month, random.randint(12, 25)), "FOLLOW_UP", {"body": bodies[-1]}


def _committees(
    plan: str, bodies: tuple[str, ...], year: int, before: int
) -> Iterator[tuple[date, str, dict[str, Value]]]:
    back = SENT_BACK.get((year, plan))
    if back:
        yield back - timedelta(days=8), "SUBMITTED", {"body": bodies[0]}
        yield back, "RETURNED", {"body": bodies[0], "note": "ให้ปรับค่าเป้าหมายและเพิ่มโครงการของส่วนภูมิภาค"}
    for order, body in enumerate(bodies):
        is_last = order == len(bodies) - 1
        endorsed = date(before, 10, 29 if back else 27 if is_last else 15)
        if is_last and (year, plan) in LATE:
            endorsed = LATE[year, plan]
        yield endorsed - timedelta(days=7), "SUBMITTED", {"body": body}
        resolution = f"มติที่ประชุมครั้งที่ {3 if is_last else 4}/{before + 543}"
        yield endorsed, "ENDORSED", {"body": body, "ref_no": resolution}


def item_rows(unit: str, year: int, plans: dict[str, Row], *, with_proposals: bool) -> tuple[Row, ...]:
    """The rows of the `items` form: the unit's two plans under the name of the year, later also its proposal."""
    rows = [_plan_row(plans[code], year) for code in CHAINS[unit][0]]
    if with_proposals:
        code = str(PROPOSALS[unit][0]["item_code"])
        named = {"item_code": code, "item_type": "proposal", "name": PROPOSAL_NAMES[code], "horizon": "annual"}
        rows.append({**named, "start_year": year, "end_year": year})
    return tuple(rows)


def _plan_row(plan: Row, year: int) -> Row:
    if plan["horizon"] != "annual":
        return plan
    name = str(plan["name"]).replace("๒๕๖๔", "".join("๐๑๒๓๔๕๖๗๘๙"[int(digit)] for digit in str(year)))
    return {**plan, "name": name, "start_year": year, "end_year": year}
