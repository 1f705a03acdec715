"""Everything that was found in one submission, at once and in the order of the sheet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from etl.findings.finding import Finding, matters_of
from etl.findings.rule import Severity

MANY = 20
"""More findings of one code in one column than this are told as one."""

_ADDRESS = re.compile(r"([A-Z]+)(\d+)")
_ORDER = {severity: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one submission, sorted by place; a cause that hits many cells is one finding."""

    findings: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Report:
        """A report of the findings, grouped and sorted."""
        return cls(tuple(sorted(_grouped(findings), key=_place)))

    @property
    def is_valid(self) -> bool:
        """Whether nothing has to be mended: warnings and notes do not refuse a submission."""
        return not self.errors

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.WARNING)

    def flatten(self, *names: str) -> list[tuple[object, ...]]:
        """The named attributes of every finding, for tests: `flatten("code", "cell")`."""
        return [tuple(getattr(finding, name) for name in names) for finding in self.findings]


def _grouped(findings: Iterable[Finding]) -> list[Finding]:
    """One finding for each cause that hits more than MANY cells of one column; the others as they are."""
    causes: dict[tuple[str, str | None, str | None], list[Finding]] = defaultdict(list)
    for finding in findings:
        causes[finding.code, finding.sheet, finding.field].append(finding)
    told: list[Finding] = []
    for alike in causes.values():
        cells = [finding.cell for finding in alike if finding.cell]
        if len(alike) > MANY and len(cells) == len(alike):
            first = min(alike, key=_place)
            matters = " ".join(sorted({matter for finding in alike for matter in matters_of(finding.params)}))
            told_of = {"count": str(len(cells)), "cells": _ranges(cells), "matters": matters}
            told.append(replace(first, params={**first.params, **told_of}))
        else:
            told.extend(alike)
    return told


def _ranges(cells: Iterable[str]) -> str:
    """`K12, K13, K14, K20` → `K12:K14, K20`."""
    runs: list[tuple[str, int, int]] = []
    for column, row in sorted({_split(cell) for cell in cells}):
        if runs and runs[-1][0] == column and runs[-1][2] == row - 1:
            runs[-1] = (column, runs[-1][1], row)
        else:
            runs.append((column, row, row))
    return ", ".join(f"{column}{top}" if top == end else f"{column}{top}:{column}{end}" for column, top, end in runs)


def _split(cell: str) -> tuple[str, int]:
    found = _ADDRESS.fullmatch(cell)
    return (found[1], int(found[2])) if found else (cell, 0)


def _place(finding: Finding) -> tuple[str, int, int, str, int, str]:
    """Sort key: whole-file findings first, then row by row, left to right."""
    column, row = _split(finding.cell) if finding.cell else ("", 0)
    return (finding.sheet or "", row, len(column), column, _ORDER[finding.severity], finding.code)
