"""Native tables: a head that is repeated, rows that stay whole, widths that Word and LibreOffice obey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table, _Row

from exports.word.runs import Look, write

INK, PAPER = "12355B", "FFFFFF"
HEAD = Look(14, is_bold=True, color=PAPER)
CELL = Look(14)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its width, and whether it holds numbers."""

    head: str
    width_cm: float
    is_number: bool = False
    is_code: bool = False
    """A code or an address: its digits are never turned over."""


def add(paper: Paper, columns: Sequence[Column], rows: Sequence[Sequence[str]], look: Look = CELL) -> Table:
    """Append a table; every cell is text."""
    table: Table = paper.add_table(rows=0, cols=len(columns))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for place, column in enumerate(columns):
        table.columns[place].width = Cm(column.width_cm)
    _fill(table.add_row(), columns, [column.head for column in columns], HEAD, is_head=True)  # type: ignore[no-untyped-call]
    for row in rows:
        _fill(table.add_row(), columns, row, look, is_head=False)  # type: ignore[no-untyped-call]
    return table


def _fill(row: _Row, columns: Sequence[Column], values: Sequence[str], look: Look, *, is_head: bool) -> None:
    about = row._tr.get_or_add_trPr()
    about.append(OxmlElement("w:cantSplit"))
    if is_head:
        about.append(OxmlElement("w:tblHeader"))
    for cell, column, value in zip(row.cells, columns, values, strict=True):
        cell.width = Cm(column.width_cm)
        line = cell.paragraphs[0]
        if is_head:
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _shade(cell._tc.get_or_add_tcPr())
        elif column.is_number:
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        write(line, value, look)


def _shade(about: object) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", INK)):
        shade.set(qn(name), value)
    about.append(shade)  # type: ignore[attr-defined]
