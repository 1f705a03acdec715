"""Workbooks made for the tests, honest and hostile."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import xlsxwriter

SHEET_XML = "xl/worksheets/sheet1.xml"
STRINGS_XML = "xl/sharedStrings.xml"
WORKBOOK_XML = "xl/workbook.xml"
TYPES_XML = "[Content_Types].xml"


def made(fill: Callable[[Any, Any], None], **options: Any) -> bytes:
    """A workbook of one sheet `ข้อมูล`; `fill(workbook, sheet)` writes into it."""
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True, **options})
    fill(workbook, workbook.add_worksheet("ข้อมูล"))
    workbook.close()
    return target.getvalue()


def small() -> bytes:
    """A small honest workbook."""

    def fill(_workbook: Any, sheet: Any) -> None:
        sheet.write_string(0, 0, "จังหวัด")
        sheet.write_number(0, 1, 12.5)

    return made(fill)


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def altered(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one part changed; the change must change something."""
    parts = parts_of(data)
    before = parts[name]
    parts[name] = change(before)
    assert parts[name] != before
    return packed(parts)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The package with one more part (or another content of it)."""
    return packed({**parts_of(data), name: content})


def with_rows(rows_xml: str, after: str = "") -> bytes:
    """A workbook whose sheet data is written by hand."""
    sheet = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows_xml}</sheetData>{after}</worksheet>"
    )
    return with_part(small(), SHEET_XML, sheet.encode())
