"""Damaged workbooks, by the hundred: each is read or refused, and the reader lives on."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from etl.gate import GATE_TEXTS, GateRefusal
from etl.read import read
from tests.etl_read.files import SHEET_XML, STRINGS_XML, WORKBOOK_XML, packed, parts_of, with_rows

PARTS = [SHEET_XML, STRINGS_XML, WORKBOOK_XML, "xl/styles.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"]


def honest() -> bytes:
    """A small workbook with a text, a number, a formula, a merge and a hidden row."""
    return with_rows(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="0"><f>1+1</f><v>2</v></c></row><row r="2" hidden="1"/>',
        '<mergeCells count="1"><mergeCell ref="C1:D2"/></mergeCells>',
    )


def damaged(data: bytes, dice: random.Random) -> bytes:
    """The bytes with a few of them changed, left out or repeated."""
    content = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        place = dice.randrange(len(content))
        match dice.randrange(4):
            case 0:
                content[place] = dice.randrange(256)
            case 1:
                del content[place : place + dice.randint(1, 9)]
            case 2:
                content[place:place] = content[place : place + dice.randint(1, 30)]
            case _:
                content[place : place + 1] = dice.choice([b"-", b"9" * 12, b"A1", b"<c>", b'"', b"&#0;", b"\x00"])
    return bytes(content)


def read_or_refused(data: bytes) -> str:
    try:
        read(data)
    except GateRefusal as refusal:
        return refusal.code
    return "read"


@pytest.mark.slow
def test_damaged_files_are_read_or_refused(drill: Callable[[int, int], int]) -> None:
    dice, data, found = random.Random(11), honest(), set[str]()
    for _ in range(drill(60, 3000)):
        found.add(read_or_refused(damaged(data, dice)))
    assert found <= {"read", *GATE_TEXTS}
    assert not found & {"G_TOO_SLOW", "G_TOO_LARGE", "G_BUSY"}
    assert read_or_refused(data) == "read"


@pytest.mark.slow
def test_damaged_parts_are_read_or_refused(drill: Callable[[int, int], int]) -> None:
    dice, parts, found = random.Random(12), parts_of(honest()), set[str]()
    for _ in range(drill(100, 5000)):
        name = dice.choice(PARTS)
        found.add(read_or_refused(packed({**parts, name: damaged(parts[name], dice)})))
    assert "read" in found and "G_BROKEN_PART" in found
    assert not found & {"G_TOO_SLOW", "G_TOO_LARGE", "G_BUSY"}
