"""Reference data: first loaded from data/reference/*.csv, then kept in the ledger as append-only rows.

Agencies, units, bodies, chains, plans, provinces, targets, settings, people, holidays and definitions are facts like
any other: both clocks apply to them, so adding an agency today does not rewrite an old figure.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from base.period import FiscalYear
from etl import added, changed, rows
from etl.forms.projects import parse_province_targets
from ledger import facts, reference, submissions
from ledger.store import Ledger

FOLDER = Path(__file__).resolve().parent.parent / "data" / "reference"
GENESIS = date(2015, 10, 1)
"""First day of the oldest plan (PLAN3, fiscal year 2559): what is loaded first holds from here on."""

TABLES = (
    *("units", "agencies", "bodies", "chains", "plans", "provinces", "targets", "settings", "people", "holidays"),
    *("definitions", "contacts"),
)
FORM_TABLES = ("units", "agencies", "bodies", "chains", "plans", "provinces", "settings")
"""The tables that a form may name."""

Entry = Mapping[str, str]
Project = Mapping[str, rows.Value]


def ensure(ledger: Ledger) -> None:
    """Loads the reference tables into an empty ledger; does nothing otherwise. Safe when several processes start."""
    if ledger.last_fact_seq() > 0:
        return
    with ledger.write("system", at=datetime.combine(GENESIS, datetime.min.time())) as writer:
        if reference.current(writer.connection, "units"):
            return
        for table in TABLES:
            reference.append_rows(writer, table, ((key, GENESIS, False, row) for key, row in read_table(table)))


def read_table(table: str, path: Path | None = None) -> list[tuple[str, dict[str, str]]]:
    """(key, row) of a reference CSV; the first column is the key.

    Raises ValueError naming the line when a key is empty or stands twice, or a line has too few or many values.
    """
    found: dict[str, dict[str, str]] = {}
    with (path or FOLDER / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in (reader := csv.DictReader(file)):
            key = next(iter(row.values())) or ""
            if not key or key in found or None in row or None in row.values():
                raise ValueError(f"{table}.csv line {reader.line_num}: key empty or repeated, or a value missing")
            found[key] = dict(row)
    return list(found.items())


@dataclass(frozen=True, slots=True)
class Register:
    """Everything that may be named in a form of one fiscal year, as known at one moment."""

    fiscal_year: FiscalYear
    units: Mapping[str, Entry]
    agencies: Mapping[str, Entry]
    provinces: Mapping[str, Entry]
    bodies: Mapping[str, Entry]
    plans: Mapping[str, Entry]
    chains: Mapping[str, tuple[str, ...]]
    """Item code → the bodies that must endorse it, in order."""
    items: Mapping[str, Project]
    """Item code → its row: the six plans always, and what the units registered for the year."""
    projects: Mapping[str, Project]
    """Project code → its row in the register of the year."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """"2564:name" or "*:name" → value."""
    changes: tuple[changed.Change, ...] = ()
    """The approved changes of the year's projects, by the day from which they are in force."""

    @classmethod
    def load(cls, connection: sa.Connection, fiscal_year: FiscalYear, known_seq: int | None = None) -> Register:
        """The register of a fiscal year, as known after the fact `known_seq` (None = everything known now)."""
        tables = {
            table: reference.current(connection, table, as_of=fiscal_year.end, known_seq=known_seq)
            for table in FORM_TABLES
        }
        return cls(
            fiscal_year=fiscal_year,
            units=_in_order(tables["units"]),
            agencies=tables["agencies"],
            provinces=tables["provinces"],
            bodies=tables["bodies"],
            plans=tables["plans"],
            chains=_chains(tables["chains"]),
            items={**_plan_items(tables["plans"]), **_registered(connection, "items", fiscal_year, known_seq)},
            projects=_projects(connection, fiscal_year, known_seq),
            settings={key: row["value"] for key, row in tables["settings"].items()},
            changes=_changes(connection, fiscal_year, known_seq),
        )

    def setting(self, name: str) -> str:
        """The value of a setting in this fiscal year. Raises KeyError when nobody ever set it."""
        own = self.settings.get(f"{self.fiscal_year.year_be}:{name}")
        return self.settings[f"*:{name}"] if own is None else own

    def names(self, table: str) -> dict[str, tuple[str, ...]]:
        """Code → every name it is known by, the official Thai one first, for a field that refers to `table`.

        Raises KeyError for a table that fields cannot refer to.
        """
        if table == "items":
            return {code: (str(row.get("name") or code),) for code, row in self.items.items()}
        if table == "projects":
            return {code: (str(row["project_name"]),) for code, row in self.projects.items()}
        entries = {
            "units": self.units,
            "agencies": self.agencies,
            "provinces": self.provinces,
            "bodies": self.bodies,
        }[table]
        return {code: _names(row) for code, row in entries.items()}

    def plan_of(self, item_code: str) -> int | None:
        """The plan number of an item (PLAN2 → 2); None when it has none."""
        number = self.items.get(item_code, {}).get("plan_no")
        return number if isinstance(number, int) else None

    def project_on(self, code: str, day: date) -> Project | None:
        """A project with the approved changes in force on `day`; None when the register does not have it."""
        project = self.projects.get(code)
        return None if project is None else changed.on_day(project, self.changes, day)

    def projects_of(self, agency: str, day: date | None = None) -> dict[str, Project]:
        """The projects an agency reports on: it leads them or is named in their provincial targets.

        Those declined are left out; with `day`, approved changes count and those cancelled by then are left out.
        """
        found = self.projects
        if day is not None and self.changes:
            found = {code: changed.on_day(row, self.changes, day) for code, row in found.items()}
        return {
            code: row
            for code, row in found.items()
            if agency in reporters_of(row) and not (row.get("is_declined") or row.get("is_cancelled"))
        }


