"""What was typed, looked at before it is saved and saved as a new version.

The rows become the official workbook of the form, and that workbook goes the way of every upload: read, checked and
kept byte for byte with its receipt (docs/decisions/0007).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

import sqlalchemy as sa

from base.access import User
from base.clock import now
from base.period import Month
from base.words import Text
from etl.findings import Finding
from etl.forms.model import Field, FieldType
from etl.identify import Asked
from etl.lookups import lookups_of
from etl.prefill import Prefill
from etl.read import read
from etl.receipt import Outcome
from etl.receive import submit
from etl.rows import Row, Value
from etl.screen.differences import ADDED, NIL, REPORT, ROW, Difference, between, changed, removed
from etl.screen.opened import Opened, Typed, may_type, opened_at
from etl.screen.places import on_screen
from etl.screen.rebase import pair
from etl.screen.said import cell_text
from etl.template import DATA_ROW, Heading, file_name, write_template
from etl.understand import Understood, understand
from ledger import submissions
from ledger.store import Ledger
from ledger.submissions import Submission

CHANNEL = "screen"


class Stale(Exception):
    """Somebody saved a newer version of the form after it was opened; nothing was recorded."""

    def __init__(self, newest: Submission, differences: tuple[Difference, ...]) -> None:
        self.newest, self.differences = newest, differences
        self.text = Text(
            f"มีผู้บันทึกฉบับที่ {newest.version} ไปแล้วหลังจากที่ท่านเปิดแบบฟอร์มนี้ ระบบจึงยังไม่บันทึก",
            f"Version {newest.version} was saved after you opened this form, so nothing was recorded",
        )
        super().__init__(self.text.th)


class Unchanged(Exception):
    """What was typed is what the latest version says already; nothing was recorded."""

    def __init__(self, latest: Submission) -> None:
        self.latest = latest
        self.text = Text(
            f"เนื้อหาเหมือนฉบับที่ {latest.version} ({latest.submission_id}) ทุกประการ ระบบจึงไม่สร้างฉบับใหม่",
            f"This says exactly what version {latest.version} ({latest.submission_id}) says; no new version was made",
        )
        super().__init__(self.text.th)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a save would change, and what the checks say of it."""

    differences: tuple[Difference, ...]
    findings: tuple[tuple[Text, Finding], ...]
    """Each finding with the row of the screen it speaks of."""
    is_valid: bool


def preview(ledger: Ledger, opened: Opened, typed: Sequence[Typed], user: User, *, is_nil: bool = False) -> Preview:
    """The differences and findings of what was typed; records nothing. Raises NotAllowed and LedgerFault."""
    may_type(user, opened.reporter)
    standing = _standing(typed, is_nil)
    known = _understood(ledger, opened, _workbook(opened, standing, user, is_nil))
    numbers = {place: row.number for place, row in enumerate(standing, DATA_ROW)}
    found = tuple(on_screen(finding, numbers) for finding in known.report.findings)
    return Preview(_differences(opened, standing, known, is_nil), found, known.report.is_valid)


def save(ledger: Ledger, opened: Opened, typed: Sequence[Typed], user: User, *, is_nil: bool = False) -> Outcome:
    """Record what was typed as a new version, in one transaction; with errors it is kept as an upload with errors is.

    Raises Stale or Unchanged (nothing is recorded), NotAllowed and LedgerFault.
    """
    may_type(user, opened.reporter)
    standing = _standing(typed, is_nil)
    return submit(
        ledger,
        _workbook(opened, standing, user, is_nil),
        file_name(opened.form, opened.reporter, opened.period),
        user=user,
        form=opened.form.code,
        reporter=opened.reporter,
        period=opened.period,
        channel=CHANNEL,
        before_keeping=partial(_before_keeping, opened, standing),
    )


def _standing(typed: Sequence[Typed], is_nil: bool) -> list[Typed]:
    """The rows that reach the workbook: a nil report has none, a row without a word in it is no row."""
    return [] if is_nil else [row for row in typed if not row.is_blank]


def _workbook(opened: Opened, standing: Sequence[Typed], user: User, is_nil: bool) -> bytes:
    rows = tuple({field.code: _cell(opened, row, field) for field in opened.form.stored_fields} for row in standing)
    heading = Heading(reported_on=now().date(), position=user.title.th, is_nil=is_nil)
    return write_template(opened.form, opened.reporter, opened.period, opened.register, Prefill(rows), heading)


