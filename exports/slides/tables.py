"""Native tables that are measured before they are made: as many slides as the rows need, nothing cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches

from base.palette import GRID, INK
from exports.slides import fit
from exports.slides.deck import Box, Line, Page, rgb, style

HEAD_FILL, STRIPE = "#12355b", "#f4f7fb"
PAD_IN = 0.07
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's “no style, no grid”."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell."""

    text: str
    colour: str = INK
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its share of the width, and whether it holds numbers."""

    head: str
    share: float
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it will be set."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    size_pt: float = 20

    def widths(self, width_in: float) -> list[float]:
        """Inches per column."""
        whole = sum(column.share for column in self.columns)
        return [column.share / whole * width_in for column in self.columns]

    def height_of(self, row: Sequence[Cell], width_in: float) -> float:
        """Inches that a row takes."""
        return max(
            fit.height_in(cell.text, width - 2 * PAD_IN, self.size_pt, cell.is_bold) + 0.1
            for cell, width in zip(row, self.widths(width_in), strict=True)
        )

    @property
    def heads(self) -> list[Cell]:
        return [Cell(column.head, "#ffffff", True) for column in self.columns]

    def heads_in(self, width_in: float) -> list[Cell]:
        """The headings in lines that end where a word does: a program's own breaking parts names in their middle."""
        rooms = self.widths(width_in)
        return [
            replace(one, text="\n".join(fit.broken(one.text, room - 2 * PAD_IN, self.size_pt, True)))
            for one, room in zip(self.heads, rooms, strict=True)
        ]

    def parts(self, box: Box) -> list[list[Sequence[Cell]]]:
        """The rows on as few slides as they need, evenly; a row higher than a slide stands alone."""
        heights = [self.height_of(row, box.width) for row in self.rows]
        most = box.height - self.height_of(self.heads, box.width)
        fewest = len(_split(heights, most))
        limit = most
        while len(_split(heights, limit - 0.1)) == fewest and limit > max(heights, default=0):
            limit -= 0.1
        places = iter(self.rows)
        return [[next(places) for _ in range(count)] for count in _split(heights, limit)]

    def fewest(self, box: Box) -> Table:
        """The same table set up to two points smaller where that saves a slide."""
        sizes = (self, *(replace(self, size_pt=self.size_pt - less) for less in (1, 2)))
        return min(sizes, key=lambda one: len(one.parts(box)))

    def short(self, box: Box) -> Table:
        """The same table with cells shortened so that no row is higher than the box."""
        room = box.height - self.height_of(self.heads, box.width) - 0.1
        widths = self.widths(box.width)
        rows = [
            [
                Cell(fit.shortened(c.text, (w - 2 * PAD_IN, room), self.size_pt, c.is_bold), c.colour, c.is_bold)
                for c, w in zip(row, widths, strict=True)
            ]
            for row in self.rows
        ]
        return Table(self.columns, rows, self.size_pt)


def _split(heights: Sequence[float], most: float) -> list[int]:
    """How many rows go on each slide when none may be fuller than `most` inches."""
    counts: list[int] = []
    used = 0.0
    for height in heights:
        if counts and used + height <= most:
            counts[-1] += 1
            used += height
        else:
            counts.append(1)
            used = height
    return counts


def put(page: Page, box: Box, table: Table, rows: Sequence[Sequence[Cell]], name: str) -> float:
    """A native table with these rows at the top of the box; gives its height in inches."""
    widths = table.widths(box.width)
    heights = [table.height_of(row, box.width) for row in (table.heads, *rows)]
    frame = page.slide.shapes.add_table(len(heights), len(widths), *Box(box.left, box.top, box.width, sum(heights)).emu)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", name)
    made = frame.table
    made._tbl.tblPr.find(qn("a:tableStyleId")).text = NO_STYLE
    for place, width in enumerate(widths):
        made.columns[place].width = Inches(width)
    for at, row in enumerate((table.heads_in(box.width), *rows)):
        made.rows[at].height = Inches(heights[at])
        for place, cell in enumerate(row):
            fill = HEAD_FILL if at == 0 else STRIPE if at % 2 == 0 else "#ffffff"
            align = PP_ALIGN.RIGHT if table.columns[place].is_number else PP_ALIGN.LEFT
            _set(made.cell(at, place), cell, table.size_pt, fill, align)
    return sum(heights)


def _set(place: Any, cell: Cell, size_pt: float, fill: str, align: Any) -> None:
    place.margin_left = place.margin_right = Inches(PAD_IN)
    place.margin_top = place.margin_bottom = Inches(0.03)
    place.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame = place.text_frame
    frame.word_wrap = True
    for at, text in enumerate(cell.text.split("\n")):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.alignment = align
        style(paragraph.add_run(), Line(text, size_pt, cell.is_bold, cell.colour))
    properties = place._tc.get_or_add_tcPr()
    # The schema wants borders before the fill.
    properties.insert(
        0,
        parse_xml(
            f'<a:lnB {nsdecls("a")} w="9525"><a:solidFill><a:srgbClr val="{GRID[1:].upper()}"/></a:solidFill></a:lnB>'
        ),
    )
    place.fill.solid()
    place.fill.fore_color.rgb = rgb(fill)
