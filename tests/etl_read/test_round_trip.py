"""Whatever is written into a workbook comes back, at its address."""

from __future__ import annotations

import csv
import io
import math
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.cells import CellValue
from etl.read import read
from tests.etl_read.files import made

TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cn"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=40
)
THAI = st.text("กขคงจเแโำิีึื่้๊๋์ ๑๒๓0123456789.-\u200b\n", min_size=1, max_size=20)
NUMBERS = st.integers(-(10**14), 10**14) | st.floats(allow_nan=False, allow_infinity=False)
DATES = st.dates(date(1900, 3, 1), date(2600, 12, 31))
MOMENTS = st.datetimes(datetime(1900, 3, 1), datetime(2600, 12, 31)).map(lambda at: at.replace(microsecond=0))
VALUES = TEXTS | THAI | NUMBERS | st.booleans() | DATES | MOMENTS
TABLES = st.dictionaries(st.tuples(st.integers(0, 60), st.integers(0, 40)), VALUES, max_size=25)


def write(table: dict[tuple[int, int], CellValue], is_1904: bool) -> bytes:
    def fill(workbook: Any, sheet: Any) -> None:
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        moment = workbook.add_format({"num_format": "[$-107041E]d mmm yyyy h:mm:ss"})
        for (row, column), value in table.items():
            if isinstance(value, bool):
                sheet.write_boolean(row, column, value)
            elif isinstance(value, str):
                sheet.write_string(row, column, value)
            elif isinstance(value, datetime):
                sheet.write_datetime(row, column, value, moment)
            elif isinstance(value, date):
                sheet.write_datetime(row, column, value, day)
            else:
                sheet.write_number(row, column, value)

    return made(fill, date_1904=is_1904)


def expected(value: CellValue) -> CellValue:
    if isinstance(value, float):
        return float(f"{value:.16G}")
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    # A line end inside XML is always a line feed.
    return value


def same(found: CellValue, wanted: CellValue) -> bool:
    if isinstance(wanted, float):
        return isinstance(found, int | float) and math.isclose(found, wanted, rel_tol=1e-15, abs_tol=0)
    return found == wanted and isinstance(found, bool) == isinstance(wanted, bool) and type(found) is type(wanted)


@pytest.mark.slow
def test_any_table_comes_back_from_a_workbook(drill: Any) -> None:
    @settings(max_examples=drill(60, 2000), deadline=None, suppress_health_check=list(HealthCheck))
    @given(TABLES, st.booleans())
    def check(table: dict[tuple[int, int], CellValue], is_1904: bool) -> None:
        if is_1904:
            table = {place: value for place, value in table.items() if not isinstance(value, date) or value.year > 1904}
        sheet = read(write(table, is_1904)).sheets[0]
        wanted = {(row + 1, column + 1): expected(value) for (row, column), value in table.items()}
        assert sheet.cells.keys() == wanted.keys()
        for place, value in wanted.items():
            assert same(sheet.cells[place].value, value), (place, value, sheet.cells[place])

    check()


@pytest.mark.slow
def test_any_table_comes_back_from_csv(drill: Any) -> None:
    words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufeff"), max_size=12)
    rows = st.lists(st.lists(words, min_size=3, max_size=3), min_size=2, max_size=12)

    @settings(max_examples=drill(60, 2000), deadline=None, suppress_health_check=list(HealthCheck))
    @given(rows, st.sampled_from(["utf-8-sig", "utf-16"]), st.sampled_from([",", ";", "\t"]))
    def check(table: list[list[str]], encoding: str, delimiter: str) -> None:
        target = io.StringIO(newline="")
        csv.writer(target, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([["ก", "ข", "ค"], *table])
        sheet = read(target.getvalue().encode(encoding)).sheets[0]
        wanted = {
            (row, column): value
            for row, values in enumerate(table, start=2)
            for column, value in enumerate(values, start=1)
            if value
        }
        assert {place: cell.value for place, cell in sheet.cells.items() if place[0] > 1} == wanted

    check()


@pytest.mark.parametrize("text", ["_x000D_", "a_x0041_b", " เว้น ", "\ta\n", "=1+1", "00012", "x\x01y", "ก\u200bข"])
def test_odd_texts_come_back_letter_for_letter(text: str) -> None:
    sheet = read(made(lambda _workbook, sheet: sheet.write_string(4, 2, text))).sheets[0]
    assert sheet.cells[5, 3].value == text
