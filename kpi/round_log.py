"""What was decided about a round, and the figures that were kept when it was frozen (manual 10.2; A-08, R-43).

The decisions `freeze` and `reopen` carry the subject `2564:1`. A freeze keeps every figure of the round as it stood;
what is posted later changes live figures only. A reopening has a last day; after it the last freeze holds again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from base.period import Round
from kpi import calendar
from kpi.calendar import RoundState
from kpi.model import Figure, Status, Unit
from kpi.store import FOR_EVER, Build
from ledger import locks
from ledger.locks import key


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
    until: date | None = None
    """Of a reopening: its last day; None when it never runs out."""

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


def log(build: Build, round_: Round, known_seq: int) -> tuple[RoundEntry, ...]:
    """Every freeze and reopening of the round recorded by `known_seq`, oldest first."""
    if build not in _read:
        upon = ("rounds", build.mark("decision", FOR_EVER))
        _read[build] = build.lasting(upon, partial(_entries, build))
    return tuple(entry for entry in _read[build].get(key(round_), ()) if entry.seq <= known_seq)


def freeze_in_force(build: Build, round_: Round, known_at: datetime) -> RoundEntry | None:
    """The freeze that holds at `known_at`; None when there was none or a reopening has not run out."""
    return locks.in_force(log(build, round_, build.seq_at(known_at)), known_at)


def is_frozen(build: Build, round_: Round, known_at: datetime) -> bool:
    """Whether the round's figures are final as known at `known_at`."""
    return freeze_in_force(build, round_, known_at) is not None


def run_out(entries: Sequence[RoundEntry], known_at: datetime) -> dict[int, date]:
    """Reopening (its seq) → its last day, of those that ended by themselves before `known_at` and the next decision."""
    nexts = [*(entry.at for entry in entries[1:]), known_at]
    return {
        entry.seq: entry.until
        for entry, end in zip(entries, nexts, strict=False)
        if entry.until and locks.has_run_out(entry, min(end, known_at))
    }


def frozen(build: Build, round_: Round, known_at: datetime) -> dict[tuple[str, str], FrozenFigure]:
    """(indicator, scope) → the figure kept by the freeze in force; empty while the round is open or reopened."""
    entry = freeze_in_force(build, round_, known_at)
    return {(figure.kpi, figure.scope): figure for figure in entry.figures} if entry else {}


def beside(build: Build, figure: Figure) -> FrozenFigure | None:
    """The frozen figure to show beside a live one, as known at the moment it was asked for.

    None where the round is not frozen, and beside a figure asked for a day before the round's end: that one answers
    another question.
    """
    if figure.ask.as_of < figure.ask.round.end:
        return None
    return frozen(build, figure.ask.round, figure.ask.known_at).get((figure.kpi, figure.scope))


def state(build: Build, round_: Round, known_at: datetime, today: date) -> RoundState:
    """The state of a round (domain.md 3.6): by its dates until somebody freezes it, then by what holds."""
    if is_frozen(build, round_, known_at):
        return RoundState.FROZEN
    has_been = log(build, round_, build.seq_at(known_at))
    return RoundState.REOPENED if has_been else calendar.round_state(round_, today)


def _entries(build: Build) -> dict[str, tuple[RoundEntry, ...]]:
    rows = build.rows(
        """SELECT subject, seq, kind, recorded_at, actor, coalesce(reason, ''), payload FROM decision
           WHERE kind IN ('freeze', 'reopen') ORDER BY seq"""
    )
    found: dict[str, tuple[RoundEntry, ...]] = {}
    for subject, seq, kind, at, by, reason, text in rows:
        payload = json.loads(text)
        figures = tuple(_figure(row, payload["build"], at, by, seq) for row in payload.get("figures", ()))
        entry = RoundEntry(seq, kind, at, by, reason, figures, bool(payload.get("has_demo")), locks.day_of(payload))
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
