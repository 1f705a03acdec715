"""The monthly progress form: how its values are written, and what leaving out a column of it says."""

from __future__ import annotations

import random
from datetime import date, datetime
from typing import Any

from base.period import Month
from etl.forms.model import Field, FieldType
from tests.messy import spellings
from tests.messy.layout import Plan, Sheet
from tests.messy.rows import AGENCIES, FAULTS, GROUPS, PROVINCES, UNDER_WAY, Names, Row, row_of

PROJECTS = 8
NUMBERS = ("target", "result_month", "result_cum", "budget_alloc", "budget_disb")
_NAMES: dict[str, Names] = {"lead_agency": AGENCIES, "wg": GROUPS, "status": {"in_progress": UNDER_WAY}}
MONEY_GROUP = ("budget_alloc", "budget_disb", "budget_pct")


def _spell(field: Field, value: Any, dice: random.Random, is_clean: bool, style: int) -> spellings.Written:
    if field.code in NUMBERS:
        return spellings.number(value, dice, is_clean=is_clean)
    match field.type:
        case FieldType.INTEGER:
            return spellings.count(value, dice)
        case FieldType.PERCENT:
            return spellings.percent(value, dice, style)
        case FieldType.DATE:
            return spellings.day(value, dice, is_clean=is_clean)
    if field.code == "province":
        return spellings.choice((PROVINCES[value], f"จ.{PROVINCES[value]}", f"จังหวัด{PROVINCES[value]}"), dice)
    if field.code in _NAMES:
        return spellings.choice(_NAMES[field.code][value], dice)
    return spellings.text(value, dice)


def _drop(sheet: Sheet, rows: list[Row]) -> None:
    """Without the column of codes every project is known by its registered name; without that of problems a project
    behind its time asks for one. Both are told at the beginning of the row, as there is no cell of their own."""
    first = next(iter(sheet.columns))
    if "project_code" in sheet.dropped:
        for row in rows:
            row.truth["project_code"] = None
            row.faults.append(("V80", first))
        return
    late = sheet.dice.choice(rows)
    late.truth |= {"start_date": date(2020, 10, 1), "end_date": date(2021, 1, 15)}
    late.faults.append(("V22", first))


PROGRESS = Plan(
    form="progress",
    reporters=tuple(AGENCIES),
    period=Month(2020, 11),
    at=datetime(2020, 12, 4, 9, 0),
    rows=lambda reporter, dice: [row_of(reporter, project, dice) for project in range(1, PROJECTS + 1)],
    spell=_spell,
    faults=FAULTS,
    kept=frozenset(
        {"project_code", "evidence", "measure", "problem", "solution", "beneficiaries_m", "remark", "target"}
        | {*MONEY_GROUP, "start_date", "end_date"}
    ),
    together=MONEY_GROUP,
    misspelt=("result_text", "lead_agency", "partners"),
    merged="strategy",
    total="budget_alloc",
    note="project_name",
    drop=_drop,
)
