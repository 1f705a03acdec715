"""Warnings that a reporter has explained: the same one about the same row is not raised again.

A warning is the same when its code, its column, the row's identity and what was found are: a new figure is a new
matter. The explanation holds for every later submission of the form by that reporter, and that of a group of cells
for each of them.
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from etl.findings import Finding, Severity
from etl.findings.finding import matters_of
from ledger import decisions, submissions

Matter = tuple[str, str, str]
"""(code, field, mark of the row's identity and of what was found)"""
NO_CELL = "-"


def explained(connection: sa.Connection, form: str, reporter: str) -> frozenset[Matter]:
    """What has been explained of this reporter's submissions of a form."""
    found: set[Matter] = set()
    for decision in decisions.of_kind(connection, "explain"):
        kept = submissions.by_id(connection, decision.submission_id or "")
        if kept is None or (kept.form, kept.reporter) != (form, reporter):
            continue
        place = (decision.payload.get("code"), decision.payload.get("cell"))
        for one in kept.findings:
            if (one.code, one.cell or NO_CELL) == place:
                found |= _matters(one.code, one.field, one.params)
    return frozenset(found)


def is_explained(finding: Finding, told: frozenset[Matter]) -> bool:
    """Whether a warning was explained before, with every cell of its group; errors cannot be."""
    return finding.severity is Severity.WARNING and _matters(finding.code, finding.field, finding.params) <= told


def _matters(code: str, field: str | None, params: Mapping[str, str]) -> set[Matter]:
    return {(code, field or "", matter) for matter in matters_of(params)}
