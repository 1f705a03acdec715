"""The register of sheets: which spreadsheet is whose report, entered by a link, tested before it is relied on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from base.access import Action, User
from base.period import Period
from base.words import Text
from etl.forms import FORMS
from etl.forms.model import ReporterKind
from etl.reference import Register
from etl.sheets.client import Client
from etl.sheets.faults import GoogleFault, Wrong
from etl.sheets.fetch import SPREADSHEET
from ledger import reference, sheets
from ledger.sheets import Registered, SheetRefused, key_of
from ledger.store import Ledger

NO_LINK = Text(
    "วางลิงก์ของชีตที่ขึ้นต้นด้วย https://docs.google.com/spreadsheets/d/ (พบ “{found}”)",
    "Paste the link of the sheet, beginning with https://docs.google.com/spreadsheets/d/ (found “{found}”)",
)
NO_FORM = Text("เลือกแบบฟอร์มจากรายการ (พบ “{found}”)", "Choose a form of the list (found “{found}”)")
NO_REPORTER = Text(
    "เลือกหน่วยงานที่รายงานแบบฟอร์มนี้ได้ (ไม่พบ “{found}” ในทะเบียน)",
    "Choose a reporter of this form (“{found}” is not in the register)",
)
WORKS = Text("เปิดชีต “{title}” ได้", "The sheet “{title}” can be opened")

_LINK = re.compile(r"(?:https://docs\.google\.com/spreadsheets/d/)?(?P<id>[A-Za-z0-9_-]{20,120})(?:[/?#].*)?")


@dataclass(frozen=True, slots=True)
class Tested:
    """Whether a sheet can be opened, and the sentence that says so."""

    works: bool
    text: Text


def spreadsheet_of(link: str) -> str:
    """The spreadsheet's id in a link (or the id itself). Raises SheetRefused."""
    found = _LINK.fullmatch(link.strip())
    if found is None:
        raise SheetRefused(NO_LINK.filled(found=link.strip()[:80]))
    return found["id"]


def add(
    ledger: Ledger,
    user: User,
    link: str,
    form: str,
    reporter: str,
    *,
    writes_check: bool = False,
    period: Period | None = None,
    at: datetime | None = None,
) -> Registered:
    """Enter a sheet, or give its key another spreadsheet. Raises NotAllowed, SheetRefused, LedgerFault."""
    user.must(Action.REFERENCE_EDIT)
    if form not in FORMS:
        raise SheetRefused(NO_FORM.filled(found=form))
    made = Registered(
        key_of(reporter, form), spreadsheet_of(link), form, reporter, writes_check, str(period) if period else None
    )
    with ledger.write(user.code, at=at) as writer:
        kind = FORMS[form].reporter_kind
        table = "agencies" if kind is ReporterKind.AGENCY else "units"
        if reporter not in reference.current(writer.connection, table):
            raise SheetRefused(NO_REPORTER.filled(found=reporter))
        sheets.register(writer, made)
    return made


def remove(ledger: Ledger, user: User, key: str, at: datetime | None = None) -> None:
    """Take a sheet out of the register. Raises NotAllowed, SheetRefused, LedgerFault."""
    user.must(Action.REFERENCE_EDIT)
    with ledger.write(user.code, at=at) as writer:
        sheets.retire(writer, key)


def probe(client: Client, sheet: Registered) -> Tested:
    """Whether the account can open the sheet now; what went wrong is said."""
    try:
        answer = client.request("GET", SPREADSHEET.format(id=sheet.spreadsheet), {"fields": "properties.title"})
        title = str(answer.json()["properties"]["title"])
    except GoogleFault as fault:
        return Tested(False, fault.text)
    except (ValueError, KeyError, TypeError):
        return Tested(False, GoogleFault(Wrong.NO_ANSWER).text)
    return Tested(True, WORKS.filled(title=title))


def name_of(register: Register, reporter: str) -> Text:
    """The reporter in words."""
    row = register.agencies.get(reporter) or register.units.get(reporter) or {}
    return Text(row.get("name_th", reporter), row.get("name_en", reporter))
