"""Every row of the specification's table of single values."""

from __future__ import annotations

import csv
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from etl.cells import CellValue
from etl.normalise import (
    Normal,
    PercentHint,
    date_of,
    is_total_label,
    number_of,
    percent_of,
    period_of,
    repair_mojibake,
    text_of,
)

CASES = list(csv.DictReader(Path(__file__).parent.parent.joinpath("data/normalise_cases.csv").open(encoding="utf-8")))


def raw_value(case: dict[str, str]) -> CellValue:
    """The cell value that a row describes."""
    raw = case["raw_escaped"]
    match case["raw_type"]:
        case "int":
            return int(raw)
        case "float":
            return float(raw)
        case "bool":
            return raw == "True"
        case "date":
            return date.fromisoformat(raw)
        case "datetime":
            # A workbook can hold the year 2564; the text of it is not a date that Python would call recent.
            return datetime.fromisoformat(raw)
        case _:
            return raw.encode("ascii").decode("unicode_escape")


def understood(case: dict[str, str], value: CellValue) -> Normal:
    number_format, _, hint = case["context"].partition("|hint=")
    match case["kind"]:
        case "date":
            return date_of(value)
        case "period":
            return period_of(value)
        case "number":
            return number_of(value)
        case "percent":
            return percent_of(value, number_format or "General", hint=PercentHint(hint or "unknown"), dash_is_zero=True)
        case "text":
            assert isinstance(value, str)
            return text_of(value)
        case "mojibake":
            assert isinstance(value, str)
            return Normal(repair_mojibake(value))
        case _:
            return Normal(int(is_total_label(value)))


def said(value: object) -> str:
    if value is None:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def test_the_table_is_whole() -> None:
    assert [int(case["id"]) for case in CASES] == list(range(1, 121))


@pytest.mark.parametrize("case", CASES, ids=[f"{case['id']}-{case['kind']}" for case in CASES])
def test_case(case: dict[str, str]) -> None:
    found = understood(case, raw_value(case))
    assert (said(found.value), ",".join(found.codes)) == (case["expected"], case["code"]), case["note"]
