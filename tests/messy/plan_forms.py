"""The forms that the groups keep of their plans: true rows, spellings and faults between rows."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from base.period import FiscalYear, Month
from etl.forms.model import Field, FieldType
from tests.messy import spellings
from tests.messy.layout import Plan
from tests.messy.paper import Put
from tests.messy.rows import AGENCIES, GROUPS, Names, Row, Truth, cell
from tests.messy.wrong_cells import faults_of

YEAR = FiscalYear(2564)
LATE = datetime(2021, 12, 4, 9, 0)
"""After everything here has happened."""
UNITS: Names = {
    "OFF": ("สำนักงานนโยบายแรงงานนอกระบบ", "OFF", "สำนักงาน"),
    "INF": ("กลุ่มแรงงานนอกระบบ", "INF"),
    "OLD": ("กลุ่มแรงงานสูงอายุ", "OLD"),
    "DIS": ("กลุ่มแรงงานคนพิการและแรงงานผู้ด้อยโอกาส", "กลุ่มแรงงานคนพิการฯ", "DIS"),
    "GEN": ("ฝ่ายบริหารทั่วไป", "GEN"),
}
BODIES: Names = {
    "PS": ("ปลัดกระทรวงแรงงาน", "ป.ร.ง.", "ปลัดกระทรวง"),
    "SC-INF": ("คณะอนุกรรมการประสานแผนฯ", "SC-INF"),
    "NC-INF": ("คนช.", "คณะกรรมการบริหารจัดการแรงงานนอกระบบแห่งชาติ"),
    "SC-OLD": ("คณะอนุกรรมการด้านผู้สูงอายุ", "SC-OLD"),
}
_NAMES: dict[str, Names] = {"units": UNITS, "bodies": BODIES, "agencies": AGENCIES}


def spell(field: Field, value: Any, dice: random.Random, is_clean: bool, style: int) -> spellings.Written:
    """One value in one of the ways that its column sees."""
    match field.type:
        case FieldType.INTEGER:
            return spellings.count(value, dice)
        case FieldType.NUMBER | FieldType.MONEY:
            return spellings.number(value, dice, is_clean=is_clean)
        case FieldType.DATE:
            return spellings.day(value, dice, is_clean=is_clean)
        case FieldType.YES_NO:
            return spellings.yes_no(value, dice)
        case FieldType.CHOICE:
            chosen = next(each for each in field.choices if each.code == value)
            return spellings.choice((chosen.label.th, chosen.label.th, *chosen.aliases), dice)
        case FieldType.MULTI_CHOICE:
            return spellings.choice(GROUPS[value], dice)
        case FieldType.URL:
            return Put(value), spellings.QUIET
        case FieldType.CODE if field.reference in _NAMES:
            return spellings.choice(_NAMES[field.reference][value], dice)
        case FieldType.CODE:
            return spellings.code(value, dice)
    return spellings.text(value, dice)


def with_fault(place: int, code: str, name: str | None, **changes: Any) -> Callable[[list[Row]], None]:
    """The row at this place is changed, and told of at this column."""

    def fault(rows: list[Row]) -> None:
        rows[place].truth |= changes
        rows[place].faults.append((code, name))

    return fault


def twice(code: str, name: str, place: int = 0) -> Callable[[list[Row]], None]:
    """The row at this place stands there twice, and is told of the second time."""

    def fault(rows: list[Row]) -> None:
        rows[place].is_twice = True
        rows[place].faults.append((code, name))

    return fault


def _projects(reporter: str, dice: random.Random) -> list[Row]:
    rows = []
    for number in range(1, 9):
        start = date(2020, 10, 1 + dice.randrange(28))
        truth: Truth = {
            "project_code": f"64-2-{number:03d}",
            "item_code": dice.choice(("PLAN1", "PLAN2")),
            "project_name": f"โครงการพัฒนาอาชีพแรงงานนอกระบบ รุ่นที่ {number}",
            "indicator": "จำนวนแรงงานนอกระบบที่ได้รับการฝึกอาชีพ",
            "lead_agency": dice.choice(list(AGENCIES)),
            "wg": dice.choice(list(GROUPS)),
            "province_targets": f"PC50={100 + number}; PC57={80 + number}",
            "target": Decimal(200 + 50 * number),
            "target_unit": "คน",
            "budget_planned": Decimal(dice.randrange(1, 200) * 50_000) + Decimal(dice.randrange(100)) / 100,
            "fund_source": dice.choice(("agency", "fund", "other")),
            "start_date": start,
            "end_date": date(2021, 1 + dice.randrange(9), 1 + dice.randrange(28)),
            "add_approved": True,
            "strategy": "ส่งเสริมการมีงานทำ",
        }
        rows.append(Row(truth))
    return rows


PROJECTS = Plan(
    form="projects",
    reporters=("INF",),
    period=YEAR,
    at=LATE,
    rows=_projects,
    spell=spell,
    faults=faults_of("projects", ("project_code", "item_code", "lead_agency", "wg", "target", "budget_planned"))
    | faults_of("projects", ("project_name", "fund_source", "start_date", "end_date", "add_approved", "added_on"))
    | {
        "targets in words": cell("province_targets", Put("เชียงใหม่ 100 คน"), "V43"),
        "target of nobody": cell("province_targets", Put("PC99=10"), "V03"),
        "target of one twice": cell("province_targets", Put("PC50=1; PC50=2"), "V43"),
        "plan of another group": cell("item_code", Put("PLAN4"), "V55"),
    },
    alone={
        "added later without a day": with_fault(2, "V45", "add_approved_on", added_on=date(2020, 12, 9)),
        "ends before it starts": with_fault(3, "V20", "end_date", end_date=date(2020, 9, 30)),
        "row twice": twice("V10", "project_code"),
    },
    kept=frozenset({"start_date", "end_date", "added_on", "add_approved_on", "province_targets", "target"})
    | {"budget_planned", "fund_source"},
    misspelt=("lead_agency", "target_unit", "partners"),
    merged="strategy",
    total="budget_planned",
    note="project_name",
)


def _items(reporter: str, dice: random.Random) -> list[Row]:
    rows = []
    for number in range(1, 7):
        kind, horizon = dice.choice(("strategy", "plan", "proposal")), dice.choice(("multi_year", "annual"))
        years = (2564, 2564) if horizon == "annual" else (2562 + dice.randrange(3), 2565 + dice.randrange(5))
        truth: Truth = {
            "item_code": f"PROP64-{number:02d}",
            "item_type": kind,
            "name": f"ข้อเสนอการพัฒนาฐานข้อมูลแรงงานนอกระบบ ฉบับที่ {number}",
            "horizon": horizon,
            "start_year": years[0],
            "end_year": years[1],
            "parent_code": dice.choice(("PLAN1", None)),
            "predecessor_code": "PROP64-01" if number > 1 and dice.random() < 0.5 else None,
            "file_link": f"https://example.org/plans/{number}",
        }
        rows.append(Row(truth))
    return rows


ITEMS = Plan(
    form="items",
    reporters=("INF",),
    period=YEAR,
    at=LATE,
    rows=_items,
    spell=spell,
    faults=faults_of("items", ("item_type", "name", "horizon", "start_year", "end_year", "file_link"))
    | {
        "unknown parent": cell("parent_code", Put("PLAN99"), "V44"),
        "no such plan": cell("plan_no", Put(9), "V07"),
    },
    alone={
        "ends before it starts": with_fault(2, "V49", "end_year", start_year=2565, end_year=2563),
        "row twice": twice("V10", "item_code"),
    },
    kept=frozenset({"horizon", "start_year", "end_year", "plan_no", "parent_code", "predecessor_code", "file_link"}),
    misspelt=("name", "horizon"),
    note="name",
)


def _events(reporter: str, dice: random.Random) -> list[Row]:
    """The last weeks of one cycle: the executive, the subcommittee and the national committee of informal work."""
    told = (
        *((2, "SUBMITTED", "PS"), (5, "ENDORSED", "PS"), (7, "CIRCULATED", None), (12, "COMPILED", None)),
        *((14, "SUBMITTED", "SC-INF"), (20, "ENDORSED", "SC-INF"), (27, "ENDORSED", "NC-INF")),
        (30, "DISTRIBUTED", None),
    )
    plan = dice.choice(("PLAN1", "PLAN2"))
    rows = []
    for number, (day, kind, body) in enumerate(told, 1):
        truth: Truth = {"cycle_fy": 2564, "item_code": plan, "event_on": date(2020, 10, day), "event_type": kind}
        truth |= {"body": body, "ref_no": f"รง 0211/{100 + number}", "participants": dice.randrange(10, 90)}
        rows.append(Row(truth | {"note": "ที่ประชุมมีมติเห็นชอบ", "evidence": f"https://example.org/events/{number}"}))
    return rows


EVENTS = Plan(
    form="events",
    reporters=("INF",),
    period=Month(2020, 10),
    at=LATE,
    rows=_events,
    spell=spell,
    faults=faults_of("events", ("cycle_fy", "item_code", "event_on", "event_type", "body", "participants"))
    | faults_of("events", ("note", "evidence", "seq"))
    | {
        "another month": cell("event_on", Put("5 พ.ย. 2563"), "V37"),
        "a year of another era": cell("cycle_fy", Put(2021), "V48"),
    },
    alone={
        "out of order": with_fault(6, "V46", "body", event_on=date(2020, 10, 19)),
        "nobody decided": with_fault(6, "V47", "body", body=None),
        "another group's body": with_fault(5, "V47", "body", body="SC-OLD"),
        "the executive is not named": with_fault(1, "V47", "body", body=None),
        "row twice": twice("V10", "cycle_fy", 3),
    },
    kept=frozenset({"body", "seq", "override_reason", "participants", "note", "evidence"}),
    misspelt=("on_behalf_of", "improvement_source"),
    merged="item_code",
    note="note",
)


def _changes(reporter: str, dice: random.Random) -> list[Row]:
    kinds: tuple[tuple[str, str | None], ...] = (
        *(("retarget", "300"), ("rebudget", "1250000.5"), ("rename", "โครงการส่งเสริมอาชีพอิสระ")),
        *(("reassign", "DOE"), ("postpone", None), ("cancel", None), ("retarget", "1000")),
    )
    rows = []
    for number, (kind, new) in enumerate(kinds, 1):
        is_approved = number % 3 != 0
        truth: Truth = {"project_code": f"DSD-{number:02d}", "change_type": kind, "new_value": new}
        truth |= {"effective_on": date(2020, 11, 1 + dice.randrange(28)), "approved": is_approved}
        truth |= {"reason": "ปรับตามสถานการณ์โรคติดเชื้อ", "old_value": "ตามแผนเดิม"}
        if is_approved:
            truth |= {"approved_on": date(2020, 11, 1 + dice.randrange(28)), "approved_by": "ปลัดกระทรวงแรงงาน"}
        rows.append(Row(truth))
    return rows


PROJECT_CHANGES = Plan(
    form="project_changes",
    reporters=("INF",),
    period=Month(2020, 11),
    at=LATE,
    rows=_changes,
    spell=spell,
    faults=faults_of("project_changes", ("project_code", "change_type", "effective_on", "approved", "approved_on"))
    | faults_of("project_changes", ("reason",))
    | {"another month": cell("effective_on", Put("5 ธ.ค. 2563"), "V37")},
    alone={
        "nobody approved": with_fault(0, "V60", "approved_by", approved_by=None),
        "target in words": with_fault(0, "V61", "new_value", new_value="ตามเหมาะสม"),
        "budget without a number": with_fault(1, "V61", "new_value", new_value=None),
        "no new name": with_fault(2, "V21", "new_value", new_value=None),
        "unknown agency": with_fault(3, "V03", "new_value", new_value="กรมประมง"),
        "approved and not": with_fault(5, "V62", "approved_on", approved_on=date(2020, 11, 9)),
        "row twice": twice("V10", "project_code"),
    },
    kept=frozenset({"approved_on", "approved_by", "approval_ref", "new_value", "reason"}),
    misspelt=("approval_ref", "change_type"),
    merged="reason",
    note="reason",
)
