"""Every Office file is a whole package, and Microsoft's own checker finds nothing against its schemas."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from base.period import FiscalYear
from exports import pack_workbook, round_report, slides
from exports.annual import document, gather
from exports.content import Content
from exports.letters import render
from exports.reference import Reference
from kpi.model import Ask
from kpi.store import Build
from tests.exports import package
from tests.letters.test_letters import owing, said

pytestmark = pytest.mark.slow

REFERENCE = Reference("7F3K9X", "https://kpi.example.go.th/r/7F3K9X", "หมายเหตุ")
DRAWN = ("C1", "C2", "K3", "M7", "M11")
"""One indicator for each kind of chart: columns and a target, lines, hatched bars, months."""


@pytest.fixture(scope="module")
def files(
    office: Content,
    asked: Ask,
    demo_build: Build,
    drill: Callable[[int, int], int],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Path]:
    """One file of each kind that leaves the house; the whole deck in a drill, a slide of each kind otherwise."""
    few = tuple(one for one in office.indicators if drill(0, 1) or one.kpi.code in DRAWN)
    year = gather.year(demo_build, gather.ask(FiscalYear(2564), datetime(2021, 4, 20, 9)))
    made = {
        "deck.pptx": slides.draw(replace(office, indicators=few), REFERENCE),
        "figures.xlsx": pack_workbook.draw(office, REFERENCE),
        "round.docx": round_report.draw(office, REFERENCE),
        "annual.docx": document.edition(year, REFERENCE, lambda digest: None).data,
        "letter.docx": render.docx(said(owing(3))),
        "memo.docx": render.docx(said(owing(12, "memo"))),
    }
    folder = tmp_path_factory.mktemp("files")
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return {name: folder / name for name in made}


def test_every_part_has_its_type_and_every_relationship_its_target(files: dict[str, Path]) -> None:
    assert {name: package.faults(path.read_bytes()) for name, path in files.items()} == dict.fromkeys(files, [])


def test_a_broken_package_is_seen(files: dict[str, Path]) -> None:
    """Without the QR code's picture, with a part of no type, and with one shape's number given twice."""
    sink = io.BytesIO()
    with zipfile.ZipFile(files["deck.pptx"]) as old, zipfile.ZipFile(sink, "w") as new:
        for name in old.namelist():
            if not name.startswith("ppt/media/"):
                data = old.read(name)
                new.writestr(name, data.replace(b'id="3"', b'id="2"') if name.endswith("/slide1.xml") else data)
        new.writestr("ppt/note.odd", b"x")
    found = package.faults(sink.getvalue())
    assert "no type for ppt/note.odd" in found and any("which is not there" in one for one in found)
    assert any("cNvPr 2 2 times" in one for one in found)


@package.needs_validator
def test_the_checker_finds_nothing_but_what_was_broken(files: dict[str, Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(files["letter.docx"]) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"<w:body>", b"<w:body><w:sectPr/>", 1) if "document" in name else data)
    found = package.judged([*files.values(), broken])
    assert found[str(broken)], "an element out of its order is seen"
    assert {name: found[str(path)] for name, path in files.items()} == dict.fromkeys(files, [])
