"""LibreOffice opens the marked copy and the original alike; what it saves again comes back understood.

A drill: starting LibreOffice takes longer than the rest of the suite may.
"""

from __future__ import annotations

import io
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from etl.marking.known import SUMMARY
from etl.marking.marks import AUTHOR
from tests.etl_marking import rich
from tests.etl_marking.compared import cells, difference
from tests.etl_marking.conftest import Marked, Sent
from tests.etl_marking.test_again import MENDED, ours
from tests.etl_receive.desk import saved

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.skipif(os.environ.get("TIDTAM_DRILL") != "1", reason="LibreOffice is started in `make drills` only"),
]
NAMES = [*rich.FEATURES, "openpyxl"]


def converted(folder: Path, files: dict[str, bytes], kind: str) -> dict[str, bytes]:
    """Every file opened by LibreOffice and written again as `kind`, all in one start."""
    (folder / "in").mkdir()
    for name, data in files.items():
        (folder / "in" / f"{name}.xlsx").write_bytes(data)
    words = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
    words += ["--outdir", str(folder / "out"), *(str(folder / "in" / f"{name}.xlsx") for name in files)]
    subprocess.run(words, check=True, capture_output=True, timeout=600)
    return {name: (folder / "out" / f"{name}.{kind}").read_bytes() for name in files}


def test_libreoffice_sees_the_same_workbook(send: Sent, mark: Marked, tmp_path: Path) -> None:
    files: dict[str, bytes] = {}
    marked: dict[str, set[str]] = {}
    for name in NAMES:
        before = rich.with_openpyxl() if name == "openpyxl" else rich.with_excel(rich.FEATURES[name])
        sent: Any = send(before)
        files |= {f"{name}-before": before, f"{name}-after": mark(sent["id"])}
        marked[name] = {one["cell"] for one in sent["findings"] if one["cell"]}
    seen = converted(tmp_path, files, "xlsx")
    for name in NAMES:
        old, new = (cells(seen[f"{name}-{which}"], is_cached=True) for which in ("before", "after"))
        assert list(old) == list(new)
        assert load_workbook(io.BytesIO(seen[f"{name}-after"])).sheetnames[0] == SUMMARY
        for sheet, own in old.items():
            here = marked[name] if sheet == rich.SHEET else set()
            for address, was in own.items():
                # LibreOffice gives an empty cell the font of one script or another.
                allowed = (
                    ({"fill", "comment", "font"} if was["value"] == "None" else {"fill", "comment"})
                    if address in here
                    else set()
                )
                assert difference(was, new[sheet][address]) <= allowed, (name, sheet, address)
        assert set(ours(seen[f"{name}-after"])) == marked[name]


def test_what_libreoffice_saved_is_mended_and_accepted(send: Sent, mark: Marked, tmp_path: Path) -> None:
    marked = mark(send(rich.with_excel(rich.notes))["id"])
    resaved = converted(tmp_path, {"marked": marked}, "xlsx")["marked"]
    again: Any = send(resaved)
    assert again["status"] == "with_errors"
    second = mark(again["id"])
    assert load_workbook(io.BytesIO(second)).sheetnames[0] == SUMMARY
    assert ours(second) == ours(marked)
    book = load_workbook(io.BytesIO(second))
    assert sum(AUTHOR in name for name in book.sheetnames) == 0 and len(book.sheetnames) == 3
    for address, value in MENDED.items():
        book[rich.SHEET][address] = value
    said: Any = send(saved(book))
    assert said["status"] == "accepted", said["findings"]
    last = load_workbook(io.BytesIO(mark(said["id"])))[rich.SHEET]
    assert last[rich.at("province", 8)].fill.patternType in (None, "none")
