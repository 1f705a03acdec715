"""From findings to marks: which cell gets which colour and which comment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from base.words import Text
from etl.findings import Finding, Severity
from etl.findings.rule import SEVERITY_NAMES
from etl.marking.addresses import Place, place_of, places_of

AUTHOR = "ติดตาม"
OPENING = f"{AUTHOR} · "
"""How each of our comments begins, also after another program has rewritten the file."""
COLOURS = {Severity.ERROR: "FFFFC6CD", Severity.WARNING: "FFFFE59A", Severity.NOTE: "FFD3E4F6"}
"""Shades (ARGB) that are ours alone, so that they are known again: Excel's own “bad” and “neutral” are others."""
LIKE_FIRST = Text("เช่นเดียวกับช่อง {cell}: {message}", "As in cell {cell}: {message}")
MOST_CELLS = 20_000
"""A cause that hits more cells of one sheet than this is told in the summary alone."""

_ORDER = {severity: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Mark:
    """What is shown at one cell: the gravest severity, and a line per finding."""

    severity: Severity
    lines: tuple[str, ...]

    @property
    def comment(self) -> str:
        """The comment's text, which says the severity in words as well."""
        name = OPENING + SEVERITY_NAMES[self.severity].th
        body = self.lines if len(self.lines) == 1 else tuple(f"• {line}" for line in self.lines)
        return "\n".join((name, *body))


Marks = dict[str, dict[Place, Mark]]
"""Sheet → cell → mark."""


def cells_of(finding: Finding) -> list[Place]:
    """Every cell that a finding is about, in order."""
    if "cells" in finding.params:
        return places_of(finding.params["cells"])
    place = place_of(finding.cell) if finding.cell else None
    return [place] if place else []


def marks_of(findings: Sequence[Finding]) -> Marks:
    """The marks of a report. Findings about a whole sheet or file have no cell and stand in the summary alone."""
    lines: dict[tuple[str, Place], list[tuple[Severity, str]]] = {}
    for finding in findings:
        if finding.sheet is not None:
            for place, line in _lines(finding):
                lines.setdefault((finding.sheet, place), []).append((finding.severity, line))
    marks: Marks = {}
    for (sheet, place), said in lines.items():
        ordered = sorted(said, key=lambda one: _ORDER[one[0]])
        marks.setdefault(sheet, {})[place] = Mark(ordered[0][0], tuple(dict.fromkeys(line for _, line in ordered)))
    return marks


def _lines(finding: Finding) -> Iterable[tuple[Place, str]]:
    """What a finding says at each of its cells; of many alike only the first is known in its own words."""
    places = cells_of(finding)[:MOST_CELLS]
    to_do, found = finding.parts()
    own = f"{to_do} ({found})" if found else to_do
    first = place_of(finding.cell) if finding.cell else None
    for place in places:
        is_own = place == first or first is None
        yield place, own if is_own else LIKE_FIRST.th.format(cell=finding.cell, message=own)
