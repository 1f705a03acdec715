"""Somebody's .xlsx with marks: parts are patched where a mark stands, everything else stays byte for byte."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from etl import read
from etl.findings import Finding, Severity
from etl.marking import boxes, comments
from etl.marking.addresses import Place
from etl.marking.archive import Archive
from etl.marking.faults import CannotPatch
from etl.marking.known import SUMMARY, Fills, is_summary, recorded
from etl.marking.marks import AUTHOR, Mark, Marks, marks_of
from etl.marking.relations import clear_relations, declare, declare_extension, part_of, relate, relations
from etl.marking.sheet_part import SheetPart, patched, read_sheet
from etl.marking.splice import string
from etl.marking.styles import StyleBook
from etl.marking.summary import About
from etl.marking.summary_part import summary_part
from etl.marking.workbook_part import Book, SheetEntry, add_first, read_book, show

MOST_COMMENTS = 2_000
"""More comments make a workbook slow to open; the summary tells of every cell."""

_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_ORDER = {severity: place for place, severity in enumerate(Severity)}


def mark_package(data: bytes, findings: Sequence[Finding], about: About) -> bytes:
    """The package with its marks renewed. Raises CannotPatch when it cannot be patched safely."""
    archive = Archive(data)
    book = read_book(archive)
    work = _Work.begin(book, data, marks_of(findings))
    for sheet in book.sheets:
        if sheet is not work.summary:
            work.mark(sheet)
    _write_summary(work, about, findings)
    _write_styles(work)
    return archive.to_bytes()


@dataclass(slots=True)
class _Work:
    """One workbook being marked."""

    book: Book
    styles: StyleBook
    own_styles: set[int]
    marks: Marks
    blocks: set[int]
    summary: SheetEntry | None
    """The summary sheet of an earlier marking."""
    earlier: Fills
    """The fill that each cell of an earlier marking had before."""
    fills: Fills = field(default_factory=dict)
    """The fill that each cell marked now had before, when it had one."""
    comments_left: int = MOST_COMMENTS

    @classmethod
    def begin(cls, book: Book, data: bytes, marks: Marks) -> _Work:
        styles_part = part_of(book.archive, book.part, "styles")
        styles = StyleBook(book.archive.read(styles_part) if styles_part else None)
        summary, earlier = _earlier(book, data)
        return cls(book, styles, styles.own_styles(), marks, boxes.used_blocks(book.archive), summary, earlier)

    def mark(self, sheet: SheetEntry) -> None:
        """Renew the marks of one sheet; a sheet that has none, and had none, is not touched."""
        archive = self.book.archive
        wanted = self.marks.get(sheet.name, {}) if sheet.kind == "worksheet" else {}
        data = archive.read(sheet.part)
        if not (wanted or self.own_styles or b"tabSelected" in data or self._had_comments(sheet)):
            return
        is_cells = sheet.kind == "worksheet"
        part = read_sheet(data, {row for row, _ in wanted}, all_cells=bool(self.own_styles), is_cells=is_cells)
        shown = _anchored(part, wanted)
        if not {row for row, _ in shown} <= {row for row, _ in wanted}:
            part = read_sheet(data, {row for row, _ in shown}, all_cells=bool(self.own_styles), is_cells=is_cells)
        drawing = self._comment(sheet, part, shown)
        fills = self.fills.setdefault(sheet.name, {})
        earlier = self.earlier.get(sheet.name, {})

        def restyle(place: Place, style: int) -> int:
            base = self.styles.filled(style, earlier.get(place, ())) if style in self.own_styles else style
            if place not in shown:
                return base
            if fill := self.styles.fill_of(base):
                fills[place] = fill
            return self.styles.marked(base, shown[place].severity)

        changed = patched(part, set(shown), restyle, drawing=drawing)
        if changed != data:
            archive.write(sheet.part, changed)

    def _had_comments(self, sheet: SheetEntry) -> bool:
        part = part_of(self.book.archive, sheet.part, "comments")
        return part is not None and string(AUTHOR) in self.book.archive.read(part)

    def _comment(self, sheet: SheetEntry, part: SheetPart, shown: dict[Place, Mark]) -> str | None:
        """Renew the comments of a sheet and their boxes; the relationship of a drawing that is new to the sheet."""
        archive = self.book.archive
        gravest = sorted(shown, key=lambda place: (_ORDER[shown[place].severity], place))[: self.comments_left]
        self.comments_left -= len(gravest)
        words = {place: shown[place].comment for place in gravest}
        own = part_of(archive, sheet.part, "comments")
        if not words and (own is None or not self._had_comments(sheet)):
            return None
        renewed = comments.renew(archive.read(own) if own else comments.NEW, words)
        if own is None:
            own = archive.free_name(f"{_folder(self.book.part)}tidtamComments{{}}.xml")
            declare(archive, own, comments.COMMENTS_TYPE)
            relate(archive, sheet.part, "comments", own)
        archive.write(own, renewed.data)
        return self._draw(sheet, part, renewed, {place: words[place] for place in renewed.new})

    def _draw(self, sheet: SheetEntry, part: SheetPart, renewed: comments.Renewed, new: dict[Place, str]) -> str | None:
        archive = self.book.archive
        if not (renewed.gone or new):
            return None
        related = {one.id: one.part for one in relations(archive, sheet.part)}
        drawing = related.get(part.legacy_drawing) if part.legacy_drawing else None
        if part.legacy_drawing and (drawing is None or drawing not in archive):
            raise CannotPatch("drawing")
        content = boxes.redraw(archive.read(drawing) if drawing else None, renewed.gone, new, part, self.blocks)
        if drawing is not None:
            archive.write(drawing, content)
            return None
        if not new:
            return None
        name = archive.free_name(f"{_folder(self.book.part)}drawings/tidtamBoxes{{}}.vml")
        archive.write(name, content)
        declare_extension(archive, "vml", boxes.DRAWING_TYPE)
        return relate(archive, sheet.part, "vmlDrawing", name)


def _earlier(book: Book, data: bytes) -> tuple[SheetEntry | None, Fills]:
    """The summary of an earlier marking, and what it remembers."""
    if not any(sheet.name.startswith(SUMMARY) for sheet in book.sheets):
        return None, {}
    for sheet in read.read_all(data).sheets:
        if is_summary(sheet) and (found := book.sheet(sheet.name)) is not None:
            return found, recorded(sheet)
    return None, {}


def _anchored(part: SheetPart, wanted: dict[Place, Mark]) -> dict[Place, Mark]:
    """The marks at the cells that people see: what a merged range covers is marked at its first cell."""
    shown: dict[Place, Mark] = {}
    for place, mark in wanted.items():
        anchor = part.anchor(place)
        other = shown.get(anchor)
        if other is not None:
            severity = min(mark.severity, other.severity, key=_ORDER.__getitem__)
            mark = Mark(severity, tuple(dict.fromkeys(other.lines + mark.lines)))
        shown[anchor] = mark
    return shown


def _write_summary(work: _Work, about: About, findings: Sequence[Finding]) -> None:
    """Put the summary in front, or renew the one that is there."""
    content = summary_part(about, findings, work.fills, work.styles)
    if work.summary is None:
        add_first(work.book, work.book.free_name(SUMMARY), content)
        show(work.book, 0)
        return
    work.book.archive.write(work.summary.part, content)
    clear_relations(work.book.archive, work.summary.part)
    show(work.book, work.book.sheets.index(work.summary))


def _write_styles(work: _Work) -> None:
    archive = work.book.archive
    part = part_of(archive, work.book.part, "styles")
    if part is None:
        usual = f"{_folder(work.book.part)}styles.xml"
        part = usual if usual not in archive else archive.free_name(f"{_folder(work.book.part)}styles{{}}.xml")
        declare(archive, part, _STYLES_TYPE)
        relate(archive, work.book.part, "styles", part)
    archive.write(part, work.styles.to_bytes())


def _folder(part: str) -> str:
    return part.rpartition("/")[0] + "/" if "/" in part else ""
