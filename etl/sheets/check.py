"""The findings written back, for an agency that asked for it: into a sheet of their own, as plain values, never typed.

Off unless the register says so. What stands there already is not written again, so that our own writing is no change.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from base.settings import Settings
from base.words import Text
from etl.sheets.client import Client
from etl.sheets.credential import WRITE
from etl.sheets.faults import GoogleFault, Wrong
from etl.sheets.fetch import CHECK_SHEET, SPREADSHEET
from etl.sheets.pull import Pulled
from etl.sheets.sentences import told_of
from ledger.sheets import UNREAD, Reading

HEADS = (Text("เซลล์", "Cell"), Text("สิ่งที่พบ", "What was found"))
ROWS = 100
"""So many rows are always written, the empty ones too: what stood there before goes."""


def write_back(settings: Settings, done: Iterable[Pulled]) -> list[GoogleFault]:
    """Write what was said of the sheets that ask for it; what could not be written is given back. Raises GoogleFault
    when there is no usable key."""
    wanted = [
        one.reading
        for one in done
        if one.sheet.writes_check and one.is_new and one.reading is not None and one.reading.state not in UNREAD
    ]
    client = Client.of(settings, scopes=WRITE) if wanted else None
    faults = []
    for reading in wanted:
        assert client is not None
        try:
            write_check(client, reading)
        except GoogleFault as fault:
            faults.append(fault)
    return faults


def write_check(client: Client, reading: Reading) -> None:
    """The sentences of one reading, in Thai, into its sheet. Raises GoogleFault."""
    told = [["" if one.cell is None else f"{one.sheet}!{one.cell}", one.text.th] for one in told_of(reading)]
    rows = [[head.th for head in HEADS], *told][:ROWS]
    base = SPREADSHEET.format(id=reading.spreadsheet)
    where = f"{base}/values/" + quote(f"'{CHECK_SHEET}'!A1:B{ROWS}", safe="")
    if not _has_sheet(client, base):
        _add_sheet(client, reading.spreadsheet, base)
    elif client.request("GET", where).json().get("values", []) == rows:
        return
    rows += [["", ""]] * (ROWS - len(rows))
    client.request("PUT", where, {"valueInputOption": "RAW"}, json={"values": rows})


def _has_sheet(client: Client, base: str) -> bool:
    known = client.request("GET", base, {"fields": "sheets.properties.title"}).json()
    return any(sheet["properties"]["title"] == CHECK_SHEET for sheet in known["sheets"])


def _add_sheet(client: Client, spreadsheet: str, base: str) -> None:
    try:
        client.batch_update(spreadsheet, {"requests": [{"addSheet": {"properties": {"title": CHECK_SHEET}}}]})
    except GoogleFault as fault:
        if fault.wrong is not Wrong.UNSURE or not _has_sheet(client, base):
            raise
