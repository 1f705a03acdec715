"""`python -m exports brief|sheet|workbook`: files under a reference, whose figures are those of `kpi values`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from exports.__main__ import main
from kpi import papers
from kpi.__main__ import main as kpi_main
from tests.exports.test_pages import words_of
from tests.shared import ledger_in

ROUND = ("--fy", "2564", "--round", "1", "--as-of", "2021-03-31", "--known-at", "2021-04-20T09:00")


@pytest.fixture
def folder(small_demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small demonstration in a folder of its own, as the settings of this process."""
    data = tmp_path / "data"
    shutil.copytree(small_demo, data)
    monkeypatch.setenv("TIDTAM_DATA", str(data))
    monkeypatch.setenv("TIDTAM_URL", "https://tidtam.example.go.th")
    return data


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main([*arguments, "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


@pytest.mark.slow
def test_the_files_hold_the_values_of_kpi(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kpi_main(["values", *ROUND, "--json"]) == 0
    values = {(one["kpi"], one["scope"]): one for one in json.loads(capsys.readouterr().out)["figures"]}
    out = str(tmp_path / "out")
    made = run(capsys, "brief", *ROUND, "--track", "1", "-o", out)
    assert made["url"] == f"https://tidtam.example.go.th/r/{made['reference']}" and not made["final"]
    pdf = words_of(Path(made["files"][0]).read_bytes())
    assert made["reference"] in pdf and "ฉบับร่าง" in pdf
    for code in ("C1", "C2", "K1", "K2", "K3", "K4"):
        display = values[code, "INF"]["display"]
        assert display is None or display in pdf, code
    book = load_workbook(run(capsys, "workbook", *ROUND, "-o", out)["files"][0], data_only=True)
    rows = [row for row in book["ตัวชี้วัด"].iter_rows(min_row=5, values_only=True) if row[3] == "สำนักงาน (ผู้อำนวยการ)"]
    assert len(rows) > 20
    for row in rows:
        display = values[row[1], "OFF"]["display"]
        assert row[1] == "M11" or (row[4] is None) == (display is None)
        assert row[1] == "M11" or display is None or float(display.replace(",", "")) == row[4]

    ledger = ledger_in(folder)
    kept = papers.find(ledger, made["reference"])
    ledger.close()
    assert kept is not None and kept.track == "INF"
    printed = {(one.kpi, one.scope): one.display for one in kept.figures}
    assert printed == {key: values[key]["display"] for key in printed} and ("C1", "INF") in printed


@pytest.mark.slow
def test_publishing_asks_the_list_and_prints_the_reason(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "out")
    sheet = ("sheet", *ROUND, "--track", "OLD", "-o", out, "--final")
    assert main([*sheet]) == 1
    assert "ระบุเหตุผล" in capsys.readouterr().err
    made = run(capsys, *sheet, "--reason", "ประชุมเร่งด่วน =1+1", "--as", "director")
    assert made["final"] and "ประชุมเร่งด่วน=1+1" in words_of(Path(made["files"][0]).read_bytes())
    assert main([*sheet, "--reason", "x", "--as", "staff"]) == 1
    assert main(["workbook", *ROUND, "-o", out, "--page", "../x"]) == 1
    assert main(["workbook", *ROUND, "-o", out, "--final", "--reason", "x"]) == 1
    assert main(["brief", "-o", out]) == 1
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.slow
def test_a_month_is_a_workbook_and_a_text(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = run(capsys, "workbook", "--month", "2021-02", "-o", str(tmp_path / "out"))
    assert [file.rpartition(".")[2] for file in made["files"]] == ["xlsx", "txt"]
    words = Path(made["files"][1]).read_text("utf-8")
    assert made["reference"] in words and "กุมภาพันธ์ 2564" in words and "28 ก.พ. 2564" in words
    assert main(["workbook", "--month", "2031-02", "-o", str(tmp_path / "out")]) == 1
