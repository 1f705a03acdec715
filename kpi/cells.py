"""From rows of a build back to the workbook cells they were read from.

The ledger keeps, for each submission, the sheet and the column of every field; a row keeps its row number. Together
they are the address of every cell, at no cost per cell.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kpi.model import Source, SourceKind
from kpi.store import Build

ORIGIN = """
    submission.submission_id, submission.sha256, submission.file_name, submission.reporter,
    submission.submitted_by, submission.received_at, submission.layout
"""

CELL_CHANNELS = frozenset({"upload", "cli", "sheet", "demo"})


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
    layout: Mapping[str, object]

    def cell(self, field: str, role: str, item: str) -> Source:
        """The cell of one field as a source; without an address when the file has no such column."""
        value = canonical(self.values[field])
        columns = self.layout.get("columns")
        column = columns.get(field) if isinstance(columns, dict) else None
        sheet = self.layout.get("sheet")
        return Source(
            kind=SourceKind.CELL,
            role=role,
            item=item,
            value=value,
            submission=self.submission_id,
            sha256=self.sha256,
            file=self.file_name,
            sheet=str(sheet) if sheet is not None else None,
            cell=f"{column}{self.sheet_row}" if column else None,
            raw=self.raw.get(field, value),
            field=field,
            reporter=self.reporter,
            sent_by=self.sent_by,
            received_at=self.received_at,
        )

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
    found = []
    for sheet_row, raw, number, sha256, file_name, reporter, sent_by, received_at, layout, *values in build.rows(
        sql, parameters
    ):
        found.append(
            SourceRow(
                sheet_row,
                dict(zip(fields, values, strict=True)),
                json.loads(raw) if raw else {},
                number,
                sha256,
                file_name,
                reporter,
                sent_by,
                received_at,
                json.loads(layout) if layout else {},
            )
        )
    return found
