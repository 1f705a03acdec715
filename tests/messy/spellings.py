"""One value in the ways people write it. Each way is (cell, codes that the table of values gives it)."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from tests.messy.paper import Put

Written = tuple[Put, frozenset[str]]
_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
_LONG = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
_DATE_FORMATS = ("dd/mm/yyyy", "[$-107041E]d mmm yyyy", "d/m/yyyy")
QUIET: frozenset[str] = frozenset()


def plain(number: Decimal) -> int | float:
    """The number as a workbook stores it."""
    return int(number) if number == number.to_integral_value() else float(number)


def number(value: Decimal, dice: random.Random, *, is_clean: bool) -> Written:
    """A count or an amount."""
    told = f"{value:,f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:,f}"
    ways: list[Written] = [
        (Put(plain(value)), QUIET),
        (Put(plain(value), "#,##0.00", shown=told), QUIET),
        (Put(plain(value), formula="=1+1"), QUIET),
        (Put(told), QUIET),
        (Put(told.translate(_THAI)), QUIET),
        (Put(f" {told}\u00a0"), QUIET),
        (Put(told.replace(",", "")), QUIET),
    ]
    if not is_clean:
        ways.append((Put(f"{told} บาท"), frozenset({"W_UNIT"})))
        if value == 0:
            ways += [(Put("-"), frozenset({"W_ZERO_WORD"})), (Put("ไม่มี"), frozenset({"W_ZERO_WORD"}))]
        if value and value % 1_000_000 == 0:
            ways.append((Put(f"{value // 1_000_000} ล้านบาท"), frozenset({"W_UNIT_SCALED"})))
    return dice.choice(ways)


def count(value: int, dice: random.Random) -> Written:
    """A whole number, a year included."""
    return Put(dice.choice((value, str(value), f" {value}", str(value).translate(_THAI)))), QUIET


def yes_no(value: bool, dice: random.Random) -> Written:
    """Yes or no in the ways of a paper form and of a spreadsheet."""
    ways = ("ใช่", "ใช่ ", "yes", "✓", "1", 1, True) if value else ("ไม่ใช่", "ไม่ใช่ ", "no", "0", 0, False)
    return Put(dice.choice(ways)), QUIET


def code(value: str, dice: random.Random) -> Written:
    """A code as it is typed: blanks around it, Thai digits in it."""
    return Put(dice.choice((value, value, f" {value}", f"{value}\u00a0", value.translate(_THAI)))), QUIET


def percent(value: Decimal, dice: random.Random, style: int) -> Written:
    """Percentage points; one column is written in one style, as people do."""
    told = f"{value.normalize():f}"
    ways = (
        Put(plain(value)),
        Put(float(value / 100), "0.00%", shown=f"{told}%"),
        Put(f"{told}%"),
        Put(f"ร้อยละ {told}"),
        Put(f"ร้อยละ {told}".translate(_THAI)),
        Put(f"{told} เปอร์เซ็นต์"),
    )
    return ways[style % len(ways)], QUIET


def day(value: date, dice: random.Random, *, is_clean: bool) -> Written:
    """A day, mostly in Buddhist years."""
    year = value.year + 543
    ways: list[Written] = [
        (Put(value, dice.choice(_DATE_FORMATS)), QUIET),
        (Put(f"{value.day:02d}/{value.month:02d}/{year}"), QUIET),
        (Put(f"{value.day} {_SHORT[value.month - 1]} {year}"), QUIET),
        (Put(f"{value.day} {_LONG[value.month - 1]} {year}"), QUIET),
        (Put(f"{value.day} {_LONG[value.month - 1]} พ.ศ. {year}".translate(_THAI)), QUIET),
        (Put(f"{value.day}-{value.month}-{year}"), QUIET),
    ]
    if not is_clean:
        ways.append((Put(f"{value.day} {_SHORT[value.month - 1]} {year % 100}"), frozenset({"W_YEAR2"})))
        if (value.month, value.day) != (2, 29):
            ways.append((Put(value.replace(year=year), "d/m/yyyy"), frozenset({"W_BE_REAL"})))
    return dice.choice(ways)


def text(value: str, dice: random.Random) -> Written:
    """Words with the dirt that copying leaves: blanks, zero-width spaces, broken marks."""
    ways = [value, value, f"  {value} ", value.replace(" ", "\u00a0"), value.replace("ำ", "ํา"), f"{value}\u200b"]
    ways.append(value.replace("แ", "เเ"))
    return Put(dice.choice(ways)), QUIET


def choice(spellings: tuple[str, ...], dice: random.Random) -> Written:
    """One of the names of a choice, with the blanks that copying leaves."""
    name = dice.choice(spellings)
    return Put(dice.choice((name, name, f" {name}", f"{name} \u200b"))), QUIET
