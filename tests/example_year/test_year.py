"""Every figure of the hand-computed table is what `python -m kpi values --json` answers, digit for digit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kpi.__main__ import main as kpi
from kpi.indicators import BY_CODE
from tests.example_year.play import Play, ask
from tests.example_year.tables import Row, day, moment, table

SCOPES = {
    "สำนักงาน": "OFF",
    "กลุ่มแรงงานนอกระบบ": "INF",
    "กลุ่มแรงงานสูงอายุ": "OLD",
    "กลุ่มแรงงานคนพิการฯ": "DIS",
    "ฝ่ายบริหารทั่วไป": "GEN",
    **{f"แผน {number}": f"PLAN{number}" for number in range(1, 7)},
    "กกจ.": "DOE",
    "กพร.": "DSD",
    "สปส.": "SSO",
    "ศูนย์ฯ เชียงใหม่": "PC50",
}
STATUSES = {
    "ผ่านเกณฑ์": "pass",
    "ต่ำกว่าเกณฑ์": "fail",
    "ยังไม่มีข้อมูล": "no_data",
    "ไม่ประเมินในรอบนี้": "not_assessed",
    "คู่มือไม่ได้กำหนดเป้าหมาย": "no_target",
}
NOTHING = "–"
PERCENT = {"C1", "C3", "C3inv", "K2", "K2b", "K3", "K3c", "K3pooled", "M1", "M2", "M4", "M5", "M6", "M9", "M10"}
"""Indicators whose value is 100 times the quotient; of K3 above a single plan and of K3b it is the quotient itself."""
PLACES = Decimal(1).scaleb(-10)
"""`--json` writes a value that does not end at ten places."""

README = Path(__file__).with_name("README.md")

Figures = dict[tuple[str, str], dict[str, Any]]


@cache
def answered(year: str, round_: str, as_of: str, known_at: str, data: str) -> Figures:
    """Every figure of one question to the command line."""
    words = ["--fy", year, "--round", round_, "--as-of", day(as_of).isoformat()]
    words += ["--known-at", moment(known_at).isoformat()]
    words += ["--provisional"] if data != "ทางการ" else []
    code, said = ask(kpi, "values", *words)
    assert code == 0, words
    return {(one["kpi"], one["scope"]): one for one in said["figures"]}


def figure(row: Row) -> dict[str, Any]:
    question = (row["ปีงบประมาณ"], row["รอบ"], row["ข้อมูล ณ วันที่"], row["รับรู้ถึง"], row["ชุดข้อมูล"])
    return answered(*question)[row["ตัวชี้วัด"], SCOPES[row["ขอบเขต"]]]


def exact(row: Row) -> Fraction | None:
    """The value that the row's own numerator and denominator make; None where they make none."""
    if STATUSES[row["สถานะ"]] in ("no_data", "not_assessed") or row["ตัวชี้วัด"] in ("C4", "M11"):
        return None
    value = Fraction(row["ตัวตั้ง"]) / Fraction(row["ตัวหาร"] or 1)
    is_mean = row["ตัวชี้วัด"] == "K3b" or (row["ตัวชี้วัด"] == "K3" and not row["ขอบเขต"].startswith("แผน"))
    return value * 100 if row["ตัวชี้วัด"] in PERCENT and not is_mean else value


def differences(row: Row) -> Iterator[str]:
    """What the command line says otherwise than the table."""
    said = figure(row)
    pairs = {
        "numerator": (row["ตัวตั้ง"] or None, said["numerator"]),
        "denominator": (row["ตัวหาร"] or None, said["denominator"]),
        "display": (row["ค่าที่แสดง"] or None, said["display"]),
        "status": (STATUSES[row["สถานะ"]], said["status"]),
        "variant": (row["ค่ากำหนดที่ต่างไป"] or None, said["variant"]),
        "frozen": (row["ค่าที่ปิดรอบ"] or None, frozen(said)),
    }
    value = exact(row)
    if value is not None:
        rounded = (Decimal(value.numerator) / value.denominator).quantize(PLACES, ROUND_HALF_UP)
        pairs["value"] = (f"{rounded.normalize():f}" if rounded else "0", said["value"])
    elif said["display"] is None:
        pairs["value"] = (None, said["value"])
    for name, (expected, found) in pairs.items():
        if expected != found:
            yield f"{name}: {expected} expected, {found} found"


def frozen(said: dict[str, Any]) -> str | None:
    """The frozen value and its status as the table writes them."""
    kept = said["frozen"]
    if kept is None:
        return None
    words = {code: word for word, code in STATUSES.items()}
    return f"{kept['display'] or NOTHING} {words[kept['status']]}"


@pytest.mark.slow
def test_the_story_goes_as_it_is_told(example_year: Play) -> None:
    assert example_year.wrong == []


@pytest.mark.slow
def test_every_figure_is_the_one_worked_out_by_hand(example_year: Play) -> None:
    del example_year
    wrong = [
        f"{number} {row['กรณี']} {row['ตัวชี้วัด']} {row['ขอบเขต']} {row['ข้อมูล ณ วันที่']} {row['รับรู้ถึง']}: {each}"
        for number, row in enumerate(table("expected.csv"), 2)
        for each in differences(row)
    ]
    assert wrong == [], "\n".join(wrong)


def test_every_case_of_the_checklist_has_its_rows() -> None:
    listed = set(
        re.findall(r"`([^`]+)`", README.read_text(encoding="utf-8").partition("| กรณีขอบ |")[2].partition("## ")[0])
    )
    cases = {row["กรณี"] for row in table("expected.csv")}
    assert listed - cases == set() and cases - listed == set()


def test_every_indicator_is_worked_out() -> None:
    assert {row["ตัวชี้วัด"] for row in table("expected.csv")} == set(BY_CODE)
