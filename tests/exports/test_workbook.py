"""A workbook: figures are those of kpi, sums recompute, days are days, and nothing that somebody typed is a formula."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from base.period import Month
from exports import monthly, pack_workbook, view, workbook
from exports.content import Content
from exports.reference import Reference
from exports.table import Column, Kind, Table
from kpi import measure, speak
from kpi.cite import Citation
from kpi.model import Ask, Coverage
from kpi.store import Build

REFERENCE = Reference("7F3K9X", "http://localhost:8501/r/7F3K9X", "ออกเอกสารโดยยังไม่ผ่าน")
MARCH = date(2021, 3, 31)
END = datetime(2021, 3, 31)
ASK = measure.ask(2564, 1, known_at=datetime(2021, 4, 20, 9), now=datetime(2021, 4, 20, 9))
CITATION = Citation(ASK.round, MARCH, ASK.known_at, True, Coverage(5, 6), Month(2021, 3), "build-1", True)
HOSTILE = ("=cmd|'/c calc'!A0", "+1+1", "-2", "@SUM(A1)", "\t=1", "<script>alert(1)</script>", "ก" * 40_000, "\x00\x01")


def opened(content: bytes, *, is_computed: bool = False) -> Workbook:
    return load_workbook(io.BytesIO(content), data_only=is_computed)


def made(*tables: Table) -> bytes:
    return workbook.workbook("แฟ้ม", tables, [("ปีงบประมาณ พ.ศ.", "2564")], CITATION, REFERENCE)


def test_a_sum_is_a_formula_with_its_value_beside() -> None:
    columns = (Column("ก"), Column("บาท", Kind.BAHT, is_summed=True))
    table = Table("เงิน", columns, (("ก", Decimal("0.10")), ("ข", Decimal("0.20")), ("ค", None)))
    content = made(table)
    assert opened(content)["เงิน"]["B8"].value == "=SUM(B5:B7)"
    sheet = opened(content, is_computed=True)["เงิน"]
    assert sheet["B8"].value == 0.3 and sheet["B7"].value is None and sheet["A8"].value == "รวม"


def test_days_are_days_in_the_buddhist_era() -> None:
    columns = (Column("วัน", Kind.DATE), Column("เดือน", Kind.MONTH), Column("จำนวน", Kind.COUNT))
    sheet = opened(made(Table("วัน", columns, ((MARCH, Month(2020, 10), 7),))))["วัน"]
    assert sheet["A5"].value == datetime(2021, 3, 31) and sheet["A5"].number_format == "[$-107041E]d mmm yyyy"
    assert sheet["B5"].value == datetime(2020, 10, 1) and sheet["B5"].number_format == "[$-107041E]mmm yyyy"
    assert sheet["C5"].value == 7 and sheet["C5"].data_type == "n"


def test_what_somebody_typed_is_text_and_never_a_formula() -> None:
    rows = tuple((words, words) for words in HOSTILE)
    content = made(Table("=1+1", (Column("=2+2"), Column("@x", Kind.BAHT)), rows))
    sheet = opened(content)["=1+1"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert [sheet.cell(5 + at, 1).value for at in range(6)] == list(HOSTILE[:6])
    assert all(sheet.cell(5 + at, 1).quotePrefix for at in range(5)) and not sheet.cell(10, 1).quotePrefix
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        assert all(b"<f>" not in part for part in parts)
        assert not any("externalLink" in name or "vba" in name for name in package.namelist())


def test_names_of_sheets_are_short_and_different() -> None:
    taken: set[str] = set()
    for _ in range(12):
        name = workbook.sheet_name("ก[:]*?/\\'" + "ข" * 60, taken)
        assert len(name) <= 31 and not set("[]:*?/\\'") & set(name)
        taken.add(name.lower())
    assert len(taken) == 12 and workbook.sheet_name("''", set()) == "-"


def test_every_sheet_says_where_it_comes_from() -> None:
    columns = (Column("ก"),)
    book = opened(made(Table("ว่าง", columns, ()), Table("ว่าง", columns, (("ก",),))))
    assert book.sheetnames == ["เกี่ยวกับไฟล์นี้", "ว่าง", "ว่าง 2"]
    about = {row[0].value: row[1].value for row in book["เกี่ยวกับไฟล์นี้"].iter_rows(min_row=3)}
    assert about["ข้อมูล ณ วันที่"] == "31 มี.ค. 2564" and about["เท่าที่ทราบ ณ"] == "20 เม.ย. 2564 เวลา 09.00 น."
    assert about["สถานะข้อมูล"].startswith("ข้อมูลทางการ") and about["ความครอบคลุม"] == "รายงาน 5 จาก 6 ฉบับ"
    assert about["เลขที่อ้างอิง"] == "7F3K9X" and about["ที่มา"] and about["ปีงบประมาณ พ.ศ."] == "2564"
    assert "ข้อมูลตัวอย่าง" in book.worksheets[0]["A2"].value and REFERENCE.note in book.worksheets[0]["A2"].value
    for sheet in book.worksheets[1:]:
        assert "7F3K9X" in sheet["A2"].value and "31 มี.ค. 2564" in sheet["A2"].value
        assert "7F3K9X" in sheet.oddFooter.left.text


@pytest.mark.slow
def test_the_figures_of_a_page_are_those_of_kpi(demo_build: Build, drill: Callable[[int, int], int]) -> None:
    slugs = sorted(set(view.PAGES) - {"budget"})
    for slug in random.Random(2564).sample(slugs, drill(5, len(slugs))):
        shown = view.View(demo_build, ASK)
        tables, printed = view.tables(slug, shown)
        book = opened(workbook.workbook(slug, tables, shown.filters, view.citation(shown), REFERENCE))
        assert len(book.sheetnames) == len(tables) + 1 and book.sheetnames[-1] == "คำจำกัดความ"
        read = {(row[1].value, row[3].value): row[4] for sheet in book.worksheets[:-1] for row in rows_of(sheet)}
        if slug == "commentary":  # its first sheet has the same figures under other heads
            told = book["คำชี้แจงและแนวทางแก้ไข"].iter_rows(min_row=5)
            read = {(row[0].value, row[2].value): row[3] for row in told}
        for figure in printed:
            if figure.ask == ASK:
                cell = read[figure.kpi, shown.names[figure.scope]]
                assert said(cell) == (speak.display(figure) or ""), f"{slug} {figure.kpi} {figure.scope}"


def rows_of(sheet: Worksheet) -> list[tuple[Cell, ...]]:
    """The rows of a table of figures of the asked round; others have other columns."""
    rows = sheet.iter_rows(min_row=5)
    return [row for row in rows if len(row) == 15 and row[0].value == "รอบที่ 1" and row[10].value == END]


def said(cell: Cell) -> str:
    """A value with the digits that its cell shows."""
    if isinstance(cell.value, datetime):
        return Month.of(cell.value.date()).say()
    decimals = len(cell.number_format.partition(".")[2])
    return "" if cell.value is None else f"{cell.value:,.{decimals}f}"


@pytest.mark.slow
def test_the_budget_report_adds_up(demo_build: Build) -> None:
    shown = view.View(demo_build, ASK)
    tables, printed = view.tables("budget", shown)
    office = next(one for one in printed if one.scope == "OFF")
    book = opened(workbook.workbook("งบ", tables, (), view.citation(shown), REFERENCE), is_computed=True)
    rows = list(book["การใช้จ่ายงบประมาณ"].iter_rows(min_row=5, values_only=True))
    total = next((row for row in rows if row[0] == "รวม"), None) or next(row for row in rows if "ผู้อำนวยการ" in row[0])
    assert total[1] == float(office.denominator) and total[2] == float(office.numerator)
    months = list(book["เบิกจ่ายรายเดือน"].iter_rows(min_row=5, values_only=True))
    spent = [row[4] for row in months if row[0] == shown.names["OFF"]]
    assert len(spent) == 6 and round(sum(spent), 2) == float(office.numerator)


@pytest.mark.slow
def test_the_month_in_words_says_what_the_figures_say(demo_build: Build) -> None:
    asked = monthly.ask_of(ASK, Month(2021, 2))
    told = monthly.Monthly(view.View(demo_build, asked), Month(2021, 2))
    words = told.text()
    c1 = measure.one(demo_build, "C1", "OFF", asked)
    assert asked.as_of == date(2021, 2, 28) and speak.value(c1) in words and "กุมภาพันธ์ 2564" in words
    tables, printed = told.tables()
    assert {"K3", "C1", "M2"} <= {one.kpi for one in printed}
    agencies = next(table for table in tables if table.title == "สรุปรายหน่วยงาน")
    expected = measure.one(demo_build, "M2", "OFF", Ask(asked.round, asked.as_of, asked.known_at, True, True))
    assert len(agencies.rows) > 3 and expected.denominator
    with pytest.raises(monthly.MonthRefused):
        monthly.ask_of(ASK, Month(2021, 4))


@pytest.mark.slow
def test_the_workbook_of_a_pack_has_every_figure(office: Content) -> None:
    book = opened(pack_workbook.draw(office, REFERENCE))
    read = {(row[1].value, row[3].value): row[4] for row in rows_of(book["ตัวชี้วัด"])}
    for figure in office.figures:
        if figure.as_of == MARCH:
            assert said(read[figure.kpi, office.names[figure.scope]]) == (speak.display(figure) or "")
    assert len(read) > 40 and book["ปัญหาและอุปสรรคที่ยังไม่ปิด"]["D5"].value == office.problems[0].problem
