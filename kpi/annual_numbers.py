"""Results of the year as the agencies' annual results state them, where a setting prefers those (A-36).

By default the report of September gives the final numbers and the annual results of 15 September are provisional. With
`annual.final_numbers=from_annual` a project's result on and after the year's last day is the one of the annual results,
for every agency that sent one; a project without a numeric target has no result to replace.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kpi.cells import source_rows
from kpi.model import Source
from kpi.progress_facts import Progress

if TYPE_CHECKING:
    from kpi.facts import Facts

IN_FORCE = "counted.form = $form AND basis = $basis AND counted.fy = $fy AND from_seq <= $seq AND $seq < to_seq"
FIELDS = ("project_code", "result_final")


def is_wanted(facts: Facts, as_of: date) -> bool:
    """Whether results on the day come from the annual results."""
    return as_of >= facts.year.end and facts.setting("annual.final_numbers", as_of) == "from_annual"


def instead(facts: Facts, as_of: date, reported: Mapping[str, tuple[Progress, ...]]) -> dict[str, tuple[Progress, ...]]:
    """What the agencies last reported, with the annual result in the place of the monthly one where there is one."""
    found = dict(reported)
    if not is_wanted(facts, as_of):
        return found
    targets = _targets(facts, as_of)
    rows = facts.build.rows(
        f"""SELECT project_code, annual.reporter, sum(result_final) FROM annual JOIN counted USING (submission_seq)
            WHERE {IN_FORCE} AND result_final IS NOT NULL GROUP BY ALL ORDER BY ALL""",
        facts.counting("annual"),
    )
    for code, agency, result in rows:
        if targets.get(code) is not None:
            parts = {part.reporter: part for part in found.get(code, ())}
            known = parts.get(agency, Progress(code, agency, 0, 0, None, None, 0, False, False, facts.year.start))
            parts[agency] = known._replace(rows=1, result_sum_e4=int(result * 10_000))
            found[code] = tuple(parts.values())
    return found


def cells(facts: Facts, as_of: date) -> dict[str, list[Source]]:
    """Project → the cells of its annual results, where they are wanted."""
    found: dict[str, list[Source]] = {}
    if not is_wanted(facts, as_of):
        return found
    targets = _targets(facts, as_of)
    for row in source_rows(facts.build, "annual", FIELDS, IN_FORCE, facts.counting("annual")):
        code = str(row.values["project_code"])
        if targets.get(code) is not None and row.values["result_final"] is not None:
            found.setdefault(code, []).extend(row.cells(FIELDS, "basis", code))
    return found


def _targets(facts: Facts, as_of: date) -> dict[str, Decimal | None]:
    return {code: project.target for code, project in facts.projects(as_of).items()}
