"""The deck, read back from the file itself: figures, charts with workbooks, typefaces, text that stays text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import zxingcpp
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Inches

from base.thai import thai_digits
from exports import slides, typeface
from exports.content import Content
from exports.reference import Reference
from exports.slides import charts, deck, fit, master
from kpi import speak
from kpi.model import Unit
from tests.exports import office as libre

REFERENCE = Reference("7F3K9X", "https://kpi.example.go.th/p/7F3K9X")
HOSTILE = ("=cmd|'/c calc'!A0", "<script>alert('ก')</script>", "+1+1", "@SUM(A1)", 'ก & ข < ค "ง"')
RUNS = {qn("a:r"), qn("a:fld")}


@pytest.fixture(scope="module")
def made(office: Content) -> bytes:
    return slides.draw(office, REFERENCE)


@pytest.fixture(scope="module")
def read(made: bytes) -> Any:
    return Presentation(io.BytesIO(made))


def titles(file: Any) -> list[str]:
    """The cover's title keeps its year together by spaces at which no line ends."""
    return [master.title_of(slide).text_frame.text.replace("\u00a0", " ") for slide in file.slides]


def words(slide: Any) -> str:
    return "\n".join(element.text or "" for element in slide.element.iter(qn("a:t")))


def parts(made: bytes, folder: str) -> Iterator[tuple[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        for name in package.namelist():
            if name.startswith(f"ppt/{folder}/") and name.endswith(".xml"):
                yield name, etree.fromstring(package.read(name))


@pytest.mark.slow
def test_titles_say_the_findings_in_order(read: Any, office: Content) -> None:
    found = titles(read)
    assert found[0] == office.title and found[1] == office.headline
    shown = [one.title for one in office.indicators if one.trend is not None]
    assert [title for title in found if title in shown] == shown


def test_the_figures_in_the_file_are_the_measured_ones(read: Any, office: Content) -> None:
    """Out of the charts' own XML and the summary's cells."""
    by_title = {master.title_of(slide).text_frame.text: slide for slide in read.slides}
    for one in office.indicators:
        if one.trend is None:
            continue
        slide = by_title[one.title]
        assert speak.value(one.figure) in words(slide)
        course, *_ = [shape.chart for shape in slide.shapes if shape.has_chart]
        values = course.plots[0].series[0].values
        assert len(values) == len(one.trend.points)
        if one.figure.unit is not Unit.MONTH:
            last = str(speak.display(one.figure)).replace(",", "")
            assert Decimal(str(values[-1])) == Decimal(last)
    rows = [
        [cell.text for cell in row.cells]
        for slide in read.slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
    ]
    for one in office.indicators:
        assert [f"{one.kpi.code} {one.kpi.name.th}", speak.value(one.figure)] in [row[:2] for row in rows]


def test_every_chart_is_native_and_its_workbook_holds_what_it_shows(made: bytes, read: Any, office: Content) -> None:
    expected = sum(
        (one.trend is not None) + (one.trend is not None and one.parts is not None) for one in office.indicators
    )
    found = [shape.chart for slide in read.slides for shape in slide.shapes if shape.has_chart]
    assert len(found) == expected > 20
    for chart in found:
        book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        sheet = book.active
        series = [one for plot in chart.plots for one in plot.series]
        for column, one in enumerate(series, 2):
            assert sheet.cell(1, column).value == one.name
            held = [sheet.cell(row, column).value for row in range(2, len(one.values) + 2)]
            assert [None if v is None else float(v) for v in held] == [
                None if v is None else float(v) for v in one.values
            ]
        assert [sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)] == list(chart.plots[0].categories)
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        pictures = [name for name in package.namelist() if name.startswith("ppt/media/")]
    assert len(pictures) == 1, "the QR code is the only picture"


def test_every_run_has_its_complex_script_typeface_and_language(made: bytes) -> None:
    count = 0
    for folder in ("slides", "charts", "notesSlides"):
        for name, root in parts(made, folder):
            for run in root.iter(*RUNS):
                count += 1
                properties = run.find(qn("a:rPr"))
                assert properties is not None and properties.get("lang") == "th-TH", (name, run[-1].text)
                faces = [properties.find(qn(f"a:{kind}")).get("typeface") for kind in ("latin", "ea", "cs")]
                assert faces == [typeface.SLIDES] * 3
    assert count > 500
    for name, root in parts(made, "charts"):
        everywhere = root.find(f"{qn('c:txPr')}//{qn('a:defRPr')}/{qn('a:cs')}")
        assert everywhere is not None and everywhere.get("typeface") == typeface.SLIDES, name
    for name, root in parts(made, "theme"):
        if name.endswith("theme1.xml"):
            assert {face.get("typeface") for face in root.iter(qn("a:cs"))} >= {typeface.SLIDES}


def test_notes_and_footers_carry_the_citation(read: Any, office: Content) -> None:
    for slide in read.slides:
        notes = slide.notes_slide.notes_text_frame.text
        assert office.citation.line() in notes and "7F3K9X" in notes
        assert "ข้อมูลตัวอย่าง" in words(slide)
    for slide in list(read.slides)[1:]:
        assert all(part in words(slide) for part in ("ข้อมูล ณ 31 มี.ค. 2564", "ทางการ", "ที่มา:", "7F3K9X"))
    c1 = next(one for one in office.indicators if one.kpi.code == "C1")
    notes = next(
        s for s in read.slides if master.title_of(s).text_frame.text == c1.title
    ).notes_slide.notes_text_frame.text
    for what, number in c1.made_of:
        assert f"{what}: {number}" in notes
    assert c1.kpi.definition.th in notes and "ข้อ 10.2(1)" in notes


def test_without_sample_data_there_is_no_mark(office: Content) -> None:
    real = replace(office, citation=replace(office.citation, is_sample=False), indicators=office.indicators[:1])
    file = Presentation(io.BytesIO(slides.draw(real, REFERENCE)))
    assert not any("ข้อมูลตัวอย่าง" in words(slide) for slide in file.slides)


def test_what_somebody_typed_stays_text(office: Content) -> None:
    """Projects, agencies, plans of those names: in tables, charts and the charts' workbooks."""
    one = next(one for one in office.indicators if one.parts is not None)
    assert one.parts is not None
    bars = replace(one.parts, points=tuple(replace(one.parts.points[0], label=typed) for typed in HOSTILE))
    problem, plan = office.problems[0], office.plans[0]
    said = replace(
        office,
        track_name=" ".join(HOSTILE),
        indicators=(replace(one, parts=bars),),
        problems=tuple(replace(problem, project=t, problem=t, action=t, owner=t) for t in HOSTILE),
        plans=tuple(replace(plan, name=typed) for typed in HOSTILE),
    )
    file = Presentation(io.BytesIO(slides.draw(said, REFERENCE)))
    for typed in HOSTILE:
        assert sum(typed in words(slide) for slide in file.slides) >= 3, typed
    every = [shape.chart for slide in file.slides for shape in slide.shapes if shape.has_chart]
    (chart,) = [one for one in every if list(one.plots[0].categories) == list(HOSTILE)]
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    cells = [book.active.cell(row, 1) for row in range(2, 2 + len(HOSTILE))]
    assert [(cell.value, cell.data_type) for cell in cells] == [(typed, "s") for typed in HOSTILE]


def test_in_thai_digits_every_number_is_turned_and_stays_a_number(office: Content) -> None:
    few = tuple(one for one in office.indicators if one.kpi.code in ("C1", "M11"))
    made = slides.draw(replace(office, indicators=few), REFERENCE, digits="thai")
    file = Presentation(io.BytesIO(made))
    said = "\n".join(words(slide) for slide in file.slides)
    assert thai_digits(speak.value(few[0].figure)) in said and REFERENCE.code in said and REFERENCE.url in said
    assert not re.findall(r"(?<![A-Za-z0-9/.:#-])[0-9]+(?![A-Za-z0-9])", said)
    for _, root in parts(made, "charts"):
        for one in root.iter(qn("c:numFmt")):
            assert one.get("formatCode").startswith("[$-D00041E]")
        assert not [v.text for cache in root.iter(qn("c:strCache")) for v in cache.iter(qn("c:v")) if "2564" in v.text]
        assert [float(v.text) for cache in root.iter(qn("c:numCache")) for v in cache.iter(qn("c:v"))]


def test_long_names_are_never_clipped(office: Content) -> None:
    """Every text was measured: what does not fit is set smaller, goes to a further slide or ends in an ellipsis."""
    long = "สำนักงานคณะกรรมการพิเศษเพื่อประสานงานโครงการอันเนื่องมาจากพระราชดำริจังหวัดพระนครศรีอยุธยา " * 3
    problems = tuple(replace(one, project=long, problem=long * 9) for one in office.problems[:6])
    said = replace(office, problems=problems, indicators=(replace(office.indicators[0], title=long),))
    file = Presentation(io.BytesIO(slides.draw(said, REFERENCE)))
    bottom = file.slide_height - Inches(deck.FOOT_IN)
    for slide in file.slides:
        for shape in slide.shapes:
            if shape.has_table:
                assert shape.top + sum(row.height for row in shape.table.rows) <= bottom + Inches(0.02)
        title = master.title_of(slide).text_frame
        size = title.paragraphs[0].runs[0].font.size.pt if title.paragraphs[0].runs else 20
        assert fit.height_in(title.text, 12.0, size, True) <= 1.6


def test_a_short_value_is_printed_as_it_is_said(office: Content) -> None:
    spec = next(one.trend for one in office.indicators if one.kpi.code == "C1")
    assert spec is not None and charts.number_format(spec) == "#,##0.00"
    almost = replace(spec.points[0], value=Decimal("99.996"), shown="99.99")
    assert charts.shown(almost, spec) == Decimal("99.99"), "never rounded up into a pass"


def own_master() -> bytes:
    """A 4:3 file with a master of its own and a sample slide."""
    file = Presentation()
    file.slides.add_slide(file.slide_layouts[5]).shapes.title.text = "ตัวอย่างของแม่แบบ"
    file.slide_master.background.fill.solid()
    sink = io.BytesIO()
    file.save(sink)
    return sink.getvalue()


def test_the_offices_own_master_replaces_ours(office: Content) -> None:
    file = Presentation(
        io.BytesIO(slides.draw(replace(office, indicators=office.indicators[:1]), REFERENCE, own_master()))
    )
    assert file.slide_width == Inches(10) and len(file.slide_layouts) == 11
    assert "ตัวอย่างของแม่แบบ" not in titles(file) and titles(file)[0] == office.title
    for slide in file.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= file.slide_width and shape.top >= 0
    with pytest.raises(deck.TemplateRefused, match="แม่แบบสไลด์"):
        slides.draw(office, REFERENCE, b"PK no presentation")


@libre.needs_office
@pytest.mark.slow
def test_libreoffice_opens_it_and_the_code_leads_back(office: Content, tmp_path: Path) -> None:
    shown = replace(office, indicators=office.indicators[:1], problems=office.problems[:2])
    made = slides.draw(shown, REFERENCE)
    (tmp_path / "deck.pptx").write_bytes(made)
    rendered = libre.pages(tmp_path / "deck.pptx", tmp_path)
    assert len(rendered) == len(Presentation(io.BytesIO(made)).slides)
    with Image.open(rendered[0]) as cover:
        (code,) = zxingcpp.read_barcodes(cover)
    assert code.text == REFERENCE.url
