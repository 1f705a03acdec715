"""One edition of the annual report: chapter after chapter into a new document, or into the one that people edited."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.document import Document as Paper
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError

from base.period import FiscalYear
from base.words import Text
from etl.evidence import DOCX, kind_of
from exports.annual import photos, tables, words
from exports.annual.chapters import Writer
from exports.annual.gather import Year
from exports.annual.template import REPORT
from exports.letters.office import template
from exports.reference import Reference
from exports.word.blocks import Blocks
from exports.word.paper import saved
from kpi.model import Figure
from kpi.speak import Digits
from ledger.attachments import AttachmentRefused

CHARTED = ("C1", "K3")
NOT_OURS = Text(
    "เลือกไฟล์รายงานประจำปีของ{year} ที่ระบบจัดทำ (ไฟล์ที่ให้มาไม่ใช่)",
    "Give a file of the annual report of {year} that this system made (this one is not)",
)
WITHHELD = "ภาพที่บุคคลในภาพยังไม่ยินยอมให้เผยแพร่ {count} ภาพ ไม่นำมาพิมพ์"
UNREADABLE = "ภาพที่อ่านไม่ได้ {count} ภาพ ไม่นำมาพิมพ์"


class ReportRefused(ValueError):
    """An edited report that cannot be gone on with; `text` says which file is wanted."""

    def __init__(self, year: FiscalYear) -> None:
        self.text = Text(NOT_OURS.th.format(year=year.say()), NOT_OURS.en.format(year=year.say("en")))
        super().__init__(self.text.th)


@dataclass(frozen=True, slots=True)
class Edition:
    """A finished document."""

    data: bytes
    kept: tuple[str, ...]
    """Text blocks that people had edited: theirs."""
    absent: tuple[str, ...]
    """Blocks that the edited document no longer has."""


def printed(year: Year) -> tuple[Figure, ...]:
    """Every figure that the report prints, once."""
    found = [*tables.overall(year), *tables.agencies(year)[1]]
    for code in words.plan_codes(year):
        found += tables.of_plan(year, code)
    return tuple({(one.kpi, one.scope): one for one in found}.values())


def edition(
    year: Year,
    reference: Reference,
    original: Callable[[str], bytes | None],
    *,
    papers_dir: Path | None = None,
    old: bytes | None = None,
    kind: Digits = "thai",
) -> Edition:
    """The report: new from the template, or `old` with its numbers and tables renewed and its words kept.

    `original` gives the bytes of a kept photo by its SHA-256. Raises ReportRefused when `old` is no such report.
    """
    if old is None:
        paper = Document(str(template(papers_dir, REPORT)))
        blocks = Blocks(paper, is_new=True)
    else:
        blocks = must_be_ours(old, year.fiscal_year)
        paper = blocks.paper
    writer = Writer(blocks, year, reference, kind)
    writer.auto(_cover(year.fiscal_year), "ปก", writer.cover)
    for chapter in (_situation, _overall, _plans, _agencies, _problems):
        chapter(writer)
    _photos(writer, original)
    writer.chapter("บทที่ 7 ข้อเสนอแนะ")
    writer.narrative("suggestions", "ข้อเสนอแนะ", words.suggestions(year))
    _appendix(writer)
    _drop_pictures(paper)
    return Edition(saved(paper), tuple(blocks.kept), tuple(blocks.absent))


def must_be_ours(old: bytes, year: FiscalYear) -> Blocks:
    """The blocks of an edited report. Raises ReportRefused when the file is no report of this year."""
    blocks = Blocks(_opened(old, year), is_new=False)
    if _cover(year) not in blocks.names:
        raise ReportRefused(year)
    return blocks


def _cover(year: FiscalYear) -> str:
    return f"cover-{year.year_be}"


def _opened(old: bytes, year: FiscalYear) -> Paper:
    """The edited document, once it is known to be an honest one (no programme in it, nothing hidden)."""
    try:
        if kind_of(old) != DOCX:
            raise ReportRefused(year)
        return Document(io.BytesIO(old))
    except (AttachmentRefused, PackageNotFoundError, KeyError, zipfile.BadZipFile, SyntaxError) as fault:
        raise ReportRefused(year) from fault


def _situation(to: Writer) -> None:
    to.chapter("บทที่ 1 สถานการณ์")
    to.narrative("situation", "สถานการณ์", words.situation(to.year))


def _overall(to: Writer) -> None:
    to.chapter("บทที่ 2 ผลการดำเนินงานในภาพรวม")
    to.auto("september", "สถานะของตัวเลข", lambda: to.paragraph(to.year.september))
    to.narrative("overview", "ผลการดำเนินงานในภาพรวม", (words.OVERVIEW,))
    rows = tables.figures(to.year, tables.overall(to.year))
    to.auto("figures", "ตารางตัวชี้วัด", lambda: to.table("ผลการดำเนินงานตามตัวชี้วัด", tables.FIGURES, rows))
    to.auto("charts", "ภาพตัวชี้วัด", lambda: _charts(to))


def _charts(to: Writer) -> None:
    from exports import drawing  # With it comes matplotlib: not at the start of every server.

    for one in to.year.content.indicators:
        spec = one.parts or one.trend
        if one.kpi.code in CHARTED and spec is not None:
            look = drawing.Look(is_titled=False, digits=to.kind)
            to.picture(drawing.draw(spec, "png", look), f"{spec.title} ({tables.reference(one.figure)})")
    to.note()


def _plans(to: Writer) -> None:
    to.chapter("บทที่ 3 ผลการดำเนินงานรายแผน")
    for code in words.plan_codes(to.year):
        to.section(to.year.plans[code])
        to.narrative(f"words-{code}", to.year.name(code), words.plan(to.year, code))
        to.auto(f"figures-{code}", to.year.name(code), lambda code=code: _plan(to, code))  # type: ignore[misc]


def _plan(to: Writer, code: str) -> None:
    name = to.year.name(code)
    to.table(f"ผลของ{name}", tables.FIGURES, tables.plan_figures(to.year, code))
    projects = tables.projects(to.year, code)
    to.table(f"โครงการของ{name}", tables.PROJECTS, projects, f"{tables.REFERENCE.head} K3:{code} แยกตามรหัสโครงการ")


def _agencies(to: Writer) -> None:
    to.chapter("บทที่ 4 ผลการดำเนินงานรายหน่วยงาน")
    to.narrative("agencies", "ผลการดำเนินงานรายหน่วยงาน", (words.AGENCIES,))
    rows, _ = tables.agencies(to.year)
    about = f"{tables.REFERENCE.head} รหัสตัวชี้วัดที่หัวคอลัมน์:รหัสหน่วยงาน"
    to.auto("agency-table", "ตารางหน่วยงาน", lambda: to.table("ผลรายหน่วยงาน", tables.AGENCIES, rows, about))


def _problems(to: Writer) -> None:
    year = to.year
    to.chapter("บทที่ 5 ปัญหาและอุปสรรค")
    to.narrative("problems", "ปัญหาและอุปสรรค", (words.PROBLEMS,))

    def write() -> None:
        to.table("ปัญหาและอุปสรรคตามผลการดำเนินงานประจำปี", tables.PROBLEMS, tables.problems(year))
        about = f"{tables.REFERENCE.head} M7:OFF"
        to.table("ปัญหาและอุปสรรคที่ยังไม่ปิด", tables.OPEN_PROBLEMS, tables.open_problems(year), about)
        to.table("สาเหตุและแนวทางแก้ไขของตัวชี้วัดที่ต่ำกว่าเป้าหมาย", tables.COMMENTS, tables.comments(year))

    to.auto("problem-tables", "ตารางปัญหาและอุปสรรค", write)


def _photos(to: Writer, original: Callable[[str], bytes | None]) -> None:
    to.chapter("บทที่ 6 ภาพผลงานสำคัญ")
    to.narrative("photos", "ภาพผลงานสำคัญ", (words.PHOTOS,))
    to.auto("photo-pages", "ภาพ", lambda: _photo_pages(to, original))


def _photo_pages(to: Writer, original: Callable[[str], bytes | None]) -> None:
    """Photos with consent, links with consent as text; of the others only how many there are."""
    given = to.year.annual.photos
    unreadable = 0
    for one in given:
        if one.link or not one.may_be_printed:
            continue
        picture = photos.fit(original(one.sha256) or b"")
        if picture is None:
            unreadable += 1
        else:
            to.picture(picture, f"{one.caption} ({to.year.name(one.agency)})", width_cm=12)
    if links := tables.links(to.year):
        to.table("ภาพที่หน่วยงานส่งเป็นที่อยู่เว็บ", tables.LINKS, links)
    withheld = sum(not one.may_be_printed for one in given)
    for text, count in ((WITHHELD, withheld), (UNREADABLE, unreadable)):
        if count:
            to.paragraph(text.format(count=count))
    if not given:
        to.paragraph(words.NOTHING)


def _appendix(to: Writer) -> None:
    to.chapter("ภาคผนวก สรุปผลของหน่วยงาน")
    rows = tables.summaries(to.year)
    to.auto("summaries", "สรุปผลของหน่วยงาน", lambda: to.table("สรุปผลรายโครงการ", tables.SUMMARIES, rows))
    to.section("แหล่งข้อมูล")
    to.auto("sources", "แหล่งข้อมูล", to.sources)


def _drop_pictures(paper: Paper) -> None:
    """Pictures that no longer stand in the document leave the file: a photo withdrawn must not travel on in it."""
    used = {value for element in paper.element.iter() for value in element.attrib.values()}
    for key, link in list(paper.part.rels.items()):
        if link.reltype == RELATIONSHIP_TYPE.IMAGE and key not in used:
            del paper.part.rels[key]
