"""What a freeze keeps: every figure of a round, exactly, with a digest of what each rests on (R-43)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from fractions import Fraction

from kpi import speak
from kpi.indicators import RULES
from kpi.indicators.declared import Rule
from kpi.measure import Measure
from kpi.model import Ask, Figure, Source
from kpi.round_gaps import missing
from kpi.sharing import Recalling
from kpi.store import Build
from ledger.canonical import Json


def kept(build: Build, asked: Ask) -> dict[str, Json]:
    """The payload of a freeze: every indicator for every scope, numbers as `numerator/denominator`."""
    build = Recalling(build)
    measure = Measure(build, asked)
    figures: list[Json] = [_figure(measure, rule, scope) for rule in RULES for scope in measure.scopes(rule.kpi)]
    return {
        "fy": asked.round.fiscal_year.year_be,
        "round": asked.round.number,
        "as_of": asked.as_of.isoformat(),
        "known_at": asked.known_at.isoformat(),
        "build": build.name,
        "has_demo": build.has_demo,
        "missing": len(missing(build, asked)),
        "figures": figures,
    }


def _figure(measure: Measure, rule: Rule, scope: str) -> dict[str, Json]:
    return plain(measure.figure(rule, scope)) | {"inputs_digest": inputs_digest(measure.trace(rule, scope))}


def plain(figure: Figure) -> dict[str, Json]:
    """A figure as it is kept: numbers as `numerator/denominator`, with the digits that were shown."""
    return {
        "kpi": figure.kpi,
        "scope": figure.scope,
        "as_of": figure.as_of.isoformat(),
        "numerator": _exact(figure.numerator),
        "denominator": _exact(figure.denominator),
        "value": _exact(figure.value),
        "unit": figure.unit.value,
        "target": str(figure.target) if figure.target is not None else None,
        "status": figure.status.value,
        "display": speak.display(figure),
        "definition_version": figure.definition_version,
        "variant": figure.variant,
    }


def _exact(number: Fraction | None) -> str | None:
    return None if number is None else f"{number.numerator}/{number.denominator}"


def inputs_digest(sources: Iterable[Source]) -> str:
    """SHA-256 over what a figure rests on, whatever its order: which file, cell and value in which role."""
    lines = sorted(
        json.dumps([s.kind, s.item, s.submission, s.sha256, s.sheet, s.cell, s.value, s.role], ensure_ascii=False)
        for s in sources
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
