"""Projects that were let into a plan by a decision, and the report rows that were given a code (manual T5.3, A-27).

The decision `approve_project` carries the subject `2564:P-001`, the day of approval, and, when it is about a row of a
monthly report, that row and what it said of the project. Known from its own sequence number on, like every fact.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kpi.cells import SourceRow, source_rows
from kpi.kept import lasting
from kpi.model import Source, SourceKind

if TYPE_CHECKING:
    from kpi.facts import Facts

_SHOWN = ("item_code", "target", "lead_agency", "province_targets")


@dataclass(frozen=True, slots=True)
class Addition:
    """A project whose addition was approved by a decision."""

    project_code: str
    approved_on: date
    """It counts from here on, or from its own day where that is later."""
    told: dict[str, str]
    """What the row of the report said of it, by column of the register; empty when a register holds it."""
    submission_seq: int
    sheet_row: int
    """The row it came from; 0 when a register holds it."""

    def sources(self, *, is_whole: bool) -> list[Source]:
        """The approval as something that a figure rests on; `is_whole` when no register line holds the project."""
        code, day = self.project_code, self.approved_on.isoformat()
        found = [Source(SourceKind.DECISION, "basis", code, day, field="approve_project")]
        if is_whole:
            found.insert(0, Source(SourceKind.DECISION, "+denominator", code, code, field="project_code"))
            fields = [name for name in _SHOWN if name in self.told]
            found += [Source(SourceKind.DECISION, "basis", code, self.told[name], field=name) for name in fields]
        return found


@lasting("decision")
def additions(facts: Facts) -> dict[str, Addition]:
    """Project → its approval, for those whose last word is one; of several approvals the first day counts."""
    if not any(kind == "approve_project" for kind, *_ in facts.rulings()):
        return {}
    rows = facts.build.rows(
        """SELECT kind, subject, payload, coalesce(submission.seq, 0), coalesce(row_no, 0)
           FROM decision LEFT JOIN submission USING (submission_id)
           WHERE kind IN ('approve_project', 'decline_project') AND subject LIKE $about AND decision.seq <= $seq
           ORDER BY decision.seq""",
        {"about": f"{facts.year.year_be}:%", "seq": facts.seq},
    )
    found: dict[str, Addition] = {}
    for kind, subject, text, seq, row in rows:
        code = subject.partition(":")[2]
        if kind == "decline_project":
            found.pop(code, None)
            continue
        payload = json.loads(text)
        day = date.fromisoformat(payload["approved_on"])
        before = found.get(code)
        if before is None:
            found[code] = Addition(code, day, payload.get("project") or {}, seq, row)
        elif day < before.approved_on:
            found[code] = Addition(code, day, before.told, before.submission_seq, before.sheet_row)
    return found


@lasting("decision")
def links(facts: Facts) -> dict[tuple[str, int], str]:
    """(submission, row of the sheet) → the project code that the row was given."""
    about = f"{facts.year.year_be}:"
    return {
        (submission, row): subject.removeprefix(about)
        for kind, submission, row, subject in facts.rulings()
        if kind == "approve_project" and row is not None and subject.startswith(about)
    }


def coded_rows(facts: Facts, fields: Sequence[str], condition: str, parameters: dict[str, object]) -> list[SourceRow]:
    """`source_rows` of the monthly reports; where a row was given its code by a decision, its own cell is empty."""
    given = links(facts)
    rows = source_rows(facts.build, "progress", fields, condition, parameters, coded_progress(facts))
    return [
        replace(row, raw={**row.raw, "project_code": ""}) if (row.submission_id, row.sheet_row) in given else row
        for row in rows
    ]


def coded_progress(facts: Facts) -> str:
    """The table `progress` for a FROM clause, with the codes that rows were given by the known moment.

    Needs the parameters of `Facts.counting`. A year without such rows reads the table itself.
    """
    if not links(facts):
        return "progress"
    return """(
        SELECT progress.* REPLACE (coalesce(project_code, code) AS project_code), progress.rowid AS rowid
        FROM progress LEFT JOIN (
            SELECT submission.seq AS submission_seq, row_no AS sheet_row,
                   arg_max(split_part(subject, ':', 2), decision.seq) AS code
            FROM decision JOIN submission USING (submission_id)
            WHERE kind = 'approve_project' AND row_no IS NOT NULL AND decision.seq <= $seq
            GROUP BY ALL
        ) AS given USING (submission_seq, sheet_row)
    ) AS progress"""
