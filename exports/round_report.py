"""The report of a round as a document: matters, figures, commentary, plans, late agencies, problems, sources.

Words and figures are those of the pack; it stands on the template of the annual report, which an office may restyle.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from base.thai import say_date
from base.words import Text
from exports import cited, comments
from exports.annual.tables import FIGURES, UNSET
from exports.annual.template import CAPTION, REPORT, SECTION, SUBTITLE, TITLE
from exports.annual.words import QR
from exports.content import Content, PlanEntry, ProblemEntry
from exports.letters.office import office, template
from exports.lines import digits
from exports.reference import Reference
from exports.slides.pages import DEFINITIONS, MATTERS, NUMBERED, PROBLEMS
from exports.word import table
from exports.word.paper import saved
from exports.word.runs import PLAIN, Look, write
from exports.word.table import Column
from kpi import speak
from kpi.cite import SAMPLE
from kpi.indicators import BY_CODE
from kpi.model import Figure, Status
from kpi.speak import Digits

NOTE = Look(13, is_italic=True)
NOTHING = "ไม่มีรายการ"
OPEN_PROBLEMS = "ปัญหา/อุปสรรคที่ยังไม่ปิด"
OF_UNITS = (Column("ผู้รับการประเมิน", FIGURES[0].width_cm), *FIGURES[1:])
COMMENTS = (Column("ตัวชี้วัด", 4.4), Column("คำชี้แจง", 11.6))
PLANS = (Column("แผน", 5.4), Column("สถานะ", 3.6), Column("ขั้นต่อไป", 4.6), Column("เกิน (วัน)", 2.4, is_number=True))
LATE = (Column("หน่วยงาน", 7.6), Column("เดือนที่ค้าง", 5.6), Column("ล่าช้า (วัน)", 2.8, is_number=True))
OPEN = (Column("โครงการ/หน่วยงาน", 5.4), Column("ปัญหา/อุปสรรค", 5.2), Column("แนวทางแก้ไข/ผู้รับผิดชอบ", 5.4))
APPENDIX = "ภาคผนวก {title}"
ANNEXED = Text("{title} รายละเอียดอยู่ในภาคผนวก", "{title}; the list is in the annex")
MANY = 12
"""More problems than this stand in an annex, behind the pages that a meeting reads."""
MEANT = (Column("ตัวชี้วัด", 4.2), Column("นิยามและวิธีคำนวณ", 9.4), Column("คู่มือ", 2.4))


def draw(content: Content, reference: Reference, papers_dir: Path | None = None, kind: Digits | None = None) -> bytes:
    """The .docx of a paper; `papers_dir` holds the office's own template and letterhead, which say the digits."""
    kind = kind or ("thai" if office(papers_dir).thai_digits else "arabic")
    to = _Writer(Document(str(template(papers_dir, REPORT))), kind)
    _head(to, content, reference)
    to.section(MATTERS.th)
    to.paragraph(content.headline)
    for number, text in enumerate(content.matters, 1):
        to.paragraph(NUMBERED.format(number=number, text=text))
    to.section("ผลการดำเนินงานตามตัวชี้วัด")
    to.table(FIGURES, [(f"{one.kpi.code} {one.kpi.name.th}", *_said(one.figure)) for one in content.indicators])
    for code in dict.fromkeys(one.kpi for one in content.cascaded):
        rows = [(content.names[one.scope], *_said(one)) for one in content.cascaded if one.kpi == code]
        to.caption(f"{code} {BY_CODE[code].name.th}")
        to.table(OF_UNITS, rows)
    _lists(to, content)
    to.section("แหล่งข้อมูล")
    to.codes(cited.parts(content.citation, reference))
    if len(content.problems) > MANY:
        to.section(APPENDIX.format(title=OPEN_PROBLEMS))
        to.table(OPEN, [_problem(one) for one in content.problems])
    return saved(to.paper)


def _said(one: Figure) -> tuple[str, ...]:
    target = speak.NOTHING if one.target is None else speak.target(one)
    return speak.value(one), target, _status(one), f"{one.kpi}:{one.scope}"


def _status(one: Figure) -> str:
    """Sign and word, as on the screen; a sign that says nothing stands alone nowhere."""
    shape = speak.SHAPE[one.status]
    said = UNSET if one.status is Status.NO_TARGET else speak.status(one)
    return f"{shape} {said}" if shape != speak.NOTHING else said


