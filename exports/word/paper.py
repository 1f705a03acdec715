"""A sheet of paper: A4 with the margins of official letters, Thai in every style, and bytes that can be compared."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from exports.word.runs import LANGUAGE, Look, properties, write

STAMP = (1980, 1, 1, 0, 0, 0)
"""The date of every part of the file: what was written decides the bytes, not when."""
MADE_AT = datetime(2020, 10, 1)


def sheet(top_cm: float = 1.5, bottom_cm: float = 2.0) -> Paper:
    """An empty A4 page: left 3 cm, right 2 cm, single spacing, Thai as the language of every style."""
    paper = Document()
    package = paper.part.package
    for key in [key for key, link in package.rels.items() if link.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del package.rels[key]  # a picture of some other document
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin, section.bottom_margin = Cm(top_cm), Cm(bottom_cm)
    section.header_distance = section.footer_distance = Cm(1)
    _speak_thai(paper)
    style = paper.styles["Normal"]
    _put(style.element, properties())
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing = 1
    core = paper.core_properties
    core.author = core.last_modified_by = core.comments = ""
    core.created = core.modified = MADE_AT
    core.language = LANGUAGE
    return paper


def _speak_thai(paper: Paper) -> None:
    """The document's defaults: python-docx's own name theme fonts, which would win over a named one."""
    default = paper.styles.element.find(f".//{qn('w:rPrDefault')}")
    for old in list(default):
        default.remove(old)
    default.append(properties())


def _put(style: object, made: object) -> None:
    for old in style.findall(qn("w:rPr")):  # type: ignore[attr-defined]
        style.remove(old)  # type: ignore[attr-defined]
    style.append(made)  # type: ignore[attr-defined]


def restyle(paper: Paper, name: str, look: Look, before_pt: float = 0, after_pt: float = 0) -> None:
    """Give one of the built-in styles a look of ours."""
    style = paper.styles[name]
    _put(style.element, properties(look))
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before_pt), Pt(after_pt)
    style.paragraph_format.line_spacing = 1


def thai_page_numbers(paper: Paper, look: Look) -> None:
    """A page number in Thai digits at the foot of every page of the last section but its first.

    `w:pgNumType` must stand before `w:cols`: at the end it is invalid and ignored.
    """
    section = paper.sections[-1]
    section.different_first_page_header_footer = True
    kind = OxmlElement("w:pgNumType")
    kind.set(qn("w:fmt"), "thaiNumbers")
    section._sectPr.find(qn("w:cols")).addprevious(kind)
    line = section.footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field(line, "PAGE", look)


def field(line: Paragraph, instruction: str, look: Look) -> None:
    """A field that Word works out, such as PAGE."""
    for kind in ("begin", "", "separate", "result", "end"):
        run = write(line, "๑" if kind == "result" else "", look)
        if not kind:
            code = OxmlElement("w:instrText")
            code.text = f" {instruction} "
            run._r.append(code)
        elif kind != "result":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def saved(paper: Paper) -> bytes:
    """The document as a file; the same document is the same bytes."""
    sink = io.BytesIO()
    paper.save(sink)
    return settled(sink.getvalue())


def settled(data: bytes) -> bytes:
    """The same package with every part dated alike."""
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(sink, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, STAMP), old.read(name), zipfile.ZIP_DEFLATED)
    return sink.getvalue()
