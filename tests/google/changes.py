"""spreadsheets.batchUpdate: all requests of one call, or none of them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from tests.google import masks
from tests.google.book import Book, Spot, Tab, bad
from tests.google.entering import enter
from tests.google.ranges import Box
from tests.google.showing import grid_range, sheet_properties, single

Said = dict[str, Any]


def batch_update(book: Book, body: Said, new_id: Callable[[str], int]) -> Said:
    """Do the requests on a copy, and let the copy take the spreadsheet's place when all went well. Raises ApiFault."""
    draft = copy.deepcopy(book)
    replies = []
    for number, request in enumerate(body["requests"]):
        name = next(iter(request))
        if name not in DOERS:
            raise bad(f"Invalid requests[{number}]: {name} is not spoken here")
        replies.append(DOERS[name](draft, request[name], new_id) or {})
    for name in ("tabs", "title", "locale", "time_zone", "named"):
        setattr(book, name, getattr(draft, name))
    return {"spreadsheetId": book.id, "replies": replies}


def _sheet_properties(book: Book, said: Said, _new: Callable[[str], int]) -> None:
    tab, wanted = book.tab(said["properties"].get("sheetId", 0)), said["properties"]
    for name in masks.parse(said["fields"]):
        value = wanted.get(name)
        if name == "title":
            tab.title = value
        elif name == "index":
            _move(book, tab, value)
        elif name == "gridProperties":
            _grid_properties(tab, value or {}, masks.parse(said["fields"])[name])
        elif name in ("tabColorStyle", "tabColor"):
            _colour_tab(tab, value)
        else:
            _more(book, tab, name, value)


def _move(book: Book, tab: Tab, index: int) -> None:
    before = book.tabs.index(tab)
    book.tabs.remove(tab)
    # The index is counted before the sheet is taken from its place.
    book.tabs.insert(index - 1 if index > before else index, tab)


def _grid_properties(tab: Tab, value: Said, mask: masks.Mask) -> None:
    for name in mask or value:
        if name == "rowCount":
            tab.rows = value[name]
        elif name == "columnCount":
            tab.columns = value[name]
        elif value.get(name):
            tab.grid[name] = value[name]
        else:
            tab.grid.pop(name, None)
    tab.spots = {place: spot for place, spot in tab.spots.items() if place[0] < tab.rows and place[1] < tab.columns}


def _colour_tab(tab: Tab, value: Said | None) -> None:
    rgb = value.get("rgbColor", value) if value else None
    tab.more = {name: kept for name, kept in tab.more.items() if name not in ("tabColor", "tabColorStyle")}
    if rgb is not None:
        # Colours are kept in steps of 1/255.
        told = {name: single(int(part * 255) / 255) for name, part in rgb.items() if part}
        tab.more |= {"tabColor": told, "tabColorStyle": {"rgbColor": told}}


def _more(book: Book, tab: Tab, name: str, value: Any) -> None:
    if name == "hidden" and value and not any(one is not tab and not one.more.get("hidden") for one in book.tabs):
        raise bad("Invalid requests[0].updateSheetProperties: You can't hide all the sheets in a document.")
    if value:
        tab.more[name] = value
    else:
        tab.more.pop(name, None)


def _add_sheet(book: Book, said: Said, new: Callable[[str], int]) -> Said:
    wanted = said.get("properties", {})
    if any(tab.title == wanted.get("title") for tab in book.tabs):
        told = f'A sheet with the name "{wanted["title"]}" already exists. Please enter another name.'
        raise bad(f"Invalid requests[0].addSheet: {told}")
    sheet_id = wanted.get("sheetId", 0) or new("sheetId")
    tab = Tab(sheet_id, wanted.get("title", f"Sheet{len(book.tabs) + 1}"))
    book.tabs.insert(wanted.get("index", len(book.tabs)), tab)
    _grid_properties(tab, wanted.get("gridProperties", {}), {})
    if wanted.get("hidden"):
        tab.more["hidden"] = True
    return {"addSheet": {"properties": sheet_properties(book, tab)}}


def _delete_sheet(book: Book, said: Said, _new: Callable[[str], int]) -> None:
    book.tabs.remove(book.tab(said.get("sheetId", 0)))


