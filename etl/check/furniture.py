"""Rows below the header that are no data: totals, footnotes, the header printed again, the numbering of columns."""

from __future__ import annotations

import re
from itertools import pairwise

from base.thai import arabic_digits
from etl.cells import Cell, Sheet
from etl.forms.model import Field
from etl.headers import header_key
from etl.normalise import as_text, is_total_label

Cells = list[tuple[Field, Cell]]

_COUNTERS = ("row_no",)
"""A row that holds only its number is empty."""
_FEWEST_REPEATED, _FEWEST_NUMBERED, _FEWEST_BRACKETED = 3, 5, 3
"""A narrow form is numbered too; its numbers then stand in brackets, which no row of data does in every cell."""
_BRACKETS = ("(", "[")
_LARGEST_STEP = 5
"""Columns that the form does not have are numbered too, and passed over."""
_FOOTNOTE = re.compile(r"หมายเหตุ|ลงชื่อ|ลงนาม|ผู้รายงาน|ผู้จัดทำ|ผู้ตรวจสอบ|ตำแหน่ง|ที่มา|ข้อมูล\s*ณ|\*|\(\s*\.{3}|\.{5}")
_SUM = re.compile(r"\b(?:SUM|SUBTOTAL)\s*\(", re.I)
_DIGITS = re.compile(r"[\s\d.,]+")
_COLUMN_NUMBER = re.compile(r"[(\[]?(\d{1,3})[)\]]?")


def is_data(sheet: Sheet, row: int, cells: Cells, width: int) -> bool:
    """Whether a row holds something to be read. `cells`: its cells in the form's columns; `width`: the last column."""
    filled = [(field, cell) for field, cell in cells if not _is_blank(cell)]
    if all(field.code in _COUNTERS for field, _ in filled):
        return False
    is_total = _is_total(sheet, row, width) or _is_bare_sum(filled)
    return not (is_total or _is_footnote(filled) or _is_heading(filled))


def _is_blank(cell: Cell) -> bool:
    return cell.formula is None and as_text(cell.value) is None


def _is_total(sheet: Sheet, row: int, width: int) -> bool:
    """Whether the first text of the row says that it adds up other rows; a number typed as text is no such text."""
    for column in range(1, width + 1):
        cell = sheet.cells.get((row, column))
        text = cell.value if cell is not None and not _is_blank(cell) else None
        if isinstance(text, str) and not _DIGITS.fullmatch(arabic_digits(text)):
            return is_total_label(text)
    return False


def _is_bare_sum(filled: Cells) -> bool:
    """Nothing but one sum: a total that nobody labelled."""
    return len(filled) == 1 and _SUM.search(filled[0][1].formula or "") is not None


def _is_footnote(filled: Cells) -> bool:
    """One lone cell that begins as a note or a signature below the table does."""
    return len(filled) == 1 and _FOOTNOTE.match(as_text(filled[0][1].value) or "") is not None


def _is_heading(filled: Cells) -> bool:
    """The header row once more (a page break), or (1) (2) (3) … under it."""
    texts = [(field, as_text(cell.value) or "") for field, cell in filled]
    if sum(header_key(text) == header_key(field.header.th) for field, text in texts) >= _FEWEST_REPEATED:
        return True
    in_place = sorted((cell.column, arabic_digits(as_text(cell.value) or "")) for _, cell in filled)
    numbers = [int(found[1]) for _, text in in_place if (found := _COLUMN_NUMBER.fullmatch(text))]
    steps = [after - before for before, after in pairwise(numbers)]
    fewest = _FEWEST_BRACKETED if all(text.startswith(_BRACKETS) for _, text in in_place) else _FEWEST_NUMBERED
    return len(numbers) == len(texts) >= fewest and all(1 <= step <= _LARGEST_STEP for step in steps)
