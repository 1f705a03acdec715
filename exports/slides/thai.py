"""Thai letters in DrawingML: they take the complex-script typeface, and PowerPoint breaks words by the language.

python-pptx writes the Latin typeface only. `dress` sets all three on one run; `dress_all` leaves no run out.
"""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx.oxml.ns import qn

from exports import lines, typeface

LANGUAGE = "th-TH"
THAI_NUMBERS = "[$-D00041E]"
"""Before a number format: digits in Thai, the value a number."""
_FACES = ("latin", "ea", "cs")
_AFTER = {qn(f"a:{name}") for name in ("sym", "hlinkClick", "hlinkMouseOver", "rtl", "extLst")}
"""What the schema wants behind the typefaces."""
_PROPERTIES = tuple(qn(f"a:{name}") for name in ("rPr", "defRPr", "endParaRPr"))
_RUNS = tuple(qn(f"a:{name}") for name in ("r", "fld"))


def dress(properties: Any) -> None:
    """Typefaces and language of one `a:rPr`, `a:defRPr` or `a:endParaRPr`."""
    for name in _FACES:
        for old in properties.findall(qn(f"a:{name}")):
            properties.remove(old)
    place = next((at for at, child in enumerate(properties) if child.tag in _AFTER), len(properties))
    for offset, name in enumerate(_FACES):
        face = etree.Element(qn(f"a:{name}"))
        face.set("typeface", typeface.SLIDES)
        properties.insert(place + offset, face)
    properties.set("lang", LANGUAGE)


def dress_all(root: Any) -> None:
    """Every run below `root`, those without properties of their own too."""
    for run in root.iter(*_RUNS):
        if run.find(qn("a:rPr")) is None:
            run.insert(0, etree.Element(qn("a:rPr")))
    for properties in root.iter(*_PROPERTIES):
        dress(properties)


def count_in_thai(root: Any) -> None:
    """Thai digits in every text below `root`; in a chart also in its names and by the format of its numbers.

    The values themselves, and the workbook behind them, stay numbers. A slide's number is a field, which its
    program counts: what stands there until then is turned as well.
    """
    for text in (*root.iter(qn("a:t")), *(v for cache in root.iter(qn("c:strCache")) for v in cache.iter(qn("c:v")))):
        text.text = lines.digits(text.text or "", "thai")
    for one in root.iter(qn("c:numFmt")):
        one.set("formatCode", THAI_NUMBERS + one.get("formatCode"))


def dress_theme(blob: bytes) -> bytes:
    """A theme whose headings and body are set in our typeface, in every script."""
    root = etree.fromstring(blob)
    for font in (*root.iter(qn("a:majorFont")), *root.iter(qn("a:minorFont"))):
        for name in _FACES:
            face = font.find(qn(f"a:{name}"))
            if face is not None:
                face.set("typeface", typeface.SLIDES)
        for script in font.findall(qn("a:font")):
            if script.get("script") == "Thai":
                script.set("typeface", typeface.SLIDES)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