def _spreadsheet_properties(book: Book, said: Said, _new: Callable[[str], int]) -> None:
    names = {"title": "title", "locale": "locale", "timeZone": "time_zone"}
    for name in masks.parse(said["fields"]):
        setattr(book, names[name], said["properties"][name])


def _merge(book: Book, said: Said, _new: Callable[[str], int]) -> None:
    tab = book.tab(said["range"].get("sheetId", 0))
    whole = tab.box_in(said["range"])
    boxes = {
        "MERGE_ALL": [whole],
        "MERGE_ROWS": [Box(row, whole.left, row + 1, whole.right) for row in range(whole.top, whole.bottom)],
        "MERGE_COLUMNS": [
            Box(whole.top, column, whole.bottom, column + 1) for column in range(whole.left, whole.right)
        ],
    }[said["mergeType"]]
    _unmerge(book, said, _new)
    tab.merges += boxes
    for box in boxes:
        for row in range(box.top, box.bottom):
            for column in range(box.left, box.right):
                if (row, column) != (box.top, box.left) and (row, column) in tab.spots:
                    tab.spots[row, column].value = tab.spots[row, column].formula = None


def _unmerge(book: Book, said: Said, _new: Callable[[str], int]) -> None:
    tab = book.tab(said["range"].get("sheetId", 0))
    whole = tab.box_in(said["range"])
    tab.merges = [
        box
        for box in tab.merges
        if box.bottom <= whole.top or box.top >= whole.bottom or box.right <= whole.left or box.left >= whole.right
    ]


def _update_cells(book: Book, said: Said, _new: Callable[[str], int]) -> None:
    start = said.get("start") or said["range"]
    tab = book.tab(start.get("sheetId", 0))
    top = start.get("rowIndex", start.get("startRowIndex", 0))
    left = start.get("columnIndex", start.get("startColumnIndex", 0))
    mask = masks.parse(said["fields"])
    for row, line in enumerate(said["rows"], top):
        for column, cell in enumerate(line.get("values", ()), left):
            _put(tab.spot(row, column), cell, mask)


def _repeat_cell(book: Book, said: Said, _new: Callable[[str], int]) -> None:
    tab = book.tab(said["range"].get("sheetId", 0))
    box, mask = tab.box_in(said["range"]), masks.parse(said["fields"])
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            _put(tab.spot(row, column), said["cell"], mask)


def _put(spot: Spot, cell: Said, mask: masks.Mask) -> None:
    if "note" in mask:
        spot.note = cell.get("note") or None
    if "userEnteredFormat" in mask:
        wanted = _styled(copy.deepcopy(cell.get("userEnteredFormat", {})))
        kept = masks.kept(wanted, mask["userEnteredFormat"]) if mask["userEnteredFormat"] else wanted
        spot.format = (
            spot.format
            | kept
            | ({"backgroundColorStyle": wanted["backgroundColorStyle"]} if "backgroundColorStyle" in wanted else {})
        )
    if "userEnteredValue" in mask:
        told = cell.get("userEnteredValue", {})
        spot.value = spot.formula = spot.error = None
        if "formulaValue" in told:
            enter(spot, told["formulaValue"], "USER_ENTERED")
        elif told:
            spot.value = next(iter(told.values()))
    if "dataValidation" in mask:
        spot.validation = cell.get("dataValidation")


def _styled(wanted: Said) -> Said:
    """Every colour is told twice: as such and as a style."""
    if "backgroundColor" in wanted:
        wanted["backgroundColorStyle"] = {"rgbColor": wanted["backgroundColor"]}
    if "foregroundColor" in wanted.get("textFormat", {}):
        wanted["textFormat"]["foregroundColorStyle"] = {"rgbColor": wanted["textFormat"]["foregroundColor"]}
    return wanted


def _add_named(book: Book, said: Said, new: Callable[[str], int]) -> Said:
    own = said["namedRange"]
    tab = book.tab(own["range"].get("sheetId", 0))
    named = {"namedRangeId": str(new("namedRangeId")), "name": own["name"]}
    named["range"] = grid_range(tab, tab.box_in(own["range"]))
    book.named.append(named)
    return {"addNamedRange": {"namedRange": named}}


