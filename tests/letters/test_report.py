"""The annual report: figures as `kpi` has them, edited words kept by the next edition, photos only with consent."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pypdf
import pytest
import zxingcpp
from docx import Document
from docx.document import Document as Paper
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from PIL import Image

from base.period import FiscalYear
from base.thai import arabic_digits
from exports.annual import document, gather, template
from exports.annual.document import ReportRefused
from exports.letters.office import OWN_TEMPLATES
from exports.reference import Reference
from exports.word.runs import clean
from kpi import annual_texts, measure, speak
from ledger import attachments, submissions
from ledger.attachments import NewAttachment
from tests.etl_receive.desk import progress, project
from tests.kpi.history import History
from tests.letters import office_program
from tests.letters.conftest import HOSTILE, Said
from tests.letters.reading import undressed, words
from tests.letters.test_letters import WRITER

pytestmark = pytest.mark.slow

YEAR = FiscalYear(2564)
AFTER = datetime(2021, 10, 12, 9)
REFERENCE = Reference("3K7Q9X", "https://kpi.example/r/3K7Q9X")
SITUATION, PROBLEM = "แรงงานขาดรายได้จากการระบาด", "จัดกิจกรรมรวมกลุ่มไม่ได้"
SECRET = "พิกัดบ้านของผู้ถ่าย"


def photo(colour: str) -> bytes:
    """A JPEG that also holds what a camera writes."""
    sink = io.BytesIO()
    picture = Image.new("RGB", (2400, 1200), colour)
    about = picture.getexif()
    about[0x010E] = SECRET
    picture.save(sink, "JPEG", exif=about)
    return sink.getvalue()


def tell(folder: Path) -> History:
    """Two projects of a plan, their annual results, one photo with consent, one without, one denied by its row."""
    history = History(folder)
    history.budget("2020-10", ("INF", "allocate", date(2020, 10, 5), 100), ("INF", "disburse", date(2020, 10, 9), 86))
    history.send("projects", "INF", "FY2564", project(project_name=HOSTILE), project("P-002"))
    for month in ("2020-10", "2021-09"):
        row = progress(project_code="P-001", result_cum=80, progress_pct=80)
        history.send("progress", "DSD", month, row, at=datetime(2021, 9, 30, 9) if month == "2021-09" else None)
    rows = [
        {
            "project_code": "P-001",
            "narrative": HOSTILE,
            "situation": SITUATION,
            "problem": PROBLEM,
            "solution": "ออนไลน์",
        },
        {"project_code": "P-002", "narrative": "อบรมแล้ว", "situation": SITUATION, "photo_consent": False},
    ]
    sent = history.send("annual", "DSD", "FY2564", *rows, at=datetime(2021, 9, 30, 10))
    for row, colour, consent in ((None, "red", True), (11, "green", False), (12, "blue", True)):
        with history.ledger.write("tester", at=datetime(2021, 9, 30, 11)) as writer:
            made = NewAttachment(sent, row, photo(colour), "image/jpeg", "a.jpg", f"ภาพสี {colour}", consent)
            attachments.keep(writer, made)
    return history


@pytest.fixture
def told(tmp_path: Path) -> Iterator[History]:
    """A year of one's own, to go on with."""
    history = tell(tmp_path)
    yield history
    history.ledger.close()


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[History]:
    """The year as it is told above; never written to."""
    history = tell(tmp_path_factory.mktemp("year"))
    yield history
    history.ledger.close()


@pytest.fixture(scope="module")
def written(year: History) -> bytes:
    """Its report."""
    return made(year).data


def made(told: History, at: datetime = AFTER, old: bytes | None = None) -> document.Edition:
    build = told.build()

    def original(digest: str) -> bytes | None:
        with told.ledger.read() as connection:
            return submissions.original(connection, digest)

    return document.edition(gather.year(build, gather.ask(YEAR, at)), REFERENCE, original, old=old)


def figures(data: bytes) -> dict[str, str]:
    """Reference → value, of every table with a column of references."""
    found: dict[str, str] = {}
    for element in Document(io.BytesIO(data)).element.body.iter(qn("w:tbl")):
        rows = [
            ["".join(one.text or "" for one in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))]
            for row in element.iter(qn("w:tr"))
        ]
        if rows[0][-1] == "อ้างอิง" and "ผล" in rows[0]:
            found |= {row[-1]: arabic_digits(row[rows[0].index("ผล")]) for row in rows[1:]}
        if rows[0][1] == "รหัส":
            codes = [re.search(r"\((\w+)\)$", head) for head in rows[0]]
            for row in rows[1:]:
                found |= {
                    f"{arabic_digits(code[1])}:{row[1]}": arabic_digits(value)
                    for code, value in zip(codes, row, strict=True)
                    if code and value != speak.NOTHING
                }
    return found


