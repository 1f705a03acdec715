"""What is asked of Google: the files and when they changed, and one masked read of a whole spreadsheet."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import requests

from base.clock import parse_moment
from etl.gate.snapshot import canonical_json, packed
from etl.sheets.client import Client
from etl.sheets.faults import Again, GoogleFault, Wrong

FILES = "https://www.googleapis.com/drive/v3/files"
SPREADSHEET = "https://sheets.googleapis.com/v4/spreadsheets/{id}"
CHECK_SHEET = "ผลการตรวจ"
"""The sheet that our own findings are written into; it is no part of the report."""
MIME = "application/vnd.google-apps.spreadsheet"
_CELL = "effectiveValue,userEnteredValue(formulaValue),effectiveFormat(numberFormat),note"
_GRID = (
    f"data(startRow,startColumn,rowData(values({_CELL})),rowMetadata(hiddenByUser,hiddenByFilter),"
    "columnMetadata(hiddenByUser))"
)
MASK = (
    f"properties(title,locale,timeZone),sheets(properties(sheetId,title,hidden,sheetType),merges,{_GRID}),spreadsheetId"
)


@dataclass(frozen=True, slots=True)
class File:
    """A spreadsheet as Drive lists it. `modified` is naive Bangkok time."""

    id: str
    name: str
    modified: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """A spreadsheet as it was read: its snapshot and what tells whether anything in it changed."""

    spreadsheet: str
    title: str
    locale: str
    snapshot: bytes
    content: str
    """SHA-256 of the sheets alone: a new title or locale changes nothing of what is reported."""
    gids: dict[str, int]
    """Title of a sheet → the number that a link to it needs."""


def files(client: Client) -> dict[str, File]:
    """Every spreadsheet that the account may see and that is not in the bin, by its id. Raises GoogleFault."""
    found: dict[str, File] = {}
    query = {
        "q": f"mimeType='{MIME}' and trashed=false",
        "pageSize": "1000",
        "supportsAllDrives": "true",
        "includeItemsFromAllDrives": "true",
        "fields": "nextPageToken,files(id,name,modifiedTime)",
    }
    page: str | None = ""
    while page is not None:
        try:
            answer = _json(client.request("GET", FILES, query | ({"pageToken": page} if page else {})))
        except Again as again:
            raise GoogleFault(again.wrong) from None
        for one in answer["files"]:
            found[one["id"]] = File(one["id"], one["name"], parse_moment(one["modifiedTime"]))
        page = answer.get("nextPageToken")
    return found


def take(client: Client, spreadsheet: str, attempt: int = 0) -> Taken:
    """One attempt to read a spreadsheet, whole. Raises Again and GoogleFault."""
    query = {"includeGridData": "true", "fields": MASK}
    answer = client.attempt("GET", SPREADSHEET.format(id=spreadsheet), query, attempt=attempt)
    return taken(spreadsheet, _json(answer))


def _json(answer: requests.Response) -> dict[str, Any]:
    """The JSON of an answer; one that was cut short is as good as none."""
    try:
        told = answer.json()
    except requests.JSONDecodeError:
        told = None
    if not isinstance(told, dict):
        raise Again(Wrong.NO_ANSWER)
    return told


def taken(spreadsheet: str, answer: dict[str, Any]) -> Taken:
    """What an answer says, without what changes although nothing was written."""
    own_sheets = (one for one in answer.get("sheets", ()) if one.get("properties", {}).get("title") != CHECK_SHEET)
    sheets = [_plain(sheet) for sheet in own_sheets]
    own = answer.get("properties", {})
    kept = {"spreadsheetId": spreadsheet, "properties": own, "sheets": sheets}
    return Taken(
        spreadsheet,
        str(own.get("title", "")),
        str(own.get("locale", "")),
        packed(kept),
        hashlib.sha256(canonical_json(sheets)).hexdigest(),
        {sheet["properties"].get("title", ""): sheet["properties"].get("sheetId", 0) for sheet in sheets},
    )


def _plain(sheet: dict[str, Any]) -> dict[str, Any]:
    """A sheet without its empty cells, rows and columns: formats of blank cells and a longer grid say nothing."""
    parts = []
    for part in sheet.get("data", ()):
        rows = [_trimmed([_cell(cell) for cell in row.get("values", ())]) for row in part.get("rowData", ())]
        kept = {"rowData": _trimmed([{"values": row} if row else {} for row in rows])}
        kept |= {name: _trimmed(list(part[name])) for name in ("rowMetadata", "columnMetadata") if name in part}
        parts.append({**part, **kept})
    return {**sheet, "data": parts}


def _cell(cell: dict[str, Any]) -> dict[str, Any]:
    if "effectiveValue" in cell or "userEnteredValue" in cell:
        return cell
    return {"note": cell["note"]} if cell.get("note") else {}


def _trimmed(some: list[Any]) -> list[Any]:
    while some and not some[-1]:
        some.pop()
    return some
