"""Two packages held beside each other: part by part, and cell by cell as openpyxl reads them."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook

from etl.marking.known import SUMMARY

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SERVICE = re.compile(
    r"\[Content_Types\]\.xml|docProps/app\.xml|xl/(?:workbook|styles)\.xml|xl/_rels/workbook\.xml\.rels|"
    r"xl/worksheets/_rels/.*|xl/comments.*|xl/drawings/(?:vmlDrawing|commentsDrawing)\d+\.vml"
)
"""Parts in which something is added when cells are marked."""


def entries(data: bytes) -> dict[str, tuple[int, bytes]]:
    """Name → how it is compressed, and its compressed bytes as they stand in the file."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        for entry in archive.infolist():
            start = entry.header_offset + 30
            start += sum(
                int.from_bytes(data[entry.header_offset + at : entry.header_offset + at + 2], "little")
                for at in (26, 28)
            )
            found[entry.filename] = entry.compress_type, data[start : start + entry.compress_size]
    return found


def changed_parts(before: bytes, after: bytes) -> set[str]:
    """The parts whose raw bytes differ; every part of `before` must still be there, in the same order."""
    old, new = entries(before), entries(after)
    assert list(new)[: len(old)] == list(old)
    return {name for name in old if old[name] != new[name]}


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def sheet_parts(data: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name for name in archive.namelist() if re.fullmatch(r"xl/(?:work|chart)sheets/sheet\d+\.xml", name)}


def boxes(data: bytes) -> list[tuple[int, int]]:
    """Row and column (counted from 1) of every comment's box in the package, sorted."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        drawings = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".vml")]
    numbers = [number for drawing in drawings for number in re.findall(r' id="(_x0000_s\d+)"', drawing)]
    assert len(numbers) == len(set(numbers)), "two shapes with one number"
    note = re.compile(r'ObjectType="Note".*?Row>(\d+)<.*?Column>(\d+)<', re.S)
    return sorted((int(row) + 1, int(column) + 1) for drawing in drawings for row, column in note.findall(drawing))


def commented(data: bytes) -> list[tuple[int, int]]:
    """Row and column of every comment, sorted."""
    book = load_workbook(io.BytesIO(data))
    return sorted(
        (cell.row, cell.column)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    )


def bare(content: bytes, marked: set[str]) -> str:
    """A sheet's XML without what marking may touch: the style of marked cells, empty marked cells, the selected tab,
    the stated extent, and the comments' drawing."""
    root = ElementTree.fromstring(content)
    for view in root.iter(f"{MAIN}sheetView"):
        view.attrib.pop("tabSelected", None)
    for tag in ("dimension", "legacyDrawing"):
        for found in root.findall(f"{MAIN}{tag}"):
            root.remove(found)
    data = root.find(f"{MAIN}sheetData")
    for row in list(data if data is not None else ()):
        row.attrib.pop("spans", None)
        for cell in list(row):
            if cell.get("r") in marked:
                cell.attrib.pop("s", None)
                if len(cell) == 0:
                    row.remove(cell)
    return ElementTree.canonicalize(ElementTree.tostring(root))


def cells(data: bytes, *, is_cached: bool) -> dict[str, dict[str, dict[str, Any]]]:
    """Sheet → address → everything that openpyxl knows of a cell. Our own sheet is left out."""
    book = load_workbook(io.BytesIO(data), data_only=is_cached, rich_text=True)
    return {
        sheet.title: {
            cell.coordinate: known(cell)
            for row in sheet.iter_rows()
            for cell in row
            if cell.has_style or cell.value is not None
        }
        for sheet in book.worksheets
        if sheet.title != SUMMARY
    }


def known(cell: Any) -> dict[str, Any]:
    return {
        "value": str(getattr(cell.value, "text", cell.value)),
        "number_format": cell.number_format,
        "font": repr(cell.font),
        "border": repr(cell.border),
        "alignment": repr(cell.alignment),
        "protection": repr(cell.protection),
        "fill": repr(cell.fill),
        "comment": repr((cell.comment.text, cell.comment.author)) if getattr(cell, "comment", None) else "",
        "link": repr(cell.hyperlink.location or cell.hyperlink.target) if getattr(cell, "hyperlink", None) else "",
    }


def difference(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    """Which of the things known of a cell differ."""
    return {name for name in before if before[name] != after.get(name)}
