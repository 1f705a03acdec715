"""A paper as an .xls file (BIFF 8 in an OLE container), written record by record from Microsoft's [MS-XLS]."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import date

from tests.messy.as_xlsx import EPOCH
from tests.messy.paper import Page, Paper, Put

ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}
_FIRST_FORMAT = 164
_STYLES_BEFORE = 16
_TOKENS = b"\x1e\x01\x00\x1e\x01\x00\x03"
"""=1+1: what is calculated matters to nobody here."""
_NEVER_CALCULATED = 0x0003
_SECTOR, _SMALLEST_STREAM = 512, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def as_xls(paper: Paper) -> bytes:
    """The file."""
    formats = sorted({put.number_format for page in paper.pages for put in page.cells.values()} - {"General"})
    styles = {"General": _STYLES_BEFORE - 1} | {text: _STYLES_BEFORE + n for n, text in enumerate(formats)}
    sheets = [b"".join(_sheet(page, styles)) for page in paper.pages]
    head = b"".join(_globals(formats))
    names = [_short(page.name) for page in paper.pages]
    start = len(head) + sum(4 + 6 + len(name) for name in names) + 4
    bounds = b""
    for page, name, sheet in zip(paper.pages, names, sheets, strict=True):
        bounds += _record(0x85, struct.pack("<IBB", start, int(page.is_hidden), 0) + name)
        start += len(sheet)
    return _ole(head + bounds + _record(0x0A, b"") + b"".join(sheets))


def _record(number: int, content: bytes) -> bytes:
    return struct.pack("<HH", number, len(content)) + content


def _short(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _long(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _begin(kind: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _globals(formats: list[str]) -> Iterator[bytes]:
    yield _begin(0x0005)
    yield _record(0x42, struct.pack("<H", 1200))
    yield _record(0x22, struct.pack("<H", 0))
    for _ in range(5):
        yield _record(0x31, struct.pack("<HHHHHBBBB", 220, 0, 0x7FFF, 400, 0, 0, 0, 222, 0) + _short("Sarabun"))
    for number, text in enumerate(formats):
        yield _record(0x41E, struct.pack("<H", _FIRST_FORMAT + number) + _long(text))
    kinds = [(0, 0xFFF5)] * (_STYLES_BEFORE - 1) + [(0, 1)]
    kinds += [(_FIRST_FORMAT + number, 1) for number in range(len(formats))]
    for number_format, kind in kinds:
        yield _record(0xE0, struct.pack("<HHHBBBBIIH", 0, number_format, kind, 0x20, 0, 0, 0xF8, 0, 0, 0x20C0))


def _sheet(page: Page, styles: dict[str, int]) -> Iterator[bytes]:
    yield _begin(0x0010)
    for column in sorted(page.hidden_columns):
        yield _record(0x7D, struct.pack("<HHHHHH", column - 1, column - 1, 2560, 15, 1, 0))
    for row in sorted({row for row, _ in page.cells} | page.hidden_rows):
        options = 0x0100 | (0x20 if row in page.hidden_rows else 0)
        yield _record(0x208, struct.pack("<HHHHHHHH", row - 1, 0, page.width, 255, 0, 0, options, 15))
    for (row, column), put in sorted(page.cells.items()):
        yield from _cell(struct.pack("<HHH", row - 1, column - 1, styles[put.number_format]), put)
    for first in range(0, len(page.merges), 1000):
        merges = page.merges[first : first + 1000]
        corners = (struct.pack("<HHHH", top - 1, end - 1, left - 1, right - 1) for top, left, end, right in merges)
        yield _record(0xE5, struct.pack("<H", len(merges)) + b"".join(corners))
    yield _record(0x0A, b"")


def _cell(place: bytes, put: Put) -> Iterator[bytes]:
    value = put.value
    number = (value - EPOCH).days if isinstance(value, date) else value
    if put.formula is not None:
        yield from _formula(place, put, number)
    elif put.is_error:
        yield _record(0x205, place + struct.pack("<BB", ERRORS[str(value)], 1))
    elif isinstance(number, bool):
        yield _record(0x205, place + struct.pack("<BB", int(number), 0))
    elif isinstance(number, int | float):
        yield _record(0x203, place + struct.pack("<d", number))
    elif number is not None:
        yield _record(0x204, place + _long(number))


def _formula(place: bytes, put: Put, number: object) -> Iterator[bytes]:
    options, text = 0, None
    if number is None:
        result, options = b"\x00" * 8, _NEVER_CALCULATED
    elif put.is_error:
        result = struct.pack("<BBBBBBH", 2, 0, ERRORS[str(number)], 0, 0, 0, 0xFFFF)
    elif isinstance(number, bool):
        result = struct.pack("<BBBBBBH", 1, 0, int(number), 0, 0, 0, 0xFFFF)
    elif isinstance(number, int | float):
        result = struct.pack("<d", number)
    else:
        result, text = struct.pack("<BBBBBBH", 0, 0, 0, 0, 0, 0, 0xFFFF), str(number)
    yield _record(0x06, place + result + struct.pack("<HIH", options, 0, len(_TOKENS)) + _TOKENS)
    if text is not None:
        yield _record(0x207, _long(text))


def _ole(stream: bytes) -> bytes:
    """The container: header, the one stream, its directory, and the table of sectors."""
    stream = stream.ljust(max(_SMALLEST_STREAM, -(-len(stream) // _SECTOR) * _SECTOR), b"\x00")
    many = len(stream) // _SECTOR
    tables = 1
    while (many + 1 + tables) * 4 > tables * _SECTOR:
        tables += 1
    chain = [*range(1, many), _END, _END, *([_FAT] * tables)]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(tables * _SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16
    header += struct.pack("<HHHHH6sIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, tables, many, 0, 4096, _END, 0, _END, 0)
    header += struct.pack(f"<{tables}I", *range(many + 1, many + 1 + tables))
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 0, len(stream))
    return header.ljust(_SECTOR, b"\xff") + stream + directory.ljust(_SECTOR, b"\x00") + fat


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ", text, len(text) + 2, kind, 1, _FREE, _FREE, child, b"", 0, 0, 0, start, size
    )
