"""Which version of each indicator is in force, from when, by whom and why.

A version is declared in `kpi.indicators`; a row of the reference table `definitions` (key: indicator) brings it into
force from a day. A round is measured by the version in force on its first day, so that a change leaves every round that
had begun before as it was; under the second clock an earlier moment knows the version of then. Targets and settings are
rows of the same kind, in force on the day that a figure stands for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from base.period import Round
from base.words import Text
from kpi.facts import Facts
from kpi.indicators import LATER, RULES
from kpi.indicators.declared import Rule
from kpi.model import Ask, Figure, Kpi
from kpi.store import Build

TABLES = ("definitions", "targets", "settings")
"""The reference tables that define a figure."""

VERSIONS: dict[str, tuple[Rule, ...]] = {
    rule.kpi.code: (rule, *(later for later in LATER if later.kpi.code == rule.kpi.code)) for rule in RULES
}
"""Indicator → its declared versions, the first one first."""

UNKNOWN_VERSION = Text("ไม่มีรุ่นนี้ในโปรแกรม ใช้รุ่น {version} แทน", "No such version is declared; version {version} is used")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a table that defines figures: what holds from which day, recorded when, by whom and why."""

    table: str
    key: str
    """`C1` for a definition, `C1:2` for a target, `2564:c1.unit_basis` or `*:…` for a setting."""
    effective_from: date
    value: str | None
    """The version, the target, the setting's value; None when the row ends what stood there."""
    recorded_at: datetime
    by: str
    reason: str
    seq: int


def in_force(facts: Facts, code: str, round_: Round) -> Rule:
    """The version of an indicator that measures a round: the one in force on its first day, as known by now.

    The first declared version holds where no row says otherwise, and where a row names a version that is not declared
    or may not be in force yet.
    """
    return _in_force(code, facts.reference("definitions", round_.start).get(code), round_)


def asked_for(build: Build, code: str, asked: Ask) -> Kpi:
    """The declaration of an indicator that measures the asked round, as known at the asked moment."""
    row = build.reference("definitions", asked.round.start, build.seq_at(asked.known_at)).get(code)
    return _in_force(code, row, asked.round).kpi


def _in_force(code: str, row: Mapping[str, str] | None, round_: Round) -> Rule:
    versions = VERSIONS[code]
    return version_of(code, row["version"], round_.start) or versions[0] if row else versions[0]


def kpi_of(figure: Figure) -> Kpi:
    """The declaration that a figure was measured by: what it is called and what it means."""
    return declared(figure.kpi, figure.definition_version)


def version_of(code: str, version: str, on: date) -> Rule | None:
    """A declared version of an indicator that may be in force on a day; None when there is none."""
    return next(
        (rule for rule in VERSIONS[code] if rule.kpi.version == version and rule.kpi.effective_from <= on), None
    )


def declared(code: str, version: str) -> Kpi:
    """The declaration that a figure was measured by; the first one when this program no longer has that version."""
    versions = [rule.kpi for rule in VERSIONS[code]]
    return next((kpi for kpi in versions if kpi.version == version), versions[0])


def history(build: Build, known_seq: int, *tables: str) -> tuple[Entry, ...]:
    """Every row of the tables (default: all that define figures) known at `known_seq`, by table, key and day."""
    upon = ("definitions", tables, build.mark("reference", known_seq))
    return build.lasting(upon, partial(_history, build, known_seq, tables or TABLES))


def _history(build: Build, known_seq: int, tables: Sequence[str]) -> tuple[Entry, ...]:
    rows = build.rows(
        """SELECT table_name, key, effective_from, is_retired, payload, recorded_at, actor, seq FROM reference
           WHERE list_contains($tables, table_name) AND seq <= $seq ORDER BY table_name, key, effective_from, seq""",
        {"tables": list(tables), "seq": known_seq},
    )
    return tuple(_entry(*row) for row in rows)


def _entry(
    table: str, key: str, since: date, is_retired: bool, payload: str, recorded_at: datetime, by: str, seq: int
) -> Entry:
    row = json.loads(payload)
    value = row.get({"definitions": "version", "targets": "target", "settings": "value"}[table])
    return Entry(table, key, since, None if is_retired else value, recorded_at, by, row.get("reason") or "", seq)


def fault_of(entry: Entry) -> Text | None:
    """Why a definition's row brings nothing into force; None when it does."""
    if entry.table != "definitions" or entry.value is None or entry.key not in VERSIONS:
        return None
    if version_of(entry.key, entry.value, date.max) is not None:
        return None
    return UNKNOWN_VERSION.filled(version=VERSIONS[entry.key][0].kpi.version)