def _lists(to: _Writer, content: Content) -> None:
    to.section(comments.TITLE.th)
    heads = (f"{one.figure.kpi} {content.names.get(one.figure.scope, one.figure.scope)}" for one in content.comments)
    said = (f"{speak.value(one.figure)}\n" + "\n".join(comments.lines(one)) for one in content.comments)
    to.table(COMMENTS, list(zip(heads, said, strict=True)))
    to.section("สถานะของแผน")
    to.table(PLANS, [_plan(one) for one in content.plans])
    to.section("หน่วยงานที่ค้างส่งรายงาน")
    rows = ((one.full_name, ", ".join(month.say() for month in one.months), one.days_late) for one in content.late)
    to.table(LATE, [(name, months, f"{days:,}") for name, months, days in rows])
    bare = sum(not one.action for one in content.problems)
    title = PROBLEMS.say(count=len(content.problems), bare=bare)
    to.section(OPEN_PROBLEMS)
    if len(content.problems) > MANY:
        to.paragraph(ANNEXED.say(title=title))
    else:
        to.table(OPEN, [_problem(one) for one in content.problems])
    to.section(DEFINITIONS.th)
    meant = [(f"{one.kpi.code} {one.kpi.name.th}", one.kpi.definition.th, one.kpi.source) for one in content.indicators]
    to.table(MEANT, meant)


def _plan(one: PlanEntry) -> tuple[str, ...]:
    due = f" ภายใน {say_date(one.due)}" if one.due and one.waits_for else ""
    late = f"{one.days_overdue:,}" if one.days_overdue else speak.NOTHING
    return one.name, one.state, f"{one.waits_for}{due}" or speak.NOTHING, late


def _problem(one: ProblemEntry) -> tuple[str, ...]:
    done = one.action or one.solution or speak.NOTHING
    who = f"\n{one.owner} ภายใน {say_date(one.due)}" if one.owner and one.due else ""
    return f"{one.project}\n{one.agency} {one.province}", one.problem, f"{done}{who} ({one.state})"


def _head(to: _Writer, content: Content, reference: Reference) -> None:
    """Title, owner, day, mark of sample data, reference and its QR code."""
    lines = [
        ("Title", content.title, replace(TITLE, size_pt=22)),
        ("Subtitle", content.track_name, replace(SUBTITLE, size_pt=18)),
        ("Normal", f"ข้อมูล ณ วันที่ {say_date(content.ask.as_of, full=True)}", PLAIN),
        *([("Normal", SAMPLE.th, SUBTITLE)] if content.is_sample else []),
        *([("Normal", reference.note, NOTE)] if reference.note else []),
    ]
    for style, text, look in lines:
        line = to.paper.add_paragraph(style=style)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.space_before = Pt(0)
        write(line, to.said(text), look)
    line = to.paper.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape = write(line, "").add_picture(io.BytesIO(cited.qr_png(reference.url)), width=Cm(2.6))
    shape._inline.docPr.set("descr", QR)
    line = to.paper.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    write(line, f"{cited.REFERENCE.th} {reference.code}")


@dataclass(frozen=True, slots=True)
class _Writer:
    paper: Paper
    kind: Digits

    def said(self, text: str) -> str:
        return digits(text, self.kind)

    def section(self, title: str) -> None:
        write(self.paper.add_paragraph(style="Heading 2"), self.said(title), SECTION)

    def caption(self, text: str) -> None:
        write(self.paper.add_paragraph(style="Caption"), self.said(text), CAPTION)

    def paragraph(self, text: str) -> None:
        line = self.paper.add_paragraph()
        line.paragraph_format.space_after = Pt(4)
        write(line, self.said(text))

    def codes(self, told: Sequence[tuple[str, str]]) -> None:
        """Label and value; a reference, a build and an address keep the digits they are found by."""
        kept = (cited.REFERENCE.th, cited.BUILD.th)
        for name, value in told:
            write(self.paper.add_paragraph(), f"{name} {value if name in kept else self.said(value)}")

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
        if not rows:
            self.paragraph(NOTHING)
            return
        told = [
            [value if column.is_code else self.said(value) for column, value in zip(columns, row, strict=True)]
            for row in rows
        ]
        table.add(self.paper, columns, told)
