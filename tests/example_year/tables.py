"""The tables of the example year, as an official reads them: Thai headers, Buddhist dates, one table per form."""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "data" / "example_year"
MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
FILE = "ไฟล์"
ALSO = "|"
"""Between the names of files that hold the same row."""

Row = dict[str, str]


def table(name: str) -> list[Row]:
    """The rows of a table, by header."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def rows_of(form: str) -> dict[str, list[Row]]:
    """File → its rows, headers as in the workbook."""
    found: dict[str, list[Row]] = {}
    path = f"forms/{form}.csv"
    for row in table(path):
        for name in row.pop(FILE).split(ALSO):
            found.setdefault(name, []).append(row)
    return found


def day(text: str) -> date:
    """`31 มี.ค. 2565` → 31 March 2022."""
    number, month, year = text.split()
    return date(int(year) - 543, MONTHS.index(month) + 1, int(number))


def moment(text: str) -> datetime:
    """`5 พ.ย. 2564 23:59:59` → that second, Bangkok time."""
    head, _, clock = text.rpartition(" ")
    return datetime.combine(day(head), time.fromisoformat(clock))


def period(text: str) -> str:
    """`ต.ค. 2564` → 2021-10; `ปีงบประมาณ 2565` → FY2565, as the command line writes them."""
    word, _, year = text.rpartition(" ")
    if word == "ปีงบประมาณ":
        return f"FY{year}"
    return f"{int(year) - 543}-{MONTHS.index(word) + 1:02d}"
