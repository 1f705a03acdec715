"""An agency's sheet made from the template: the same cells, locked where the template is, with its drop-downs.

Nothing is made twice: a sheet carries its key, and one that a broken connection left behind is found by it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from base.access import Action, User
from base.clock import now
from base.period import FiscalYear, Month, Period, fiscal_year_of
from base.words import Text
from etl.cells import Cell, Sheet
from etl.dropdowns import offered
from etl.forms.model import FieldType, Form, PeriodKind
from etl.prefill import prefill
from etl.read import read
from etl.reference import Register
from etl.sheets.address import link
from etl.sheets.client import Client
from etl.sheets.faults import GoogleFault, Wrong
from etl.sheets.fetch import FILES, MIME, SPREADSHEET
from etl.sheets.register import NO_REPORTER, add, name_of
from etl.template import DATA_ROW, HEADER_ROW, MARK_SHEET, SPARE_ROWS, write_template
from ledger.sheets import Registered, SheetRefused, key_of
from ledger.store import Ledger

TITLE = Text("{form} · {reporter}", "{form} · {reporter}")
CANNOT = Text(
    "สร้างชีตด้วยบัญชีของหน่วยงานแล้วลงทะเบียนด้วยลิงก์แทน (บัญชีบริการสร้างไฟล์ใน Google Drive ไม่ได้)",
    "Make the sheet with the agency's own account and register its link (the service account may not create files)",
)
MARK = "tidtam"
_MONTH_ROW = 4
Request = dict[str, Any]


def create(
    ledger: Ledger,
    client: Client,
    user: User,
    form: Form,
    reporter: str,
    *,
    share_with: Sequence[str] = (),
    writes_check: bool = False,
    at: datetime | None = None,
) -> Registered:
    """Make the sheet, share it for writing, register it. `client` needs the scopes of writing.

    Raises NotAllowed, SheetRefused, GoogleFault, LedgerFault.
    """
    user.must(Action.REFERENCE_EDIT)
    period = _period(form, (at or now()))
    with ledger.read() as connection:
        register = Register.load(connection, fiscal_year_of(period))
        if reporter not in register.agencies and reporter not in register.units:
            raise SheetRefused(NO_REPORTER.filled(found=reporter))
        start = prefill(connection, form, reporter, period, register)
    workbook = read(write_template(form, reporter, period, register, start))
    title = TITLE.say("th", form=form.name.th, reporter=name_of(register, reporter).th)
    spreadsheet = _file(client, key_of(reporter, form.code), title)
    own, mark = workbook.sheet(form.sheet), workbook.sheet(MARK_SHEET)
    assert own is not None and mark is not None
    _fill(client, spreadsheet, form, register, own, mark, client.account.email)
    for email in share_with:
        _share(client, spreadsheet, email)
    return add(ledger, user, link(spreadsheet, 0), form.code, reporter, writes_check=writes_check, at=at)


def _period(form: Form, moment: datetime) -> Period:
    month = Month.of(moment.date())
    return month if form.period_kind is PeriodKind.MONTH else FiscalYear(month.fiscal_year.year_be)


def _file(client: Client, key: str, title: str) -> str:
    """The id of the new file. When no answer came, the file is looked for by its mark before another is made."""
    body = {"name": title, "mimeType": MIME, "appProperties": {MARK: key}}
    for _ in range(2):
        if (found := _marked(client, key)) is not None:
            return found
        try:
            made = client.request("POST", FILES, {"supportsAllDrives": "true"}, json=body).json()
            return str(made["id"])
        except GoogleFault as fault:
            if fault.wrong is Wrong.NO_ACCESS:
                raise SheetRefused(CANNOT) from None
            if fault.wrong is not Wrong.UNSURE:
                raise
    raise GoogleFault(Wrong.NO_ANSWER)


def _marked(client: Client, key: str) -> str | None:
    query = f"appProperties has {{ key='{MARK}' and value='{key}' }} and trashed=false"
    found = client.request("GET", FILES, {"q": query, "fields": "files(id)"}).json()["files"]
    return str(found[0]["id"]) if found else None


def _share(client: Client, spreadsheet: str, email: str) -> None:
    """Giving somebody the same right again changes nothing, so a lost answer may be asked for once more."""
    body = {"type": "user", "role": "writer", "emailAddress": email}
    url = f"{FILES}/{spreadsheet}/permissions"
    try:
        client.request("POST", url, {"sendNotificationEmail": "false"}, json=body)
    except GoogleFault as fault:
        if fault.wrong is not Wrong.UNSURE:
            raise
        client.request("POST", url, {"sendNotificationEmail": "false"}, json=body)


def _fill(
    client: Client, spreadsheet: str, form: Form, register: Register, own: Sheet, mark: Sheet, email: str
) -> None:
    """The cells, drop-downs and locks in one call: all of it is there, or nothing is."""
    titles = client.request("GET", SPREADSHEET.format(id=spreadsheet), {"fields": "sheets.properties"}).json()
    known = {sheet["properties"]["title"] for sheet in titles["sheets"]}
    if MARK_SHEET in known:
        return  # it was filled by an attempt whose answer was lost
    rows = max(own.last_row, DATA_ROW - 1) + SPARE_ROWS
    grid = {"rowCount": rows, "columnCount": max(len(form.fields), 4), "frozenRowCount": HEADER_ROW}
    requests: list[Request] = [
        {
            "updateSheetProperties": {
                "properties": {"sheetId": 0, "title": form.sheet, "gridProperties": grid},
                "fields": "title,gridProperties(rowCount,columnCount,frozenRowCount)",
            }
        },
        {"addSheet": {"properties": {"sheetId": 1, "title": MARK_SHEET, "hidden": True}}},
        *_formats(form, rows),
        _cells(0, own),
        # A sheet serves every month: the month is what its heading says, so the mark names none.
        _cells(1, Sheet(mark.name, {place: cell for place, cell in mark.cells.items() if place[0] != _MONTH_ROW})),
        *_choices(form, register, rows),
        *_locks(form, email),
    ]
    try:
        client.batch_update(spreadsheet, {"requests": requests})
    except GoogleFault as fault:
        if fault.wrong is not Wrong.UNSURE:
            raise
        _fill(client, spreadsheet, form, register, own, mark, email)


def _cells(sheet_id: int, sheet: Sheet) -> Request:
    lines = [
        {"values": [_cell(sheet.cells.get((row, column))) for column in range(1, sheet.last_column + 1)]}
        for row in range(1, sheet.last_row + 1)
    ]
    start = {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": 0}
    return {"updateCells": {"start": start, "rows": lines, "fields": "userEnteredValue"}}


def _cell(cell: Cell | None) -> dict[str, Any]:
    """Only values: text from a register never becomes a formula. The template's own share is not carried over."""
    if cell is None or cell.value is None or cell.formula is not None:
        return {}
    if isinstance(cell.value, bool):
        return {"userEnteredValue": {"boolValue": cell.value}}
    if isinstance(cell.value, int | float):
        return {"userEnteredValue": {"numberValue": cell.value}}
    return {"userEnteredValue": {"stringValue": str(cell.value)}}


