"""What was decided about a round, and the figures that were kept when it was frozen (manual 10.2; A-08, R-43).

The decisions `freeze` and `reopen` carry the subject `2564:1`. A freeze keeps every figure of the round as it stood;
what is posted later changes live figures only.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from weakref import WeakKeyDictionary

from base.period import Round
from kpi import calendar
from kpi.calendar import RoundState
from kpi.model import Figure, Status, Unit
from kpi.store import Build

FREEZE = "freeze"
REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class FrozenFigure:
    """One figure as it stood when its round was frozen; it never changes."""

    kpi: str
    scope: str
    as_of: date
    numerator: Fraction | None
    denominator: Fraction | None
    value: Fraction | None
    """Exact, in the unit of the indicator (points for a percentage)."""
    unit: Unit
    target: Decimal | None
    status: Status
    display: str | None
    """The digits as they were shown on that day."""
    definition_version: str
    variant: str | None
    inputs_digest: str
    """SHA-256 over everything that the figure rested on (`round_kept.inputs_digest`)."""
    build: str
    frozen_at: datetime
    frozen_by: str
    seq: int
    """The decision that keeps it."""


@dataclass(frozen=True, slots=True)
class RoundEntry:
    """One decision about a round."""

    seq: int
    kind: str
    """`freeze` or `reopen`."""
    at: datetime
    by: str
    reason: str
    figures: tuple[FrozenFigure, ...] = ()
    """Of a freeze: every figure of the round."""
    has_demo: bool = False
    """Demonstration data stood in the build that the decision rests on."""

    @property
    def digest(self) -> str:
        """SHA-256 over every figure kept with what it rested on; empty for a reopening."""
        if not self.figures:
            return ""
        lines = sorted(
            f"{kept.kpi} {kept.scope} {kept.value} {kept.numerator} {kept.denominator} {kept.inputs_digest}"
            for kept in self.figures
        )
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


# A build never changes, so what it says about rounds is read once and forgotten together with it.
_read: WeakKeyDictionary[Build, dict[str, tuple[RoundEntry, ...]]] = WeakKeyDictionary()


def key(round_: Round) -> str:
    """The subject of a decision about a round: `2564:1`."""
    return f"{round_.fiscal_year.year_be}:{round_.number}"


def log(build: Build, round_: Round, known_seq: int) -> tuple[RoundEntry, ...]:
    """Every freeze and reopening of the round recorded by `known_seq`, oldest first."""
    if build not in _read:
        _read[build] = _entries(build)
    return tuple(entry for entry in _read[build].get(key(round_), ()) if entry.seq <= known_seq)


def freeze_in_force(build: Build, round_: Round, known_seq: int) -> RoundEntry | None:
    """The freeze that holds at `known_seq`; None when there was none or the round has been reopened since."""
    entries = log(build, round_, known_seq)
    return entries[-1] if entries and entries[-1].kind == FREEZE else None


def is_frozen(build: Build, round_: Round, known_seq: int) -> bool:
    """Whether the round's figures are final as known at `known_seq`."""
    return freeze_in_force(build, round_, known_seq) is not None


def frozen(build: Build, round_: Round, known_seq: int) -> dict[tuple[str, str], FrozenFigure]:
    """(indicator, scope) → the figure kept by the freeze in force; empty while the round is open or reopened."""
    entry = freeze_in_force(build, round_, known_seq)
    return {(figure.kpi, figure.scope): figure for figure in entry.figures} if entry else {}


def beside(build: Build, figure: Figure) -> FrozenFigure | None:
    """The frozen figure to show beside a live one, as known at the moment it was asked for.

    None where the round is not frozen, and beside a figure asked for a day before the round's end: that one answers
    another question.
    """
    if figure.ask.as_of < figure.ask.round.end:
        return None
    known_seq = build.seq_at(figure.ask.known_at)
    return frozen(build, figure.ask.round, known_seq).get((figure.kpi, figure.scope))


def state(build: Build, round_: Round, known_at: datetime, today: date) -> RoundState:
    """The state of a round (domain.md 3.6): by its dates until somebody freezes it, then by the last decision."""
    entries = log(build, round_, build.seq_at(known_at))
    if not entries:
        return calendar.round_state(round_, today)
    return RoundState.FROZEN if entries[-1].kind == FREEZE else RoundState.REOPENED


def _entries(build: Build) -> dict[str, tuple[RoundEntry, ...]]:
    rows = build.rows(
        """SELECT subject, seq, kind, recorded_at, actor, coalesce(reason, ''), payload FROM decision
           WHERE kind IN ('freeze', 'reopen') ORDER BY seq"""
    )
    found: dict[str, tuple[RoundEntry, ...]] = {}
    for subject, seq, kind, at, by, reason, text in rows:
        payload = json.loads(text)
        figures = tuple(_figure(row, payload["build"], at, by, seq) for row in payload.get("figures", ()))
        entry = RoundEntry(seq, kind, at, by, reason, figures, bool(payload.get("has_demo")))
        found[subject] = (*found.get(subject, ()), entry)
    return found


def _figure(row: dict[str, Any], build: str, at: datetime, by: str, seq: int) -> FrozenFigure:
    return FrozenFigure(
        kpi=row["kpi"],
        scope=row["scope"],
        numerator=_number(row["numerator"]),
        denominator=_number(row["denominator"]),
        value=_number(row["value"]),
        display=row["display"],
        definition_version=row["definition_version"],
        variant=row["variant"],
        inputs_digest=row["inputs_digest"],
        as_of=date.fromisoformat(row["as_of"]),
        unit=Unit(row["unit"]),
        target=Decimal(row["target"]) if row["target"] else None,
        status=Status(row["status"]),
        build=build,
        frozen_at=at,
        frozen_by=by,
        seq=seq,
    )


def _number(exact: str | None) -> Fraction | None:
    return None if exact is None else Fraction(exact)
