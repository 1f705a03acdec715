"""spreadsheets.get: a spreadsheet as JSON, with or without its cells, cut down by a field mask."""

from __future__ import annotations

import struct
from typing import Any

from tests.google import masks
from tests.google.book import COLUMN_PIXELS, ROW_PIXELS, Book, Spot, Tab
from tests.google.entering import effective, entered, shown
from tests.google.ranges import Box

_THEME = {
    "TEXT": "000000",
    "BACKGROUND": "FFFFFF",
    "ACCENT1": "4285F4",
    "ACCENT2": "EA4335",
    "ACCENT3": "FBBC04",
    "ACCENT4": "34A853",
    "ACCENT5": "FF6D01",
    "ACCENT6": "46BDC6",
    "LINK": "1155CC",
}
"""The colours that a new spreadsheet has."""


def colour(text: str) -> dict[str, float]:
    """RRGGBB as Google writes it: 32-bit shares of 255, zeros left out."""
    parts = {name: int(text[at : at + 2], 16) / 255 for name, at in (("red", 0), ("green", 2), ("blue", 4))}
    return {name: single(part) for name, part in parts.items() if part}


def single(share: float) -> float:
    """A number with 32 bits, as short as it can be told."""
    near = struct.unpack("f", struct.pack("f", share))[0]
    return next(
        short
        for digits in range(1, 10)
        if struct.pack("f", short := float(f"{near:.{digits}g}")) == struct.pack("f", near)
    )


def _properties(book: Book) -> dict[str, Any]:
    white = {"red": 1, "green": 1, "blue": 1}
    text_format: dict[str, Any] = {"foregroundColor": {}, "fontFamily": "arial,sans,sans-serif", "fontSize": 10}
    text_format |= dict.fromkeys(("bold", "italic", "strikethrough", "underline"), False)
    text_format["foregroundColorStyle"] = {"rgbColor": {}}
    return {
        "title": book.title,
        "locale": book.locale,
        "autoRecalc": "ON_CHANGE",
        "timeZone": book.time_zone,
        "defaultFormat": {
            "backgroundColor": white,
            "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
            "verticalAlignment": "BOTTOM",
            "wrapStrategy": "OVERFLOW_CELL",
            "textFormat": text_format,
            "backgroundColorStyle": {"rgbColor": white},
        },
        "spreadsheetTheme": {
            "primaryFontFamily": "Arial",
            "themeColors": [{"colorType": name, "color": {"rgbColor": colour(hex_)}} for name, hex_ in _THEME.items()],
        },
    }


def show(book: Book, query: dict[str, str], ranges: list[str]) -> dict[str, Any]:
    """The answer of spreadsheets.get. Raises ApiFault."""
    mask = masks.parse(query["fields"]) if query.get("fields") else {}
    has_grid = query.get("includeGridData", "").lower() == "true" if not mask else masks.wants(mask, "sheets", "data")
    places = [book.place(text) for text in ranges]
    tabs = [tab for tab in book.tabs if not places or any(tab is one for one, _ in places)]
    answer: dict[str, Any] = {"spreadsheetId": book.id, "properties": _properties(book), "sheets": []}
    for tab in tabs:
        boxes = [box for one, box in places if one is tab] if places else [tab.box(None)]
        answer["sheets"].append(_sheet(book, tab, boxes if has_grid else []))
    if book.named:
        answer["namedRanges"] = book.named
    answer["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{book.id}/edit"
    return masks.kept(answer, mask)  # type: ignore[no-any-return]


def sheet_properties(book: Book, tab: Tab) -> dict[str, Any]:
    """SheetProperties."""
    grid = {"rowCount": tab.rows, "columnCount": tab.columns, **tab.grid}
    own = {"sheetId": tab.sheet_id, "title": tab.title, "index": book.tabs.index(tab), "sheetType": "GRID"}
    return own | {"gridProperties": grid} | tab.more


def grid_range(tab: Tab, box: Box) -> dict[str, int]:
    """GridRange; the number of the first sheet is left out, for it is 0."""
    own = {"sheetId": tab.sheet_id} if tab.sheet_id else {}
    return own | {
        "startRowIndex": box.top,
        "endRowIndex": box.bottom,
        "startColumnIndex": box.left,
        "endColumnIndex": box.right,
    }


def _sheet(book: Book, tab: Tab, boxes: list[Box]) -> dict[str, Any]:
    found: dict[str, Any] = {"properties": sheet_properties(book, tab)}
    if boxes:
        found["data"] = [_grid(tab, box) for box in boxes]
    if tab.merges:
        found["merges"] = [grid_range(tab, box) for box in tab.merges]
    if tab.protected:
        found["protectedRanges"] = tab.protected
    return found


def _grid(tab: Tab, box: Box) -> dict[str, Any]:
    box = Box(box.top, box.left, min(box.bottom, tab.rows), min(box.right, tab.columns))
    inside = {
        place: spot
        for place, spot in tab.spots.items()
        if not spot.is_blank and box.top <= place[0] < box.bottom and box.left <= place[1] < box.right
    }
    rows: list[dict[str, Any]] = []
    ends: dict[int, int] = {}
    for row, column in inside:
        ends[row] = max(ends.get(row, 0), column + 1)
    for row in range(box.top, max(ends, default=box.top - 1) + 1):
        cells = [_cell(inside.get((row, column))) for column in range(box.left, ends.get(row, box.left))]
        rows.append({"values": cells} if cells else {})
    found: dict[str, Any] = {"rowData": rows} if rows else {}
    starts = {"startRow": box.top, "startColumn": box.left}
    found |= {name: start for name, start in starts.items() if start}
    found["rowMetadata"] = [_dimension(tab.row_properties, row, ROW_PIXELS) for row in range(box.top, box.bottom)]
    found["columnMetadata"] = [
        _dimension(tab.column_properties, column, COLUMN_PIXELS) for column in range(box.left, box.right)
    ]
    return found


def _dimension(known: dict[int, dict[str, Any]], place: int, pixels: int) -> dict[str, Any]:
    return {"pixelSize": pixels, **known.get(place, {})}


def _cell(spot: Spot | None) -> dict[str, Any]:
    if spot is None:
        return {}
    found: dict[str, Any] = {}
    if spot.has_value or spot.formula is not None:
        found = {"userEnteredValue": entered(spot), "effectiveValue": effective(spot), "formattedValue": shown(spot)}
    if spot.format:
        found |= {"userEnteredFormat": spot.format}
    if spot.has_value or spot.format:
        found |= {"effectiveFormat": spot.format}
    if spot.note:
        found["note"] = spot.note
    if spot.validation:
        found["dataValidation"] = spot.validation
    return found
