"""An .xlsx package as sheets of cells: openpyxl finds the parts, one bounded pass reads each of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from defusedxml.ElementTree import fromstring
from openpyxl.reader.excel import ExcelReader
from openpyxl.xml.constants import SHARED_STRINGS

from etl.gate import GateRefusal
from etl.gate.package import printable
from etl.reading.formats import GENERAL, built_in
from etl.reading.grid import Grid, Pack
from etl.reading.limits import MAX_SHEETS
from etl.reading.sheet import read_grid
from etl.reading.strings import shared_strings
from etl.reading.values import Book

_TYPES, _WORKBOOK = "[Content_Types].xml", "xl/workbook.xml"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


def read_xlsx(data: bytes) -> Pack:
    """Every worksheet of a package that has passed the gate. Raises GateRefusal."""
    with _damage_in(_TYPES):
        reader = ExcelReader(io.BytesIO(data), read_only=True, keep_links=False)
        reader.read_manifest()
    with _damage_in(_WORKBOOK):
        reader.read_workbook()
        present = set(reader.archive.namelist())
        places = [place for place in _worksheets(reader) if place[2] in present]
    if not places:
        raise GateRefusal("G_NO_SHEET")
    if len(places) > MAX_SHEETS:
        raise GateRefusal("G_SHEETS", count=str(len(places)), limit=str(MAX_SHEETS))
    pack = Pack("xlsx")
    book = Book(_strings(reader), reader.wb.epoch, pack.formats, _styles(reader, pack.formats))
    for name, is_hidden, part_name in places:
        grid = Grid(name, is_hidden)
        with reader.archive.open(part_name) as part:
            read_grid(part, part_name, grid, book, pack)
        pack.grids.append(grid)
    return pack


@contextmanager
def _damage_in(part: str) -> Iterator[None]:
    """openpyxl meets a damaged part with any of ten types of exception; all of them say the same."""
    try:
        yield
    except (GateRefusal, MemoryError):
        raise
    except Exception as fault:
        raise GateRefusal("G_BROKEN_PART", part=part) from fault


def _worksheets(reader: Any) -> Iterator[tuple[str, bool, str]]:
    """Name, whether it is hidden, and part of every worksheet; chart sheets hold no cells."""
    for sheet, relation in reader.parser.find_sheets():
        if "chartsheet" not in relation.Type and "dialogsheet" not in relation.Type:
            yield sheet.name, sheet.state in ("hidden", "veryHidden"), relation.target


def _part_of(reader: Any, content_type: str) -> str | None:
    """The part of this content type, when the package has it."""
    found = reader.package.find(content_type)
    name = None if found is None else str(found.PartName).lstrip("/")
    return name if name in reader.archive.namelist() else None


def _strings(reader: Any) -> list[str]:
    if (name := _part_of(reader, SHARED_STRINGS)) is None:
        return []
    with reader.archive.open(name) as part:
        return shared_strings(part, name)


def _styles(reader: Any, formats: list[str]) -> list[int]:
    """Each cell style's position in `formats`, which is filled; everything else about styles is left unread."""
    if (name := _part_of(reader, _STYLES_TYPE)) is None:
        return []
    positions = {entry: position for position, entry in enumerate(formats)}
    try:
        root = fromstring(reader.archive.read(name), forbid_dtd=True)
        own = {
            int(entry.get("numFmtId", "0")): entry.get("formatCode") or GENERAL
            for entry in root.iterfind(f"{_MAIN}numFmts/{_MAIN}numFmt")
        }
        numbers = [int(style.get("numFmtId", "0")) for style in root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")]
    except (ValueError, SyntaxError) as fault:
        raise GateRefusal("G_BROKEN_PART", part=printable(name)) from fault
    styles = [positions.setdefault(own.get(number) or built_in(number), len(positions)) for number in numbers]
    formats[:] = positions
    return styles