def reporters_of(project: Project) -> dict[str, Decimal | None]:
    """Agency → its target, for every agency whose rows count for the project (the lead agency has no own target)."""
    targets: dict[str, Decimal | None] = {str(project["lead_agency"]): None}
    targets.update(parse_province_targets(str(project.get("province_targets") or "")))
    return targets


def _names(row: Entry) -> tuple[str, ...]:
    names = [row["name_th"], row.get("short_th", ""), row["name_en"], row.get("short_en", "")]
    names += row.get("aliases", "").split("|")
    return tuple(dict.fromkeys(name for name in names if name))


def _in_order(table: Mapping[str, Entry]) -> dict[str, Entry]:
    return dict(sorted(table.items(), key=lambda entry: int(entry[1].get("order") or 0)))


def _chains(table: Mapping[str, Entry]) -> dict[str, tuple[str, ...]]:
    chains: dict[str, list[str]] = {}
    for row in sorted(table.values(), key=lambda row: int(row["order"])):
        chains.setdefault(row["item_code"], []).append(row["body"])
    return {item: tuple(bodies) for item, bodies in chains.items()}


def _plan_items(plans: Mapping[str, Entry]) -> dict[str, Project]:
    return {
        code: {
            "item_code": code,
            "item_type": "plan",
            "plan_no": int(row["plan_no"]),
            "name": row["name_th"],
            "horizon": row["horizon"],
            "start_year": int(row["start_year"]),
            "end_year": int(row["end_year"]),
            "parent_code": row["parent_code"] or None,
        }
        for code, row in plans.items()
    }


def _projects(connection: sa.Connection, fiscal_year: FiscalYear, known_seq: int | None) -> dict[str, Project]:
    """The projects of the units' registers, with those that were approved or declined since."""
    ruled = added.rulings(added.decided(connection, fiscal_year, known_seq))
    return added.with_rulings(_registered(connection, "projects", fiscal_year, known_seq), ruled)


def _changes(connection: sa.Connection, fiscal_year: FiscalYear, known_seq: int | None) -> tuple[changed.Change, ...]:
    months = frozenset(str(month) for month in fiscal_year.months)
    return changed.approved_changes(_rows(connection, "project_changes", months, known_seq))


def _registered(
    connection: sa.Connection, form: str, fiscal_year: FiscalYear, known_seq: int | None
) -> dict[str, Project]:
    """Rows of the latest valid `form` of every unit for the year, by their code."""
    key = "item_code" if form == "items" else "project_code"
    return {row[key]: row for row in _rows(connection, form, frozenset({str(fiscal_year)}), known_seq)}


def _rows(
    connection: sa.Connection, form: str, periods: frozenset[str], known_seq: int | None
) -> Iterator[dict[str, Any]]:
    """The rows of the versions of a form that stand, of every unit, for these periods."""
    if known_seq is None:
        only = next(iter(periods)) if len(periods) == 1 else None
        kept = [one for one in submissions.valid_of(connection, form, period=only) if one.period in periods]
        streams = [submissions.rows(connection, submission.submission_id) for submission in kept]
    else:
        streams = _streams_known_then(connection, form, periods, known_seq)
    for stream in streams:
        yield from rows.from_ipc(stream).to_pylist() if stream else ()


def _streams_known_then(
    connection: sa.Connection, form: str, periods: frozenset[str], known_seq: int
) -> list[bytes | None]:
    known = facts.since(connection, 0, known_seq)
    returned = {decision.submission_id for decision in known.decisions if decision.kind == "return"}
    latest: dict[tuple[str | None, str | None], bytes | None] = {}
    for submission, stream in known.submissions:
        is_wanted = submission.form == form and submission.period in periods and submission.status == "valid"
        if is_wanted and submission.submission_id not in returned:
            latest[submission.reporter, submission.period] = stream
    return list(latest.values())
