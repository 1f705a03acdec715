"""One workbook all the way: template, typing, submitting, and the figures move by exactly what was typed."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from etl.__main__ import main as etl
from kpi.__main__ import main as kpi

pytestmark = pytest.mark.slow

AGENCY, PERIOD, YEAR = "DSD", "2021-03", ("--fy", "2564", "--round", "1")
RECEIVED = "2021-04-04T10:00"


@pytest.fixture
def folder(small_demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small demonstration, which the command line then uses."""
    shutil.copytree(small_demo, tmp_path / "data")
    monkeypatch.setenv("TIDTAM_DATA", str(tmp_path / "data"))
    for name in ("TIDTAM_LEDGER", "TIDTAM_AUDIT_KEY", "TIDTAM_USER"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def values(capsys: pytest.CaptureFixture[str]) -> dict[tuple[str, str], dict[str, Any]]:
    capsys.readouterr()
    assert kpi(["values", *YEAR, "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)["figures"]
    return {(figure["kpi"], figure["scope"]): figure for figure in figures}


def type_over(path: Path) -> tuple[str, str, Decimal, Decimal]:
    """Takes the first project that is still under way to its target: (project, plan, result before, target)."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    column = {cell.value: cell.column for cell in sheet[10]}
    for row in range(11, sheet.max_row + 1):
        unit = sheet.cell(row, column["หน่วยนับ"]).value
        target = sheet.cell(row, column["ค่าเป้าหมายทั้งปี"]).value
        cumulative = sheet.cell(row, column["ผลสะสมตั้งแต่ ๑ ต.ค."])
        if unit == "คน" and target and 0 < cumulative.value < target:
            before, cumulative.value = Decimal(str(cumulative.value)), target
            sheet.cell(row, column["ร้อยละความก้าวหน้า"]).value = 100
            sheet.cell(row, column["สถานะ"]).value = "แล้วเสร็จ"
            sheet.cell(row, column["ผลการดำเนินงานเดือนนี้"]).value = None
            book.save(path)
            code = sheet.cell(row, column["รหัสโครงการ"]).value
            plan = f"PLAN{sheet.cell(row, column['แผน (ฉบับที่)']).value}"
            return str(code), plan, before, Decimal(str(target))
    raise AssertionError("the template holds no project under way")


def test_typed_amounts_move_the_figures_exactly(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "t.xlsx"
    before = values(capsys)
    assert etl(["template", "progress", "--reporter", AGENCY, "--period", PERIOD, "-o", str(path)]) == 0
    project, plan, result, target = type_over(path)
    reported = sum(traced(capsys, plan, project).values(), Decimal(0))
    capsys.readouterr()
    assert etl(["submit", str(path), "--received-at", RECEIVED, "--json"]) == 0
    (said,) = json.loads(capsys.readouterr().out)
    assert (said["status"], said["reporter"], said["period"]) == ("accepted", AGENCY, PERIOD)
    after = values(capsys)

    old, new = before["K3", plan], after["K3", plan]
    assert (Decimal(new["numerator"]) - Decimal(old["numerator"]), new["denominator"]) == (1, old["denominator"])
    gained = Fraction(after["K3b", plan]["numerator"]) - Fraction(before["K3b", plan]["numerator"])
    share = Fraction(min(reported - result + target, target) - min(reported, target)) / Fraction(target)
    assert abs(gained - share * 100) < Fraction(1, 10**9)
    untouched = [key for key in before if key[0] in ("C1", "C2", "K1", "K2", "K2b", "M1", "M2")]
    assert untouched and all(before[key] == after[key] for key in untouched)
    assert traced(capsys, plan, project)["t.xlsx"] == target


def traced(capsys: pytest.CaptureFixture[str], plan: str, project: str) -> dict[str, Decimal]:
    """File → the cumulative result that it gives the project, for every file that the trace names."""
    capsys.readouterr()
    assert kpi(["trace", "K3", plan, *YEAR, "--json"]) == 0
    sources = json.loads(capsys.readouterr().out)["sources"]
    cells = [one for one in sources if one["item"] == project and one["field"] == "result_cum"]
    return {one["file"]: Decimal(one["value"]) for one in cells}


@pytest.mark.parametrize("bad", ["wrong agency", "wrong month", "not a workbook", "sent twice"])
def test_what_is_refused_moves_nothing(folder: Path, capsys: pytest.CaptureFixture[str], bad: str) -> None:
    path = folder / "t.xlsx"
    assert etl(["template", "progress", "--reporter", AGENCY, "--period", PERIOD, "-o", str(path)]) == 0
    more = {"wrong agency": ["--reporter", "DOE"], "wrong month": ["--period", "2021-02"]}.get(bad, [])
    if bad == "not a workbook":
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    if bad == "sent twice":
        assert etl(["submit", str(path), "--received-at", RECEIVED]) == 0
    before = values(capsys)
    assert etl(["submit", str(path), "--received-at", RECEIVED, "--json", *more]) == 1
    (said,) = json.loads(capsys.readouterr().out)
    (finding,) = [one for one in said["findings"] if one["severity"] == "error"]
    assert finding["message"] and finding["message_en"]
    assert said["status"] in ("with_errors", "refused", "duplicate")
    assert values(capsys) == before