def pictures(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [package.read(name) for name in package.namelist() if name.startswith("word/media/")]


def colours(data: bytes) -> set[str]:
    """Which of the photos stand in the file."""
    known = {"red": (254, 0, 0), "green": (0, 128, 1), "blue": (0, 0, 254)}
    found = set()
    for one in pictures(data):
        picture = Image.open(io.BytesIO(one))
        if picture.format == "JPEG":
            pixel = picture.getpixel((5, 5))
            found |= {
                name for name, rgb in known.items() if all(abs(a - b) < 8 for a, b in zip(pixel, rgb, strict=True))
            }
    return found


def test_every_figure_is_the_one_that_kpi_measures(year: History, written: bytes) -> None:
    build = year.build()
    asked = gather.ask(YEAR, AFTER)
    found = figures(written)
    assert {"C1:OFF", "C1:INF", "K3:OFF", "K3:PLAN2", "M4:PLAN2", "M1:DSD", "M4:DSD"} <= set(found)
    for reference, shown in found.items():
        figure = measure.one(build, *reference.split(":"), asked)
        assert shown in (speak.value(figure), speak.display(figure)), reference
    assert found["C1:OFF"] == "ร้อยละ 86.00"
    printed = {f"{one.kpi}:{one.scope}" for one in document.printed(gather.year(build, asked))}
    assert set(found) <= printed, "what is printed is kept under the reference"


def test_words_tables_and_hostile_names_come_out_as_text(written: bytes) -> None:
    data = written
    text = words(data)
    assert SITUATION in text and PROBLEM in text and "3K7Q9X" in text
    hostile = arabic_digits(text)
    assert hostile.count(clean(HOSTILE).strip()) >= 2, "in its table of projects and in its words"
    assert undressed(data) == []
    styles = {one.style.name for one in Document(io.BytesIO(data)).paragraphs if one.style}
    assert {"Heading 1", "Heading 2"} <= styles
    assert (OWN_TEMPLATES / template.REPORT).read_bytes() == template.report()
    section = Document(io.BytesIO(data)).sections[0]._sectPr
    kinds = [one.tag.partition("}")[2] for one in section]
    assert kinds.index("pgNumType") < kinds.index("cols")
    assert section.find(qn("w:pgNumType")).get(qn("w:fmt")) == "thaiNumbers"


def test_september_is_provisional_until_its_due_date(year: History, written: bytes) -> None:
    before, after = words(made(year, datetime(2021, 10, 5, 12)).data), words(written)
    assert "เบื้องต้น เพราะรายงานเดือนกันยายน ๒๕๖๔ ครบกำหนดส่งวันที่ ๕\u00a0ตุลาคม\u00a0๒๕๖๔" in before
    assert "(ข้อมูลเบื้องต้น)" in before and "(ข้อมูลเบื้องต้น)" not in after
    assert "โดยยังขาดรายงานของ ๔ หน่วยงาน" in after
    half = gather.year(year.build(), gather.ask(YEAR, AFTER, round_number=1))
    assert "ครึ่งปีแรกถึงสิ้นเดือนมีนาคม 2564" in half.september and "กันยายน" not in half.september


def test_photos_are_printed_only_with_consent(year: History, written: bytes) -> None:
    data = written
    assert colours(data) == {"red"}
    taken = [one for one in pictures(data) if one.startswith(b"\xff\xd8")]
    assert [max(Image.open(io.BytesIO(one)).size) for one in taken] == [1600]
    assert SECRET.encode() not in taken[0] and not Image.open(io.BytesIO(taken[0])).getexif(), "the camera's words"
    assert "ยังไม่ยินยอมให้เผยแพร่ ๒ ภาพ" in words(data) and "ภาพสี green" not in words(data)
    found = annual_texts.annual(year.build(), gather.ask(YEAR, AFTER)).photos
    assert {(one.caption, one.may_be_printed) for one in found} == {
        ("ภาพสี red", True),
        ("ภาพสี green", False),
        ("ภาพสี blue", False),
    }


def block(paper: Paper, name: str) -> list[Paragraph]:
    """The paragraphs of a block, as Word shows them."""
    for control in paper.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        if tag is not None and f":{name}" in tag.get(qn("w:val")):
            return [Paragraph(one, paper._body) for one in control.iter(qn("w:p"))]
    raise AssertionError(name)


def edited(data: bytes) -> bytes:
    """The report after somebody has worked on it."""
    paper = Document(io.BytesIO(data))
    first = block(paper, "situation")[0]
    first.text = "สถานการณ์ที่เขียนเอง"
    first.insert_paragraph_before("ย่อหน้าที่เพิ่ม").runs[0].bold = True
    paper.paragraphs[-1].insert_paragraph_before("คำขอบคุณนอกส่วนบรรยาย")
    headings = [one for one in paper.paragraphs if one.text.startswith("บทที่ ๕")]
    headings[0].text = "บทที่ ๕ อุปสรรคและทางออก"
    block(paper, "words-PLAN2")[0].add_run().add_picture(io.BytesIO(photo("green")))
    sink = io.BytesIO()
    paper.save(sink)
    return sink.getvalue()


def test_the_next_edition_keeps_the_words_and_renews_the_numbers(told: History) -> None:
    old = edited(made(told).data)
    told.budget("2020-11", ("INF", "disburse", date(2020, 11, 9), 4), at=datetime(2021, 10, 13))
    later = datetime(2021, 10, 14)
    new = made(told, later, old)
    text = words(new.data)
    assert set(new.kept) == {"situation", "words-PLAN2"} and new.absent == ()
    for kept in ("สถานการณ์ที่เขียนเอง", "ย่อหน้าที่เพิ่ม", "คำขอบคุณนอกส่วนบรรยาย", "บทที่ ๕ อุปสรรคและทางออก"):
        assert text.count(kept) == 1, kept
    assert SITUATION not in text and "บทที่ ๕ ปัญหาและอุปสรรค" not in text
    assert block(Document(io.BytesIO(new.data)), "situation")[0].runs[0].bold
    assert figures(old)["C1:OFF"] == "ร้อยละ 86.00" and figures(new.data)["C1:OFF"] == "ร้อยละ 90.00"
    assert figures(new.data) == figures(made(told, later).data)
    assert text.count("ตารางที่ ๑ ") == 1 and "green" in colours(new.data)

    again = made(told, later, new.data)
    assert words(again.data) == text and set(again.kept) == set(new.kept)


def test_words_that_nobody_edited_follow_the_reports(told: History) -> None:
    old = made(told).data
    row = {"project_code": "P-001", "narrative": "เล่าใหม่", "situation": "สถานการณ์ดีขึ้น"}
    told.send("annual", "DSD", "FY2564", row, at=datetime(2021, 10, 13))
    new = made(told, datetime(2021, 10, 14), old)
    assert "สถานการณ์ดีขึ้น" in words(new.data) and SITUATION not in words(new.data) and new.kept == ()
    assert colours(new.data) == set(), "photos of the version before leave the file with it"


def test_a_block_that_was_taken_out_is_named_and_not_put_back(year: History, written: bytes) -> None:
    paper = Document(io.BytesIO(written))
    control = block(paper, "agency-table")[0]._p
    while control.tag != qn("w:sdt"):
        control = control.getparent()
    control.getparent().remove(control)
    sink = io.BytesIO()
    paper.save(sink)
    new = made(year, AFTER, sink.getvalue())
    assert new.absent == ("agency-table",) and "M4:DSD" not in figures(new.data)


@pytest.mark.parametrize("what", ["another year", "another document", "no document", "a programme"])
def test_another_file_is_no_edition_of_this_report(year: History, what: str) -> None:
    sink = io.BytesIO()
    if what == "another year":
        sink.write(
            document.edition(
                gather.year(year.build(), gather.ask(FiscalYear(2565), AFTER)), REFERENCE, lambda _: None
            ).data
        )
    elif what == "another document":
        Document().save(sink)
    else:
        sink.write(b"MZ" if what == "a programme" else b"PK\x03\x04" + b"\x00" * 60)
    with pytest.raises(ReportRefused, match="2564"):
        made(year, AFTER, sink.getvalue())


def test_the_command_writes_it_under_a_reference(told: History, exports: Callable[..., Said], tmp_path: Path) -> None:
    first = exports("report", "--fy", "2564", "-o", tmp_path / "out", "--known-at", AFTER.isoformat(), "--json")
    assert first.code == 0, first.err
    path = Path(first.json["file"])
    assert first.json["reference"] in words(path.read_bytes())
    edited_path = tmp_path / "edited.docx"
    edited_path.write_bytes(edited(path.read_bytes()))
    again = exports("report", "--fy", "2564", "-o", tmp_path / "out", "--from", edited_path)
    assert again.code == 0 and "คงข้อความที่แก้ไขไว้ 2 ส่วน" in again.out
    assert "สถานการณ์ที่เขียนเอง" in words(path.read_bytes())
    half = exports("report", "--fy", "2564", "--round", "1", "-o", tmp_path / "half", "--known-at", AFTER.isoformat())
    assert half.code == 0 and "ข้อมูล ณ วันที่ ๓๑ มีนาคม ๒๕๖๔" in words((tmp_path / "half" / path.name).read_bytes())
    for wrong in (("--from", tmp_path / "nowhere.docx"), ("--known-at", "2999-01-01"), ("--as", "agency.DSD")):
        refused = exports("report", "--fy", "2564", "-o", tmp_path / "out", *wrong)
        assert refused.code == 1 and len(refused.err.splitlines()) == 2


@pytest.mark.skipif(not shutil.which("soffice") or not WRITER.exists(), reason="LibreOffice Writer is not here")
def test_libreoffice_opens_it(written: bytes, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(written)
    (printed,) = office_program.as_pdf(tmp_path, tmp_path / "report.docx")
    pages = pypdf.PdfReader(printed).pages
    assert len(pages) >= 8 and sum(len(page.images) for page in pages) >= 2
    cover = tmp_path / "cover"
    subprocess.run(["pdftoppm", "-png", "-r", "100", "-singlefile", str(printed), str(cover)], check=True)
    with Image.open(f"{cover}.png") as picture:
        (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == REFERENCE.url
