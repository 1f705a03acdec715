"""All tables as one file: what stands in the build stands in the files, for whoever may take it away."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from base.access import Action, NotAllowed, Role, User
from base.words import Text
from etl import build
from exports import everything
from exports.__main__ import main
from kpi import measure
from kpi.store import Build
from ledger import papers
from tests.shared import ledger_in

pytestmark = pytest.mark.slow
STEWARD = User("steward", Role.STEWARD, Text("ฝ่ายบริหารทั่วไป", "General Administration"))
ASKED = measure.ask(2564, 1, now=datetime(2021, 4, 6))


@pytest.fixture(scope="module")
def files(small_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Both files of a copy of the small demonstration, and its build."""
    folder = tmp_path_factory.mktemp("everything") / "data"
    shutil.copytree(small_demo, folder)
    ledger = ledger_in(folder)
    built = Build.open(build.current(ledger, folder / "builds"))
    made = {}
    for form in ("parquet", "xlsx"):
        name, made[form] = everything.export(ledger, built, STEWARD, form, ASKED, "https://tidtam.example")  # type: ignore[arg-type]
        assert name.startswith("tidtam-")
    with ledger.read() as connection:
        assert [one.content["title"] for one in papers.every(connection)][:2] == [
            everything.TITLE["xlsx"],
            everything.TITLE["parquet"],
        ]
    ledger.close()
    return made | {"counts": everything.counts(built)}  # type: ignore[dict-item]


def test_parquet_holds_every_row_and_says_where_it_is_from(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(files["parquet"])) as package:
        assert "เลขที่อ้างอิง" in package.read("CITATION.txt").decode()
        names = [name for name in package.namelist() if name.endswith(".parquet")]
        tables = {name: pq.read_table(io.BytesIO(package.read(name))) for name in names}
    assert {name.removesuffix(".parquet"): table.num_rows for name, table in tables.items()} == files["counts"]
    progress = tables["progress.parquet"]
    assert "ข้อมูล" in progress.schema.metadata[b"citation"].decode()
    assert str(progress.schema.field("budget_alloc").type).startswith("decimal")


def test_the_workbook_holds_every_row_and_runs_no_formula(files: dict[str, bytes]) -> None:
    counts: dict[str, int] = files["counts"]  # type: ignore[assignment]
    with zipfile.ZipFile(io.BytesIO(files["xlsx"])) as package:
        names = re.findall(r'<sheet name="([^"]+)"', package.read("xl/workbook.xml").decode())
        sheets = [package.read(f"xl/worksheets/sheet{number}.xml") for number, _ in enumerate(names, 1)]
    assert names[0] == "เกี่ยวกับไฟล์นี้" and names[1:] == list(counts)
    for (name, count), sheet in zip(counts.items(), sheets[1:], strict=True):
        assert sheet.count(b"<row ") == count + 1, name
        assert b"<f>" not in sheet, name


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ADMIN, Role.STEWARD)])
def test_nobody_else_takes_them_away(role: Role, small_demo: Path) -> None:
    somebody = User("x", role, Text("ตำแหน่ง", "position"), "DOE")
    assert not somebody.may(Action.TABLE_EXPORT)
    ledger, last = ledger_in(small_demo), build.last_good(small_demo / "builds")
    assert last is not None
    with pytest.raises(NotAllowed):
        everything.export(ledger, Build.open(last), somebody, "xlsx", ASKED, "")
    ledger.close()


def test_the_command_asks_who(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TIDTAM_DATA", str(tmp_path / "data"))
    assert main(["everything", "-o", str(tmp_path / "out"), "--as", "viewer"]) == 1
    assert "ไม่มีสิทธิ์ส่งออกตารางทั้งหมด" in capsys.readouterr().err
    assert main(["everything", "-o", str(tmp_path / "out"), "--as", "steward"]) == 0
    (made,) = (tmp_path / "out").iterdir()
    assert zipfile.is_zipfile(made), "an empty ledger has its tables too"
