"""Workbooks that nobody here wrote are marked: nothing crashes, and what they say is read as before."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from etl.findings import find
from etl.gate import GateRefusal
from etl.gate.sniff import sniff
from etl.marking.faults import CannotPatch
from etl.marking.package import mark_package
from etl.marking.plain import plain_copy
from etl.marking.summary import About
from etl.read import read

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
FILES = sorted(path for path in CORPUS.glob("*/*") if path.is_file())
ABOUT = About("S000001", "รายงาน", datetime(2021, 4, 5, 9, 0), "รายงาน")
FAR = ("B3", "ZZ7")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FILES, reason="the corpus of foreign workbooks is not here")]


def test_every_foreign_workbook_is_marked(drill: Callable[[int, int], int]) -> None:
    marked = 0
    for path in FILES[:: max(1, len(FILES) // drill(30, len(FILES)))]:
        data = path.read_bytes()
        try:
            kind, book = sniff(data), read(data)
        except GateRefusal:
            continue
        sheet = book.sheets[0]
        cells = {*FAR, *(cell.address for cell in list(sheet.cells.values())[:3])}
        findings = [find("V21", sheet=sheet.name, cell=cell, column="ก", found="ช่องว่าง") for cell in sorted(cells)]
        if kind != "xlsx":
            data, findings = plain_copy(book, findings)
        try:
            after = mark_package(data, findings, ABOUT)
        except CannotPatch as fault:
            pytest.fail(f"{path.name}: {fault}")
        assert read(after) == read(data), path.name
        with zipfile.ZipFile(io.BytesIO(after)) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    ElementTree.fromstring(archive.read(name))
        marked += 1
    assert marked > 5
