"""The template of the annual report: page, styles and page numbers; an office restyles it in Word.

`python -c "from exports.annual import template; template.build()"` writes it again.
"""

from __future__ import annotations

from pathlib import Path

from docx.oxml.ns import qn
from docx.shared import Pt

from exports.letters.office import OWN_TEMPLATES
from exports.word.paper import restyle, saved, sheet, thai_page_numbers
from exports.word.runs import PLAIN, Look

REPORT = "report.docx"
INK = "12355B"
TITLE = Look(28, is_bold=True, color=INK)
SUBTITLE = Look(22, is_bold=True, color=INK)
CHAPTER = Look(22, is_bold=True, color=INK)
SECTION = Look(18, is_bold=True, color=INK)
CAPTION = Look(16, is_bold=True)


def build(folder: Path = OWN_TEMPLATES) -> None:
    """Write the template into a folder."""
    (folder / REPORT).write_bytes(report())


def report() -> bytes:
    """An empty document with the styles Heading 1, Heading 2, Caption and a table grid, pages in Thai digits."""
    paper = sheet(top_cm=2.5, bottom_cm=2.0)
    for name, look, before, after in (
        ("Title", TITLE, 120, 6),
        ("Subtitle", SUBTITLE, 0, 6),
        ("Heading 1", CHAPTER, 0, 10),
        ("Heading 2", SECTION, 14, 6),
        ("Caption", CAPTION, 10, 4),
    ):
        restyle(paper, name, look, before, after)
        paper.styles[name].paragraph_format.keep_with_next = True
        for line in paper.styles[name].element.iter(qn("w:pBdr")):
            line.getparent().remove(line)
    paper.styles["Heading 1"].paragraph_format.page_break_before = True
    paper.styles["Table Grid"].paragraph_format.space_after = Pt(0)
    thai_page_numbers(paper, PLAIN)
    return saved(paper)
