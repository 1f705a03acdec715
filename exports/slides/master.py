"""The slide master: ours, or the office's own file."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches

from base.palette import BRAND
from base.words import Text
from exports.slides import thai

WIDE = (13.333, 7.5)
TITLE_BOX = (0.5, 0.38, 12.333, 0.86)
NO_TEMPLATE = Text(
    "เปิดแม่แบบสไลด์ไม่ได้ ต้องเป็นไฟล์ .pptx ที่มีเค้าโครงซึ่งมีช่องชื่อเรื่อง",
    "The slide template cannot be used: it must be a .pptx with a layout that has a title",
)
_TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}
_FURNITURE = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}


class TemplateRefused(ValueError):
    """A file that cannot be our slide master; `text` says what it must be."""

    def __init__(self) -> None:
        self.text = NO_TEMPLATE
        super().__init__(self.text.th)


def opened(template: bytes | None) -> Any:
    """An empty presentation with the master of `template`, or with ours. Raises TemplateRefused."""
    if template is None:
        return _own()
    try:
        file = Presentation(io.BytesIO(template))
        _without_slides(file)
        layout_of(file, is_cover=False)
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as fault:
        raise TemplateRefused from fault
    return file


def layout_of(file: Any, *, is_cover: bool) -> Any:
    """The layout of the cover (title and subtitle) or of the other slides (a title and nothing else, if there is one).

    Raises TemplateRefused when no layout has a title.
    """
    found = [(layout, _kinds(layout)) for layout in file.slide_layouts]
    titled = [(layout, kinds) for layout, kinds in found if kinds & _TITLES]
    if not titled:
        raise TemplateRefused
    if is_cover:
        return next((layout for layout, kinds in titled if PP_PLACEHOLDER.SUBTITLE in kinds), titled[0][0])
    return min(titled, key=lambda one: (PP_PLACEHOLDER.SUBTITLE in one[1], len(one[1])))[0]


def title_box(layout: Any) -> tuple[float, float, float, float]:
    """Left, top, width and height of a layout's title in inches; from its master where the layout says nothing."""
    place = next(one for one in layout.placeholders if one.placeholder_format.type in _TITLES)
    left, top, width, height = (one / Inches(1) for one in (place.left, place.top, place.width, place.height))
    return left, top, width, height


def title_of(slide: Any) -> Any:
    """The title's placeholder."""
    return next(one for one in slide.placeholders if one.placeholder_format.type in _TITLES)


def _kinds(layout: Any) -> set[Any]:
    return {one.placeholder_format.type for one in layout.placeholders} - _FURNITURE


def _without_slides(file: Any) -> None:
    """The sample slides of a template go; its master and layouts stay."""
    listed = file.slides._sldIdLst
    for one in list(listed):
        file.part.drop_rel(one.rId)
        listed.remove(one)


def _own() -> Any:
    file = Presentation()
    file.slide_width, file.slide_height = (Inches(one) for one in WIDE)
    wanted = ("Title Slide", "Title Only")
    for layout in [one for one in file.slide_layouts if one.name not in wanted]:
        file.slide_layouts.remove(layout)
    base = file.slide_master
    for place in base.placeholders:
        if place.placeholder_format.type in _TITLES:
            place.left, place.top, place.width, place.height = (Inches(one) for one in TITLE_BOX)
    for layout in file.slide_layouts:
        for place in list(layout.placeholders):
            if place.placeholder_format.type in _FURNITURE:
                place.element.getparent().remove(place.element)
    for place in [one for one in base.placeholders if one.placeholder_format.type in _FURNITURE]:
        place.element.getparent().remove(place.element)
    _title_style(base)
    # On every slide but the cover: an accent at the left of the title and a rule under it.
    tree = layout_of(file, is_cover=False).shapes._spTree
    tree.insert(2, _bar(2001, 0.28, 0.46, 0.08, 0.7))
    tree.insert(3, _bar(2002, 0.5, 1.27, 12.333, 0.02))
    _theme(base.part)
    return file


def _title_style(base: Any) -> None:
    level = base.element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    level.set("algn", "l")
    properties = level.find(qn("a:defRPr"))
    properties.set("b", "1")
    for old in properties.findall(qn("a:solidFill")):
        properties.remove(old)
    properties.insert(0, parse_xml(f'<a:solidFill {nsdecls("a")}><a:srgbClr val="12355B"/></a:solidFill>'))
    body = base.placeholders[0].element.find(f".//{qn('a:bodyPr')}")
    for name in ("lIns", "rIns", "tIns", "bIns"):
        body.set(name, "0")
    body.set("anchor", "ctr")
    for fitting in list(body):
        body.remove(fitting)


def _bar(number: int, left: float, top: float, width: float, height: float) -> Any:
    place = " ".join(f'{name}="{Inches(value)}"' for name, value in (("x", left), ("y", top)))
    size = " ".join(f'{name}="{Inches(value)}"' for name, value in (("cx", width), ("cy", height)))
    return parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="rule {number}"/><p:cNvSpPr/><p:nvPr/>'
        f"</p:nvSpPr><p:spPr><a:xfrm><a:off {place}/><a:ext {size}/></a:xfrm>"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{BRAND[1:].upper()}"/>'
        "</a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def _theme(part: Any) -> None:
    theme = part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = thai.dress_theme(theme.blob)
