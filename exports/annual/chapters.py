"""The chapters of the annual report: words that people edit, and tables and numbers that each edition renews."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from base.thai import say_date
from exports import cited
from exports.annual import words
from exports.annual.gather import Year
from exports.annual.template import CAPTION, CHAPTER, SECTION, SUBTITLE, TITLE
from exports.lines import digits
from exports.reference import Reference
from exports.word import table
from exports.word.blocks import Blocks
from exports.word.runs import PLAIN, Look, write
from exports.word.table import Column
from kpi.cite import SAMPLE
from kpi.speak import Digits

NOTE = Look(13, is_italic=True)
TEXT_WIDTH_CM = 16.0


@dataclass(slots=True)
class Writer:
    """Writes one edition: digits as asked, captions numbered, every table with its source and reference."""

    blocks: Blocks
    year: Year
    reference: Reference
    kind: Digits = "thai"
    _tables: int = field(default=0)
    _pictures: int = field(default=0)

    def said(self, text: str) -> str:
        """Text with the digits of this edition; codes stay as they are."""
        return digits(text, self.kind)

    def chapter(self, title: str) -> None:
        self.blocks.once(lambda: self._heading("Heading 1", title, CHAPTER))

    def section(self, title: str) -> None:
        self.blocks.once(lambda: self._heading("Heading 2", title, SECTION))

    def _heading(self, style: str, title: str, look: Look) -> None:
        write(self.blocks.paper.add_paragraph(style=style), self.said(title), look)

    def narrative(self, name: str, title: str, paragraphs: Sequence[str]) -> None:
        """Words to begin with; people write their own over them."""

        def write_all() -> None:
            for one in paragraphs:
                self.paragraph(one)

        self.blocks.text(name, title, write_all)

    def auto(self, name: str, title: str, write_it: Callable[[], object]) -> None:
        self.blocks.auto(name, title, write_it)

    def paragraph(self, text: str, look: Look = PLAIN) -> None:
        """A paragraph of running text."""
        line = self.blocks.paper.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.THAI_JUSTIFY
        line.paragraph_format.first_line_indent = Cm(1.5)
        line.paragraph_format.space_after = Pt(6)
        write(line, self.said(text), look)

    def table(self, title: str, columns: Sequence[Column], rows: Sequence[Sequence[str]], about: str = "") -> None:
        """A table under its caption, over its source and reference; one sentence where there is nothing to show."""
        self._tables += 1
        caption = f"ตารางที่ {self._tables} {title}"
        caption += words.PROVISIONAL_MARK if self.year.is_provisional else ""
        write(self.blocks.paper.add_paragraph(style="Caption"), self.said(caption), CAPTION)
        if rows:
            told = [
                [value if column.is_code else self.said(value) for column, value in zip(columns, row, strict=True)]
                for row in rows
            ]
            table.add(self.blocks.paper, [replace(one, head=self.said(one.head)) for one in columns], told)
        else:
            self.paragraph(words.NOTHING)
        self.note(about)

    def picture(self, data: bytes, title: str, width_cm: float = TEXT_WIDTH_CM) -> None:
        """A picture over its caption; the caption is its text for whoever cannot see it."""
        self._pictures += 1
        caption = self.said(f"ภาพที่ {self._pictures} {title}")
        line = self.blocks.paper.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.keep_with_next = True
        shape = write(line, "").add_picture(io.BytesIO(data), width=Cm(width_cm))
        shape._inline.docPr.set("descr", caption)
        below = self.blocks.paper.add_paragraph(style="Caption")
        below.alignment = WD_ALIGN_PARAGRAPH.CENTER
        below.paragraph_format.keep_with_next = False
        write(below, caption, CAPTION)

    def note(self, about: str = "") -> None:
        """Source, day, standing, coverage and reference under a table."""
        line = self.blocks.paper.add_paragraph()
        line.paragraph_format.space_after = Pt(8)
        wanted = (cited.AS_OF.th, cited.STANDING.th, cited.REFERENCE.th)
        told = [f"{name} {value}" for name, value in self._cited() if name in wanted]
        write(line, " · ".join(part for part in (about, *told) if part), NOTE)

    def sources(self) -> None:
        """The whole citation, and how a number is looked up."""
        for name, value in self._cited():
            line = self.blocks.paper.add_paragraph()
            write(line, f"{name} {value}")
        self.paragraph(words.LOOK_UP.format(url=self.reference.url))

    def _cited(self) -> tuple[tuple[str, str], ...]:
        """The citation; the reference and the build keep the digits they are found by."""
        found = cited.parts(self.year.content.citation, self.reference)
        codes = (cited.REFERENCE.th, cited.BUILD.th)
        return tuple((name, value if name in codes else self.said(value)) for name, value in found)

    def cover(self) -> None:
        """Title, year, office, day, reference and QR code."""
        paper, told = self.blocks.paper, self.year
        lines = [
            ("Title", words.TITLE, TITLE),
            ("Subtitle", words.FOR_WHOM, SUBTITLE),
            ("Subtitle", told.fiscal_year.say(), SUBTITLE),
            ("Normal", "", PLAIN),
            ("Normal", f"ข้อมูล ณ วันที่ {say_date(told.ask.as_of, full=True)}", PLAIN),
            ("Normal", told.september, PLAIN),
        ]
        if told.content.is_sample:
            lines.append(("Normal", SAMPLE.th, SUBTITLE))
        for style, text, look in lines:
            line = paper.add_paragraph(style=style)
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.paragraph_format.keep_with_next = False
            write(line, self.said(text), look)
        line = paper.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        write(line, f"{cited.REFERENCE.th} {self.reference.code}")
        code = paper.add_paragraph()
        code.alignment = WD_ALIGN_PARAGRAPH.CENTER
        shape = write(code, "").add_picture(io.BytesIO(cited.qr_png(self.reference.url)), width=Cm(3))
        shape._inline.docPr.set("descr", words.QR)
        foot = paper.add_paragraph()
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        write(foot, words.OFFICE)
