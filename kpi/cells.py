"""From rows of a build back to the workbook cells they were read from, or to who typed them on screen.

The ledger keeps, for each submission, the sheet and the column of every field; a row keeps its row number. Together
they are the address of every cell, at no cost per cell. A version typed on screen also says which version it started
from, where each of its rows stood there, and which fields were typed over: every other cell is the earlier version's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kpi.model import Source, SourceKind
from kpi.store import Build

ORIGIN = """
    submission.submission_id, submission.sha256, submission.file_name, submission.reporter,
    submission.submitted_by, submission.received_at, submission.layout, submission.channel, submission.version
"""

SCREEN = "screen"
"""The channel of what was typed on screen, and the part of its layout that says what was typed."""


def canonical(value: object) -> str | None:
    """A stored value as text: decimals without needless zeros, dates ISO, yes/no as true/false."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value else "0"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of a form with the whereabouts of its cells."""

    sheet_row: int
    values: Mapping[str, object]
    raw: Mapping[str, str]
    submission_id: str
    sha256: str
    file_name: str
    reporter: str
    sent_by: str
    received_at: datetime
    layout: Mapping[str, Any]
    channel: str
    version: int | None
    earlier: SourceRow | None = None
    """The row of the earlier version that somebody typed over; None when the whole row came in with this one."""

    def cell(self, field: str, role: str, item: str) -> Source:
        """The cell of one field as a source: that of the version in which it was last typed or sent.

        Without an address when the file has no such column.
        """
        held, value = self.holder(field), canonical(self.values[field])
        column = held.layout.get("columns", {}).get(field)
        return Source(
            kind=SourceKind.ENTRY if held.channel == SCREEN else SourceKind.CELL,
            role=role,
            item=item,
            value=value,
            submission=held.submission_id,
            sha256=held.sha256,
            file=held.file_name,
            sheet=held.layout.get("sheet"),
            cell=f"{column}{held.sheet_row}" if column else None,
            raw=held.raw.get(field, value),
            field=field,
            reporter=held.reporter,
            sent_by=held.sent_by,
            received_at=held.received_at,
            version=held.version,
        )

    def holder(self, field: str) -> SourceRow:
        """The row of the version that this field's value came in with."""
        row = self
        while row.earlier is not None and field not in row.typed:
            row = row.earlier
        return row

    @property
    def typed(self) -> Sequence[str]:
        """The fields typed over in this row of an earlier version."""
        fields: Sequence[str] = self.layout[SCREEN]["typed"].get(str(self.sheet_row), ())
        return fields

    def cells(self, fields: Sequence[str], role: str, item: str) -> list[Source]:
        """The cells of several fields that hold something, all in one role."""
        return [self.cell(field, role, item) for field in fields if self.values[field] is not None]


def source_rows(
    build: Build,
    form: str,
    fields: Sequence[str],
    condition: str,
    parameters: dict[str, object],
    table: str | None = None,
) -> list[SourceRow]:
    """Rows of a form's table with their whereabouts.

    `condition` is SQL over `form`'s table, `counted` and `submission`; `fields` are columns of the table. `table` is
    what to read instead of the plain table, under the same name.
    """
    sql = f"""
        SELECT {form}.sheet_row, {form}.raw, {ORIGIN}, {", ".join(f"{form}.{field}" for field in fields)}
        FROM {table or form} JOIN counted USING (submission_seq)
        JOIN submission ON submission.seq = {form}.submission_seq
        WHERE {condition}
        ORDER BY submission.period_start, submission.seq, {form}.sheet_row
    """
    versions = _Versions(build, form)
    return [versions.joined(_row(row, fields)) for row in build.rows(sql, parameters)]


def _row(row: Sequence[Any], fields: Sequence[str] = ()) -> SourceRow:
    """A row of the query above: sheet row, raw texts, ORIGIN, then the fields."""
    sheet_row, raw, number, sha256, file_name, reporter, sent_by, received_at, layout, channel, version, *rest = row
    return SourceRow(
        sheet_row,
        dict(zip(fields, rest, strict=True)),
        json.loads(raw) if raw else {},
        number,
        sha256,
        file_name,
        reporter,
        sent_by,
        received_at,
        json.loads(layout) if layout else {},
        channel,
        version,
    )


class _Versions:
    """The earlier versions behind what was typed on screen, each read once."""

    def __init__(self, build: Build, form: str) -> None:
        self.build, self.form = build, form
        self.known: dict[str, dict[int, SourceRow]] = {}

    def joined(self, row: SourceRow) -> SourceRow:
        """The row with the earlier ones it was typed over."""
        started = row.layout.get(SCREEN) if row.channel == SCREEN else None
        place = started["rows"].get(str(row.sheet_row)) if started else None
        if not started or place is None:
            return row
        earlier = self._of(started["base"]).get(place)
        return replace(row, earlier=self.joined(earlier) if earlier else None)

    def _of(self, submission_id: str) -> dict[int, SourceRow]:
        if submission_id not in self.known:
            sql = f"""
                SELECT {self.form}.sheet_row, {self.form}.raw, {ORIGIN}
                FROM {self.form} JOIN submission ON submission.seq = {self.form}.submission_seq
                WHERE submission_id = $submission
            """
            found = [_row(row) for row in self.build.rows(sql, {"submission": submission_id})]
            self.known[submission_id] = {row.sheet_row: row for row in found}
        return self.known[submission_id]
