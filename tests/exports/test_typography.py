"""The hard cases of Thai on one page in every format, against pictures that somebody has looked at and kept.

`python -m tests.exports.test_typography` draws the kept pictures anew; look at them before you commit them.
"""

from __future__ import annotations

import io
import json
import os
import tempfile
from decimal import Decimal
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
import typst
from fontTools.ttLib import TTFont
from matplotlib import font_manager
from PIL import Image
from pptx.util import Inches, Pt

import exports.workbook
from exports import drawing, typeface, typeset
from exports.drawing import Look, canvas
from exports.reference import Reference
from exports.slides import master, thai
from exports.table import Column, Table
from exports.word.paper import saved, sheet
from exports.word.runs import write
from kpi.chart import ChartSpec, Point
from kpi.model import Status, Unit
from tests.exports import office as libre
from tests.exports.test_workbook import CITATION

KEPT = Path(__file__).resolve().parents[1] / "data" / "typography"
HARD = (
    "ป้ ป๊ ป๋ ปี๊ ปิ๋ ฟื้ ฟ้า ฝี่ ฬ้",
    "ญู ญุ ฐุ ฐู ฎุ ฏู ฤๅ ฦๅ",
    "น้ำ ก๊ำ ผู้นำ จำ ต่ำ ก่ำ ป้ำ ซ้ำ",
    "กี่ กั้น ที่สุด ผู้ สูงอายุ ปู่ กู้ ขู่",
    "การันต์ ศูนย์ ป์ ฟ์ สิทธิ์ ฯลฯ ๆ",
    "๐๑๒๓๔๕๖๗๘๙ 0123456789 ≥ ≤ ▲▼◆■",
    "สำนักงานคณะกรรมการพิเศษเพื่อประสานงานโครงการอันเนื่องมาจากพระราชดำริ",
    "ศูนย์บริการข้อมูลแรงงานจังหวัดพระนครศรีอยุธยา กลุ่มผู้ด้อยโอกาส",
)
FLAT = "Sarabun Flat"
"""Sarabun without its rules for marks: what the page must not look like."""
DRAWN_LIMIT, OFFICE_LIMIT = 0.02, 0.05
"""Share of the inked points that may differ from the kept picture: our own drawing, and LibreOffice's."""
DARK = 128
needs_drill = pytest.mark.skipif(os.environ.get("TIDTAM_DRILL") != "1", reason="only in the drills")


def chart_page(family: str = typeface.DRAWN) -> Image.Image:
    points = tuple(Point(text, Decimal(0), "0", Status.NO_TARGET, False) for text in HARD)
    spec = ChartSpec("bar", HARD[2], points, (), Unit.ITEMS, HARD[0], HARD[3])
    with canvas.LOCK:
        canvas.prepare()
    with mpl.rc_context({"font.family": family}):
        return Image.open(io.BytesIO(drawing.draw(spec, "png", Look(dpi=80)))).convert("L")


def typst_page(family: str = typeface.DRAWN, folder: Path = typeface.FOLDER) -> Image.Image:
    """The hard cases under the settings that every page of the house has."""
    about = {
        **{"title": "ก", "owner": "ก", "made": [2021, 3, 31], "cited": HARD[2], "note": "", "title_size": 14},
        **{"style": typeset.style() | {"font": family}, "lines": HARD},
    }
    with tempfile.TemporaryDirectory(dir=Path(__file__).parent) as place:
        source = Path(place) / "hard.typ"
        imported = f'#import "{typeset.FOLDER}/paper.typ": *\n#show: paper.with()\n#set page(height: 95mm)\n'
        source.write_text(imported + "#for line in d.lines [#text(14pt, line) \\ ]", encoding="utf-8")
        made = typst.compile(
            str(source),
            root="/",
            format="png",
            ppi=90.0,
            sys_inputs={"d": json.dumps(about, ensure_ascii=False)},
            font_paths=[str(folder)],
            ignore_system_fonts=True,
        )
    assert isinstance(made, bytes)
    return Image.open(io.BytesIO(made)).convert("L")


