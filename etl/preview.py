"""What confirming would do with a file, before it is confirmed: the same reading and checks as `receive`, no record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from base.access import User
from base.period import Period, fiscal_year_of
from etl.cells import Workbook
from etl.check import Line
from etl.examine import Examined, examine, parcel, sent_before, with_freeze
from etl.findings import Finding, Severity
from etl.forms import FORMS
from etl.forms.model import Form, PeriodKind, ReporterKind
from etl.heading import read_heading
from etl.identify import Asked
from etl.lookups import lookups_of
from etl.match import Unknown, best_form
from etl.reference import Register
from etl.shown import Shown, shown
from ledger import submissions
from ledger.store import Ledger

FIRST_ROWS = 30
FORM, REPORTER, PERIOD = "form", "reporter", "period"


@dataclass(frozen=True, slots=True)
class Preview:
    """What `receive.submit` would say of the same bytes from the same sender at this moment."""

    status: str
    """As an outcome says it: accepted, under_review, with_errors, refused or duplicate."""
    form: str | None
    reporter: str | None
    period: str | None
    version: int | None
    """The version it would become, or (a duplicate) the one it is already; None with errors."""
    duplicate_of: str | None
    is_nil: bool
    is_late: bool
    findings: tuple[Finding, ...]
    row_count: int
    columns: tuple[str, ...]
    """The fields that any row fills, in the form's order."""
    rows: tuple[tuple[int, tuple[Shown, ...]], ...]
    """The first thirty: the sheet's row number, and for each of `columns` what its cell says."""
    unknown: tuple[Unknown, ...]
    """The headers to ask about, each with its best three guesses."""
    unsaid: frozenset[str]
    """What the file itself does not say: form, reporter, period. The sender may say it beside the file."""

    @property
    def is_sendable(self) -> bool:
        """Whether confirming is of use: a refused file leaves nothing to mend and no receipt."""
        return self.status != "refused"

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def preview(
    ledger: Ledger,
    data: bytes,
    file_name: str,
    *,
    user: User,
    form: str | None = None,
    reporter: str | None = None,
    period: Period | None = None,
    received_at: datetime | None = None,
) -> Preview:
    """What `receive.submit` would say with the same arguments; records nothing.

    Raises NotAllowed, StatedInFuture and LedgerFault.
    """
    seen = examine(ledger, parcel(data, file_name, user, received_at), Asked(form, reporter, period), is_preview=True)
    who, known = seen.known.identity, seen.known
    key = (who.form.code if who.form else None, who.reporter, str(who.period) if who.period else None)
    columns, rows = _rows(ledger, seen)
    with ledger.read() as connection:
        known = known if seen.twin else with_freeze(connection, known, seen.parcel.received_at)
    return Preview(
        seen.status,
        *key,
        version=_version(ledger, seen, *key),
        duplicate_of=seen.twin.submission_id if seen.twin else None,
        is_nil=who.is_nil,
        is_late=known.is_late,
        findings=(sent_before(seen.twin),) if seen.twin else known.report.findings,
        row_count=len(known.lines),
        columns=columns,
        rows=rows,
        unknown=known.unknown,
        unsaid=_unsaid(seen.workbook, who.form or FORMS.get(form or "")) if seen.workbook else frozenset(),
    )


def _version(ledger: Ledger, seen: Examined, form: str | None, reporter: str | None, period: str | None) -> int | None:
    if seen.twin is not None or not seen.known.report.is_valid:
        return seen.twin.version if seen.twin else None
    with ledger.read() as connection:
        return submissions.next_version(connection, form, reporter, period)


def _rows(ledger: Ledger, seen: Examined) -> tuple[tuple[str, ...], tuple[tuple[int, tuple[Shown, ...]], ...]]:
    """The filled columns and the first rows; a cell that could not be read stands as it was typed."""
    who, lines = seen.known.identity, seen.known.lines[:FIRST_ROWS]
    if who.form is None or who.period is None or not lines:
        return (), ()
    with ledger.read() as connection:
        register = lookups_of(ledger).of(connection, fiscal_year_of(who.period)).register
    form = who.form
    used = [
        field.code
        for field in form.stored_fields
        if any(line.values.get(field.code) is not None or field.code in line.raw for line in seen.known.lines)
    ]
    return tuple(used), tuple(
        (line.number, tuple(_cell(form, code, line, register) for code in used)) for line in lines
    )


def _cell(form: Form, code: str, line: Line, register: Register) -> Shown:
    value = line.values.get(code)
    return line.raw.get(code) if value is None else shown(form.field(code), value, register)


def _unsaid(workbook: Workbook, form: Form | None) -> frozenset[str]:
    """Which parts of its identity a workbook leaves open; of a form that nobody knows only the form is asked."""
    form = form or best_form(workbook, tuple(FORMS.values()))
    heading = read_heading(workbook, form)
    if form is None:
        return frozenset({FORM})
    said = heading.labels.get("reporter")
    is_fixed = form.reporter_kind in (ReporterKind.GEN, ReporterKind.OFF)
    is_monthly = form.period_kind is PeriodKind.MONTH
    period = heading.month() if is_monthly else heading.fiscal_year()
    is_open = {
        FORM: "form" not in heading.mark,
        REPORTER: not is_fixed and "reporter" not in heading.mark and not (said and said.text),
        PERIOD: "period" not in heading.mark and period is None,
    }
    return frozenset(name for name, is_it in is_open.items() if is_it)
