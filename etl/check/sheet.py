"""A whole sheet checked: values, then rows, then the rules of its form, then what came before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from etl.cells import Sheet
from etl.check.budget import check_budget
from etl.check.context import Context, Line
from etl.check.events import check_events
from etl.check.office import OFFICE_CHECKS
from etl.check.previous import check_previous
from etl.check.progress import check_progress
from etl.check.registers import check_items, check_projects
from etl.check.rows import check_rows
from etl.check.values import Reading, read_lines
from etl.findings import Finding, find

Rules = Callable[[Context, Sequence[Line]], Iterator[Finding]]

RULES: dict[str, tuple[Rules, ...]] = {
    "progress": (check_progress, check_previous),
    "projects": (check_projects,),
    "items": (check_items,),
    "events": (check_events,),
    "ledger": (check_budget,),
    **OFFICE_CHECKS,
}
_FILLED_EACH_MONTH = ("result_month", "result_text")
"""What a template never fills in: a nil report that holds these was meant to be a report."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The rows as understood and everything found in them."""

    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]


def check_sheet(context: Context, sheet: Sheet, *, is_nil: bool = False) -> Checked:
    """Every finding of the sheet at once. A nil report has no rows; what stands in them is only asked about."""
    reading = read_lines(context, sheet)
    if is_nil:
        return Checked((), tuple(_nil_but_filled(context, reading)))
    if not reading.lines:
        return Checked((), (find("V26", sheet=sheet.name),))
    found = [*reading.findings, *check_rows(context, reading.lines)]
    for rules in RULES.get(context.form.code, ()):
        found.extend(rules(context, reading.lines))
    return Checked(tuple(reading.lines), tuple(found))


def _nil_but_filled(context: Context, reading: Reading) -> Iterator[Finding]:
    names = [name for name in _FILLED_EACH_MONTH if name in context.layout.columns]
    filled = [line for line in reading.lines if any(line.text(name) for name in names)]
    if filled:
        yield find("V30", sheet=context.layout.sheet, cell=context.cell(filled[0], names[0]), found=str(len(filled)))