def deck() -> bytes:
    file = master.opened(None)
    slide = file.slides.add_slide(master.layout_of(file, is_cover=False))
    frame = slide.shapes.add_textbox(Inches(0.5), Inches(1.5), Inches(12.3), Inches(5.5)).text_frame
    for place, text in enumerate(HARD):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size = text, Pt(30)
    thai.dress_all(slide.element)
    sink = io.BytesIO()
    file.save(sink)
    return sink.getvalue()


def document() -> bytes:
    paper = sheet()
    for text in HARD:
        write(paper.add_paragraph(), text)
    return saved(paper)


def workbook() -> bytes:
    """The hard cases as headings and cells of a sheet of ours; the page after the one about the file."""
    rows = tuple((text, text) for text in HARD)
    table = Table("ตาราง", (Column(HARD[0], width=46), Column(HARD[2], width=46)), rows, HARD[3])
    return exports.workbook.workbook("ก", [table], [], CITATION, Reference("K7F3X9", "http://x/r/K7F3X9"))


def office_page(name: str, data: bytes, folder: Path) -> Image.Image:
    """The last page, as LibreOffice prints it."""
    path = folder / name
    path.write_bytes(data)
    with Image.open(libre.pages(path, folder, dpi=60)[-1]) as picture:
        return picture.convert("L")


MADE = {"slide.pptx": deck, "letter.docx": document, "sheet.xlsx": workbook}


def differs(found: Image.Image, kept: Image.Image) -> float:
    """The share of inked points that are dark in one picture and light in the other; 1 when the sizes differ."""
    if found.size != kept.size:
        return 1.0
    one, other = (np.asarray(picture) < DARK for picture in (found, kept))
    return float((one ^ other).sum() / max(1, other.sum()))


def kept(name: str) -> Image.Image:
    return Image.open(KEPT / f"{name}.png").convert("L")


@pytest.fixture(scope="module")
def flat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with Sarabun robbed of its rules for marks, known to matplotlib under its own name."""
    folder = tmp_path_factory.mktemp("flat")
    for path in (typeface.REGULAR, typeface.BOLD):
        font = TTFont(path)
        for table in ("GPOS", "GSUB", "GDEF"):
            del font[table]
        for name in font["name"].names:
            if name.nameID in (1, 16):
                name.string = FLAT
        font.save(folder / path.name)
        font_manager.fontManager.addfont(folder / path.name)
    return folder


def test_a_drawn_chart_sets_the_hard_cases(flat: Path) -> None:
    picture = kept("chart")
    assert differs(chart_page(), picture) <= DRAWN_LIMIT
    assert differs(chart_page(FLAT), picture) > DRAWN_LIMIT, "colliding marks would be seen"


def test_a_typeset_page_sets_the_hard_cases(flat: Path) -> None:
    picture = kept("page")
    assert differs(typst_page(), picture) <= DRAWN_LIMIT
    assert differs(typst_page(FLAT, flat), picture) > DRAWN_LIMIT, "colliding marks would be seen"


@libre.needs_office
@needs_drill
@pytest.mark.slow
@pytest.mark.parametrize("name", MADE)
def test_office_files_set_the_hard_cases(name: str, tmp_path: Path) -> None:
    assert differs(office_page(name, MADE[name](), tmp_path), kept(name.partition(".")[0])) <= OFFICE_LIMIT


def keep() -> None:
    """Draw the kept pictures anew."""
    with tempfile.TemporaryDirectory() as place:
        found = {"chart": chart_page(), "page": typst_page()}
        for name, make in MADE.items():
            (folder := Path(place) / name.partition(".")[0]).mkdir()
            found[folder.name] = office_page(name, make(), folder)
        for name, picture in found.items():
            picture.save(KEPT / f"{name}.png", optimize=True)


if __name__ == "__main__":
    keep()
