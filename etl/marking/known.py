"""The summary sheet of a marked copy, known again when the copy comes back."""

from __future__ import annotations

import json
from dataclasses import replace

from base.words import Text
from etl.cells import Sheet, Workbook
from etl.marking.addresses import Place, places_of, ranges_of
from etl.marking.styles import Fill, sound_fill

SUMMARY = "สรุปข้อผิดพลาด"
TITLE = Text("สรุปข้อผิดพลาดของไฟล์ที่ส่ง (ติดตาม)", "What to mend in the file (Tidtam)")
RECORD_COLUMN = 8
"""From here on three hidden columns say which fill each marked cell had before: sheet, cells, fill."""

Fills = dict[str, dict[Place, Fill]]


def is_summary(sheet: Sheet) -> bool:
    """Whether a sheet is the one that marking put in front: its name and its title say so."""
    title = sheet.cells.get((1, 1))
    return sheet.name.startswith(SUMMARY) and title is not None and title.value == TITLE.th


def without_summary(workbook: Workbook) -> Workbook:
    """The sender's own sheets: what we wrote about a file is no part of the report."""
    own = tuple(sheet for sheet in workbook.sheets if not is_summary(sheet))
    return replace(workbook, sheets=own) if own and len(own) < len(workbook.sheets) else workbook


def record_of(fills: Fills) -> list[tuple[str, str, str]]:
    """The fills that marked cells had, as lines of text: sheet, cells, fill."""
    lines = []
    for sheet, places in fills.items():
        alike: dict[Fill, list[Place]] = {}
        for place, fill in places.items():
            alike.setdefault(fill, []).append(place)
        for fill, cells in alike.items():
            ranges = ranges_of(cells)
            lines += [(sheet, ",".join(ranges[at : at + 1000]), json.dumps(fill)) for at in range(0, len(ranges), 1000)]
    return lines


def recorded(sheet: Sheet) -> Fills:
    """What `record_of` wrote, as far as it still makes sense: it has been in somebody else's hands."""
    fills: Fills = {}
    for row in range(1, sheet.last_row + 1):
        texts = [sheet.cells.get((row, RECORD_COLUMN + step)) for step in range(3)]
        name, cells, fill = (str(cell.value) if cell is not None else "" for cell in texts)
        if name and cells and fill:
            try:
                sound = sound_fill(json.loads(fill))
            except (ValueError, RecursionError):
                continue
            fills.setdefault(name, {}).update(dict.fromkeys(places_of(cells), sound))
    return fills
