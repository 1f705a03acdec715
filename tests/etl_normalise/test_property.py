"""Whatever stands in a cell: no normaliser raises, and cleaning twice changes nothing more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from time import process_time as time_now
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from base.words import Text
from etl.cells import Cell, CellValue
from etl.forms.model import Choice, Field, FieldType
from etl.normalise import (
    Normal,
    PercentHint,
    comparable,
    date_of,
    is_total_label,
    normalise,
    number_of,
    percent_hint,
    period_of,
    repair_mojibake,
    text_of,
)

THAI = "กขคจชดตทนบปพมยรลวสหอฮะาิีึืุูเแโใไ็่้๊๋์ํำๆฯ๐๑๒๕๙"
PIECES = st.sampled_from(
    [
        "ม.ค.",
        "มกราคม",
        "พ.ศ.",
        "ไตรมาส",
        "Q3",
        "25",
        "64",
        "2564",
        "/",
        "-",
        ".",
        ",",
        " ",
        "%",
        "(",
        ")",
        "=",
        "ล้าน",
        "บาท",
    ]
    + [
        "ร้อยละ",
        "รวม",
        "ถึง",
        "\u200b",
        "\u202e",
        "\ufeff",
        "\uf70a",
        "เเ",
        "ํ",
        "้า",
        "\xa0",
        "\n",
        "1e9",
        "nan",
        "٣",
        "−",
        "฿",
    ]
)
TEXTS = (
    st.text() | st.text(THAI, max_size=12) | st.lists(PIECES, max_size=7).map("".join) | st.text("0123456789.,/-eE+ ")
)
VALUES: st.SearchStrategy[CellValue] = (
    TEXTS
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.none()
)
Drill = Callable[[int, int], int]
YES = Choice("a", Text("ก", "A"), ("ข",))
FIELDS = [
    Field("x", Text("ก", "X"), kind, choices=(YES,) if has_choices else (), dash_is_zero=has_choices)
    for kind in FieldType
    for has_choices in (False, True)
]
STORED: dict[FieldType, tuple[type, ...]] = {
    FieldType.INTEGER: (int,),
    FieldType.NUMBER: (Decimal,),
    FieldType.MONEY: (Decimal,),
    FieldType.PERCENT: (Decimal,),
    FieldType.DATE: (date,),
    FieldType.YES_NO: (bool,),
}


def test_every_cell_gives_a_value_of_the_stored_type_or_none(drill: Drill) -> None:
    @given(VALUES, st.sampled_from(FIELDS), st.sampled_from(PercentHint), st.sampled_from(["General", "0%", "bbbb"]))
    @settings(max_examples=drill(250, 4000), deadline=None, database=None)
    def check(value: CellValue, field: Field, hint: PercentHint, number_format: str) -> None:
        found = normalise(field, Cell(1, 1, value, number_format), percent_hint=hint)
        assert found.value is None or type(found.value) in STORED.get(field.type, (str,))
        assert not (found.has_error and found.value is not None)
        assert all(code.startswith(("E_", "W_")) for code in found.codes)
        if isinstance(found.value, Decimal):
            decimals = 2 if field.type is FieldType.MONEY else 4
            assert found.value == found.value.quantize(Decimal(1).scaleb(-decimals))

    check()


def test_no_function_raises(drill: Drill) -> None:
    @given(VALUES)
    @settings(max_examples=drill(250, 4000), deadline=None, database=None)
    def check(value: CellValue) -> None:
        functions: tuple[Callable[[Any], Normal], ...] = (date_of, period_of, number_of)
        for function in functions:
            found = function(value)
            assert not (found.has_error and found.value is not None)
        is_total_label(value)
        percent_hint([Cell(1, 1, value)])
        if isinstance(value, str):
            repair_mojibake(value)

    check()


def test_cleaning_is_idempotent_and_keeps_what_can_be_seen(drill: Drill) -> None:
    @given(TEXTS)
    @example("\u0e4d\u0e48\u0e49\u0e32")
    @example(" \u200b ")
    @example("\u202a \u00a0\u202c")
    @settings(max_examples=drill(300, 8000), deadline=None, database=None)
    def check(text: str) -> None:
        once = text_of(text).value or ""
        assert isinstance(once, str)
        assert (text_of(once).value or "") == once
        assert text_of(once).codes == ()
        assert comparable(once) == comparable(text)

    check()


@pytest.mark.parametrize(
    "text",
    [
        "1-" + "1" * 32_000 + " a b",
        "1" * 32_000 + "/",
        "1," * 16_000 + "x",
        "5 " + "ม" * 32_000,
        "รวม" + " (" * 16_000,
        "่ั" * 16_000,
        "ำ่" * 16_000,
        "ํ่" * 16_000,
        " \n" * 16_000,
        "เธ" * 16_000,
        "é" * 32_000,
        ", และ" * 6_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    begun = time_now()
    once = text_of(text).value or ""
    assert isinstance(once, str)
    assert (text_of(once).value or "") == once
    for field in FIELDS:
        normalise(field, Cell(1, 1, text))
    period_of(text)
    is_total_label(text)
    assert time_now() - begun < 5


def test_every_plausible_day_is_understood_in_every_written_form(drill: Drill) -> None:
    @given(st.dates(date(2012, 1, 1), date(2030, 12, 31)))
    @settings(max_examples=drill(80, 5000), deadline=None, database=None)
    def check(day: date) -> None:
        buddhist = day.year + 543
        for text in (f"{day.day}/{day.month}/{buddhist}", f"{day.day}.{day.month}.{day.year}", f"{day:%d%m}{buddhist}"):
            assert date_of(text).value == day
        assert date_of(datetime.combine(day, time(10))).value == day
        assert date_of((day - date(1899, 12, 30)).days) == Normal(day, ("W_SERIAL",))

    check()


def test_a_number_is_exact_in_every_written_form(drill: Drill) -> None:
    @given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 4))
    @settings(max_examples=drill(80, 5000), deadline=None, database=None)
    def check(digits: int, decimals: int) -> None:
        number = Decimal(digits).scaleb(-decimals)
        for written in (f"{number:f}", f"{number:,f}", float(number), f"{number:f} บาท", f"฿{number:,f}"):
            assert number_of(written).value == number

    check()
