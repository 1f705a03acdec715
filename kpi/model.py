"""What an indicator and a figure are.

An indicator (`Kpi`) is one declaration: names, definition in words, unit, targets' source, version. A `Figure` is one
answer: a value with its numerator, denominator, status, coverage, definition version and build. Neither knows how to
be drawn or said; `kpi.speak` says and `kpi.chart` describes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from base.period import Round
from base.words import Text

OFFICE = "OFF"
UNITS = ("INF", "OLD", "DIS", "GEN")
ASSESSEES = (OFFICE, *UNITS)
PLANS = tuple(f"PLAN{number}" for number in range(1, 7))


class Status(StrEnum):
    """What a figure says against its target. 0, no data, not assessed and no target are four different things."""

    PASS = "pass"
    FAIL = "fail"
    NO_DATA = "no_data"
    NOT_ASSESSED = "not_assessed"
    NO_TARGET = "no_target"


class Unit(StrEnum):
    PERCENT = "percent"
    ITEMS = "items"
    TIMES = "times"
    LEVEL = "level"
    DAYS = "days"
    MONTH = "month"
    """A calendar month as the number year × 100 + month (CE), so that later is more."""


class Family(StrEnum):
    """Where an indicator belongs: the Office's own (K), cascaded to the five assessees (C), monitoring (M)."""

    OFFICE = "K"
    CASCADED = "C"
    MONITORING = "M"


@dataclass(frozen=True, slots=True)
class Kpi:
    """One indicator as the manual defines it."""

    code: str
    name: Text
    short: Text
    """A label of a few words for cards and axes."""
    definition: Text
    numerator: Text
    denominator: Text
    """What is counted above and below, in words; a plain count has an empty denominator."""
    unit: Unit
    family: Family
    source: str
    """The place in the manual, e.g. "10.2(1)"."""
    scopes: tuple[str, ...]
    """Scopes it is computed for; "AGENCY" stands for every reporting agency."""
    data: tuple[str, ...]
    """Form codes whose rows it is computed from."""
    version: str
    effective_from: date
    ambiguities: tuple[str, ...] = ()
    """The A-nn decisions of domain.md 4.4 that shape it."""
    rounds: tuple[int, ...] = (1, 2)
    """The rounds in which it is assessed; in another the manual prints a dash."""
    settings: tuple[str, ...] = ()
    """The settings of `base.ambiguities` that change how it is computed."""
    reference_line: Decimal | None = None
    """A grey line to draw where the manual sets no target; never a target."""
    reference_setting: str | None = None
    """The setting that says where the grey line stands, if one does."""
    is_main: bool = True
    """False for a figure that is only shown beside another (K2b, K3b …)."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the expected submissions stand behind a figure."""

    received: int
    expected: int


@dataclass(frozen=True, slots=True)
class Ask:
    """The question a figure answers: which round, as of which day, known at which moment, official or provisional."""

    round: Round
    as_of: date
    known_at: datetime
    official: bool = True
    is_as_of_given: bool = False
    """True when the asker named the day; C figures still end with the round, K figures then do not."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of one indicator for one scope, with everything needed to defend it."""

    kpi: str
    scope: str
    ask: Ask
    as_of: date
    """The day the figure really stands for (clamped to the round where the indicator demands it)."""
    numerator: Fraction | None
    denominator: Fraction | None
    value: Fraction | None
    """Exact; in points for a percentage (88 % = 88). None when there is nothing to divide."""
    unit: Unit
    target: Decimal | None
    status: Status
    coverage: Coverage
    definition_version: str
    build: str
    is_preliminary: bool
    reason: Text | None = None
    """Why there is no value, or no assessment."""
    notes: tuple[Text, ...] = ()
    """What must be said beside the value (Office value used, rolled-up plans …)."""
    variant: str | None = None
    """The settings in force where they are not the defaults, e.g. "k2.approver=chain; k3.cap=120"."""
    reference_line: Decimal | None = None
    """Where the grey line stands that is no target; None where there is none."""
    decimals: int = 2
    """Decimals that a percentage is shown with (A-07); the value itself is exact."""


class SourceKind(StrEnum):
    CELL = "cell"
    ENTRY = "entry"
    RECEIPT = "receipt"
    DECISION = "decision"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that a figure rests on: a workbook cell, an entry on screen, a receipt, a decision or a register row.

    `role`: "+numerator", "-numerator", "+denominator", "-denominator" for cells that are added up or counted,
    "basis" for cells that decide whether and how something counts. `item` groups the cells of one thing counted
    (a ledger line, a project, a plan).
    """

    kind: SourceKind
    role: str
    item: str
    value: str | None
    submission: str | None = None
    sha256: str | None = None
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    raw: str | None = None
    field: str | None = None
    reporter: str | None = None
    sent_by: str | None = None
    received_at: datetime | None = None
    version: int | None = None
    """Of a cell or an entry: the version of its form that it first stood in like this."""