def _formats(form: Form, rows: int) -> list[Request]:
    """Text columns keep what is typed as it is: Google would make 0042 into 42."""
    numbers = (FieldType.NUMBER, FieldType.MONEY, FieldType.PERCENT, FieldType.INTEGER, FieldType.IGNORED)
    return [
        {
            "repeatCell": {
                "range": _range(DATA_ROW - 1, rows, column, column + 1),
                "cell": {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}},
                "fields": "userEnteredFormat.numberFormat",
            }
        }
        for column, field in enumerate(form.fields)
        if field.type not in numbers
    ]


def _choices(form: Form, register: Register, rows: int) -> list[Request]:
    found: list[Request] = []
    for column, field in enumerate(form.fields):
        if values := offered(field, register):
            condition = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": value} for value in values]}
            is_strict = field.type in (FieldType.CHOICE, FieldType.YES_NO)
            rule = {"condition": condition, "showCustomUi": True, "strict": is_strict}
            where = _range(DATA_ROW - 1, rows, column, column + 1)
            found.append({"setDataValidation": {"range": where, "rule": rule}})
    return found


def _locks(form: Form, email: str) -> list[Request]:
    """Title, labels and headers belong to the Office; month, date, position and nil report stay open."""
    columns = max(len(form.fields), 4)
    shut = [_range(0, HEADER_ROW, 0, 1), _range(HEADER_ROW - 1, HEADER_ROW, 1, columns), _range(1, 2, 1, 2)]
    return [
        {"addProtectedRange": {"protectedRange": {"range": where, "editors": {"users": [email]}}}} for where in shut
    ]


def _range(top: int, bottom: int, left: int, right: int) -> dict[str, int]:
    ends = {"startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": left, "endColumnIndex": right}
    return {"sheetId": 0, **ends}
