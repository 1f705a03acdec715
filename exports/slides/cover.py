"""The first slide: what, whose, as of when, and the way back to the same figures."""

from __future__ import annotations

import io
import re
from typing import Any

import segno
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from base.thai import say_date
from base.words import Text
from exports.slides import fit, master
from exports.slides.deck import Box, Deck, Line, Page, rgb, style

AS_OF = Text("ข้อมูล ณ วันที่ {day}", "As of {day}")
SCAN = Text("สแกนเพื่อเปิดข้อมูลชุดเดียวกันในระบบ", "Scan to open the same figures")
CODE = Text("เลขที่อ้างอิง {code}", "Reference {code}")
HELD = re.compile(r"ปีงบประมาณ พ\.ศ\. \d+")
"""Never parted at the end of a line."""
NAVY, PALE = "#12355b", "#d7e2f0"
QR_IN = 2.1


def cover(deck: Deck) -> None:
    """Title, track, day, citation and QR code."""
    slide = deck.file.slides.add_slide(master.layout_of(deck.file, is_cover=True))
    width = deck.width - QR_IN - 2.0
    page = Page(slide, Box(0.8, 0.6, width, deck.height - 1.2))
    if deck.is_own:
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = rgb(NAVY)
    ink, soft = ("#ffffff", PALE) if deck.is_own else (None, None)
    content = deck.content
    rows = (
        (Box(0.8, 1.7, width, 1.5), HELD.sub(_held, content.title), 44, True, ink),
        (
            Box(0.8, 3.3, width, 1.6),
            f"{content.track_name}\n{AS_OF.say(day=say_date(content.ask.as_of, full=True))}",
            30,
            False,
            soft,
        ),
    )
    places = [master.title_of(slide), *(one for one in slide.placeholders if one != master.title_of(slide))]
    for place in places[len(rows) :]:
        place.element.getparent().remove(place.element)
    for place, (box, words, largest, is_bold, colour) in zip(places, rows, strict=False):
        _write(place, box, words, largest, is_bold, colour)
    _cited(deck, page, soft or "#4a5766")
    _code(deck, page, soft or "#4a5766")
    deck.finish(page, [content.title, content.track_name, content.headline], is_cover=True)


def _held(found: re.Match[str]) -> str:
    return found.group().replace(" ", "\u00a0")


def _write(place: Any, box: Box, words: str, largest: int, is_bold: bool, colour: str | None) -> None:
    place.left, place.top, place.width, place.height = box.emu
    size = fit.size_for(words, (box.width, box.height), largest, 20, is_bold)
    frame = place.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM if is_bold else MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for at, text in enumerate(words.split("\n")):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        if colour:
            style(run, Line(text, size, is_bold, colour))
        else:
            run.text, run.font.size = text, Pt(size)


def _cited(deck: Deck, page: Page, colour: str) -> None:
    box = Box(0.8, deck.height - 1.75, page.body.width, 1.35)
    words = deck.citation()
    size = fit.size_for("\n".join(words), (box.width, box.height), 18, 12)
    page.write(box, [Line(word, size, colour=colour) for word in words], anchor=MSO_ANCHOR.BOTTOM)


def _code(deck: Deck, page: Page, colour: str) -> None:
    """The QR code on white with its quiet zone; the picture is a link as well."""
    sink = io.BytesIO()
    segno.make(deck.reference.url, error="m").save(sink, kind="png", scale=12, border=3)
    left, top = deck.width - QR_IN - 0.7, 1.9
    sink.seek(0)
    picture = page.slide.shapes.add_picture(sink, Inches(left), Inches(top), Inches(QR_IN))
    picture.click_action.hyperlink.address = deck.reference.url
    picture._element.nvPicPr.cNvPr.set("descr", f"{SCAN.th}: {deck.reference.url}")
    words = [Line(CODE.say(code=deck.reference.code), 20, True, colour), Line(SCAN.th, 16, colour=colour)]
    page.write(Box(left - 0.4, top + QR_IN + 0.08, QR_IN + 0.8, 0.9), words, PP_ALIGN.CENTER)
