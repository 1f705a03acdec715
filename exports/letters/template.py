"""The templates of letter and memo, built once into `exports/templates`; an office restyles them in Word.

Source of the shape: the regulation on correspondence (ระเบียบงานสารบรรณ) as offices print it:
16 pt, margins 3 and 2 cm, first line 2.5 cm, emblem 3 cm high on a letter and 1.5 cm on a memo, dotted lines in a memo.
`python -c "from exports.letters import template; template.build()"` writes them again.
"""

from __future__ import annotations

from pathlib import Path

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from exports.letters.office import OWN_TEMPLATES
from exports.word.paper import saved, sheet
from exports.word.runs import BOLD, PLAIN, Look, write

LETTER, MEMO = "letter.docx", "memo.docx"
WIDTH_CM = 16.0
HALF_CM = 8.0
LABEL_CM = 1.5
FIRST_LINE_CM = 2.5
LABEL = Look(20, is_bold=True)
DOTTED = Look(underline="dotted")
MEMO_TITLE = Look(29, is_bold=True)
SMALL = Look(12)


def build(folder: Path = OWN_TEMPLATES) -> None:
    """Write both templates into a folder."""
    (folder / LETTER).write_bytes(letter())
    (folder / MEMO).write_bytes(memo())


def letter() -> bytes:
    """หนังสือภายนอก: emblem, number and address, date, subject, addressee, three paragraphs, closing, signature."""
    paper = sheet()
    _emblem(paper, 3.0, WD_ALIGN_PARAGRAPH.CENTER)
    _line(paper, "ที่  {{ number }}\t{{ address[0] }}", tab_cm=9.5)
    _each(paper, "line in address[1:]", "\t{{ line }}", tab_cm=9.5)
    _line(paper, "\t{{ date }}", tab_cm=HALF_CM, before_pt=6)
    _line(paper, "เรื่อง\t{{ subject }}", tab_cm=LABEL_CM, before_pt=6, hang_cm=LABEL_CM)
    _line(paper, "เรียน\t{{ to }}", tab_cm=LABEL_CM, before_pt=6, hang_cm=LABEL_CM)
    _body(paper)
    _signature(paper, "ขอแสดงความนับถือ")
    _each(paper, "line in foot", "{{ line }}")
    _notes(paper)
    return saved(paper)


def memo() -> bytes:
    """บันทึกข้อความ: small emblem, the title, dotted lines, addressee, three paragraphs, signature."""
    paper = sheet()
    _emblem(paper, 1.5, WD_ALIGN_PARAGRAPH.LEFT)
    title = paper.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    title.paragraph_format.line_spacing = Pt(35)
    write(title, "บันทึกข้อความ", MEMO_TITLE)
    _dotted(paper, ("ส่วนราชการ", "{{ unit_line }}", WIDTH_CM))
    _dotted(paper, ("ที่", "{{ number }}", HALF_CM), ("วันที่", "{{ date }}", WIDTH_CM))
    _dotted(paper, ("เรื่อง", "{{ subject }}", WIDTH_CM))
    _line(paper, "เรียน\t{{ to }}", tab_cm=LABEL_CM, before_pt=6, hang_cm=LABEL_CM)
    _body(paper)
    _signature(paper)
    _notes(paper)
    return saved(paper)


def _emblem(paper: Paper, height_cm: float, where: WD_ALIGN_PARAGRAPH) -> None:
    """The space of the emblem; a picture from the settings stands in it."""
    line = paper.add_paragraph()
    line.alignment = where
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    line.paragraph_format.line_spacing = Cm(height_cm)
    write(line, "{{ emblem }}")


def _body(paper: Paper) -> None:
    _said(paper, "{{ as_asked }}")
    _said(paper, "{{ found }}")
    _each(paper, "line in lines", "{{ line }}", indent_cm=LABEL_CM, tab_cm=8.7)
    _said(paper, "{{ please }}")


def _said(paper: Paper, text: str) -> None:
    line = paper.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.THAI_JUSTIFY
    line.paragraph_format.first_line_indent = Cm(FIRST_LINE_CM)
    line.paragraph_format.space_before = Pt(6)
    write(line, text)


def _signature(paper: Paper, closing: str = "") -> None:
    """The closing words, space for the signature, name and position: one above the other on the right half."""
    for number, text in enumerate((closing, "", "", "{{ signer_name }}", "{{ signer_title }}")):
        line = _line(paper, text, before_pt=0 if number else 12, indent_cm=HALF_CM - 1)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _notes(paper: Paper) -> None:
    """The number of the register, so that the letter is found again; and that the figures are a demonstration."""
    line = paper.add_paragraph()
    line.paragraph_format.space_before = Pt(6)
    write(line, "{{ register }}{% if sample %} · {{ sample }}{% endif %}", SMALL)


def _dotted(paper: Paper, *pairs: tuple[str, str, float]) -> None:
    """Labels, each with its text on a dotted line that runs to a stop (cm)."""
    line = paper.add_paragraph()
    for _, _, stop in pairs:
        line.paragraph_format.tab_stops.add_tab_stop(Cm(stop), WD_TAB_ALIGNMENT.LEFT)
    for label, text, _ in pairs:
        write(line, label, LABEL)
        write(line, "  ", BOLD)
        # The dots are an underline: it runs on under the tab, as far as the stop.
        write(line, f"{text}\t", DOTTED)


def _each(paper: Paper, loop: str, text: str, *, tab_cm: float = 0, indent_cm: float = 0) -> None:
    """A paragraph for each; the marks of the loop stand in paragraphs of their own, which vanish."""
    _line(paper, f"{{%p for {loop} %}}")
    _line(paper, text, tab_cm=tab_cm, indent_cm=indent_cm)
    _line(paper, "{%p endfor %}")


def _line(
    paper: Paper,
    text: str,
    *,
    tab_cm: float = 0,
    before_pt: float = 0,
    hang_cm: float = 0,
    indent_cm: float = 0,
    look: Look = PLAIN,
) -> Paragraph:
    line = paper.add_paragraph()
    shape = line.paragraph_format
    shape.space_before = Pt(before_pt)
    if tab_cm:
        shape.tab_stops.add_tab_stop(Cm(tab_cm))
    if hang_cm:
        shape.left_indent, shape.first_line_indent = Cm(hang_cm), Cm(-hang_cm)
    elif indent_cm:
        shape.left_indent = Cm(indent_cm)
    write(line, text, look)
    return line
