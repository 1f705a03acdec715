"""A deck in the making: its master, its slides with title, footer, notes and the mark of sample data."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from base.palette import INK, SOFT
from base.thai import say_date
from base.words import Text
from exports import content as said
from exports.content import Content
from exports.reference import Reference
from exports.slides import fit, master, thai
from kpi import cite
from kpi.speak import PRELIMINARY, Digits

FOOTER = Text(
    "ข้อมูล ณ {day} · {standing} · ความครอบคลุม {coverage} · ที่มา: {source} · เลขที่อ้างอิง {reference}",
    "As of {day} · {standing} · coverage {coverage} · source: {source} · reference {reference}",
)
REFERENCE = Text("เลขที่อ้างอิง {code} · {url}", "Reference {code} · {url}")
WARNING = "#b23a32"
FOOT_PT, NUMBER_PT = 14, 16
FOOT_IN = 0.55
"""Kept free at the foot of every slide."""
TITLE_LARGEST, TITLE_SMALLEST = 32, 20
_OWN_TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}

__all__ = ["Box", "Deck", "Line", "Page", "TemplateRefused"]

TemplateRefused = master.TemplateRefused


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[int, int, int, int]:
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)

    def below(self, used: float, gap: float = 0.1) -> Box:
        """What is left under `used` inches."""
        return Box(self.left, self.top + used + gap, self.width, self.height - used - gap)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of one style."""

    text: str
    size_pt: float
    is_bold: bool = False
    colour: str = INK
    after_pt: float = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One slide and the room that is left for its content."""

    slide: Any
    body: Box

    def write(self, box: Box, written: Sequence[Line], align: Any = PP_ALIGN.LEFT, anchor: Any = MSO_ANCHOR.TOP) -> Any:
        """A text box; its text was measured by whoever calls."""
        shape = self.slide.shapes.add_textbox(*box.emu)
        frame = shape.text_frame
        frame.word_wrap = True
        frame.vertical_anchor = anchor
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for place, line in enumerate(written):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.alignment = align
            paragraph.space_after = Pt(line.after_pt)
            style(paragraph.add_run(), line)
        return shape

    def fill(self, box: Box, colour: str) -> Any:
        """A plain coloured rectangle."""
        shape = self.slide.shapes.add_shape(1, *box.emu)
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(colour)
        shape.line.fill.background()
        # Its style would bring the theme's shadow.
        look = shape._element.find(qn("p:style"))
        if look is not None:
            shape._element.remove(look)
        return shape


def rgb(colour: str) -> RGBColor:
    """`#1d4f91` as python-pptx wants it."""
    made: RGBColor = RGBColor.from_string(colour.removeprefix("#").upper())
    return made


def style(run: Any, line: Line) -> None:
    """Text, size, weight and colour of a run."""
    run.text = line.text
    run.font.size = Pt(line.size_pt)
    run.font.bold = line.is_bold
    run.font.color.rgb = rgb(line.colour)


class Deck:
    """The presentation and what every slide of it repeats."""

    def __init__(self, content: Content, reference: Reference, template: bytes | None) -> None:
        self.content, self.reference = content, reference
        self.file = master.opened(template)
        self.is_own = template is None
        self.width = self.file.slide_width / Inches(1)
        self.height = self.file.slide_height / Inches(1)
        self._number = 0
        self.body = self._room(master.layout_of(self.file, is_cover=False))

    def _room(self, layout: Any) -> Box:
        """What a layout leaves under its title and above the footer."""
        left, top, width, height = master.title_box(layout)
        body_top = top + height + 0.12
        return Box(left, body_top, width, self.height - FOOT_IN - body_top)

    def page(self, title: str, notes: Sequence[str] = ()) -> Page:
        """A new slide with its title, footer and notes."""
        slide = self.file.slides.add_slide(master.layout_of(self.file, is_cover=False))
        place = master.title_of(slide)
        for other in [one for one in slide.placeholders if one.placeholder_format.type not in _OWN_TITLES]:
            other.element.getparent().remove(other.element)
        self._title(place, title, (self.body.width - 0.2, place.height / Inches(1)))
        page = Page(slide, self.body)
        self.finish(page, notes)
        return page

    def _title(self, place: Any, title: str, room: tuple[float, float]) -> None:
        size = fit.size_for(title, room, TITLE_LARGEST, TITLE_SMALLEST, is_bold=True)
        place.text_frame.text = fit.shortened(title, room, size, is_bold=True)
        for run in place.text_frame.paragraphs[0].runs:
            run.font.size = Pt(size)

    def finish(self, page: Page, notes: Sequence[str], *, is_cover: bool = False) -> None:
        """Footer, number, the mark of sample data, and the notes with their citation."""
        self._number += 1
        if not is_cover:
            self._foot(page)
        if self.content.is_sample:
            self._mark(page)
        frame = page.slide.notes_slide.notes_text_frame
        frame.text = "\n".join([*notes, *self.citation()])

    def citation(self) -> list[str]:
        """Where everything comes from, in full."""
        cited = [self.content.citation.line(), REFERENCE.say(code=self.reference.code, url=self.reference.url)]
        return [*cited, *([self.reference.note] if self.reference.note else [])]

    def _foot(self, page: Page) -> None:
        cited = self.content.citation
        standing = (cite.OFFICIAL if cited.is_official else cite.PROVISIONAL).th
        if self.content.is_preliminary:
            standing = f"{standing} {PRELIMINARY.th}"
        words = FOOTER.say(
            day=say_date(cited.as_of),
            standing=standing,
            coverage=f"{cited.coverage.received}/{cited.coverage.expected}",
            source=said.SOURCE_NAME.th,
            reference=self.reference.code,
        )
        room = page.body.width - 0.8
        box = Box(page.body.left, self.height - FOOT_IN + 0.1, room, 0.34)
        size = fit.size_for(words, (room, 0.34), FOOT_PT, 8)
        page.write(box, [Line(words, size, colour=SOFT)], anchor=MSO_ANCHOR.MIDDLE)
        number = page.write(
            Box(page.body.left + room, box.top, 0.8, 0.34),
            [Line(str(self._number), NUMBER_PT, colour=SOFT)],
            PP_ALIGN.RIGHT,
            MSO_ANCHOR.MIDDLE,
        )
        run = number.text_frame.paragraphs[0].runs[0]._r
        # A field: the number stays right when slides are moved.
        run.tag = qn("a:fld")
        run.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
        run.set("type", "slidenum")

    def _mark(self, page: Page) -> None:
        word, size = cite.SAMPLE.th, 18
        width = fit.width_in(word, size, True) + 0.3
        shape = page.fill(Box(self.width - width - 0.12, 0.08, width, 0.34), "#ffffff")
        shape.line.color.rgb = rgb(WARNING)
        shape.line.width = Pt(1.25)
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        frame.word_wrap = False
        frame.paragraphs[0].alignment = PP_ALIGN.CENTER
        style(frame.paragraphs[0].add_run(), Line(word, size, True, WARNING))

    def save(self, digits: Digits = "arabic") -> bytes:
        """The bytes of the file, every run dressed, in the digits that are wanted."""
        properties = self.file.core_properties
        properties.title, properties.author = self.content.title, self.content.track_name
        properties.subject, properties.language = self.content.citation.line(), thai.LANGUAGE
        properties.created = properties.modified = _whole(self.content.ask.known_at)
        for slide in self.file.slides:
            thai.dress_all(slide.element)
            thai.dress_all(slide.notes_slide.element)
            if digits == "thai":
                thai.count_in_thai(slide.element)
                thai.count_in_thai(slide.notes_slide.element)
            for shape in slide.shapes:
                if shape.has_chart:
                    thai.dress_all(shape.chart._chartSpace)
                    if digits == "thai":
                        thai.count_in_thai(shape.chart._chartSpace)
        sink = io.BytesIO()
        self.file.save(sink)
        return sink.getvalue()


def _whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
