"""The formats of a committee pack: each one function that gives bytes, imported when used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from base.filename import safe
from base.settings import read_settings
from base.thai import MONTH_ABBR_TH, buddhist_year
from base.words import Text
from exports.content import Content
from exports.reference import Reference
from kpi.speak import Digits

MASTER = "slides.pptx"
"""In the office's own folder of templates: its master and layouts replace ours."""

__all__ = ["FORMATS", "MASTER", "Format", "file_name", "pack", "safe"]

Draw = Callable[[Content, Reference, Digits], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """One file of the pack."""

    code: str
    label: Text
    ending: str
    mime: str
    draw: Draw


def _pptx(content: Content, reference: Reference, digits: Digits) -> bytes:
    """The deck, on the office's own master where the settings name one."""
    from exports import slides

    folder = read_settings().papers_dir
    path = folder / MASTER if folder else None
    template = path.read_bytes() if path and path.is_file() else None
    return slides.draw(content, reference, template, digits)


def _pdf(content: Content, reference: Reference, digits: Digits) -> bytes:
    """The brief on one A4 page."""
    from exports import brief

    return brief.brief(content, reference, "pdf", digits)


def _png(content: Content, reference: Reference, digits: Digits) -> bytes:
    """The same page as a picture."""
    from exports import brief

    return brief.brief(content, reference, "png", digits)


def _xlsx(content: Content, reference: Reference, digits: Digits) -> bytes:
    """Every figure as a number, whatever digits the reader likes to see."""
    from exports import pack_workbook

    return pack_workbook.draw(content, reference)


def _docx(content: Content, reference: Reference, digits: Digits) -> bytes:
    """The same as a document to be edited, on the office's own template where it has one."""
    from exports import round_report

    return round_report.draw(content, reference, read_settings().papers_dir, digits if digits == "thai" else None)


FORMATS: tuple[Format, ...] = (
    Format(
        "pptx",
        Text("สไลด์นำเสนอ (PowerPoint)", "Slides (PowerPoint)"),
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _pptx,
    ),
    Format("pdf", Text("สรุปหนึ่งหน้า (PDF)", "One-page brief (PDF)"), "pdf", "application/pdf", _pdf),
    Format("png", Text("ภาพสรุปหนึ่งหน้า (PNG)", "Picture of the brief (PNG)"), "png", "image/png", _png),
    Format(
        "xlsx",
        Text("ตัวเลขทั้งหมด (Excel)", "Every figure (Excel)"),
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _xlsx,
    ),
    Format(
        "docx",
        Text("รายงานประจำรอบ (Word)", "Report of the round (Word)"),
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _docx,
    ),
)
"""In the order in which they are made and offered."""

STEM = Text(
    "ชุดนำเสนอ {who} รอบที่ {round} ปีงบประมาณ {year} ข้อมูล ณ {day}", "Pack {who} round {round} FY {year} as of {day}"
)


def file_name(content: Content, ending: str, label: str = "") -> str:
    """`ชุดนำเสนอ สำนักงาน รอบที่ 1 ปีงบประมาณ 2564 ข้อมูล ณ 31 มี.ค. 2564.pptx`, with `label` before the ending."""
    day, round_ = content.ask.as_of, content.ask.round
    stem = STEM.say(
        who="สำนักงาน" if content.is_office else content.names.get(content.track, content.track),
        round=round_.number,
        year=round_.fiscal_year.year_be,
        day=f"{day.day} {MONTH_ABBR_TH[day.month - 1]} {buddhist_year(day.year)}",
    )
    return f"{safe(f'{stem} {label}')}.{ending}"


def pack(
    content: Content, reference: Reference, formats: Sequence[Format] | None = None, digits: Digits = "arabic"
) -> Iterator[tuple[Format, str, bytes]]:
    """(format, file name, bytes) of every file of the pack, one after the other so that progress can be shown."""
    for one in FORMATS if formats is None else formats:
        yield one, file_name(content, one.ending), one.draw(content, reference, digits)
