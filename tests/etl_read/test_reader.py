"""What a reader keeps beside the values: formats, formulas, errors, merges, what is hidden, what is skipped."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

import pytest

from etl.cells import Cell, Sheet
from etl.gate import GateRefusal
from etl.read import read
from etl.reading.formats import built_in, shows_date
from tests.etl_read.files import STRINGS_XML, WORKBOOK_XML, altered, made, small, with_part, with_rows

SERIAL = 44201  # 5 January 2021


def sheet_of(data: bytes) -> Sheet:
    return read(data).sheets[0]


def test_a_formula_keeps_its_text_and_its_calculated_value() -> None:
    def fill(_workbook: Any, sheet: Any) -> None:
        sheet.write_formula("A1", "=1+1", value=2)
        sheet.write_formula("A2", "=1/0", value="#DIV/0!")
        sheet.write_formula("A3", '="ก"&"ข"', value="กข")

    cells = sheet_of(made(fill)).cells
    assert cells[1, 1] == Cell(1, 1, 2, formula="=1+1")
    assert cells[2, 1] == Cell(2, 1, "#DIV/0!", formula="=1/0", is_error=True)
    assert (cells[3, 1].value, cells[3, 1].formula) == ("กข", '="ก"&"ข"')


def test_a_formula_that_was_never_calculated_has_no_value() -> None:
    rows = (
        '<row r="1"><c r="A1"><f>B1*2</f></c><c r="B1"><f>1+1</f><v></v></c>'
        '<c r="C1" t="str"><f>""</f><v></v></c></row>'
    )
    cells = sheet_of(with_rows(rows)).cells
    assert [cells[1, column].value for column in (1, 2, 3)] == [None, None, ""]
    assert [cells[1, column].formula for column in (1, 2, 3)] == ["=B1*2", "=1+1", '=""']


def test_a_shared_formula_is_moved_to_each_cell() -> None:
    rows = (
        '<row r="1"><c r="C1"><f t="shared" ref="C1:C2" si="0">A1+$B$1</f><v>3</v></c></row>'
        '<row r="2"><c r="C2"><f t="shared" si="0"/><v>4</v></c></row>'
    )
    cells = sheet_of(with_rows(rows)).cells
    assert cells[1, 3].formula == "=A1+$B$1"
    assert (cells[2, 3].formula, cells[2, 3].value) == ("=A2+$B$1", 4)


@pytest.mark.parametrize(
    "number_format",
    [
        "dd/mm/yyyy",
        "[$-107041E]d mmmm yyyy",
        "[$-D07041E]dd/mm/yyyy",
        "d/m/bbbb",
        "bbbb",
        "[$-41E]d mmm bb",
        "ว ดดดด ปปปป",
        "ว/ด/ปปปป",
        "ดดด-ปป",
        "mmm-yy;@",
    ],
)
def test_a_date_is_a_gregorian_date_in_every_thai_format(number_format: str) -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        sheet.write_number(0, 0, SERIAL, workbook.add_format({"num_format": number_format}))

    assert sheet_of(made(fill)).cells[1, 1] == Cell(1, 1, date(2021, 1, 5), number_format)


@pytest.mark.parametrize("number", [71, 72, 73, 74, 77, 81, 14])
def test_formats_that_a_thai_excel_names_by_number_only_are_dates(number: int) -> None:
    assert shows_date(built_in(number))


@pytest.mark.parametrize(
    "number_format",
    [
        "General",
        "0.00",
        "#,##0",
        '#,##0 "คน"',
        '0" วัน"',
        "0%",
        "t#,##0.00",
        "[Red]0",
        "0.00E+00",
        '0"ดด"',
        "[h]:mm",
        "@",
    ],
)
def test_a_number_stays_a_number(number_format: str) -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        sheet.write_number(0, 0, SERIAL, workbook.add_format({"num_format": number_format}))

    assert sheet_of(made(fill)).cells[1, 1].value == SERIAL


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        sheet.write_datetime(0, 0, datetime(2021, 1, 5, 10, 30), workbook.add_format({"num_format": "d/m/yy h:mm"}))

    assert sheet_of(made(fill, date_1904=True)).cells[1, 1].value == datetime(2021, 1, 5, 10, 30)


def test_a_buddhist_year_typed_as_a_year_is_given_as_it_stands() -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        sheet.write_number(0, 0, 242527, workbook.add_format({"num_format": "d/m/yyyy"}))
        sheet.write_number(1, 0, 0, workbook.add_format({"num_format": "d/m/yyyy"}))
        sheet.write_number(2, 0, -5, workbook.add_format({"num_format": "d/m/yyyy"}))
        sheet.write_number(3, 0, 0.75, workbook.add_format({"num_format": "h:mm"}))

    cells = sheet_of(made(fill)).cells
    assert [cells[row, 1].value for row in (1, 2, 3, 4)] == [date(2564, 1, 5), 0, -5, time(18, 0)]


def test_merges_and_hidden_things_are_known() -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        sheet.merge_range("B2:D3", "รวม")
        sheet.write_string(9, 0, "ซ่อน")
        sheet.set_row(9, options={"hidden": True})
        sheet.set_column("F:G", options={"hidden": True})
        workbook.add_worksheet("_tidtam").very_hidden()
        workbook.add_worksheet("ซ่อน").hide()

    book = read(made(fill))
    assert [(sheet.name, sheet.is_hidden) for sheet in book.sheets] == [
        ("ข้อมูล", False),
        ("_tidtam", True),
        ("ซ่อน", True),
    ]
    sheet = book.sheets[0]
    assert sheet.merges == ((2, 2, 3, 4),)
    assert sheet.hidden_rows == {10}
    assert sheet.hidden_columns == {6, 7}
    assert sheet.cells[10, 1].value == "ซ่อน"


def test_what_a_merge_covers_is_left_out() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>1+1</f><v>2</v></c><c r="C1"><f>A1</f><v>3</v></c></row>'
    cells = sheet_of(with_rows(rows, '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>')).cells
    assert {place: (cell.value, cell.formula) for place, cell in cells.items()} == {
        (1, 1): (1, None),
        (1, 3): (3, "=A1"),
    }


def test_cells_far_away_are_skipped_and_named() -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="OJ1"><v>2</v></c><c r="OK1"><v>3</v></c></row>'
        '<row r="100001"><c r="B100001"><v>4</v></c></row><row r="1048576"><c r="XFD1048576"><v>5</v></c></row>'
    )
    sheet = sheet_of(with_rows(rows))
    assert set(sheet.cells) == {(1, 1), (1, 400)}
    assert sheet.skipped == ("OK1", "B100001", "XFD1048576")


def test_rows_and_cells_without_addresses_are_counted() -> None:
    cells = sheet_of(with_rows("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")).cells
    assert {place: cell.value for place, cell in cells.items()} == {(1, 1): 1, (1, 2): 2, (2, 1): 3}


def test_rich_text_is_joined_and_phonetic_hints_are_left_out() -> None:
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t xml:space="preserve">จัง </t>'
        "</r>\n<r><t>หวัด</t></r><rPh sb='0' eb='1'><t>X</t></rPh></si></sst>"
    )
    assert sheet_of(with_part(small(), STRINGS_XML, strings.encode())).cells[1, 1].value == "จัง หวัด"
    inline = '<row r="1"><c r="A1" t="inlineStr"><is><r><t>ก</t></r><r><t>ข</t></r></is></c></row>'
    assert sheet_of(with_rows(inline)).cells[1, 1].value == "กข"


@pytest.mark.parametrize(
    ("stored", "value"),
    [
        ("<v>12</v>", 12),
        ("<v>1.5E3</v>", 1500.0),
        ("<v> 7 </v>", 7),
        ("<v>12345678901234567890</v>", 12345678901234567168),
        ("<v>1E400</v>", float("inf")),
    ],
)
def test_numbers_as_they_are_stored(stored: str, value: float) -> None:
    assert sheet_of(with_rows(f'<row r="1"><c r="A1">{stored}</c></row>')).cells[1, 1].value == value


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ('<row r="1"><c r="A1"><v>x</v></c></row>', "G_BROKEN_PART"),
        ('<row r="1"><c r="A1" t="s"><v>99</v></c></row>', "G_BROKEN_PART"),
        ('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', "G_BROKEN_PART"),
        ('<row r="1"><c r="A0"><v>1</v></c></row>', "G_BROKEN_PART"),
        ('<row r="1"><c r="11"><v>1</v></c></row>', "G_BROKEN_PART"),
        ('<row r="1"><c r="A1"><v>1</c></row>', "G_BROKEN_PART"),
        ('<row r="1"><c r="A1" t="str"><v>' + "ก" * 32_768 + "</v></c></row>", "G_CELL_TEXT"),
    ],
)
def test_a_damaged_sheet_is_refused_by_its_part(rows: str, code: str) -> None:
    with pytest.raises(GateRefusal) as caught:
        read(with_rows(rows))
    assert caught.value.code == code


def test_merges_too_many_or_too_large_are_refused() -> None:
    for merges in ('<mergeCell ref="A1:XFD1048576"/>', '<mergeCell ref="A1:B1"/>' * 20_001):
        with pytest.raises(GateRefusal) as caught:
            read(with_rows("", f"<mergeCells>{merges}</mergeCells>"))
        assert caught.value.code == "G_MERGES"
        assert "ข้อมูล" in caught.value.text.th
    assert sheet_of(with_rows("", '<mergeCells><mergeCell ref="A:B"/></mergeCells>')).merges == ((1, 1, 1_048_576, 2),)


def test_sheets_too_many_are_refused() -> None:
    def fill(workbook: Any, _sheet: Any) -> None:
        for number in range(60):
            workbook.add_worksheet(f"s{number}")

    with pytest.raises(GateRefusal) as caught:
        read(made(fill))
    assert (caught.value.code, caught.value.params) == ("G_SHEETS", {"count": "61", "limit": "60"})


def test_a_workbook_without_worksheets_is_refused() -> None:
    with pytest.raises(GateRefusal) as caught:
        read(altered(small(), WORKBOOK_XML, lambda xml: re.sub(rb"<sheet [^>]*/>", b"", xml)))
    assert caught.value.code == "G_NO_SHEET"
