"""Which cells of an .xls sheet hold a formula, and whether it was ever calculated: xlrd keeps the result only."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

from xlrd.formula import FMLA_TYPE_CELL, decompile_formula

_HEADER = struct.Struct("<HH")
_CELL = struct.Struct("<HHH8sH")
_FORMULAS = (0x0006, 0x0206, 0x0406)
_BOF, _EOF = (0x0809, 0x0409, 0x0209, 0x0009), 0x000A
_LEFT_TO_EXCEL = 0x0003
"""Always calculate, and on loading: what programs write that do not calculate themselves. Calc sets one bit only."""
_NOTHING = b"\x00" * 8
_TOKENS_AT = 22


@dataclass(frozen=True, slots=True)
class Formula:
    """Its text (`=` alone when it cannot be told) and whether the value beside it is its result."""

    text: str
    is_calculated: bool


def formulas_of(book: Any, number: int) -> dict[tuple[int, int], Formula]:
    """(row, column), counted from 0 → formula, of one sheet of an open book."""
    found: dict[tuple[int, int], Formula] = {}
    memory, place, depth = book.mem, book._sh_abs_posn[number], 0
    while place + _HEADER.size <= len(memory):
        record, length = _HEADER.unpack_from(memory, place)
        place += _HEADER.size
        if record in _BOF:
            depth += 1
        elif record == _EOF:
            depth -= 1
            if depth <= 0:
                break
        elif record in _FORMULAS and length >= _TOKENS_AT and depth == 1 and place + length <= len(memory):
            row, column, _, result, flags = _CELL.unpack_from(memory, place)
            is_calculated = flags & _LEFT_TO_EXCEL != _LEFT_TO_EXCEL or result != _NOTHING
            text = "=" if is_calculated else _text(book, bytes(memory[place : place + length]), row, column)
            found[row, column] = Formula(text, is_calculated)
        place += length
    return found


def _text(book: Any, record: bytes, row: int, column: int) -> str:
    """The formula as it is typed; told only where somebody has to find it."""
    tokens = record[_TOKENS_AT:]
    (length,) = struct.unpack_from("<H", record, _TOKENS_AT - 2)
    try:
        told = decompile_formula(book, tokens[:length], length, FMLA_TYPE_CELL, browx=row, bcolx=column)
    except Exception:  # xlrd's decompiler is for debugging; the cell's address says enough
        return "="
    return f"={told}" if told else "="
