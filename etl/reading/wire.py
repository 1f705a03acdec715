"""A workbook as plain JSON between two processes: no pickle, so that a subverted reader can only lie about cells."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import Any

from etl.cells import Cell, CellValue, Sheet, Workbook
from etl.gate import GATE_TEXTS, GateRefusal
from etl.reading.grid import DATE, ERROR, MOMENT, PLAIN, TIME, Grid, Pack

_ENCODING, _ERRORS = "utf-8", "surrogatepass"
"""A damaged workbook can hold half a character; it travels like any other."""


def encode_refusal(refusal: GateRefusal) -> bytes:
    """A refusal as it travels."""
    return _dump({"refusal": [refusal.code, refusal.params]})


def encode(pack: Pack) -> bytes:
    """A workbook as it travels: one list per property of a cell, each number format once."""
    return _dump({"kind": pack.kind, "formats": pack.formats, "sheets": [_packed(grid) for grid in pack.grids]})


def decode(message: bytes) -> Workbook:
    """The workbook of a message.

    Raises GateRefusal when the message is one, and G_UNREADABLE when it is no message at all.
    """
    try:
        content = json.loads(message.decode(_ENCODING, _ERRORS))
        if "refusal" not in content:
            formats = [str(entry) for entry in content["formats"]]
            return Workbook(str(content["kind"]), tuple(_unpacked(sheet, formats) for sheet in content["sheets"]))
        code, params = content["refusal"]
        refusal = GateRefusal(code if code in GATE_TEXTS else "G_UNREADABLE", **params)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as fault:
        raise GateRefusal("G_UNREADABLE") from fault
    raise refusal


def _dump(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, check_circular=False).encode(_ENCODING, _ERRORS)


def _packed(grid: Grid) -> dict[str, Any]:
    return {
        "name": grid.name,
        "is_hidden": grid.is_hidden,
        "merges": grid.merges,
        "hidden_rows": grid.hidden_rows,
        "hidden_columns": grid.hidden_columns,
        "skipped": grid.skipped,
        "rows": grid.rows,
        "columns": grid.columns,
        "kinds": "".join(grid.kinds),
        "values": grid.values,
        "formats": grid.formats,
        "formulas": grid.formulas,
    }


def _unpacked(sheet: dict[str, Any], formats: list[str]) -> Sheet:
    formulas = {int(position): str(text) for position, text in sheet["formulas"].items()}
    columns = (sheet["rows"], sheet["columns"], sheet["kinds"], sheet["values"], sheet["formats"])
    cells: dict[tuple[int, int], Cell] = {}
    for row, column, kind, value, number in zip(*columns, strict=True):
        if kind == PLAIN:
            cells[row, column] = Cell(row, column, value, formats[number])
        else:
            cells[row, column] = Cell(row, column, _dated(kind, value), formats[number], None, kind == ERROR)
    for position, text in formulas.items():
        place = sheet["rows"][position], sheet["columns"][position]
        found = cells[place]
        cells[place] = Cell(*place, found.value, found.number_format, text, found.is_error)
    return Sheet(
        name=str(sheet["name"]),
        cells=cells,
        merges=tuple((top, left, bottom, right) for top, left, bottom, right in sheet["merges"]),
        hidden_rows=frozenset(sheet["hidden_rows"]),
        hidden_columns=frozenset(sheet["hidden_columns"]),
        is_hidden=bool(sheet["is_hidden"]),
        skipped=tuple(sheet["skipped"]),
    )


def _dated(kind: str, value: str) -> CellValue:
    if kind == DATE:
        return date.fromisoformat(value)
    if kind == MOMENT:
        return datetime.fromisoformat(value)
    return time.fromisoformat(value) if kind == TIME else value
