"""The projects of the demonstration: real names and agencies (data/reference/demo_projects.csv), invented targets."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from random import Random

from base.period import FiscalYear
from etl.reference import FOLDER
from etl.rows import Row

MINISTRY = ("OPS", "DOE", "DSD", "DLPW", "SSO")
FIRST_CENTRES = ("PC50", "PC57", "PC40", "PC30", "PC84", "PC90", "PC20", "PC10")
"""Report on their own from October 2019."""
LATER_CENTRES = (
    *("PC65", "PC60", "PC41", "PC34", "PC45", "PC31"),
    *("PC71", "PC70", "PC83", "PC80", "PC96", "PC21"),
)
"""Report on their own from October 2020."""

OWNERS = {"PLAN2": "INF", "PLAN4": "OLD", "PLAN6": "DIS"}
ADDED_ON = date(2021, 1, 12)
SCALE = {2562: Decimal("0.8"), 2563: Decimal("0.9"), 2564: Decimal(1)}
"""Targets and budgets of the earlier years against those of 2564."""


@dataclass(frozen=True, slots=True)
class DemoProject:
    """One project of one fiscal year."""

    code: str
    item_code: str
    agency: str
    name: str
    strategy: str
    activity: str
    indicator: str
    wg: str
    target: Decimal | None
    target_unit: str
    budget_thb: Decimal
    pace: str
    centre_targets: tuple[tuple[str, Decimal], ...] = ()

    @property
    def owner(self) -> str:
        return OWNERS[self.item_code]

    def goal(self, reporter: str) -> Decimal | None:
        """What this reporter itself sets out to reach; None without a numeric target."""
        shares = dict(self.centre_targets)
        if reporter in shares:
            return shares[reporter]
        return None if self.target is None else self.target - sum(shares.values())

    def budget(self, reporter: str) -> Decimal:
        """Baht that this reporter has for the project."""
        shares = {code: self._share_thb(target) for code, target in self.centre_targets}
        return shares[reporter] if reporter in shares else self.budget_thb - sum(shares.values())

    def _share_thb(self, target: Decimal) -> Decimal:
        assert self.target is not None
        return (self.budget_thb * target / self.target).quantize(Decimal(1), ROUND_HALF_UP)


def centres_of(year: int) -> tuple[str, ...]:
    """The centres that report on their own in a fiscal year."""
    return {2562: (), 2563: FIRST_CENTRES}.get(year, FIRST_CENTRES + LATER_CENTRES)


@lru_cache(maxsize=16)
def projects_of(year: int, centres: tuple[str, ...]) -> tuple[DemoProject, ...]:
    """The projects of a fiscal year (BE), with targets for some of the given centres."""
    with (FOLDER / "demo_projects.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_project(row, year, centres) for row in csv.DictReader(file) if int(row["first_year"]) <= year)


def _project(row: dict[str, str], year: int, centres: tuple[str, ...]) -> DemoProject:
    target = _scaled(row["target"], row["target_unit"], year) if row["target"] else None
    shared = _centre_targets(row["key"], year, target, centres) if row["centres"] and target else ()
    return DemoProject(
        code=f"{year % 100}-{row['key']}",
        item_code=row["item_code"],
        agency=row["agency"],
        name=row["project_name"],
        strategy=row["strategy"],
        activity=row["activity"],
        indicator=row["indicator"],
        wg=row["wg"],
        target=target,
        target_unit=row["target_unit"],
        budget_thb=_scaled(row["budget_thb"], "บาท", year),
        pace=row["pace"] if year == 2564 or row["pace"] not in ("lagging", "stalled") else "late",
        centre_targets=shared,
    )


def _scaled(text: str, unit: str, year: int) -> Decimal:
    scale = Decimal(1) if unit == "ร้อยละ" else SCALE.get(year, Decimal(1))
    return (Decimal(text) * scale).quantize(Decimal(1), ROUND_HALF_UP)


def _centre_targets(key: str, year: int, target: Decimal, centres: Sequence[str]) -> tuple[tuple[str, Decimal], ...]:
    random = Random(f"centres:{year}:{key}")
    found = []
    for centre in centres:
        is_named, share = random.random() < 0.5, random.uniform(0.008, 0.022)
        if is_named:
            found.append((centre, Decimal(max(10, round(float(target) * share, -1)))))
    return tuple(found)


def register_rows(year: int, unit: str, centres: tuple[str, ...], *, with_additions: bool) -> tuple[Row, ...]:
    """The rows of the `projects` form of one unit; projects added during the year only in the later version."""
    fiscal_year = FiscalYear(year)
    own = [project for project in projects_of(year, centres) if project.owner == unit]
    return tuple(
        _register_row(project, fiscal_year)
        for project in own
        if with_additions or project.pace not in ("added", "unapproved")
    )


def _register_row(project: DemoProject, year: FiscalYear) -> Row:
    is_late = project.pace in ("added", "unapproved")
    is_approved = project.pace != "unapproved"
    added_on = ADDED_ON if is_late else year.start - timedelta(days=16)
    targets = "; ".join(f"{code}={target}" for code, target in project.centre_targets)
    return {
        "project_code": project.code,
        "item_code": project.item_code,
        "project_name": project.name,
        "activity": project.activity,
        "indicator": project.indicator,
        "lead_agency": project.agency,
        "partners": "ศูนย์ประสานงานและสนับสนุนเครือข่ายแรงงานนอกระบบจังหวัด" if project.centre_targets else None,
        "wg": project.wg,
        "province_targets": targets or None,
        "target": project.target,
        "target_unit": project.target_unit,
        "budget_planned": project.budget_thb,
        "fund_source": "agency",
        "start_date": ADDED_ON if is_late else year.start,
        "end_date": year.end,
        "added_on": added_on,
        "add_approved": is_approved,
        "add_approved_on": added_on + timedelta(days=6) if is_approved else None,
        "strategy": project.strategy,
        "measure": f"มาตรการด้าน{project.activity}",
    }
