"""One cell of one column: rounding, dashes, choices, yes and no, and what a column tells about its percentages."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from base.words import Text
from etl.cells import Cell, CellValue
from etl.forms.model import Choice, Field, FieldType
from etl.normalise import Normal, NormalValue, PercentHint, normalise, percent_hint

HEADER = Text("ก", "A")
STATUS = (
    Choice("not_started", Text("ยังไม่เริ่ม", "Not started"), ("ยังไม่ดำเนินการ",)),
    Choice("in_progress", Text("อยู่ระหว่างดำเนินการ", "In progress"), ("กำลังทำ",)),
    Choice("completed", Text("แล้วเสร็จ", "Completed"), ("เสร็จ",)),
)


def told(kind: FieldType, value: CellValue, *, number_format: str = "General", dash_is_zero: bool = False) -> Normal:
    choices = STATUS if kind in (FieldType.CHOICE, FieldType.MULTI_CHOICE) else ()
    field = Field("x", HEADER, kind, choices=choices, dash_is_zero=dash_is_zero)
    return normalise(field, Cell(1, 1, value, number_format))


@pytest.mark.parametrize(
    ("kind", "value", "stored", "codes"),
    [
        (FieldType.MONEY, 1234.565, "1234.57", ("W_ROUNDED",)),
        (FieldType.MONEY, -1234.565, "-1234.57", ("W_ROUNDED",)),
        (FieldType.MONEY, "0.005", "0.01", ("W_ROUNDED",)),
        (FieldType.MONEY, 0.1 + 0.2, "0.3", ()),
        (FieldType.MONEY, 9999999999999.99, "9999999999999.99", ()),
        (FieldType.MONEY, 10**13, None, ("E_NUM_TOO_LARGE",)),
        (FieldType.NUMBER, 1 / 3, "0.3333", ("W_ROUNDED",)),
        (FieldType.NUMBER, "0.00005", "0.0001", ("W_ROUNDED",)),
        (FieldType.NUMBER, "0.00004", "0", ("W_ROUNDED",)),
        (FieldType.NUMBER, 1000.0, "1000", ()),
        (FieldType.NUMBER, "12345678901234567890", None, ("E_NUM_TOO_LARGE",)),
        (FieldType.PERCENT, 66.666666666, "66.6667", ("W_ROUNDED",)),
        (FieldType.INTEGER, 12.0, "12", ()),
        (FieldType.INTEGER, "๑๒ คน", "12", ("W_UNIT",)),
        (FieldType.INTEGER, 12.5, None, ("E_NUM_NOT_INTEGER",)),
        (FieldType.INTEGER, float("inf"), None, ("E_NUM_NOTFINITE",)),
        (FieldType.INTEGER, time(1), None, ("E_NUM_IS_DATE",)),
        (FieldType.NUMBER, "5/1/2564", None, ("E_NUM_IS_DATE",)),
        (FieldType.NUMBER, "ประมาณ 12", None, ("E_NUM_QUALIFIED",)),
        (FieldType.NUMBER, "10 ถึง 12", None, ("E_NUM_RANGE",)),
        (FieldType.NUMBER, "1,50", None, ("E_NUM_LOCALE",)),
        (FieldType.NUMBER, "3 พันธุ์", "3", ("W_UNIT",)),
        (FieldType.NUMBER, "2 แสนคน", "200000", ("W_UNIT_SCALED",)),
        (FieldType.NUMBER, "85%", None, ("E_NUM_FORMAT",)),
    ],
)
def test_numbers(kind: FieldType, value: CellValue, stored: str | None, codes: tuple[str, ...]) -> None:
    found = told(kind, value)
    assert found == Normal(None if stored is None else Decimal(stored), codes)


@pytest.mark.parametrize("value", ["-", "–", "ไม่มี", " - "])
def test_a_dash_is_zero_only_where_the_column_says_so(value: str) -> None:
    for kind in (FieldType.MONEY, FieldType.NUMBER, FieldType.PERCENT, FieldType.INTEGER):
        assert told(kind, value, dash_is_zero=True) == Normal(Decimal(0), ("W_ZERO_WORD",))
        assert told(kind, value) == Normal(None, ("W_NULL_WORD",))
    assert told(FieldType.NUMBER, "ไม่มีข้อมูล", dash_is_zero=True) == Normal(None, ("W_NULL_WORD",))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("แล้วเสร็จ", "completed"),
        (" แล้ว\u200bเสร็จ ", "completed"),
        ("เเล้วเสร็จ", "completed"),
        ("COMPLETED", "completed"),
        ("in progress", "in_progress"),
        ("กำลัง ทำ", "in_progress"),
        ("อยู่ระหว่างดำเนินการ", "in_progress"),
        ("ยังไม่ดำเนินการ", "not_started"),
    ],
)
def test_a_choice_is_known_by_label_code_and_alias(value: str, code: str) -> None:
    assert told(FieldType.CHOICE, value) == Normal(code)


def test_an_unknown_choice_is_refused_and_a_dash_is_missing() -> None:
    assert told(FieldType.CHOICE, "เสร็จแล้วมั้ง") == Normal(None, ("E_CHOICE",))
    assert told(FieldType.CHOICE, "-") == Normal(None, ("W_NULL_WORD",))


@pytest.mark.parametrize("separator", [",", ", ", ";", "/", "\n", " และ"])
def test_several_choices_are_stored_in_the_order_of_the_form(separator: str) -> None:
    assert told(FieldType.MULTI_CHOICE, separator.join(["แล้วเสร็จ", "กำลังทำ", "เสร็จ"])) == Normal(
        "in_progress,completed"
    )
    assert told(FieldType.MULTI_CHOICE, separator.join(["แล้วเสร็จ", "อื่น"])) == Normal(None, ("E_CHOICE",))
    assert told(FieldType.MULTI_CHOICE, separator).value is None


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("ใช่", True),
        ("ไม่ใช่", False),
        ("Yes", True),
        ("no", False),
        (1, True),
        (0, False),
        (1.0, True),
        ("๑", True),
        ("TRUE", True),
        (False, False),
        ("✓", True),
        ("/", True),
        ("", None),
    ],
)
def test_yes_and_no(value: CellValue, stored: bool | None) -> None:
    assert told(FieldType.YES_NO, value) == Normal(stored)


def test_anything_else_is_neither_yes_nor_no() -> None:
    for value in ("บางที", 2, date(2021, 1, 5), "x"):
        assert told(FieldType.YES_NO, value) == Normal(None, ("E_YES_NO",))


@pytest.mark.parametrize(
    ("kind", "value", "stored", "codes"),
    [
        (FieldType.CODE, "001", "001", ()),
        (FieldType.CODE, 42.0, "42", ()),
        (FieldType.CODE, "PC ๕๐", "PC50", ()),
        (FieldType.CODE, date(2021, 1, 5), None, ("E_CODE_FORMAT",)),
        (FieldType.CODE, "-", None, ("W_NULL_WORD",)),
        (FieldType.TEXT, "ไม่มี", "ไม่มี", ()),
        (FieldType.TEXT, "—", None, ("W_NULL_WORD",)),
        (FieldType.TEXT, "บรรทัด\u00a0หนึ่ง \r\n  สอง", "บรรทัด หนึ่ง\nสอง", ()),
        (FieldType.TEXT, 12.5, "12.5", ()),
        (FieldType.TEXT, date(2021, 1, 5), "2021-01-05", ()),
        (FieldType.TEXT, "ª×èÍ", "ª×èÍ", ("W_MOJIBAKE",)),
        (FieldType.TEXT, "café", "café", ()),
        (FieldType.URL, " https://example.go.th/a ", "https://example.go.th/a", ()),
        (FieldType.DATE, "มิ.ค. 2564", None, ("E_DATE_FORMAT",)),
        (FieldType.DATE, "5 มิ.ค. 2564", None, ("E_DATE_MONTH",)),
        (FieldType.DATE, "29/02/2567", date(2024, 2, 29), ()),
        (FieldType.DATE, date(2564, 2, 28), date(2021, 2, 28), ("W_BE_REAL",)),
        (FieldType.DATE, "2021-01-04T20:00:00Z", date(2021, 1, 5), ()),
        (FieldType.DATE, 5012564, date(2021, 1, 5), ()),
        (FieldType.DATE, "20122555", date(2012, 12, 20), ()),
        (FieldType.DATE, 20121220, date(2012, 12, 20), ()),
        (FieldType.DATE, "31022564", None, ("E_DATE_INVALID",)),
        (FieldType.DATE, 2564, None, ("E_DATE_NO_DAY",)),
        (FieldType.DATE, "5 มกราคม พ.ศ. 2021", None, ("E_YEAR_RANGE",)),
        (FieldType.IGNORED, "x", None, ()),
    ],
)
def test_texts_codes_and_dates(kind: FieldType, value: CellValue, stored: NormalValue, codes: tuple[str, ...]) -> None:
    assert told(kind, value) == Normal(stored, codes)


def test_a_real_date_that_exists_only_in_the_wrong_era_is_refused() -> None:
    assert told(FieldType.DATE, date(2564, 2, 28).replace(day=28)).value == date(2021, 2, 28)
    assert told(FieldType.DATE, date(2564, 2, 29)) == Normal(None, ("E_DATE_INVALID",))


def test_missing_error_and_uncalculated_cells() -> None:
    field = Field("x", HEADER, FieldType.NUMBER)
    assert normalise(field, None) == Normal(None)
    assert normalise(field, Cell(1, 1, "#DIV/0!", is_error=True)) == Normal(None, ("E_CELL_ERROR",))
    assert normalise(field, Cell(1, 1, None, formula="=A1")) == Normal(None, ("E_FORMULA_NO_VALUE",))
    assert normalise(field, Cell(1, 1, 3, formula="=1+2")) == Normal(Decimal(3))
    assert normalise(field, Cell(1, 1, "", formula='=""')) == Normal(None)


def column(*values: CellValue, number_format: str = "General") -> list[Cell]:
    return [Cell(row, 1, value, number_format) for row, value in enumerate(values, start=1)]


def test_a_column_tells_how_its_percentages_are_written() -> None:
    assert percent_hint(column(0.85, 0.5, 1)) is PercentHint.FRACTION
    assert percent_hint(column(0.85, 85)) is PercentHint.POINTS
    assert percent_hint(column(0.85)) is PercentHint.UNKNOWN
    assert percent_hint(column(1, 1, 0)) is PercentHint.UNKNOWN
    assert percent_hint(column(0.85, "90%", None)) is PercentHint.UNKNOWN, "a sign tells nothing about bare numbers"
    assert percent_hint([*column(0.85), *column(0.2, number_format="0%")]) is PercentHint.UNKNOWN
    assert percent_hint(column()) is PercentHint.UNKNOWN


def test_the_format_decides_before_the_hint() -> None:
    field = Field("x", HEADER, FieldType.PERCENT)
    for hint in PercentHint:
        assert normalise(field, Cell(1, 1, 0.07, "0.00%"), percent_hint=hint) == Normal(Decimal(7))
        assert normalise(field, Cell(1, 1, "0.5 %"), percent_hint=hint) == Normal(Decimal("0.5"))
    assert normalise(field, Cell(1, 1, 0.5, '0"%"')).codes == ("W_PCT_AMBIGUOUS",), "a literal sign multiplies nothing"
    assert normalise(field, Cell(1, 1, 0.5), percent_hint=PercentHint.POINTS) == Normal(Decimal("0.5"))
