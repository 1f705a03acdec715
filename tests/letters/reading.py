"""What stands in a Word file: its words, and whether every run with Thai in it names font and language."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml import etree

THAI = re.compile("[\u0e00-\u0e7f]")
FONT = "TH SarabunPSK"


def parts(data: bytes) -> Iterator[tuple[str, etree._Element]]:
    """The parts of the package that hold text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if re.fullmatch(r"word/(document|footer\d*|header\d*)\.xml", name):
                yield name, etree.fromstring(package.read(name))


def words(data: bytes) -> str:
    """All text, a line per paragraph."""
    said = []
    for _, part in parts(data):
        for paragraph in part.iter(qn("w:p")):
            pieces = (
                one.text or "" if one.tag == qn("w:t") else "\t" for one in paragraph.iter(qn("w:t"), qn("w:tab"))
            )
            said.append("".join(pieces))
    return "\n".join(said)


def undressed(data: bytes) -> list[str]:
    """The texts of runs with Thai that do not themselves say Thai font (cs), size and language."""
    found = []
    for _, part in parts(data):
        for run in part.iter(qn("w:r")):
            text = "".join(one.text or "" for one in run.iter(qn("w:t")))
            if THAI.search(text) and not _is_dressed(run):
                found.append(text)
    return found


def _is_dressed(run: etree._Element) -> bool:
    fonts, size, language = (run.find(f"{qn('w:rPr')}/{qn(name)}") for name in ("w:rFonts", "w:szCs", "w:lang"))
    named = fonts is not None and fonts.get(qn("w:cs")) == fonts.get(qn("w:ascii")) == FONT
    return named and size is not None and language is not None and language.get(qn("w:bidi")) == "th-TH"
