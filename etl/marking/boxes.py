"""The boxes in which Excel shows comments: an old vector drawing beside the comments part.

Such a drawing is not always well-formed XML (Excel writes form controls with bare <br>), so it is patched as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import count

from etl.marking.addresses import LAST_COLUMN, LAST_ROW, Place
from etl.marking.archive import Archive
from etl.marking.comments import height_of
from etl.marking.faults import CannotPatch
from etl.marking.sheet_part import SheetPart

DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
BOX_PIXELS, LINE_PIXELS, PADDING, LETTERS = 300, 18, 14, 46
"""A box as wide as 46 Thai letters."""

_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_TYPE = (
    '<v:shapetype{s} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_NEW = f'<xml {_SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>'.encode()
_SHAPE = (
    '<v:shape{s} id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:59.25pt;margin-top:1.5pt;'
    'width:225pt;height:60pt;z-index:{z};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_BLOCK = 1024
"""Shape numbers come in blocks; a drawing says which blocks are its own."""

_ANY_SHAPE = re.compile(rb"<(\w+):shape\s.*?</\1:shape>", re.S)
_ROW, _COLUMN = re.compile(rb"<\w+:Row>\s*(\d+)\s*<"), re.compile(rb"<\w+:Column>\s*(\d+)\s*<")
_NOTE = re.compile(rb"ObjectType\s*=\s*[\"']Note[\"']")
_IDMAP = re.compile(rb"(<\w+:idmap\b[^>]*?\bdata\s*=\s*[\"'])([\d,\s]*)")
_NUMBER = re.compile(rb"_x0000_s(\d+)")
_PLAIN = re.compile(rb"<xml\b[^>]*>")
_END = b"</xml>"


def used_blocks(archive: Archive) -> set[int]:
    """The blocks of shape numbers that the drawings of a package have taken."""
    used: set[int] = set()
    for name in archive.names():
        if name.lower().endswith(".vml"):
            data = archive.read(name)
            used |= {int(one) for found in _IDMAP.finditer(data) for one in found[2].split(b",") if one.strip()}
            used |= {int(number) // _BLOCK for number in _NUMBER.findall(data)}
    return used


def redraw(
    data: bytes | None, gone: Iterable[Place], new: Mapping[Place, str], sheet: SheetPart, used: set[int]
) -> bytes:
    """A drawing without the boxes of `gone` and with one for each of `new`; blocks taken are added to `used`.

    Raises CannotPatch.
    """
    drawing = _NEW if data is None else data
    if b"\x00" in drawing or drawing.rfind(_END) < 0:
        raise CannotPatch("drawing")
    away = set(gone)
    drawing = _ANY_SHAPE.sub(lambda found: b"" if _place(found[0]) in away else found[0], drawing)
    if not new:
        return drawing
    head = _PLAIN.search(drawing)
    is_plain = head is not None and all(space.encode() in head[0] for space in _SPACES.split())
    spaces = "" if is_plain else f" {_SPACES}"
    numbers, blocks = _numbers(len(new), used)
    shapes = [
        _SHAPE.format(
            s=spaces, id=number, z=order, anchor=_anchor(sheet, place, words), row=place[0] - 1, column=place[1] - 1
        )
        for order, (number, (place, words)) in enumerate(zip(numbers, sorted(new.items()), strict=True), 1)
    ]
    kind = [] if b'id="_x0000_t202"' in drawing else [_TYPE.format(s=spaces)]
    drawing = _IDMAP.sub(lambda found: found[1] + _joined(found[2], blocks), drawing, count=1)
    end = drawing.rfind(_END)
    return drawing[:end] + "".join([*kind, *shapes]).encode() + drawing[end:]


def _place(shape: bytes) -> Place | None:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    if row is None or column is None or _NOTE.search(shape) is None:
        return None
    return int(row[1]) + 1, int(column[1]) + 1


def _numbers(wanted: int, used: set[int]) -> tuple[list[int], list[int]]:
    """So many shape numbers from blocks that nobody has, and those blocks."""
    blocks: list[int] = []
    for block in count(1):
        if len(blocks) * (_BLOCK - 1) >= wanted:
            break
        if block not in used:
            blocks.append(block)
            used.add(block)
    return [block * _BLOCK + step for block in blocks for step in range(1, _BLOCK)][:wanted], blocks


def _joined(said: bytes, blocks: list[int]) -> bytes:
    return ",".join([*filter(None, [said.decode().strip()]), *map(str, blocks)]).encode()


def _anchor(sheet: SheetPart, place: Place, words: str) -> str:
    """Left column, offset, top row, offset, right column, offset, bottom row, offset (pixels, counted from 0)."""
    row, column = place
    right, rest = column, BOX_PIXELS
    while (width := round(sheet.column_width(right + 1) * 7) + 5) < rest:
        right, rest = right + 1, rest - width
    bottom, left_over = max(row - 1, 1), PADDING + LINE_PIXELS * height_of(words, LETTERS)
    first = bottom
    while (height := max(1, round(sheet.row_heights.get(bottom, sheet.default_height) * 4 / 3))) < left_over:
        bottom, left_over = bottom + 1, left_over - height
    right, bottom = min(right, LAST_COLUMN - 1), min(bottom, LAST_ROW)
    return f"{column}, 15, {first - 1}, 4, {right}, {rest}, {bottom - 1}, {left_over}"
