"""Text in Word: Thai glyphs obey `w:cs`, `w:szCs` and `w:bCs`, so every run says them itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from exports.typeface import LETTERS

FONT = LETTERS
"""The official typeface (cabinet resolution of 7 September 2553), which every government office has."""
SIZE_PT = 16
LANGUAGE = "th-TH"

# What XML 1.0 cannot hold; a cell of somebody's workbook may.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks. Sizes in points; colour as RRGGBB."""

    size_pt: float = SIZE_PT
    is_bold: bool = False
    underline: str | None = None
    color: str | None = None
    is_italic: bool = False


PLAIN = Look()
BOLD = Look(is_bold=True)


def clean(text: object) -> str:
    """The text without characters that no XML file can hold."""
    return _FORBIDDEN.sub("\ufffd", str(text))


def write(paragraph: Paragraph, text: object, look: Look = PLAIN) -> Run:
    """Append a run; tabs and line ends become Word's own."""
    run = paragraph.add_run(clean(text))
    dress(run, look)
    return run


def dress(run: Run, look: Look = PLAIN) -> None:
    """Give a run its whole look anew: fonts, weight, colour, size and language."""
    element = run._r
    for old in element.findall(qn("w:rPr")):
        element.remove(old)
    element.insert(0, properties(look))


def properties(look: Look = PLAIN) -> BaseOxmlElement:
    """A `w:rPr` with its children in the order of the schema."""
    made = OxmlElement("w:rPr")
    _add(made, "w:rFonts", **{f"w:{script}": FONT for script in ("ascii", "hAnsi", "eastAsia", "cs")})
    for wanted, names in ((look.is_bold, ("w:b", "w:bCs")), (look.is_italic, ("w:i", "w:iCs"))):
        for name in names if wanted else ():
            _add(made, name)
    if look.color:
        _add(made, "w:color", **{"w:val": look.color})
    for name in ("w:sz", "w:szCs"):
        _add(made, name, **{"w:val": str(round(look.size_pt * 2))})
    if look.underline:
        _add(made, "w:u", **{"w:val": look.underline})
    _add(made, "w:lang", **{"w:val": LANGUAGE, "w:eastAsia": LANGUAGE, "w:bidi": LANGUAGE})
    return made


def _add(parent: BaseOxmlElement, name: str, **attributes: str) -> None:
    child = OxmlElement(name)
    for key, value in attributes.items():
        child.set(qn(key), value)
    parent.append(child)
