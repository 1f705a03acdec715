"""The values API: get, batchGet, update, batchUpdate, append, clear."""

from __future__ import annotations

from typing import Any

from tests.google.book import Book, Tab, bad
from tests.google.entering import enter, rendered
from tests.google.ranges import Box


def get(book: Book, text: str, query: dict[str, str]) -> dict[str, Any]:
    """One ValueRange: trailing blanks left out, blanks between as "", no `values` when there are none."""
    tab, box = book.place(text)
    if box.top >= tab.rows or box.left >= tab.columns:
        raise bad(f"Range ({box.say(tab.title)}) exceeds grid limits. Max rows: {tab.rows}, max columns: {tab.columns}")
    box = Box(box.top, box.left, min(box.bottom, tab.rows), min(box.right, tab.columns))
    option = query.get("valueRenderOption", "FORMATTED_VALUE")
    dates = query.get("dateTimeRenderOption", "SERIAL_NUMBER")
    held = [place for place, spot in tab.spots.items() if spot.has_value and _is_in(place, box)]
    bottom = max((row for row, _ in held), default=box.top - 1) + 1
    right = max((column for _, column in held), default=box.left - 1) + 1
    found = [
        [rendered(tab.spots.get((row, column)), option, dates) for column in range(box.left, right)]
        for row in range(box.top, bottom)
    ]
    major = query.get("majorDimension", "ROWS")
    if major == "COLUMNS":
        found = [list(column) for column in zip(*found, strict=True)]
    answer: dict[str, Any] = {"range": box.say(tab.title), "majorDimension": major}
    return answer | ({"values": [_trimmed(row) for row in found]} if held else {})


def _is_in(place: tuple[int, int], box: Box) -> bool:
    return box.top <= place[0] < box.bottom and box.left <= place[1] < box.right


def _trimmed(row: list[Any]) -> list[Any]:
    while row and row[-1] == "":
        row = row[:-1]
    return row


def batch_get(book: Book, texts: list[str], query: dict[str, str]) -> dict[str, Any]:
    """Several ranges in one answer."""
    return {"spreadsheetId": book.id, "valueRanges": [get(book, text, query) for text in texts]}


def update(book: Book, text: str, body: dict[str, Any], option: str) -> dict[str, Any]:
    """Write values over a range; the sheet grows where they reach beyond it."""
    rows = _rows(body)
    tab, box = book.place(text)
    height, width = len(rows), max((len(row) for row in rows), default=0)
    is_open = "!" not in text and ":" not in text
    if not is_open and ":" in text and (height > box.bottom - box.top or width > box.right - box.left):
        raise bad(
            f"Requested writing within range [{box.say(tab.title)}], but tried writing to "
            + (f"row [{box.bottom + 1}]" if height > box.bottom - box.top else f"column [{_letter(box.right)}]")
        )
    return _write(book, tab, Box(box.top, box.left, box.top + height, box.left + width), rows, option)


def _letter(column: int) -> str:
    return Box(0, column, 1, column + 1).say("x").removeprefix("x!").rstrip("1")


def _rows(body: dict[str, Any]) -> list[list[Any]]:
    rows = body.get("values") or []
    if not isinstance(rows, list):
        said = f"Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"{rows}\""
        kind = "type.googleapis.com/google.rpc.BadRequest"
        violation = {"field": "data.values", "description": said}
        raise bad(said, details=[{"@type": kind, "fieldViolations": [violation]}])
    if body.get("majorDimension") == "COLUMNS":
        height = max((len(column) for column in rows), default=0)
        return [[column[row] if row < len(column) else None for column in rows] for row in range(height)]
    return rows


def _write(book: Book, tab: Tab, box: Box, rows: list[list[Any]], option: str) -> dict[str, Any]:
    tab.grow(box.bottom, box.right)
    for row, values in enumerate(rows, box.top):
        for column, value in enumerate(values, box.left):
            enter(tab.spot(row, column), value, option)
    told = [(row, column) for row, line in enumerate(rows) for column, value in enumerate(line) if value is not None]
    answer = {"spreadsheetId": book.id, "updatedRange": box.say(tab.title)}
    if not told:
        return answer
    counts = {"updatedRows": len({row for row, _ in told}), "updatedColumns": len({column for _, column in told})}
    return answer | counts | {"updatedCells": len(told)}


def batch_update(book: Book, body: dict[str, Any]) -> dict[str, Any]:
    """Several updates in one call."""
    done = [update(book, one["range"], one, body["valueInputOption"]) for one in body["data"]]
    boxes = [book.place(one["updatedRange"]) for one in done]
    rows = {(tab.sheet_id, row) for tab, box in boxes for row in range(box.top, box.bottom)}
    columns = {(tab.sheet_id, column) for tab, box in boxes for column in range(box.left, box.right)}
    return {
        "spreadsheetId": book.id,
        "totalUpdatedRows": len(rows),
        "totalUpdatedColumns": len(columns),
        "totalUpdatedCells": sum(one["updatedCells"] for one in done),
        "totalUpdatedSheets": len({tab.sheet_id for tab, _ in boxes}),
        "responses": done,
    }


def append(book: Book, text: str, body: dict[str, Any], option: str) -> dict[str, Any]:
    """Write below the table that the range touches: the block of filled cells around it."""
    tab, box = book.place(text)
    rows = _rows(body)
    width = max((len(row) for row in rows), default=0)
    table = _table(tab, box)
    at = Box(box.top, box.left, box.top, box.left) if table is None else table
    top, left = (at.top, at.left) if table is None else (table.bottom, table.left)
    done = _write(book, tab, Box(top, left, top + len(rows), left + width), rows, option)
    answer: dict[str, Any] = {"spreadsheetId": book.id}
    return answer | ({} if table is None else {"tableRange": table.say(tab.title)}) | {"updates": done}


def _table(tab: Tab, box: Box) -> Box | None:
    """The last table inside the range: a block of cells with values, neighbours at corners too."""
    filled = {place for place, spot in tab.spots.items() if spot.has_value}
    inside = [place for place in filled if _is_in(place, box)]
    if not inside:
        return None
    seen = {max(inside)}
    open_places = list(seen)
    while open_places:
        row, column = open_places.pop()
        near = {(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)}
        fresh = (near & filled) - seen
        seen |= fresh
        open_places += fresh
    rows, columns = [row for row, _ in seen], [column for _, column in seen]
    return Box(min(rows), min(columns), max(rows) + 1, max(columns) + 1)


def clear(book: Book, text: str) -> dict[str, Any]:
    """Empty a range; formats and notes stay."""
    tab, box = book.place(text)
    box = Box(box.top, box.left, min(box.bottom, tab.rows), min(box.right, tab.columns))
    for place, spot in tab.spots.items():
        if _is_in(place, box):
            spot.value = spot.formula = spot.error = None
    return {"spreadsheetId": book.id, "clearedRange": box.say(tab.title)}


def batch_clear(book: Book, body: dict[str, Any]) -> dict[str, Any]:
    """Several ranges emptied."""
    done = [clear(book, text)["clearedRange"] for text in body["ranges"]]
    return {"spreadsheetId": book.id, "clearedRanges": done}