def _update_named(book: Book, said: Said, _new: Callable[[str], int]) -> None:
    own = said["namedRange"]
    named = next(one for one in book.named if one["namedRangeId"] == own["namedRangeId"])
    for name in masks.parse(said["fields"]):
        tab = book.tab(own.get("range", {}).get("sheetId", 0))
        named[name] = grid_range(tab, tab.box_in(own["range"])) if name == "range" else own[name]


def _delete_named(book: Book, said: Said, _new: Callable[[str], int]) -> None:
    book.named = [one for one in book.named if one["namedRangeId"] != said["namedRangeId"]]


def _protect(book: Book, said: Said, new: Callable[[str], int]) -> Said:
    own = said["protectedRange"]
    tab = book.tab(own["range"].get("sheetId", 0))
    made = {"protectedRangeId": new("protectedRangeId"), "range": grid_range(tab, tab.box_in(own["range"]))}
    made |= {name: own[name] for name in ("description", "warningOnly") if own.get(name)}
    editors = {name: some for name, some in (own.get("editors") or {}).items() if some}
    made |= {"requestingUserCanEdit": True, "editors": editors}
    tab.protected.append(made)
    return {"addProtectedRange": {"protectedRange": made}}


def _unprotect(book: Book, said: Said, _new: Callable[[str], int]) -> None:
    for tab in book.tabs:
        tab.protected = [one for one in tab.protected if one["protectedRangeId"] != said["protectedRangeId"]]


def _insert(book: Book, said: Said, _new: Callable[[str], int]) -> None:
    _shift(book, said["range"], said["range"]["endIndex"] - said["range"]["startIndex"])


def _delete(book: Book, said: Said, _new: Callable[[str], int]) -> None:
    _shift(book, said["range"], said["range"]["startIndex"] - said["range"]["endIndex"])


def _shift(book: Book, said: Said, by: int) -> None:
    """Rows or columns put in (by > 0) or taken out at `startIndex`."""
    tab, start = book.tab(said.get("sheetId", 0)), said["startIndex"]
    is_rows = said["dimension"] == "ROWS"
    moved: dict[tuple[int, int], Spot] = {}
    for place, spot in tab.spots.items():
        at = place[0 if is_rows else 1]
        if by < 0 and start <= at < start - by:
            continue
        at += by if at >= start else 0
        moved[(at, place[1]) if is_rows else (place[0], at)] = spot
    tab.spots = moved
    if is_rows:
        tab.rows += by
    else:
        tab.columns += by


def _dimension_properties(book: Book, said: Said, _new: Callable[[str], int]) -> None:
    tab, own = book.tab(said["range"].get("sheetId", 0)), said["range"]
    known = tab.row_properties if own["dimension"] == "ROWS" else tab.column_properties
    for place in range(own["startIndex"], own["endIndex"]):
        for name in masks.parse(said["fields"]):
            known.setdefault(place, {})[name] = said["properties"].get(name)
            if not said["properties"].get(name):
                del known[place][name]


def _validate(book: Book, said: Said, _new: Callable[[str], int]) -> None:
    tab = book.tab(said["range"].get("sheetId", 0))
    box = tab.box_in(said["range"])
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            tab.spot(row, column).validation = said.get("rule")


DOERS: dict[str, Callable[[Book, Said, Callable[[str], int]], Said | None]] = {
    "updateSheetProperties": _sheet_properties,
    "addSheet": _add_sheet,
    "deleteSheet": _delete_sheet,
    "updateSpreadsheetProperties": _spreadsheet_properties,
    "mergeCells": _merge,
    "unmergeCells": _unmerge,
    "updateCells": _update_cells,
    "repeatCell": _repeat_cell,
    "addNamedRange": _add_named,
    "updateNamedRange": _update_named,
    "deleteNamedRange": _delete_named,
    "addProtectedRange": _protect,
    "deleteProtectedRange": _unprotect,
    "insertDimension": _insert,
    "deleteDimension": _delete,
    "updateDimensionProperties": _dimension_properties,
    "setDataValidation": _validate,
}
"""The requests that are in scope; sorting, pasting, filters, groups and automatic widths are not."""
