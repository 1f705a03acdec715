"""What the words mean: every indicator as it is measured in a round, and the terms of the manual (R-90)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from base.ambiguities import SETTINGS
from base.setting import Setting
from base.words import Text
from kpi import definitions
from kpi.facts import Facts
from kpi.indicators import RULES
from kpi.indicators.declared import Rule
from kpi.model import Ask, Kpi
from kpi.shared_facts import facts_of
from kpi.store import Build

TERMS = Path(__file__).resolve().parent.parent / "data" / "reference" / "glossary.csv"

SECTIONS: dict[str, Text] = {
    "people": Text("องค์กรและบุคคล", "Organisation and people"),
    "groups": Text("กลุ่มเป้าหมาย", "Target groups"),
    "process": Text("คณะกรรมการ แผน และกระบวนงาน", "Committees, plans and process"),
    "kpi": Text("ตัวชี้วัด", "Indicators"),
    "budget": Text("งบประมาณ", "Budget"),
    "reporting": Text("การรายงานและการดำเนินการในระบบ", "Reporting and actions"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """One term in both languages."""

    key: str
    section: str
    words: Text
    is_of_manual: bool
    """False for a word that only this system needs."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One ambiguity of the manual and how the round reads it."""

    setting: Setting
    value: str

    @property
    def is_default(self) -> bool:
        return self.value == self.setting.default


@dataclass(frozen=True, slots=True)
class Definition:
    """One indicator by the version that measures the round."""

    kpi: Kpi
    in_force_since: date | None
    """None where no row of the register brings a version into force: the first declared one holds."""
    reason: str
    targets: tuple[tuple[int, str], ...]
    """(round, target) where the manual sets one."""
    decided: tuple[Decided, ...]
    undecidable: tuple[str, ...]
    """The A-nn that shape it and have no setting: decided once for all."""


def indicators(build: Build, asked: Ask) -> tuple[Definition, ...]:
    """Every indicator in the order of the register, as the asked round is measured and was known."""
    facts = facts_of(build, asked.round.fiscal_year, asked.known_at, asked.official)
    entries = definitions.history(build, facts.seq, "definitions")
    return tuple(_definition(facts, asked, rule, entries) for rule in RULES)


def _definition(facts: Facts, asked: Ask, rule: Rule, entries: tuple[definitions.Entry, ...]) -> Definition:
    kpi = definitions.in_force(facts, rule.kpi.code, asked.round).kpi
    day = min(asked.as_of, asked.round.end)
    # Several rows may name the version; the latest that had come into force by the round's first day holds.
    rows = [one for one in entries if one.key == kpi.code and one.effective_from <= asked.round.start and one.value]
    row = rows[-1] if rows and rows[-1].value == kpi.version else None
    targets = facts.reference("targets", day)
    found = ((number, targets.get(f"{kpi.code}:{number}", {}).get("target", "")) for number in (1, 2))
    decided = tuple(Decided(SETTINGS[name], facts.setting(name, day)) for name in kpi.settings)
    set_ = {one.setting.ambiguity for one in decided}
    return Definition(
        kpi,
        row.effective_from if row else None,
        row.reason if row else "",
        tuple((number, target) for number, target in found if target),
        decided,
        tuple(one for one in kpi.ambiguities if one not in set_),
    )


@cache
def terms() -> tuple[Term, ...]:
    """Every term of data/reference/glossary.csv, section by section. Raises ValueError for an unknown section."""
    with TERMS.open(encoding="utf-8", newline="") as file:
        found = tuple(
            Term(row["key"], row["section"], Text(row["term_th"], row["term_en"]), row["source"] == "manual")
            for row in csv.DictReader(file)
        )
    if unknown := {one.section for one in found} - SECTIONS.keys():
        raise ValueError(f"glossary.csv: no such section: {sorted(unknown)}")
    return found
