"""Delimited text in every encoding and with every delimiter that agencies send."""

from __future__ import annotations

import pytest

from etl.gate import GateRefusal
from etl.read import read

ROWS = [["จังหวัด", "จำนวน (คน)", "หมายเหตุ"], ["เชียงใหม่", "๑,๒๓๔", 'อ้าง "ข" บรรทัด\nใหม่'], ["ลำพูน", "12", ""]]


def text(delimiter: str) -> str:
    return "\r\n".join(
        delimiter.join(
            '"' + value.replace('"', '""') + '"' if {'"', ",", "\n"} & set(value) else value for value in row
        )
        for row in ROWS
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp874"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    book = read(text(delimiter).encode(encoding))
    assert book.kind == "csv"
    assert [sheet.name for sheet in book.sheets] == ["csv"]
    found = {place: cell.value for place, cell in book.sheets[0].cells.items()}
    assert found == {
        (row, column): value
        for row, values in enumerate(ROWS, start=1)
        for column, value in enumerate(values, start=1)
        if value
    }


def test_commas_inside_numbers_do_not_win_over_semicolons() -> None:
    sheet = read("ชื่อ;บาท\nก;1,234,567\nข;2,345,678\n".encode()).sheets[0]
    assert sheet.cells[2, 2].value == "1,234,567"


def test_excels_own_first_line_names_the_delimiter() -> None:
    sheet = read(b"sep=;\na,b;c\n").sheets[0]
    assert [sheet.cells[1, column].value for column in (1, 2)] == ["a,b", "c"]


def test_lines_may_end_as_on_an_old_mac() -> None:
    assert read(b"a,b\rc,d\r").sheets[0].last_row == 2


def test_codes_keep_their_zeros() -> None:
    assert read(b"code,n\n001,1\n").sheets[0].cells[2, 1].value == "001"


def test_a_quote_that_is_never_closed_is_reported_at_its_cell() -> None:
    with pytest.raises(GateRefusal) as caught:
        read(b'a,b\n1,"x' + b"\nrow,2" * 10_000)
    assert (caught.value.code, caught.value.params["cell"]) == ("G_CELL_TEXT", "B2")


@pytest.mark.parametrize("data", [b"\xff\xfe\x00\xd8", b"a,b\n\x81\x8d\xff\xfc,1\n"])
def test_text_in_no_known_encoding_is_refused(data: bytes) -> None:
    with pytest.raises(GateRefusal) as caught:
        read(data)
    assert caught.value.code == "G_ENCODING"
