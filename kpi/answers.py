"""What `python -m kpi --json` answers: figures, sources and rounds as plain values (design.md 5)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from base.period import Round
from base.thai import say_date, say_moment
from base.words import Text
from kpi import rounds, speak
from kpi.compare import Move
from kpi.model import Ask, Figure, Source
from kpi.rounds import FrozenFigure, RoundEntry
from kpi.store import Build
from ledger.decisions import Decision
from ledger.locks import day_of

JSON_DECIMALS = 10

KIND_WORDS = {rounds.FREEZE: Text("ปิดรอบ", "Frozen"), rounds.REOPEN: Text("เปิดแก้ไข", "Reopened")}
FREEZABLE = Text("ปิดรอบได้ตั้งแต่ {day}", "May be frozen from {day}")
LASTS = Text("เปิดถึงสิ้นวันที่ {day}", "open to the end of {day}")
RUN_OUT = Text(
    "หมดเวลาเปิดแก้ไขเมื่อสิ้นวันที่ {day} การปิดครั้งก่อนมีผลอีกครั้ง", "Ran out at the end of {day}; the last freeze holds again"
)
GAPS = Text("ยังขาด {count} รายการ", "{count} things are missing")
ENTRY = Text("{kind}เมื่อ {at} โดย {by}: {reason}", "{kind} on {at} by {by}: {reason}")


def number(value: Fraction | Decimal | None) -> str | None:
    """An exact number as a decimal string; what does not end is rounded half up at 10 places. Absent is null."""
    if value is None:
        return None
    fraction = Fraction(value)
    rounded = speak.rounded(fraction, JSON_DECIMALS)
    return format(rounded.normalize(), "f") if rounded else "0"


def figure_json(figure: Figure, frozen: FrozenFigure | None = None) -> dict[str, object]:
    """A figure as `--json` prints it, with what was frozen of it beside."""
    return {
        "kpi": figure.kpi,
        "scope": figure.scope,
        "fy": figure.ask.round.fiscal_year.year_be,
        "round": figure.ask.round.number,
        "as_of": figure.as_of.isoformat(),
        "numerator": number(figure.numerator),
        "denominator": number(figure.denominator),
        "value": number(figure.value),
        "display": speak.display(figure),
        "unit": figure.unit.value,
        "target": number(figure.target),
        "status": figure.status.value,
        "reason": figure.reason.th if figure.reason else None,
        "notes": [note.th for note in figure.notes],
        "preliminary": figure.is_preliminary,
        "coverage": {"received": figure.coverage.received, "expected": figure.coverage.expected},
        "definition_version": figure.definition_version,
        "variant": figure.variant,
        "variant_th": [text.th for text in speak.variants(figure)],
        "reference_line": number(figure.reference_line),
        "frozen": frozen_json(frozen) if frozen else None,
    }


def move_json(move: Move) -> dict[str, object]:
    """One figure that differs between two moments, with the cells behind the difference."""
    return {
        "kpi": move.after.kpi,
        "scope": move.after.scope,
        "before": figure_json(move.before),
        "after": figure_json(move.after),
        "difference": number(move.difference),
        "cells": [
            {
                "item": cell.item,
                "role": cell.role,
                "field": cell.field,
                "before": source_json(cell.before) if cell.before else None,
                "after": source_json(cell.after) if cell.after else None,
            }
            for cell in move.cells
        ],
    }


def frozen_json(figure: FrozenFigure) -> dict[str, object]:
    """A frozen figure as `--json` prints it."""
    return {
        "value": number(figure.value),
        "display": figure.display,
        "numerator": number(figure.numerator),
        "denominator": number(figure.denominator),
        "status": figure.status.value,
        "frozen_at": figure.frozen_at.isoformat(),
        "frozen_by": figure.frozen_by,
    }


def source_json(source: Source) -> dict[str, object]:
    """A source as `--json` prints it."""
    return {
        "kind": source.kind.value,
        "submission": source.submission,
        "sha256": source.sha256,
        "file": source.file,
        "sheet": source.sheet,
        "cell": source.cell,
        "raw": source.raw,
        "value": source.value,
        "role": source.role,
        "item": source.item,
        "field": source.field,
        "reporter": source.reporter,
        "sent_by": source.sent_by,
        "received_at": source.received_at.isoformat() if source.received_at else None,
        "version": source.version,
    }


def round_json(build: Build, asked: Ask, today: date) -> dict[str, object]:
    """A round as `round show --json` prints it: state, what misses, every decision with its figures."""
    round_, seq = asked.round, build.seq_at(asked.known_at)
    entries = rounds.log(build, round_, seq)
    ended = rounds.run_out(entries, asked.known_at)
    return {
        "fy": round_.fiscal_year.year_be,
        "round": round_.number,
        "state": rounds.state(build, round_, asked.known_at, today).value,
        "freezable_from": rounds.freezable_from(build, round_, seq).isoformat(),
        "missing": [{"th": gap.th, "en": gap.en} for gap in rounds.missing(build, asked)],
        "log": [entry_json(entry) | {"has_run_out": entry.seq in ended} for entry in entries],
        "build": build.name,
    }


def entry_json(entry: RoundEntry) -> dict[str, object]:
    """One freeze or reopening, with the figures that it keeps."""
    return {
        "seq": entry.seq,
        "kind": entry.kind,
        "at": entry.at.isoformat(),
        "by": entry.by,
        "reason": entry.reason,
        "until": entry.until.isoformat() if entry.until else None,
        "figures": [
            {
                "kpi": figure.kpi,
                "scope": figure.scope,
                **frozen_json(figure),
                "definition_version": figure.definition_version,
                "variant": figure.variant,
                "inputs_digest": figure.inputs_digest,
                "build": figure.build,
            }
            for figure in entry.figures
        ],
    }


def decision_json(made: Decision, round_: Round) -> dict[str, object]:
    """A freeze or reopening just recorded."""
    kept = made.payload.get("figures")
    return {
        "seq": made.seq,
        "kind": made.kind,
        "fy": round_.fiscal_year.year_be,
        "round": round_.number,
        "reason": made.reason,
        "until": made.payload.get("until"),
        "recorded_at": made.recorded_at.isoformat(),
        "actor": made.actor,
        "figures": len(kept) if isinstance(kept, list) else 0,
    }


def round_lines(build: Build, asked: Ask, today: date) -> list[str]:
    """A round in words: state, from when it may be frozen, what misses, and what was decided."""
    round_, seq = asked.round, build.seq_at(asked.known_at)
    gaps, entries = rounds.missing(build, asked), rounds.log(build, round_, seq)
    state = rounds.ROUND_STATE_WORDS[rounds.state(build, round_, asked.known_at, today)]
    return [
        f"{round_.say()}: {state.say()}",
        FREEZABLE.say("th", day=say_date(rounds.freezable_from(build, round_, seq))),
        *([GAPS.say("th", count=len(gaps))] if gaps else []),
        *(f"  - {gap.th}" for gap in gaps),
        *(line for entry in entries for line in _entry_lines(entry, rounds.run_out(entries, asked.known_at))),
    ]


def _entry_lines(entry: RoundEntry, ended: dict[int, date]) -> list[str]:
    told = _told(entry.kind, entry.at, entry.by, entry.reason, entry.until)
    return [told, RUN_OUT.say("th", day=say_date(ended[entry.seq]))] if entry.seq in ended else [told]


def _told(kind: str, at: datetime, by: str, reason: str | None, until: date | None) -> str:
    told = ENTRY.say("th", kind=KIND_WORDS[kind].th, at=say_moment(at), by=by, reason=reason)
    return f"{told} ({LASTS.say('th', day=say_date(until))})" if until else told


def said(made: Decision, round_: Round) -> str:
    """One line about a freeze or reopening just recorded."""
    told = _told(made.kind, made.recorded_at, made.actor, made.reason, day_of(made.payload))
    return f"{round_.say()}: {told}"
