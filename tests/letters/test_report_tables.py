"""The tables of the reports fit their page, and no line of a figure ends inside a word."""

from __future__ import annotations

from exports import round_report
from exports.annual import chapters, tables
from exports.slides import fit
from exports.word.table import CELL, Column

CM_OF_INCH, CELL_MARGIN_CM = 2.54, 0.19
"""Word's own room left and right of the words of a cell."""
LONGEST = {
    "ผล": "ร้อยละ ๑๐๐.๐๐",
    "เป้าหมาย": "ไม่น้อยกว่าร้อยละ ๑๐๐",
    "สถานะ": "▼ ต่ำกว่าเกณฑ์",
    "อ้างอิง": "K1:PLAN2",
}


def test_no_table_is_wider_than_the_page() -> None:
    found = [
        one
        for module in (tables, round_report)
        for one in vars(module).values()
        if isinstance(one, tuple) and one and all(isinstance(column, Column) for column in one)
    ]
    assert len(found) > 10
    for columns in found:
        assert sum(one.width_cm for one in columns) <= chapters.TEXT_WIDTH_CM + 1e-9, columns


def test_every_figure_has_the_width_of_its_words() -> None:
    for one in tables.FIGURES[1:]:
        words = fit.width_in(LONGEST[one.head], CELL.size_pt) * CM_OF_INCH
        assert words < one.width_cm - 2 * CELL_MARGIN_CM, one