def _cell(opened: Opened, row: Typed, field: Field) -> Value:
    """What the workbook holds: a stored value as it is, but a small percentage with its sign, for it could be read as
    a fraction; what was typed as text."""
    value = opened.value(row, field.code)
    is_small = field.type is FieldType.PERCENT and isinstance(value, Decimal) and abs(value) <= 1
    return cell_text(field, value, opened.register) if is_small else value


def _understood(ledger: Ledger, opened: Opened, data: bytes) -> Understood:
    kept, asked = lookups_of(ledger), Asked(opened.form.code, opened.reporter, opened.period)
    workbook = read(data)
    with ledger.read() as connection:
        return understand(connection, workbook, asked, lambda year: kept.of(connection, year), now())


def _differences(opened: Opened, standing: Sequence[Typed], known: Understood, is_nil: bool) -> tuple[Difference, ...]:
    read_as = {line.number: line.values for line in known.lines}
    found = [Difference(REPORT, NIL, opened.is_nil, is_nil)] if is_nil != opened.is_nil else []
    kept: set[int] = set()
    for number, row in enumerate(standing, DATA_ROW):
        if known.lines and number not in read_as:
            continue  # a total or a signature: no row of data
        after, name = _read(opened, row, read_as.get(number)), ROW.filled(number=row.number)
        if row.origin is None or opened.base is None:
            found.append(Difference(name, ADDED, None, after))
        else:
            found += changed(opened.form, name, opened.rows[row.origin], after)
        if row.origin is not None:
            kept.add(row.origin)
    return tuple(found) if opened.base is None else (*found, *removed(opened.rows, kept))


def _read(opened: Opened, row: Typed, line: Row | None) -> Row:
    """A typed row as it was read; a cell that could not be read as the text it holds."""
    return {
        field.code: opened.value(row, field.code) if line is None or line.get(field.code) is None else line[field.code]
        for field in opened.form.stored_fields
    }


def _before_keeping(
    opened: Opened, standing: Sequence[Typed], connection: sa.Connection, known: Understood
) -> dict[str, Any]:
    """Inside the transaction: is the version it started from still the latest, and does anything change?

    Gives what the layout of the new version also says: which cells were typed and where the others come from.
    Raises Stale and Unchanged.
    """
    form, period = opened.form, opened.period
    latest = submissions.latest_valid(connection, form.code, opened.reporter, str(period))
    is_stale = (latest and latest.submission_id) != (opened.base and opened.base.submission_id)
    if latest is not None:
        newest = opened_at(connection, form, latest, period, opened.register) if is_stale else opened
        if known.report.is_valid and _is_same(newest, known):
            raise Unchanged(latest)
        if is_stale:
            partner = pair(form, opened.rows, newest.rows) if opened.base else {}
            raise Stale(latest, between(form, opened.rows if opened.base else (), newest.rows, partner))
    return {CHANNEL: _origins(opened, standing, known)}


def _is_same(newest: Opened, known: Understood) -> bool:
    """Whether the rows and the nil tick are those of a version, in its order."""
    codes = [field.code for field in newest.form.stored_fields]
    then = [[row.get(code) for code in codes] for row in newest.rows]
    return newest.is_nil == known.identity.is_nil and then == [
        [line.values.get(code) for code in codes] for line in known.lines
    ]


def _origins(opened: Opened, standing: Sequence[Typed], known: Understood) -> dict[str, Any]:
    """The version it started from, the row of that version each row was, and the fields typed over in it."""
    if opened.base is None:
        return {}
    rows: dict[str, int] = {}
    typed: dict[str, list[str]] = {}
    read_as = {line.number: line.values for line in known.lines}
    for number, row in enumerate(standing, DATA_ROW):
        if row.origin is None or number not in read_as:
            continue
        before, after = opened.rows[row.origin], read_as[number]
        rows[str(number)] = opened.sheet_rows[row.origin]
        differs = [one.code for one in opened.form.stored_fields if before.get(one.code) != after.get(one.code)]
        if differs:
            typed[str(number)] = differs
    return {"base": opened.base.submission_id, "rows": rows, "typed": typed}


def is_nil_offered(opened: Opened) -> bool:
    """Whether the form can be sent as a nil report: only the monthly ones can."""
    return isinstance(opened.period, Month)
