"""A whole page of the screen as one picture: title, choices, every table, citation and the code that leads back.

The definitions are in the page's workbook: a picture is for a slide or a message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from base.period import Month
from base.thai import say_date
from base.words import Text
from exports import cited, picture_text
from exports.masthead import head
from exports.reference import Reference
from exports.table import Kind, Table, Value
from exports.tables.figures import DEFINITIONS
from exports.typeset import clipped, compiled, shown
from exports.view import View, citation
from exports.workbook import EMPTY, TOTAL
from kpi import speak
from kpi.model import Figure
from kpi.round_log import is_frozen

MOST_ROWS, LONGEST = 40, 400
SAID_ABOVE = frozenset({"รอบ", "ข้อมูล ณ วันที่", "รุ่นของนิยาม"})
MORE = Text("และอีก {count} แถวในไฟล์ตารางของหน้านี้", "and {count} more rows in the workbook of this page")
OWNER = Text("สำนักงานนโยบายแรงงานนอกระบบ", "Office of Informal Labour Policy")


def draw(
    title: str,
    tables: Sequence[Table],
    view: View,
    reference: Reference,
    digits: speak.Digits = "arabic",
    printed: Sequence[Figure] = (),
) -> bytes:
    """The picture (PNG), as high as its tables need; of a table longer than 40 rows what is left out is stated.

    The figures `printed` in its tables stand in the file as text as well.
    """
    is_preliminary = not is_frozen(view.build, view.ask.round, view.ask.known_at)
    data = head(title, OWNER.th, citation(view), reference, is_preliminary) | {
        "filters": " · ".join(f"{label} {value}" for label, value in view.filters),
        "tables": [table(one) for one in tables if one.columns != DEFINITIONS],
    }
    made = compiled("page.typ", shown(data, digits), "png")
    return picture_text.told(made, title, cited.line(citation(view), reference), reference.url, printed)


def _narrowed(table: Table) -> Table:
    """Without the columns that say in every row what the heading of the page says once."""
    told = [
        at
        for at, column in enumerate(table.columns)
        if column.head in SAID_ABOVE and len({row[at] for row in table.rows}) == 1
    ]
    columns = tuple(column for at, column in enumerate(table.columns) if at not in told)
    rows = tuple(tuple(value for at, value in enumerate(row) if at not in told) for row in table.rows)
    return replace(table, columns=columns, rows=rows)


def table(told: Table) -> dict[str, Any]:
    """What the template is given of one table."""
    table = _narrowed(told)
    left = len(table.rows) - MOST_ROWS
    rows = [
        [_said(value, column.kind) for value, column in zip(row, table.columns, strict=True)]
        for row in table.rows[:MOST_ROWS]
    ]
    if table.rows and any(column.is_summed for column in table.columns):
        rows.append(_total(table))
    return {
        "title": table.title,
        "note": clipped(table.note, LONGEST) if table.rows else EMPTY.th,
        "widths": [column.width for column in table.columns],
        "align": ["l" if column.kind is Kind.TEXT else "r" for column in table.columns],
        "heads": [column.head for column in table.columns],
        "rows": rows,
        "more": MORE.say(count=f"{left:,}") if left > 0 else "",
    }


def _total(table: Table) -> list[str]:
    """The sums of every row, those that are left out too."""
    found = []
    for at, column in enumerate(table.columns):
        values = [row[at] for row in table.rows]
        total = sum((Decimal(one) for one in values if isinstance(one, int | Decimal)), Decimal(0))
        found.append(_said(total, column.kind) if column.is_summed else TOTAL.th if at == 0 else "")
    return found


def _said(value: Value, kind: Kind) -> str:
    """A value in the digits and decimals that the workbook shows it with."""
    if value is None or isinstance(value, str):
        return clipped(value or "", LONGEST)
    if isinstance(value, Month):
        return value.say()
    if isinstance(value, date):
        return say_date(value)
    if kind is Kind.BAHT or (kind is Kind.NUMBER and value != int(value)):
        return f"{value:,.2f}"
    return f"{value:,.0f}" if kind in (Kind.COUNT, Kind.NUMBER) else f"{value:,}"
