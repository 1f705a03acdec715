"""The catalogue, its sentences in both languages, grouping, and the page made from it."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from etl.findings import CATALOGUE, Finding, Report, Severity, find
from etl.findings.document import findings_document

ROOT = Path(__file__).resolve().parents[2]
THAI = re.compile("[\u0e00-\u0e7f]")
QUOTED = re.compile("“[^”]*”")
ENGLISH = re.compile("[A-Za-z]{3,}")
SPOKEN = {"Excel", "http", "https", "xlsx", "csv", "CSV", "UTF", "XML", "Strict", "Open", "xls", "xlsb", "ods", "PNG"}
CODES = sorted(CATALOGUE)


@pytest.mark.parametrize("code", CODES)
def test_every_sentence_is_thai_and_english_with_the_same_blanks(code: str) -> None:
    text = CATALOGUE[code].text
    assert THAI.match(text.th), "the Thai sentence begins with what to do"
    assert text.en[0].isupper()
    assert not THAI.search(QUOTED.sub("", text.en).replace("พ.ศ.", ""))
    words = set(ENGLISH.findall(re.sub(r"\{\w+\}", "", text.th)))
    assert words <= SPOKEN, f"English in the Thai sentence: {words - SPOKEN}"
    blanks = [{name for _, name, _, _ in Formatter().parse(side) if name} for side in (text.th, text.en)]
    assert blanks[0] == blanks[1]


def test_every_code_is_reached_by_a_test() -> None:
    """The gate's own codes are reached where the gate is tested."""
    own = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)]
    named = set(
        re.findall(r"\b[VEW]_?[A-Z0-9_]+", "\n".join(own) + (ROOT / "tests/data/normalise_cases.csv").read_text())
    )
    assert {code for code in CODES if not code.startswith("G_")} - named == set()


def test_a_finding_says_the_whole_sentence_in_both_languages() -> None:
    found = find("V19", sheet="รายงาน", cell="W11", column="เบิกจ่ายสะสม (บาท)", expected="1,000", found="1,000.01")
    assert found.severity is Severity.ERROR
    assert found.place == "รายงาน!W11"
    assert found.message() == "แก้ “เบิกจ่ายสะสม (บาท)” ให้ไม่เกินงบประมาณที่ได้รับจัดสรร 1,000 บาท (พบ 1,000.01 บาท)"
    assert found.message("en").startswith("Make “เบิกจ่ายสะสม (บาท)” no more than the allocation of 1,000 baht")


def test_a_parameter_with_an_english_twin() -> None:
    found = find("V05", found="เมษายน 2564", found_en="Apr 2564 BE", first="1 เม.ย. 2564", first_en="1 Apr 2564 BE")
    assert "เมษายน" in found.message() and "Apr 2564 BE" in found.message("en")


def test_words_from_the_file_are_never_read_as_blanks() -> None:
    assert "“{column} {0}”" in find("E_NUM_FORMAT", column="เป้าหมาย", found="{column} {0}").message()


def test_a_finding_kept_before_its_sentence_had_a_blank_is_still_told() -> None:
    assert "–" in Finding("V19", Severity.ERROR).message()


def test_an_unknown_code_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        find("V999")


def many(count: int, column: str = "K") -> list[Finding]:
    return [
        find("V21", sheet="s", cell=f"{column}{row}", field="x", column="ก", found="ช่องว่าง")
        for row in range(11, 11 + count)
    ]


def test_twenty_cells_are_told_one_by_one_and_more_as_one() -> None:
    assert len(Report.of(many(20)).findings) == 20
    (one,) = Report.of(many(21)).findings
    assert one.cell == "K11"
    assert one.message().endswith("รวม 21 ช่อง: K11:K31")
    assert one.message("en").endswith("in 21 cells: K11:K31")


def test_columns_are_grouped_apart() -> None:
    other = [find("V21", sheet="s", cell=f"L{row}", field="y", column="ข", found="ช่องว่าง") for row in (11, 13)]
    report = Report.of([*many(21), *other])
    assert report.flatten("cell") == [("K11",), ("L11",), ("L13",)]


def test_findings_come_in_the_order_of_the_sheet_and_those_of_the_file_first() -> None:
    cells = ["AA11", "B11", "Z11", "B2"]
    found = [find("V21", sheet="s", cell=cell, column="ก", found="ช่องว่าง") for cell in cells]
    report = Report.of([*found, find("V26", sheet="s"), find("V25", due="ก", found="ข")])
    assert report.flatten("cell") == [(None,), (None,), ("B2",), ("B11",), ("Z11",), ("AA11",)]


def test_only_errors_make_a_report_invalid() -> None:
    warning, note = find("V28", found="P-1"), find("V25", due="ก", found="ข")
    assert Report.of([warning, note]).is_valid
    report = Report.of([warning, find("V26")])
    assert not report.is_valid
    assert [one.code for one in report.errors] == ["V26"]
    assert [one.code for one in report.warnings] == ["V28"]


def test_the_page_of_findings_is_current() -> None:
    """Mend with `python -m etl.findings.document > docs/findings.md`."""
    assert (ROOT / "docs/findings.md").read_text(encoding="utf-8") == findings_document()
