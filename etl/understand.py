"""One workbook understood: which form of whose, its columns, its rows, and everything that was found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from base.period import FiscalYear, Month, Period, fiscal_year_of
from base.thai import say_moment
from etl import rows
from etl.cells import Workbook
from etl.check import Context, Line, Lookup, check_sheet, load_earlier
from etl.deadline import due_of, setting
from etl.explained import explained, is_explained
from etl.findings import Finding, Report, Severity, find
from etl.forms.model import Form
from etl.identify import Asked, Identity, identify
from etl.match import Mapping, Match, Unknown, match
from ledger import decisions, schema
from ledger.standing import stands


@dataclass(frozen=True, slots=True)
class Understood:
    """What became of a readable workbook before anything is recorded."""

    identity: Identity
    report: Report
    mapping: Mapping | None = None
    lines: tuple[Line, ...] = ()
    is_late: bool = False
    unknown: tuple[Unknown, ...] = ()
    """The headers that no field took and nobody has decided on yet."""

    @property
    def layout(self) -> dict[str, Any]:
        return self.mapping.layout() if self.mapping else {}

    def arrow(self) -> bytes:
        """The rows as the ledger keeps them. The form must be known."""
        assert self.identity.form is not None
        numbers = [line.number for line in self.lines]
        values, raw = [line.values for line in self.lines], [line.raw for line in self.lines]
        return rows.to_ipc(self.identity.form, values, numbers, raw)


@dataclass(frozen=True, slots=True)
class Key:
    """What a submission is about, when all three parts are known."""

    form: Form
    reporter: str
    period: Period
    lookup: Lookup = field(compare=False)


def understand(
    connection: sa.Connection,
    workbook: Workbook,
    asked: Asked,
    lookup_of: Callable[[FiscalYear], Lookup],
    received_at: datetime,
) -> Understood:
    """Identity first, then shape, then content: each is only looked at when the one before is sound."""
    identity = identify(workbook, asked, lookup_of, received_at)
    if identity.findings or identity.form is None or identity.reporter is None or identity.period is None:
        return Understood(identity, Report.of(identity.findings))
    key = Key(identity.form, identity.reporter, identity.period, lookup_of(fiscal_year_of(identity.period)))
    matched = match(workbook, key.form, remembered_headers(connection, key.reporter))
    wrong = [finding for finding in matched.findings if finding.severity is Severity.ERROR]
    if matched.mapping is None or wrong:
        return Understood(identity, Report.of(wrong or matched.findings), matched.mapping, unknown=matched.unknown)
    return _content(connection, workbook, identity, key, matched.mapping, matched, received_at)


def _content(
    connection: sa.Connection,
    workbook: Workbook,
    identity: Identity,
    key: Key,
    mapping: Mapping,
    matched: Match,
    received_at: datetime,
) -> Understood:
    earlier = load_earlier(connection, key.form, key.reporter, key.period)
    context = Context(key.form, mapping, key.reporter, key.period, key.lookup, earlier)
    sheet = workbook.sheet(mapping.sheet)
    assert sheet is not None
    checked = check_sheet(context, sheet, is_nil=identity.is_nil)
    told = explained(connection, key.form.code, key.reporter)
    open_findings = [finding for finding in checked.findings if not is_explained(finding, told)]
    report = Report.of([*matched.findings, *open_findings])
    late = lateness(connection, key, received_at) if report.is_valid else ()
    report = Report.of([*late, *matched.findings, *open_findings])
    return Understood(identity, report, mapping, checked.lines, bool(late), matched.unknown)


def remembered_headers(connection: sa.Connection, reporter: str) -> dict[str, str]:
    """Cleaned header → field or "ignore", as decided for this reporter; the newest decision counts."""
    decided = decisions.of_kind(connection, "map_header")
    return {one.payload["header"]: one.payload["field"] for one in decided if one.subject == reporter}


def lateness(connection: sa.Connection, key: Key, received_at: datetime) -> tuple[Finding, ...]:
    """V25 when the version that timeliness goes by came after the deadline (manual T5.5(3); domain.md A-33, A-46)."""
    # No deadline moves forward, so that most reports need no look at the settings.
    if key.form.code != "progress" or not isinstance(key.period, Month) or received_at <= key.period.due:
        return ()
    due = due_of(connection, key.period)
    if received_at <= due or _had_come(connection, key, key.period, due):
        return ()
    found = received_at
    said = {"due": say_moment(due), "due_en": say_moment(due, "en")}
    return (find("V25", found=say_moment(found), found_en=say_moment(found, "en"), **said),)


def _had_come(connection: sa.Connection, key: Key, month: Month, due: datetime) -> bool:
    """Whether a first valid version that counts for timeliness had come by the deadline."""
    if setting(connection, month, "m1.first_valid") != "true":
        return False
    own = schema.submission.c
    wanted = (own.form == key.form.code, own.reporter == key.reporter, own.period == str(key.period))
    first = sa.select(sa.func.min(own.received_at)).where(*wanted, own.status == "valid", stands(own.seq))
    kept = connection.execute(first).scalar()
    return kept is not None and kept <= due
