"""Workbooks that nobody here wrote: none hangs, none crashes, and openpyxl reads the same cells."""

from __future__ import annotations

import csv
import io
import math
import time
import warnings
from collections.abc import Callable
from datetime import datetime
from datetime import time as clock
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from etl.cells import Cell, Workbook
from etl.gate import GATE_TEXTS, GateRefusal
from etl.read import read

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
FILES = sorted(path for path in CORPUS.glob("*/*") if path.is_file())
MUST_REFUSE = {
    "broken-ole": {"G_XLS", "G_UNKNOWN_TYPE"},
    "ole-encrypted-ooxml": {"G_ENCRYPTED"},
    "xlsb": {"G_XLSB"},
    "docx": {"G_NOT_SPREADSHEET"},
    "png": {"G_NOT_SPREADSHEET"},
    "zip": {"G_NOT_SPREADSHEET"},
    "broken-zip": {"G_BROKEN_ZIP"},
    "empty": {"G_EMPTY"},
    "xml/html-text": {"G_XML_SHEET"},
}
"""Kind of file, as the corpus describes its content → the codes that say so."""
LAST_ROW, LAST_COLUMN = 100_000, 400

pytestmark = pytest.mark.skipif(not FILES, reason="the corpus of foreign workbooks is not here")


def kinds() -> dict[str, str]:
    """What each file of the corpus is."""
    with (CORPUS / "INDEX.csv").open(encoding="utf-8") as index:
        return {row["path"]: row["kind"] for row in csv.DictReader(index)}


def sample(drill: Callable[[int, int], int]) -> list[Path]:
    """Every file under the drill, else some forty spread over all of them."""
    return FILES[:: max(1, len(FILES) // drill(40, len(FILES)))]


def outcome(path: Path) -> Workbook | GateRefusal:
    try:
        return read(path.read_bytes())
    except GateRefusal as refusal:
        return refusal


@pytest.mark.slow
def test_every_foreign_file_is_read_or_refused_with_its_own_sentence(drill: Callable[[int, int], int]) -> None:
    kind_of = kinds()
    for path in sample(drill):
        kind = kind_of[path.relative_to(CORPUS).as_posix()]
        begun = time.monotonic()
        found = outcome(path)
        assert time.monotonic() - begun < 35, path.name
        if isinstance(found, GateRefusal):
            assert found.code in GATE_TEXTS
            assert found.code not in ("G_UNREADABLE", "G_TOO_SLOW", "G_TOO_LARGE", "G_BUSY"), (path.name, found.code)
            assert found.code in MUST_REFUSE.get(kind, {found.code}), (path.name, found.code)
        else:
            assert kind not in MUST_REFUSE, path.name


@pytest.mark.slow
def test_openpyxl_finds_the_same_cells(drill: Callable[[int, int], int]) -> None:
    compared = 0
    for path in sample(drill):
        found = outcome(path)
        if isinstance(found, Workbook) and found.kind == "xlsx" and (second := opened_by_openpyxl(path)):
            for sheet in found.sheets:
                ours = {place: seen(cell) for place, cell in sheet.cells.items() if seen(cell) != (None, None, False)}
                assert ours == theirs(*(book[sheet.name] for book in second)), (path.name, sheet.name)
                compared += len(ours)
    assert compared > 1000


def opened_by_openpyxl(path: Path) -> tuple[Any, Any] | None:
    """The workbook with values and with formulas; None where openpyxl itself fails on it."""
    data = path.read_bytes()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return tuple(openpyxl.load_workbook(io.BytesIO(data), data_only=only) for only in (True, False))
        except Exception:
            return None


def seen(cell: Cell) -> tuple[object, str | None, bool]:
    """What both readers can tell of a cell; openpyxl knows no empty text."""
    return (cell.value if cell.value != "" else None, cell.formula, cell.is_error)


def theirs(values: Any, formulas: Any) -> dict[tuple[int, int], tuple[object, str | None, bool]]:
    found = {}
    for place, cell in values._cells.items():
        twin = formulas._cells[place]
        text = getattr(twin.value, "text", twin.value) if twin.data_type == "f" else None
        value = cell.value
        if isinstance(value, datetime) and value.time() == clock():
            value = value.date()
        has_something = value not in (None, "") or text is not None
        if has_something and place[0] <= LAST_ROW and place[1] <= LAST_COLUMN:
            found[place] = (value if value != "" else None, text, cell.data_type == "e")
    return found


@pytest.mark.slow
def test_calamine_finds_the_same_values_in_the_other_formats(drill: Callable[[int, int], int]) -> None:
    """Texts, numbers and truths; calamine knows no error cells, and dates and times by other rules."""
    compared = 0
    for path in sample(drill):
        found = outcome(path)
        if isinstance(found, Workbook) and found.kind in ("xls", "ods"):
            second = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
            for sheet in found.sheets:
                theirs = second.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                for (row, column), cell in sheet.cells.items():
                    is_known = row <= len(theirs) and not str(theirs[row - 1][column - 1]).startswith("PT")
                    if is_known and isinstance(cell.value, str | int | float) and not cell.is_error and cell.value:
                        other = theirs[row - 1][column - 1]
                        assert alike(cell.value, other), (path.name, sheet.name, cell.address, cell.value, other)
                        compared += 1
    assert compared > 100


def alike(ours: str | float, other: object) -> bool:
    if isinstance(ours, str):
        return isinstance(other, str) and " ".join(ours.split()) == " ".join(other.split())
    is_number = isinstance(other, int | float)
    return not is_number or math.isclose(ours, other, rel_tol=1e-12, abs_tol=1e-300)
