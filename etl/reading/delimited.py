"""A CSV file as one sheet named "csv": text and error cells only, at the addresses that Excel would give them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice

from etl.gate.text import decode
from etl.reading.grid import ERROR, Grid, Pack

SHEET = "csv"
_DELIMITERS = (",", ";", "\t")
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
"""What Excel writes where a formula failed."""
_SAMPLE_ROWS = 50
_FIELD_LIMIT = 32 * 1024 * 1024
"""Above the upload limit: a quote that is never closed is then reported at its cell, as too long a text."""


def read_csv(data: bytes) -> Pack:
    """The cells of a delimited text file. Raises GateRefusal."""
    csv.field_size_limit(_FIELD_LIMIT)
    stated, text = _stated_delimiter(decode(data)[0])
    delimiter = stated or _delimiter_of(text)
    pack, grid = Pack("csv"), Grid(SHEET)
    for row, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
        for column, value in enumerate(values, start=1):
            if value and not grid.is_outside(row, column):
                grid.add(row, column, value, kind=ERROR if value in _ERRORS else None)
        pack.refuse_too_many(grid)
    pack.grids.append(grid)
    return pack


def _stated_delimiter(text: str) -> tuple[str | None, str]:
    """Excel's own first line `sep=;`, taken off, and the delimiter that it states."""
    first, _, rest = text.partition("\n")
    stated = first.strip()
    return (stated[4], rest) if len(stated) == 5 and stated.startswith("sep=") else (None, text)


def _delimiter_of(text: str) -> str:
    """The delimiter that cuts most rows into equally many columns; the comma when none does."""
    return max(_DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    rows = islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _SAMPLE_ROWS)
    widths = Counter(len(row) for row in rows if row)
    width, count = max(widths.items(), key=lambda entry: (entry[1], entry[0]), default=(1, 0))
    return (count / widths.total(), width) if width > 1 else (0.0, 1)
