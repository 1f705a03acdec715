"""The originals as a sceptic would read them: stored bytes, opened with openpyxl, one cell at a time.

Nothing of the product's reading, checking or measuring is used here; the little that must be understood of a cell
(Thai digits, thousands, the Thai labels of the forms) is written out again on purpose.
"""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

import openpyxl
from openpyxl.workbook import Workbook

from kpi.model import Source
from ledger import submissions
from ledger.store import Ledger

THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
NO_VALUE = {"", "-", "–", "ไม่มี"}


class Originals:
    """Every stored original of one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._open = lru_cache(maxsize=400)(self._opened)

    def _opened(self, sha256: str) -> Workbook:
        with self._ledger.read() as connection:
            data = submissions.original(connection, sha256)
        assert data is not None, f"the original {sha256} is not in the ledger"
        return openpyxl.load_workbook(io.BytesIO(data), data_only=True)

    def cell(self, source: Source) -> object:
        """What stands in the cell that a source names."""
        assert source.sha256 and source.sheet and source.cell, source
        return self._open(source.sha256)[source.sheet][source.cell].value


def text(value: object) -> str:
    return "" if value is None else str(value).strip()


def number(value: object) -> Decimal:
    """A number as a person reads it: ๑,๒๓๔.๕๐ บาท is 1234.50; a blank or a dash is 0."""
    shown = text(value).translate(THAI_DIGITS).replace(",", "").replace("บาท", "").replace("ร้อยละ", "").strip()
    if shown in NO_VALUE:
        return Decimal(0)
    if shown.endswith("%"):
        shown = shown[:-1].strip()
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(shown)


def day(value: object) -> date:
    """A real date, or 5/1/2564 as text."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    parts = [int(part) for part in text(value).translate(THAI_DIGITS).split("/")]
    return date(parts[2] - 543 if parts[2] > 2400 else parts[2], parts[1], parts[0])
